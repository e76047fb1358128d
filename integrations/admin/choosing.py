"""Choosing one of several accounts that a service has given at once."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from wagtail.admin import messages

from integrations import secrets
from integrations.admin.destination_questions import DestinationQuestion
from integrations.channels.connecting import Grant, NotGranted
from integrations.delivery import connecting
from integrations.models import Destination
from integrations.outbox.decisions import TooLate

KEPT = "integrations.choice"  # in the session: one at a time
PATIENCE = 10 * 60  # seconds
TOO_LATE = "There is nothing to choose from any more. Nothing has changed; connect once more."


class ChoiceForm(forms.Form):
    """One of the accounts, by its place among them."""

    account = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = list(enumerate(names))  # type: ignore[attr-defined]  # the field above


class ChooseAccount(DestinationQuestion):
    """Asks which of them this destination posts to; the others are forgotten."""

    form_class = ChoiceForm
    page_title = "Choose the account"
    header_icon = "link"
    permission_required = "change"
    warning = "You have allowed more than one. Everything of this destination is posted to the one that you choose."
    button = "Connect this one"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Ask only who may, and only while there is a choice."""
        if request.user.is_authenticated and self.offered:
            return super().dispatch(request, *args, **kwargs)
        messages.error(request, TOO_LATE)
        return redirect(self.back_url)

    @cached_property
    def offered(self) -> list[Grant]:
        """What this person was given for this destination a while ago; empty when there is nothing, or too late."""
        try:
            kept = secrets.decrypt(loads(self.request.session.get(KEPT, ""), salt=KEPT, max_age=PATIENCE))
        except BadSignature:
            return []
        mine = kept["user"] == self.request.user.pk and kept["destination"] == self.destination.pk
        return [Grant(**grant) for grant in kept["grants"]] if mine else []

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "names": [grant.name for grant in self.offered]}

    def act(self, answers: dict[str, Any]) -> str:
        grant = self.offered[int(answers["account"])]
        try:
            connecting.keep(self.destination, grant, self.request.user)
        except NotGranted as reason:
            raise TooLate(str(reason)) from reason
        del self.request.session[KEPT]
        return f"Connected as {grant.name}."


def offer(request: HttpRequest, destination: Destination, grant: Grant) -> HttpResponse:
    """Let a person choose; until then what was given is kept in their session, encrypted like every secret."""
    grants = [{**asdict(one), "others": ()} for one in (grant, *grant.others)]
    kept = {"user": request.user.pk, "destination": destination.pk, "grants": grants}
    request.session[KEPT] = dumps(secrets.encrypt(kept), salt=KEPT)
    return redirect("destinations:choose", destination.pk)
