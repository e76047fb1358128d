"""The page on which somebody with that permission decides whose gated content a destination hears of."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from integrations.grants import grant, granted_groups
from integrations.models import Destination

GRANT = "grant"  # the permission `integrations.grant_destination`


class GrantForm(forms.Form):
    """Which groups, and why."""

    groups = forms.ModelMultipleChoiceField(
        Group.objects.order_by("name"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(max_length=500, help_text="Who runs the receiver, and why it may have this. It is logged.")


class GrantGatedContent(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # generic in the stubs only
    """Ticked groups may be heard of; all others may not."""

    form_class = GrantForm
    template_name = "integrations/grants.html"
    page_title = "Gated content"
    header_icon = "lock-open"
    permission_policy = ModelPermissionPolicy(Destination)
    permission_required = GRANT

    @cached_property
    def destination(self) -> Destination:
        return get_object_or_404(Destination.objects.defer("secret"), pk=self.kwargs["pk"])

    @cached_property
    def back_url(self) -> str:
        return reverse("destinations:edit", args=[self.destination.pk])

    def get_page_subtitle(self) -> str:
        return self.destination.name

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        destination = {"url": self.back_url, "label": self.destination.name}
        return [*self.breadcrumbs_items, destination, {"url": "", "label": self.page_title}]

    def get_initial(self) -> dict[str, Any]:
        return {"groups": granted_groups(self.destination)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back_url, **kwargs)

    def form_valid(self, form: GrantForm) -> HttpResponse:
        grant(self.destination, set(form.cleaned_data["groups"]), form.cleaned_data["reason"], self.request.user)
        messages.success(self.request, "Saved. It counts from now on, also for what waits to be sent.")
        return redirect(self.back_url)
