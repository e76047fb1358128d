"""Finds the works that a page cites, by the identifiers it gives: DOI, PMID, ISBN."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from bs4 import Tag
from django.core.exceptions import ValidationError

from cms.core.csl import Kind
from cms.core.validators import normalise_doi, normalise_isbn, validate_doi, validate_isbn, validate_pmid
from cms.transfer.found import cut
from cms.transfer.html_left_out import attribute
from cms.transfer.html_text import elements, visible_text

Csl = dict[str, Any]

PATTERNS = {
    "DOI": re.compile(r"(?:\bdoi:?\s*|doi\.org/)(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE),
    "PMID": re.compile(
        r"(?:\bpmid:?\s*|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)([1-9]\d{0,7})\b", re.IGNORECASE
    ),
    "ISBN": re.compile(r"\bisbn(?:-1[03])?:?\s*([\dX][\dX\s\-–]{8,16}[\dX])\b", re.IGNORECASE),
}
VALIDATORS = {"DOI": validate_doi, "PMID": validate_pmid, "ISBN": validate_isbn}
PLACES = elements("p li td dd blockquote figcaption div section article main body")
MOST_TITLE = 500


def works_in(root: Tag) -> list[Csl]:
    """The works, each once, as CSL items that hold no more than the page says.

    The title of a work is the passage that names it, as it stands: nothing takes a citation apart here.
    """
    works: dict[tuple[str, str], Csl] = {}
    for place in root.find_all(PLACES):
        if not place.find(PLACES):
            for work in _named_in(place):
                key = next((name, work[name]) for name in PATTERNS if name in work)
                works.setdefault(key, work)
    return list(works.values())


def _named_in(place: Tag) -> Iterator[Csl]:
    text = visible_text(place)
    searched = " ".join([text, *(unquote(attribute(link, "href")) for link in place.find_all("a", href=True))])
    found = {name: list(dict.fromkeys(_identifiers(name, searched))) for name in PATTERNS}
    if all(len(identifiers) <= 1 for identifiers in found.values()):
        together = {name: identifiers[0] for name, identifiers in found.items() if identifiers}
        yield from [_work(together, text)] if together else []
    else:
        yield from (_work({name: one}, f"{name} {one}") for name, several in found.items() for one in several)


def _identifiers(name: str, text: str) -> Iterator[str]:
    for match in PATTERNS[name].finditer(text):
        identifier = match[1].rstrip(".,;:)]}'”’")
        identifier = {"DOI": normalise_doi, "ISBN": normalise_isbn}.get(name, str)(identifier)
        try:
            VALIDATORS[name](identifier)
        except ValidationError:
            continue
        yield identifier.lower() if name == "DOI" else identifier


def _work(identifiers: dict[str, str], text: str) -> Csl:
    kind = Kind.BOOK if "ISBN" in identifiers else Kind.ARTICLE
    return {"type": kind.value, "title": cut(text, MOST_TITLE) or " ".join(identifiers.values()), **identifiers}
