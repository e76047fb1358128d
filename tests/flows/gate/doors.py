"""Every address of the installation, as its URL configuration has them, with what somebody could put into them.

A part of an address that is not known here stops the tests: say what a stranger could put there.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.urls import serve_pattern

from cms.api.problem_types import PROBLEM_TYPES
from cms.publications.models import Document
from integrations.feeds.formats import FORMATS
from tests.flows.gate.questions import questions

# What middleware answers, before any address is looked up.
ELSEWHERE = ("/healthz", "/static/core/page.css")
PART = re.compile(r"\(\?P<(?P<group>\w+)>[^()]*\)|<(?:\w+:)?(?P<name>\w+)>")
MARKS = re.compile(r"\^|\$$|\\Z|\\(?=\.)")
ADMIN = "admin/"
MADE_UP = "made-up"
# Questions are put to every document at this address, and to a few at those that are the same for one type.
EVERY_DOCUMENT = "/documents/<"
FEW = 2


@dataclass(frozen=True)
class Known:
    """What somebody knows who asks.

    Args:
        uids: of documents, by type.
        paths: of documents.
        pks: of pages and images.
        uploads: signed addresses.
        files: names of stored images.
        facets: values of facets, by name.
    """

    uids: dict[str, list[str]]
    paths: list[str]
    pks: list[int]
    uploads: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    facets: dict[str, list[str]] = field(default_factory=dict)

    def uids_at(self, route: str) -> list[str]:
        """The uids to ask a route for: those of its type, and where it has none of its own, all."""
        every = [uid for uids in self.uids.values() for uid in uids]
        of_type = next((uids for name, uids in self.uids.items() if f"/{name}/<" in route), every[:1])
        return every if EVERY_DOCUMENT in route else of_type

    @property
    def slugs(self) -> list[str]:
        return [MADE_UP, *dict.fromkeys(slug for path in self.paths if (slug := path.strip("/").split("/")[-1]))]


@dataclass(frozen=True)
class Door:
    """One address, the route that leads to it, and the queries that can be put to it."""

    address: str
    route: str = ""
    queries: tuple[str, ...] = ()

    @property
    def asked(self) -> list[str]:
        """The address with each of its queries."""
        return [f"{self.address}?{query}" for query in self.queries]


def doors(known: Known) -> list[Door]:
    """Every address of the URL configuration, filled with what is known."""
    found = [Door(address) for address in ELSEWHERE]
    for route, view in routes(get_resolver().url_patterns):
        asked = tuple(questions(view, known))
        at_once = None if EVERY_DOCUMENT in route else FEW
        addresses = list(filled(route, known))
        found += [Door(f"/{address}", route, asked) for address in addresses[:at_once]]
        found += [Door(f"/{address}", route) for address in addresses if at_once and address not in addresses[:at_once]]
    return found


def routes(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, Any]]:
    """Every route as it is written, with its view."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route, pattern.callback


def filled(route: str, known: Known) -> Iterable[str]:
    if route.endswith(serve_pattern):
        return [path.lstrip("/") for path in known.paths]
    folder = route.partition("<str:token>/")[0]
    if folder in {"files/", "images/"}:
        return [address.lstrip("/") for address in known.uploads if address.startswith(f"/{folder}")]
    names = [found["group"] or found["name"] for found in PART.finditer(route)]
    plain = MARKS.sub("", PART.sub("{}", route))
    assert not re.search(r"[<>()\\]", plain), f"{route}: say what a stranger could put there"
    return [plain.format(*values) for values in product(*(values_of(name, route, known) for name in names))]


def values_of(name: str, route: str, known: Known) -> list[Any]:
    """What a part of an address can be; in the admin, whose door is shut, one value is enough."""
    if name == "uid":
        return known.uids_at(route)
    make = VALUES.get(name)
    assert make, f"{route}: say what a stranger could put there for “{name}”"
    values = make(known)
    return values[:1] if route.startswith(ADMIN) else values


def _named(names: str, make: Callable[[Known], list[Any]]) -> dict[str, Callable[[Known], list[Any]]]:
    return dict.fromkeys(names.split(), make)


VALUES: dict[str, Callable[[Known], list[Any]]] = {
    **_named("slug rest", lambda known: known.slugs),
    **_named("form", lambda known: [*FORMATS, *known.slugs]),
    **_named("problem", lambda _known: [*PROBLEM_TYPES]),
    **_named("token key uidb64 filter_spec", lambda _known: [MADE_UP]),
    **_named("path", lambda known: known.files),
    **_named(
        "pk page_id image_id parent_page_id revision_id revision_id_a revision_id_b uploaded_file_id page_to_move_id "
        "document_id doc_id task_state_id task_id page_pk session_id redirect_id destination_id workflow_state_id "
        "collection_id workflow_pk object_id",
        lambda known: known.pks,
    ),
    **_named(
        "app_name app_label model_name content_type_app_name content_type_model_name action action_name",
        lambda _known: ["page"],
    ),
}


def known_of(documents: Iterable[Document], **more: Any) -> Known:
    """What is known of documents."""
    uids: dict[str, list[str]] = {}
    paths = []
    for document in documents:
        uids.setdefault(document.type, []).append(str(document.uid))
        paths.append(document.path)
    return Known(uids, paths, **more)
