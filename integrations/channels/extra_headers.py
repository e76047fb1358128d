"""Headers that a receiver asks for besides our own, typed as lines of `Name: value`."""

import re

MOST = 20
LONGEST = 1000
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}")  # RFC 9110, 5.6.2
PRINTABLE = re.compile(r"[\x20-\x7e]+")
# What belongs to one connection (RFC 9110, 7.6.1), what says how the message is to be read, what others sign or add.
NEVER = frozenset(
    {
        "accept-encoding",
        "connection",
        "cookie",
        "date",
        "expect",
        "forwarded",
        "host",
        "keep-alive",
        "range",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "via",
    }
)
NEVER_BEGINNING = ("content-", "proxy-", "sec-", "webhook-", "x-forwarded-")
CREDENTIALS = "authorization"


def parsed(lines: str, *, secret: bool) -> dict[str, str]:
    """Values by lower-case name.

    Args:
        lines: what was typed; empty lines do not count.
        secret: whether the values are kept secret, so that credentials may be among them.

    Raises:
        ValueError: one of them is not safe; the message is for the person who typed it.
    """
    headers: dict[str, str] = {}
    for line in filter(None, re.split(r"\r\n|\n", lines)):
        name, colon, value = line.partition(":")
        if not colon or not TOKEN.fullmatch(name):
            raise ValueError("Write each header as “Name: value”, on a line of its own.")
        name, value = name.lower(), value.strip(" ")
        if fault := _fault(name, value, secret=secret) or (name in headers and f"“{name}” stands there twice."):
            raise ValueError(fault)
        headers[name] = value
    if len(headers) > MOST:
        raise ValueError(f"Give at most {MOST} headers.")
    return headers


def header_problem(lines: str, *, secret: bool) -> str:
    """Why these lines cannot be used, as a sentence; empty when they can. The arguments are those of `parsed`."""
    try:
        parsed(lines, secret=secret)
    except ValueError as error:
        return str(error)
    return ""


def _fault(name: str, value: str, *, secret: bool) -> str:
    if name in NEVER or name.startswith(NEVER_BEGINNING):
        return f"“{name}” is not yours to set."
    if name == CREDENTIALS and not secret:
        return f"“{name}” is a secret: give it among the secret headers."
    if not PRINTABLE.fullmatch(value) or len(value) > LONGEST:
        return f"The value of “{name}” must be plain characters (ASCII), 1 to {LONGEST} of them."
    return ""
