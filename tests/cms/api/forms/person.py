"""Somebody who opens a contact form, fills it in and sends it."""

import json
from typing import Any

from django.test import Client

FORM = "/api/v1/forms/contact/"
WORDS = {"name": "Jo", "email": "jo@example.org", "topic": "An order", "message": "When do you open again?"}


def filled(client: Client, clock: Any, **given: Any) -> dict[str, Any]:
    """A form as a person leaves it, some seconds after it was opened."""
    token = client.get(FORM).json()["token"]
    clock.shift(20)
    return {**WORDS, "consent": True, "homepage": "", "token": token, **given}


def send(client: Client, sent: Any, **headers: str) -> Any:
    return client.post(FORM, json.dumps(sent), content_type="application/json", headers=headers)
