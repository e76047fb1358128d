"""What the core adds to the admin: the menu of people and cited works, reports, and refusals in bulk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.core.bulk_publishing import refuse_unready
from cms.core.claim_decisions import ACCEPTED
from cms.core.claim_views import AcceptClaim, ClaimsReport
from cms.core.models import HealthClaim, Organisation, Person, Reference
from cms.core.review_views import OverduePanel, ReviewsReport


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


class HealthClaimViewSet(SnippetViewSet):
    model = HealthClaim
    icon = "comment"
    list_display = ["statement", "status", "checked_on"]
    list_filter = ["status", "modality"]


@register_snippet
class Sources(SnippetViewSetGroup):
    menu_label = "Sources"
    menu_icon = "group"
    menu_order = 250
    items = (PersonViewSet, OrganisationViewSet, ReferenceViewSet, HealthClaimViewSet)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """The addresses of the reports, and of a decision about one claim."""
    reports: dict[str, type[ReportView]] = {"claims": ClaimsReport, "reviews": ReviewsReport}
    return [
        *(path(f"reports/{at}/", view.as_view(), name=view.index_url_name) for at, view in reports.items()),
        *(
            path(f"reports/{at}/results/", view.as_view(results_only=True), name=view.index_results_url_name)
            for at, view in reports.items()
        ),
        path("reports/claims/<int:page_id>/<str:key>/", AcceptClaim.as_view(), name="accept_claim"),
    ]


class ReportMenuItem(MenuItem):
    """A report, for whoever may see it."""

    def __init__(self, view: type[ReportView], order: int) -> None:
        super().__init__(view.page_title, reverse(view.index_url_name), icon_name=view.header_icon, order=order)
        self.view = view

    def is_shown(self, request: HttpRequest) -> bool:
        policy, wanted = self.view.permission_policy, self.view.any_permission_required
        return bool(policy.user_has_any_permission(request.user, wanted))


@hooks.register("register_reports_menu_item")
def claims_menu_item() -> ReportMenuItem:
    return ReportMenuItem(ClaimsReport, order=1900)


@hooks.register("register_reports_menu_item")
def reviews_menu_item() -> ReportMenuItem:
    return ReportMenuItem(ReviewsReport, order=1950)


@hooks.register("construct_homepage_panels")
def add_overdue_panel(_request: HttpRequest, panels: list[Any]) -> None:
    panels.append(OverduePanel())


class AcceptanceFormatter(LogFormatter):
    """How an accepted claim reads in the page's history."""

    label = "Accept a claim"

    def format_message(self, log_entry: Any) -> str:
        return "Claim accepted ({rule}): “{sentence}” Reason: {reason}".format(**log_entry.data)


@hooks.register("register_log_actions")
def name_log_actions(actions: Any) -> None:
    actions.register_action(ACCEPTED)(AcceptanceFormatter)


@hooks.register("before_bulk_action")
def publish_all_or_none(request: HttpRequest, action_type: str, objects: Any, action: Any) -> HttpResponse | None:
    """Keep Wagtail's bulk action from pages that a rule refuses."""
    if action_type == "publish" and issubclass(action.model, Page):
        return refuse_unready(request, objects, action)
    return None
