"""What the contact form asks, said once: front ends draw it and the API checks what comes by it."""

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from cms.core.api_fields import Json, Schema, nullable

if TYPE_CHECKING:
    from cms.home.contact.page import ContactPage

# A field that people do not see. Programs that fill in everything betray themselves by it.
HONEYPOT: Final = "homepage"
NO_HEALTH_DETAILS: Final = (
    "Please write nothing about your health or anybody else's. We cannot give personal advice, and do not want to keep "
    "such details."
)
TEXT: Schema = {"type": "string"}


def field(name: str, kind: str, label: str, **more: Any) -> Json:
    """One question; `more` sets its other members, which are `null` or false without."""
    blank = {"required": False, "min_length": None, "max_length": None, "choices": None, "help": None}
    return {"name": name, "type": kind, "label": label, **blank, **more}


def form_of(page: "ContactPage") -> Json:
    """The form of a contact page, as its JSON shows it."""
    return {
        "action": action_of(page),
        "fields": fields_of(page),
        "honeypot": HONEYPOT,
        "retention_days": page.retention_days,
        "thanks": page.thanks,
    }


def fields_of(page: "ContactPage") -> list[Json]:
    """The questions in their order; without topics there is no choice to make."""
    topics = [topic.name for topic in page.topics.all()]
    choice = [field("topic", "choice", "What is it about?", required=True, choices=topics)] if topics else []
    return [
        field("name", "text", "Your name", max_length=100),
        field("email", "email", "Your e-mail address", required=True, max_length=254, help="For our answer."),
        *choice,
        field(
            "message",
            "textarea",
            "Your message",
            required=True,
            min_length=10,
            max_length=4000,
            help=NO_HEALTH_DETAILS,
        ),
        field("consent", "checkbox", "I agree to this use of my message.", required=True, help=page.privacy_notice),
    ]


def action_of(page: "ContactPage") -> str:
    """The address that takes what is sent; it names the language where that is not the default one."""
    path = reverse("api:contact-form", args=(page.slug,))
    language = page.locale.language_code
    query = "" if language == settings.LANGUAGE_CODE else "?" + urlencode({"locale": language})
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path + query


def _object(title: str, **properties: Schema) -> Schema:
    return {"title": title, "type": "object", "properties": properties, "required": list(properties)}


FIELD_SCHEMA = _object(
    "FormField",
    name={**TEXT, "description": "The member of the body that is sent."},
    type={**TEXT, "enum": ["text", "email", "choice", "textarea", "checkbox"]},
    label=TEXT,
    required={"type": "boolean", "description": "A checkbox that is required must be ticked."},
    min_length=nullable({"type": "integer"}),
    max_length=nullable({"type": "integer"}),
    choices=nullable({"type": "array", "items": TEXT}),
    help=nullable({**TEXT, "description": "Show it beside the field."}),
)
FORM_SCHEMA = _object(
    "Form",
    action={**TEXT, "format": "uri", "description": "GET gives a token, POST sends."},
    fields={"type": "array", "items": FIELD_SCHEMA},
    honeypot={**TEXT, "description": "Add a field of this name, hide it from people, and send it as it is."},
    retention_days={"type": "integer", "description": "After so many days a message is deleted."},
    thanks={**TEXT, "description": "Show it once the form is sent."},
)
