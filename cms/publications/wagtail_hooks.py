"""Where the centre shows itself in the Wagtail admin, and keeps links on Wagtail's own pages behind the gate."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import AdminOnlyMenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.core.models import ContentPage
from cms.publications.audiences import Restrictions
from cms.publications.plain_links import OpenPageLinks
from cms.publications.report import NOBODY_MAY_READ
from cms.publications.schedule import REFUSED
from cms.publications.views import StalePublicationsReport


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """The addresses of the report."""
    view = StalePublicationsReport
    return [
        path("reports/stale-publications/", view.as_view(), name="stale_publications"),
        path("reports/stale-publications/results/", view.as_view(results_only=True), name="stale_publications_results"),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> AdminOnlyMenuItem:
    """The report in the Reports menu."""
    return AdminOnlyMenuItem("Stale publications", reverse("stale_publications"), icon_name="time", order=2000)


class RefusalFormatter(LogFormatter):
    """How a missed time reads in the history."""

    label = "Miss the time to go live"

    def format_message(self, log_entry: Any) -> str:
        return f"Not published at its time. {' '.join(log_entry.data['reasons'])}"


@hooks.register("register_log_actions")
def name_log_actions(actions: Any) -> None:
    actions.register_action(REFUSED)(RefusalFormatter)


@hooks.register("before_edit_page")
def say_when_nobody_may_read(request: HttpRequest, page: Page) -> None:
    """Tell the editor of a page that its privacy closes it to everybody outside."""
    if request.method == "GET" and isinstance(page, ContentPage) and Restrictions.load().audience_of(page.path) is None:
        messages.warning(request, NOBODY_MAY_READ)


# After Wagtail's own, which would link any page.
@hooks.register("register_rich_text_features", order=1)
def link_open_pages_only(features: FeatureRegistry) -> None:
    """Let rich text on the plain page link only what everybody may see."""
    features.register_link_type(OpenPageLinks)
