"""Where the admin tells whose review is due: on its first page, and in a report."""

from typing import Any, ClassVar

from django.utils.formats import date_format
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.core.reviews_due import DueReview, reviews_due


class ReviewsReport(ReportView):
    """The pages about health that must be checked again."""

    page_title = "Reviews due"
    results_template_name = "core/admin/reviews_results.html"
    header_icon = "calendar-check"
    index_url_name = "reviews_due"
    index_results_url_name = "reviews_due_results"
    permission_policy = PagePermissionPolicy()
    any_permission_required: ClassVar = ["add", "change", "publish"]
    default_ordering = None
    is_searchable = False
    list_export: ClassVar = ["page", "state", "day", "page.medical_reviewer"]
    columns: ClassVar = [
        TitleColumn("page.title", label="Page", get_url=lambda row: row.edit_url),
        Column("state", label="State"),
        Column("day", label="Next review", accessor=lambda row: row.day and date_format(row.day)),
        Column("page.medical_reviewer", label="Last reviewer"),
    ]

    def get_queryset(self) -> list[DueReview]:
        return reviews_due(self.request.user)

    def filter_queryset(self, queryset: list[DueReview]) -> list[DueReview]:
        return queryset


class OverduePanel(Component):
    """How many live pages are overdue, for those who may edit them; nothing when none is."""

    name = "reviews_overdue"
    template_name = "core/admin/reviews_overdue.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        due = reviews_due(parent_context["request"].user)
        return {"overdue": sum(one.overdue for one in due), "report": ReviewsReport.index_url_name}
