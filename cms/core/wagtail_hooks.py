"""The admin's menu of people and cited works."""

from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.core.models import Organisation, Person, Reference


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    list_display = ["name", "role", "organisation"]


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"


class ReferenceViewSet(SnippetViewSet):
    model = Reference
    icon = "openquote"
    list_display = ["citation", Column("doi", label="DOI"), Column("pmid", label="PMID")]


@register_snippet
class Sources(SnippetViewSetGroup):
    menu_label = "Sources"
    menu_icon = "group"
    menu_order = 250
    items = (PersonViewSet, OrganisationViewSet, ReferenceViewSet)
