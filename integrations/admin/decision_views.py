"""The pages that ask before a decision is carried out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from integrations.admin.outlook import upcoming
from integrations.models import Delivery, Destination
from integrations.outbox import decisions


@dataclass(frozen=True)
class Decision:
    """How one decision is put to a person.

    Args:
        verb: carries it out; gets the object and the user.
        title, question, button: what the page says.
        done: what is said afterwards.
        icon: of the page.
    """

    verb: Callable[[Any, Any], Any]
    title: str
    question: str
    button: str
    done: str
    icon: str


DELIVERY_DECISIONS = {
    "replay": Decision(
        decisions.replay,
        "Send again",
        "The same message goes out once more, under the same message id. Where people see what is posted, make sure "
        "that it does not stand there already.",
        "Send again",
        "The message is on its way again.",
        "rotate",
    ),
    "confirm": Decision(
        decisions.confirm,
        "Mark as sent",
        "You have looked, and the post stands. Nothing will be sent again.",
        "It stands",
        "The delivery is marked as sent.",
        "check",
    ),
    "post": Decision(decisions.post, "Post", "The page is posted now.", "Post it", "The post is on its way.", "upload"),
    "skip": Decision(decisions.skip, "Skip", "The page is not posted.", "Skip it", "The page is not posted.", "cross"),
}
TEST = Decision(
    decisions.send_test,
    "Send a test",
    "A message that tells of no change goes out now, like any other: a webhook gets a signed one of the type "
    "document.test, a hub is told of the main feed.",
    "Send the test",
    "The test message is on its way.",
    "mail",
)
NEW_SECRET = Decision(
    decisions.issue_secret,
    "New signing secret",
    "From now on every message carries two signatures: one with the new secret, one with the present one. Once the "
    "receiver knows the new secret, retire the present one.",
    "Issue a new secret",
    "",
    "key",
)
RETIRE = Decision(
    decisions.retire_secret,
    "Retire the former secret",
    "From now on messages are signed with the newest secret alone. A receiver that does not know it yet refuses them.",
    "Retire it",
    "Messages are signed with the newest secret alone.",
    "key",
)


class DecisionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks on GET, decides on POST."""

    model: type[Delivery] | type[Destination] = Destination
    decision = TEST
    template_name = "integrations/decision.html"
    permission_required = "change"

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return ModelPermissionPolicy(self.model)

    @cached_property
    def object(self) -> Any:
        return get_object_or_404(self.model, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.decision.title

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": self.decision.title}
        return [*self.breadcrumbs_items, {"url": self.back_url(), "label": str(self.object)}, here]

    @property
    def header_icon(self) -> str:
        return self.decision.icon

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        extra = {"decision": self.decision, "object": self.object, "back_url": self.back_url()}
        return super().get_context_data(**kwargs, **extra)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            result = self.decision.verb(self.object, request.user)
        except decisions.TooLate as reason:
            messages.error(request, str(reason))
            return redirect(self.back_url())
        return self.answer(request, result)

    def back_url(self) -> str:
        """Where the question was asked from; every subclass has its own."""
        raise NotImplementedError(f"{type(self).__name__} does not say where it leads back to")

    def answer(self, request: HttpRequest, result: Any) -> HttpResponse:
        messages.success(request, self.decision.done)
        return redirect(self.back_url())


class DeliveryDecision(DecisionView):
    """About one delivery; leads back to it."""

    model = Delivery

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(text=upcoming(self.object), **kwargs)

    def back_url(self) -> str:
        return reverse("integrations_delivery", args=[self.object.pk])


class DestinationDecision(DecisionView):
    """About one destination; leads back to it."""

    def back_url(self) -> str:
        return reverse("destinations:edit", args=[self.object.pk])


class RetireSecret(DestinationDecision):
    """Ends the time in which two secrets sign."""

    decision = RETIRE


class SendTest(DestinationDecision):
    """Leads to the test's own delivery, where its answer appears."""

    def answer(self, request: HttpRequest, result: Any) -> HttpResponse:
        messages.success(request, self.decision.done)
        return redirect("integrations_delivery", result.pk)


class IssueSecret(DestinationDecision):
    """Shows the new secret this once: it is the answer to the request that made it."""

    decision = NEW_SECRET

    def answer(self, request: HttpRequest, result: Any) -> HttpResponse:
        return shown_once(request, self.object, result)


def shown_once(request: HttpRequest, destination: Destination, strings: list[str]) -> HttpResponse:
    """The page with what the receiver must be told. (Wagtail lets no page of its admin be cached.)"""
    context = {"destination": destination, "secrets": strings, "next_url": reverse("destinations:index")}
    return TemplateResponse(request, "integrations/secret.html", context)
