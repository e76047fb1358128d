"""The admin's menu of conditions and protocols."""

from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.conditions.snippets import Condition, Protocol


class ConditionViewSet(SnippetViewSet):
    model = Condition
    icon = "tag"
    list_display = ["name", "body_area"]


class ProtocolViewSet(SnippetViewSet):
    model = Protocol
    icon = "list-ol"
    list_display = ["name", "kind", LiveStatusTagColumn()]


@register_snippet
class Care(SnippetViewSetGroup):
    menu_label = "Care"
    menu_icon = "help"
    menu_order = 240
    items = (ConditionViewSet, ProtocolViewSet)
