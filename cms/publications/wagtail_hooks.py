"""Where the centre shows itself in the Wagtail admin."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import AdminOnlyMenuItem
from wagtail.models import Page

from cms.core.models import ContentPage
from cms.publications.audiences import Restrictions
from cms.publications.report import NOBODY_MAY_READ
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


@hooks.register("before_edit_page")
def say_when_nobody_may_read(request: HttpRequest, page: Page) -> None:
    """Tell the editor of a page that its privacy closes it to everybody outside."""
    if request.method == "GET" and isinstance(page, ContentPage) and Restrictions.load().audience_of(page.path) is None:
        messages.warning(request, NOBODY_MAY_READ)
