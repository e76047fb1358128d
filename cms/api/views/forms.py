"""Forms of pages: what a form asks and a token to send it with, and the way in for what people have written."""

import json
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import Http404, HttpResponse, JsonResponse
from rest_framework.exceptions import ParseError
from rest_framework.parsers import FormParser, JSONParser
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from wagtail.models import Page

from cms.api.filled_forms import TOKEN, FilledForm, read_form
from cms.api.filters import LOCALES
from cms.api.form_components import filled_form, form_taken, open_form
from cms.api.form_tokens import token_for
from cms.api.operations import Operation
from cms.api.parameters import Parameter, one_of
from cms.api.problems import ContentTooLarge
from cms.api.sites import SITE, site_asked
from cms.api.throttling import FormThrottle
from cms.api.views.base import ReadView
from cms.core.api_fields import Json
from cms.home.models import ContactMessage, ContactPage
from cms.publications.models import Access, Document, Kind

# A message of the greatest length, each of its characters escaped, and some room.
MOST_BYTES = 64 * 1024
LOCALE = Parameter(
    name="locale",
    help="The language of the form; left out, the default one.",
    schema={"type": "string", "enum": LOCALES},
    read=one_of(LOCALES),
    default=settings.LANGUAGE_CODE,
)


class ContactForm(ReadView):
    """The form of one contact page, which is open to whoever may read the page."""

    http_method_names = ["get", "head", "post", "options"]
    parser_classes = [JSONParser, FormParser]
    operation = Operation(
        id="read_form",
        summary="Open a contact form",
        tag="Forms",
        about="What the form asks, and a token that it is sent with: not sooner than three seconds and not later than "
        "a day from now.",
        schema=open_form,
        parameters=(LOCALE, SITE),
    )
    sending = Operation(
        id="send_form",
        summary="Send a contact form",
        tag="Forms",
        about="Send the answers by the names of the fields, with the token and the field that people do not see. The "
        "same message twice is one; a header `Idempotency-Key` makes it so under another token too.",
        schema=form_taken,
        parameters=(LOCALE, SITE),
        body=filled_form,
    )

    def get(self, request: Request, form: str) -> HttpResponse:
        document = self.document(form)
        return unstored({**form_in(document), TOKEN: token_for(document.uid)})

    def post(self, request: Request, form: str) -> HttpResponse:
        document = self.document(form)
        asked = form_in(document)
        filled = read_form(asked, document.uid, sent_with(request))
        if not filled.by_a_program:
            once = digest_of(document, request.headers.get("Idempotency-Key"), filled)
            ContactMessage.objects.keep(document.object_id, asked["retention_days"], once, filled.answers)
        return unstored({"thanks": asked["thanks"]}, status=202)

    def operation_of(self, method: str) -> Operation:
        return self.sending if method == "POST" else self.operation

    def get_throttles(self) -> list[BaseThrottle]:
        return [*super().get_throttles(), *([FormThrottle()] if self.request.method == "POST" else [])]

    def document(self, slug: str) -> Document:
        """The contact page with this last part of the path, on the site and in the language asked for."""
        asked = self.asked()
        here = {"site": site_asked(self.request, asked), "locale": asked["locale"], "path__endswith": f"/{slug}/"}
        # An index knows slugs; of the ends of paths none does.
        so_called = Page.objects.filter(slug=slug).values_list(Cast("pk", TextField()))
        pages = Document.objects.visible_to(self.caller.audiences).filter(
            type=ContactPage.api_name, access=Access.FULL, kind=Kind.PAGE, object_id__in=so_called, **here
        )
        if "\x00" in slug:  # no path has it, and PostgreSQL refuses to look for it
            raise Http404
        for page in pages.order_by("path"):
            if page.path.endswith(f"/{slug}/"):  # SQLite takes small letters and capitals for the same
                return page
        raise Http404


def form_in(document: Document) -> Json:
    """The description of the form that a contact page has."""
    return json.loads(bytes(document.body))["form"]


def sent_with(request: Request) -> Any:
    """The body of a request.

    Raises:
        ContentTooLarge: it is longer than any usable one.
        ParseError: it cannot be read.
    """
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > MOST_BYTES:
        raise ContentTooLarge
    try:
        return request.data
    except RecursionError:
        raise ParseError("This is nested too deeply.") from None


def digest_of(document: Document, key: str | None, filled: FilledForm) -> str:
    """The same for whatever is the same message."""
    said = json.dumps([str(document.uid), key or filled.token, filled.answers], sort_keys=True)
    return sha256(said.encode()).hexdigest()


def unstored(body: Json, status: int = 200) -> HttpResponse:
    """An answer for one person at one moment."""
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})
