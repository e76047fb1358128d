"""Where a person says what happened to a database that is not as this installation left it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from cms.publications import continuity
from cms.publications.installation import Installation
from integrations.models import Destination
from integrations.outbox.resumption import resume_as_copy, resume_as_restore

policy = ModelPermissionPolicy(Destination)


def may_resume(user: Any) -> bool:
    return bool(policy.user_has_permission(user, "change"))


def suspended_installation() -> Installation | None:
    return Installation.objects.exclude(suspended_at=None).first()


class WhatHappened(forms.Form):
    """The two things that can have happened."""

    happened = forms.ChoiceField(
        label="What happened",
        choices=[
            ("restore", "A backup was restored, and this installation goes on"),
            ("copy", "This is a copy, and the original goes on elsewhere"),
        ],
        widget=forms.RadioSelect,
    )
    drop_secrets = forms.BooleanField(
        label="Forget the credentials of all destinations",
        required=False,
        help_text="In a copy only: then none of them can be used here by mistake.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("drop_secrets") and cleaned.get("happened") == "restore":
            self.add_error("drop_secrets", "Without credentials this installation could not go on.")
        return cleaned


class ResumeView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # generic in the stubs only
    """Asks what happened, and lets everything go on accordingly."""

    template_name = "integrations/resume.html"
    page_title = "Say what happened"
    header_icon = "warning"
    form_class = WhatHappened
    permission_policy = policy
    permission_required = "change"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if may_resume(request.user) and continuity.intact():
            messages.info(request, "Everything is as it was left: deliveries go on.")
            return redirect("integrations_deliveries")
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if form.cleaned_data["happened"] == "copy":
            resume_as_copy(self.request.user, drop_secrets=form.cleaned_data["drop_secrets"])
            messages.success(self.request, "This is a copy: all destinations are closed.")
            return redirect("destinations:index")
        resumed = resume_as_restore(self.request.user)
        messages.success(self.request, f"Deliveries go on. Posts that are looked for first: {resumed.sought}.")
        return redirect("integrations_deliveries")
