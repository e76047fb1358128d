"""The admin's lists of meridians and of caution rules."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.points.snippets import CautionRule, Meridian


class MeridianViewSet(SnippetViewSet):
    model = Meridian
    icon = "list-ul"
    list_display = ["__str__", "pinyin"]


class CautionRuleViewSet(SnippetViewSet):
    model = CautionRule
    icon = "warning"
    list_display = ["caution", "sides", "severity"]


@register_snippet
class Points(SnippetViewSetGroup):
    menu_label = "Points"
    menu_icon = "list-ul"
    menu_order = 245
    items = (MeridianViewSet, CautionRuleViewSet)
