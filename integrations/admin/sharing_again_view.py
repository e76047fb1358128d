"""The page that asks before a page is shared again."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from integrations.admin.outlook import upcoming
from integrations.models import Delivery
from integrations.outbox.decisions import TooLate
from integrations.outbox.sharing_again import share_again


class ShareAgainForm(forms.Form):
    """Why; and the campaign, drawn when the form is shown, so that sending it twice makes one post."""

    why = forms.CharField(max_length=200, help_text="It is kept in the history, with your name.")
    campaign = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ShareAgain(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # generic in the stubs only
    """Shows what would be posted, asks why, and leads to the new delivery."""

    form_class = ShareAgainForm
    template_name = "integrations/share_again.html"
    page_title = "Share again"
    header_icon = "upload"
    permission_policy = ModelPermissionPolicy(Delivery)
    permission_required = "change"

    @cached_property
    def told(self) -> Delivery:
        return get_object_or_404(Delivery.objects.select_related("destination", "change"), pk=self.kwargs["pk"])

    @cached_property
    def back_url(self) -> str:
        return reverse("integrations_delivery", args=[self.told.pk])

    @property
    def text(self) -> str:
        return upcoming(Delivery(destination=self.told.destination, change=self.told.change))

    def get_page_subtitle(self) -> str:
        return self.told.destination.name

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        told = {"url": self.back_url, "label": str(self.told)}
        return [*self.breadcrumbs_items, told, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back_url, told=self.told, text=self.text, **kwargs)

    def form_valid(self, form: ShareAgainForm) -> HttpResponse:
        given = form.cleaned_data
        try:
            made = share_again(self.told, self.request.user, given["why"], given["campaign"])
        except TooLate as reason:
            messages.error(self.request, str(reason))
            return redirect(self.back_url)
        messages.success(self.request, "The post is on its way.")
        return redirect("integrations_delivery", made.pk)
