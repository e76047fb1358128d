"""The pages that ask something about one destination before an act of its own is carried out."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from integrations.models import Destination
from integrations.outbox.decisions import TooLate


class DestinationQuestion(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # generic in the stubs only
    """Asks on GET, acts on POST, and leads back to the destination."""

    template_name = "integrations/question.html"
    permission_policy = ModelPermissionPolicy(Destination)
    warning: ClassVar[str]
    button: ClassVar[str]

    def act(self, answers: dict[str, Any]) -> str:
        """Do it; returns what is said afterwards.

        Raises:
            TooLate: it cannot be done, for the reason given.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say what it does")

    @cached_property
    def destination(self) -> Destination:
        return get_object_or_404(Destination.objects.defer("secret"), pk=self.kwargs["pk"])

    @cached_property
    def back_url(self) -> str:
        return reverse("destinations:edit", args=[self.destination.pk])

    def get_page_title(self) -> str:
        return f"{self.page_title}: {self.destination.name}"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        destination = {"url": self.back_url, "label": self.destination.name}
        return [*self.breadcrumbs_items, destination, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            back_url=self.back_url, warning=self.warning, button=self.button, media=self.get_form().media, **kwargs
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            messages.success(self.request, self.act(form.cleaned_data))
        except TooLate as reason:
            messages.error(self.request, str(reason))
        return redirect(self.back_url)
