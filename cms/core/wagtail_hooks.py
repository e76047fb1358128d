"""The admin's menu of people and sources."""

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
    list_display = ["citation", "doi", "pmid"]


@register_snippet
class PeopleAndSources(SnippetViewSetGroup):
    menu_label = "People and sources"
    menu_icon = "group"
    menu_order = 250
    items = (PersonViewSet, OrganisationViewSet, ReferenceViewSet)
