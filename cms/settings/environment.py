"""Reading what an installation must say for itself."""

import os
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def required(name: str) -> str:
    """The environment variable `name`; raises ImproperlyConfigured when it is missing or empty."""
    if value := os.environ.get(name):
        return value
    raise ImproperlyConfigured(f"Set {name} in the environment: production has no default for it.")


def listed(value: str) -> list[str]:
    """The parts of a comma-separated value."""
    return [part.strip() for part in value.split(",") if part.strip()]


class MailServer(NamedTuple):
    """Where mails go out, and how to log in there."""

    host: str
    port: int
    user: str
    password: str
    starttls: bool
    tls: bool


def mail_server(address: str) -> MailServer:
    """A mail server by its address, like `smtp+tls://user:password@mail.example.org:587`.

    Args:
        address: begins with `smtp+tls` (STARTTLS), `smtps` (TLS from the beginning) or `smtp` (neither).

    Raises:
        ImproperlyConfigured: it begins with something else, or names no host.
    """
    parts = urlsplit(address)
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    if parts.scheme not in ports or not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL is smtp+tls://user:password@host:587, or the same with smtps or smtp.")
    user, password = (unquote(part or "") for part in (parts.username, parts.password))
    port = parts.port or ports[parts.scheme]
    return MailServer(parts.hostname, port, user, password, parts.scheme == "smtp+tls", parts.scheme == "smtps")
