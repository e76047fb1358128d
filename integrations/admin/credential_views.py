"""The page on which a person has the credentials of a destination checked now."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from integrations.admin.decision_views import Decision, DestinationDecision
from integrations.channels.base import Outcome
from integrations.delivery.probing import check_now

CHECK = Decision(
    check_now,
    "Check the credentials",
    "The service is asked whether they still work, and what they allow. Nothing is posted. The same is asked once a "
    "day by itself.",
    "Check them",
    "The credentials work.",
    "check",
)


class CheckCredentials(DestinationDecision):
    """Leads back to the destination, and says what came of it."""

    decision = CHECK

    def answer(self, request: HttpRequest, result: Any) -> HttpResponse:
        if result.outcome is Outcome.OK:
            messages.success(request, f"{CHECK.done} {result.detail}".strip())
        else:
            messages.error(request, result.detail or "The service did not say what is wrong.")
        return redirect(self.back_url())
