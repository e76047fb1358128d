"""The JSON Schemas of forms: opened, filled in, taken."""

from cms.api.schemas import STRING, record, ref
from cms.core.api_fields import Schema
from cms.home.contact.form import FORM_SCHEMA, HONEYPOT


def open_form() -> Schema:
    return ref("OpenForm")


def filled_form() -> Schema:
    return ref("FilledForm")


def form_taken() -> Schema:
    return ref("FormTaken")


FORM_COMPONENTS: tuple[Schema, ...] = (
    record(
        "OpenForm",
        "A form, and a token to send it with.",
        **FORM_SCHEMA["properties"],
        token={**STRING, "description": "Send it with the form."},
    ),
    {
        "title": "FilledForm",
        "description": "The answers, by the names of the form's fields.",
        "type": "object",
        "properties": {
            "token": {**STRING, "description": "From the same address, by GET."},
            HONEYPOT: {**STRING, "description": "What stands in the field that people do not see: nothing."},
        },
        "required": ["token"],
        "additionalProperties": {"type": ["string", "boolean"]},
        "examples": [{"token": "from-the-form", HONEYPOT: "", "message": "When do you open?", "consent": True}],
    },
    record("FormTaken", "What to tell people once their message has arrived.", thanks=STRING),
)
