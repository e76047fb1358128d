"""Connecting an account: the page that leads to the service, and the one that the service leads back to."""

import secrets
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django import forms
from django.conf import settings
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from integrations import clock
from integrations.admin.choosing import offer
from integrations.admin.destination_questions import DestinationQuestion
from integrations.channels.account import Credentials
from integrations.channels.connecting import Consent, NotGranted
from integrations.delivery.connecting import connect, connection_of
from integrations.http.contract import printable
from integrations.models import Destination

KEPT = "integrations.consent"  # in the session: one at a time
PATIENCE = 10 * 60  # seconds that somebody may take on the service's page
NOT_BEGUN = "This was not begun here, or too long ago. Nothing has changed; connect once more."
DENIED = "access_denied"  # RFC 6749, 4.1.2.1


class Connect(DestinationQuestion):
    """Says what the service is asked for, and leads there."""

    template_name = "integrations/connect.html"
    form_class = forms.Form
    page_title = "Connect the account"
    header_icon = "link"
    permission_required = "change"
    warning = "Log in there as the account that is to post: whoever is logged in is connected."
    button = "Continue"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask; browsers want to know beforehand where the answer to a form may lead."""
        if reason := self._why_not():
            return self._refuse(reason)
        parts = urlsplit(self._authorize_url(Consent("", "", callback_url())))
        allowed: Any = csp_update({"form-action": [f"{parts.scheme}://{parts.netloc}"]})
        return allowed(super().get)(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        connection = connection_of(self.destination)
        return super().get_context_data(connection=connection, callback=callback_url(), **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if reason := self._why_not():
            return self._refuse(reason)
        consent = Consent(secrets.token_urlsafe(32), secrets.token_urlsafe(48), callback_url())
        keep(self.request, self.destination, consent)
        return redirect(self._authorize_url(consent))

    def _why_not(self) -> str:
        try:
            missing = connection_of(self.destination).why_not(self._asking())
        except NotGranted as reason:
            return str(reason)
        elsewhere = urlsplit(callback_url()).netloc != self.request.get_host()
        return missing or (f"Open the admin at {settings.WAGTAILADMIN_BASE_URL} for this." if elsewhere else "")

    def _refuse(self, reason: str) -> HttpResponse:
        messages.error(self.request, reason)
        return redirect(self.back_url)

    def _authorize_url(self, consent: Consent) -> str:
        return connection_of(self.destination).authorize_url(self._asking(), consent)

    def _asking(self) -> Credentials:
        return Credentials(self.destination.config, self.destination.secret, clock.now())


class Return(PermissionCheckedMixin, View):
    """Where the service leads a person back to, with a code or with a refusal."""

    permission_policy = ModelPermissionPolicy(Destination)
    permission_required = "change"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Connect, say what came of it, and lead away from the address that holds the code."""
        begun = taken(request)
        if begun is None:
            messages.error(request, NOT_BEGUN)
            return redirect("destinations:index")
        pk, consent = begun
        destination = get_object_or_404(Destination, pk=pk)
        try:
            grant = connect(destination, code_in(request), consent, request.user)
            if grant.others:
                return offer(request, destination, grant)
            messages.success(request, f"Connected as {grant.name}.")
        except NotGranted as reason:
            messages.error(request, str(reason))
        return redirect("destinations:edit", destination.pk)


def callback_url() -> str:
    """The one address to which services lead back, as it is registered with them."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("destinations:return")


def keep(request: HttpRequest, destination: Destination, consent: Consent) -> None:
    """Remember in this person's session what was begun; whatever was begun before is forgotten."""
    begun = {"user": request.user.pk, "destination": destination.pk, "consent": asdict(consent)}
    request.session[KEPT] = dumps(begun, salt=KEPT)


def taken(request: HttpRequest) -> tuple[int, Consent] | None:
    """What this person has begun, and for which destination; it is forgotten. None where it is not this."""
    try:
        begun = loads(request.session.pop(KEPT, ""), salt=KEPT, max_age=PATIENCE)
    except BadSignature:
        return None
    consent = Consent(**begun["consent"])
    same = constant_time_compare(consent.state, request.GET.get("state", ""))
    return (begun["destination"], consent) if same and begun["user"] == request.user.pk else None


def code_in(request: HttpRequest) -> str:
    """The code that the service has sent along.

    Raises:
        NotGranted: it sent none, but perhaps a reason.
    """
    if code := request.GET.get("code", ""):
        return code
    if request.GET.get("error") == DENIED:
        raise NotGranted("It was not allowed there, so nothing has changed.")
    told = (request.GET.get(name) for name in ("error_description", "error_message", "error"))
    said = next(filter(None, told), "no code and no reason")
    raise NotGranted(f"The service said: {printable(said, 300)}. Nothing has changed.")
