"""The admin's list of meridians."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.points.models import Meridian


@register_snippet
class MeridianViewSet(SnippetViewSet):
    model = Meridian
    icon = "list-ul"
    list_display = ["code", "get_code_display", "pinyin"]
