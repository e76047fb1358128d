"""The admin's pages about claims that wait for a second person."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.core.claim_decisions import WaitingClaim, accept_claim, waiting, waiting_on


class ClaimsReport(ReportView):
    """The sentences that keep drafts from being published."""

    page_title = "Claims to decide"
    results_template_name = "core/admin/claims_results.html"
    header_icon = "warning"
    index_url_name = "claims_to_decide"
    index_results_url_name = "claims_to_decide_results"
    permission_policy = PagePermissionPolicy()
    any_permission_required: ClassVar = ["publish"]
    default_ordering = None
    is_searchable = False
    list_export: ClassVar = ["page", "claim.rule.name", "claim.sentence"]
    columns: ClassVar = [
        TitleColumn("claim.sentence", label="Sentence", get_url=lambda row: row.decide_url),
        Column("claim.rule.name", label="Rule"),
        TitleColumn("page.title", label="Page", get_url=lambda row: row.edit_url),
    ]

    def get_queryset(self) -> list[WaitingClaim]:
        return list(waiting(self.request.user))

    def filter_queryset(self, queryset: list[WaitingClaim]) -> list[WaitingClaim]:
        return queryset


class ReasonForm(forms.Form):
    """Why a sentence may stand."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Which evidence or context makes this sentence right. It is kept with your name.",
    )


class AcceptClaim(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # generic in the stubs only
    """Asks for the reason, then lets the sentence stand."""

    template_name = "core/admin/accept_claim.html"
    form_class = ReasonForm
    page_title = "Accept a sentence"
    header_icon = "warning"
    waiting_claim: WaitingClaim

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page = get_object_or_404(Page, pk=kwargs["page_id"])
        if not page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        found = next((one for one in waiting_on(page) if one.key == kwargs["key"]), None)
        if found is None:
            messages.warning(request, "This sentence no longer stands in the draft, or has been decided.")
            return redirect("claims_to_decide")
        self.waiting_claim = found
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        report = {"url": reverse("claims_to_decide"), "label": ClaimsReport.page_title}
        return [*super().get_breadcrumbs_items(), report, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(waiting=self.waiting_claim, **kwargs)

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        try:
            accept_claim(self.waiting_claim, self.request.user, form.cleaned_data["reason"])
        except PermissionDenied as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, "The sentence may stand. The page can be published once no other is open.")
        return redirect("claims_to_decide")
