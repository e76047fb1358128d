"""Where a URL leads, and whether we may go there at all: asked when it is saved, and again when it is used."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

import requests
from django.conf import settings

from integrations.http.addresses import address_of, why_forbidden

MOST_CHARACTERS = 2048
DEFAULT_PORTS = {"https": 443, "http": 80}
# Characters on which parsers disagree about where the host ends; a fragment is never sent.
AMBIGUOUS = re.compile(r"[\x00-\x20\x7f\\#]")
NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_][a-z0-9_-]{0,62}(\.[a-z0-9_][a-z0-9_-]{0,62})*")
INCOMPLETE = "This is not a complete web address."
NUMBER = re.compile(r"(^|\.)(\d+|0x[0-9a-f]*)$")


@dataclass(frozen=True)
class Target:
    """A vetted URL.

    Args:
        url: in the one form that is sent.
        scheme: https, or http where the settings allow it.
        host: a name in ASCII, or an address without brackets; no final dot.
        port: given or implied.
    """

    url: str
    scheme: str
    host: str
    port: int

    @cached_property
    def path(self) -> str:
        """What is asked for there, with the query."""
        parts = urlsplit(self.url)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    @cached_property
    def authority(self) -> str:
        """How the header `Host` names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def vet_url(url: str) -> Target:
    """Say where a URL leads, without touching the network.

    Names are not looked up: what they stand for is vetted at every send.

    Raises:
        ValueError: we would not send there; the message is for the person who typed the URL.
    """
    if len(url) > MOST_CHARACTERS:
        raise ValueError(f"Use an address of at most {MOST_CHARACTERS} characters.")
    if AMBIGUOUS.search(url):
        raise ValueError("Leave out spaces, control characters, backslashes and everything from # on.")
    target = _parse(url)
    _vet_scheme_and_port(target)
    _vet_host(target.host)
    return target


@lru_cache(maxsize=1024)
def _parse(url: str) -> Target:
    """Parse as the standard library does and as requests does, and insist that they agree."""
    try:
        prepared = requests.Request("POST", url).prepare().url or ""
        given, sent = urlsplit(url), urlsplit(prepared)
        given_port, sent_port = given.port, sent.port
    except (ValueError, requests.RequestException) as error:
        raise ValueError(INCOMPLETE) from error
    if "@" in given.netloc or "@" in sent.netloc:
        raise ValueError("Leave out user name and password: they do not belong in an address.")
    if not sent.hostname:
        raise ValueError(INCOMPLETE)
    if "%" in sent.netloc or given_port != sent_port or (url.isascii() and given.hostname != sent.hostname):
        raise ValueError("This address can be read in two ways; write it plainly.")
    host = sent.hostname.removesuffix(".")
    return Target(prepared, sent.scheme, host, sent_port or DEFAULT_PORTS.get(sent.scheme, 0))


def _vet_scheme_and_port(target: Target) -> None:
    schemes = ["https", "http"] if settings.OUTBOUND_ALLOW_HTTP else ["https"]
    if target.scheme not in schemes:
        raise ValueError(f"Use an address that begins with {' or '.join(schemes)}://.")
    if target.port not in settings.OUTBOUND_PORTS:
        raise ValueError(f"Port {target.port} is not among the ports this installation sends to.")


def _vet_host(host: str) -> None:
    if NUMBER.search(host) or ":" in host:
        _vet_address(host)
    elif not NAME.fullmatch(host):
        raise ValueError("This is not the name of a host.")
    elif host == "localhost" and not settings.OUTBOUND_ALLOW_LOOPBACK:
        raise ValueError("This address is not on the public internet (loopback).")


def _vet_address(host: str) -> None:
    try:
        why = why_forbidden(address_of(host), allow_loopback=settings.OUTBOUND_ALLOW_LOOPBACK)
    except ValueError as error:
        raise ValueError("Write the number of a host in full, as in 192.0.2.1.") from error
    if why:
        raise ValueError(f"This address is not on the public internet ({why}).")
