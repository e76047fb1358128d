"""Walking through an installation: what is said at each door, and at those that the answers name."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from django.test import Client

from tests.flows.gate.doors import Door

# In JSON, quotes are escaped.
LINK = re.compile(r'["<](?:http://(?:testserver|localhost)(?::\d+)?)?(/[^"<>\\\s{]*)\\?["<>]')
Heard = dict[str, str]


def said(client: Client, address: str, headers: dict[str, str] | None = None, method: str = "get") -> str:
    """The whole answer, headers included, as one text."""
    response: Any = getattr(client, method)(address, headers=headers)
    head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{response.status_code}\n{head}\n{response.cookies}\n{response.getvalue().decode(errors='replace')}"


def walk(client: Client, doors: Iterable[Door], headers: dict[str, str], steps: int = 0) -> Heard:
    """What is said at these doors, to the questions that open ones take, and so many steps on at what answers name."""
    doors = list(doors)
    heard = listen(client, [door.address for door in doors], headers)
    asked = [address for door in doors if may_ask(heard[door.address]) for address in door.asked]
    heard |= listen(client, asked, headers)
    for _ in range(steps):
        named = {link for answer in heard.values() for link in links_of(answer)}
        heard |= listen(client, named - heard.keys(), headers)
    return heard


def listen(client: Client, addresses: Iterable[str], headers: dict[str, str]) -> Heard:
    """What is said at each address."""
    return {address: said(client, address, headers) for address in dict.fromkeys(addresses)}


def may_ask(answer: str) -> bool:
    """Whether there is something at a door; what it must be asked, it says."""
    return answer[:3] in {"200", "400"}


def links_of(answer: str) -> Iterator[str]:
    """The addresses of this installation that an answer names; static files are the same for everybody."""
    return (unescape(link) for link in LINK.findall(answer) if not link.startswith(("/static/", "//")))
