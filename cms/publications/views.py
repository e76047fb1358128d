"""The centre's pages in the Wagtail admin."""

from typing import ClassVar

from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cms.publications.models import RenderFailure
from cms.publications.report import Row, rows


class StalePublicationsReport(ReportView):
    """What outside readers do not see as it stands in the admin, and why."""

    page_title = "Stale publications"
    results_template_name = "publications/stale_results.html"
    header_icon = "time"
    index_url_name = "stale_publications"
    index_results_url_name = "stale_publications_results"
    permission_policy = ModelPermissionPolicy(RenderFailure)  # for administrators: errors may quote any page
    permission_required = "view"
    default_ordering = None
    is_searchable = False
    list_export: ClassVar = ["name", "since", "reason", "attempts"]
    columns: ClassVar = [
        TitleColumn("name", label="Object", get_url=lambda row: row.edit_url or None),
        Column("reason", label="Why readers do not see it as it is"),
        Column("attempts", label="Tries"),
        DateColumn("since", label="Since"),
    ]

    def get_queryset(self) -> list[Row]:
        return rows()

    def filter_queryset(self, queryset: list[Row]) -> list[Row]:
        return queryset
