"""What is found, as answers show it."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, partial
from itertools import chain
from re import Pattern
from typing import Any

from cms.api.cursors import InvalidCursor, seal, unseal
from cms.api.parameters import Parameter
from cms.core.api_fields import Json
from cms.publications.models import Document, DocumentFacet
from cms.publications.rendered import as_json
from cms.publications.search.folding import composed, fold
from cms.publications.search.highlights import excerpt, highlighted
from cms.publications.search.question import LONGEST, read_question
from cms.publications.written import MANY, MORE, Written

# Of a facet with many values, the most frequent ones are what people choose from.
MOST_VALUES = 50
COLUMNS = ("type", "locale")

QUESTION = Parameter(
    name="q",
    help="What to look for: words, of which the last may be begun only; codes of points, however they are spelled; "
    "names in pinyin or Han characters. All of them must be there.",
    schema={"type": "string", "minLength": 1, "maxLength": LONGEST, "examples": ["back pain"]},
    read=read_question,
    required=True,
)


def facet_choice(names: Iterable[str]) -> Parameter:
    """The parameter that says by which facets the hits are counted."""
    known = sorted({*COLUMNS, *names})
    return Parameter(
        name="facets",
        help="By which facets to count the hits, with commas between them.",
        schema={"type": "array", "minItems": 1, "items": {"type": "string", "enum": known}},
        read=partial(_names, frozenset(known)),
        default=(),
    )


def _names(known: frozenset[str], text: str) -> list[str]:
    names = text.split(",")
    if not known.issuperset(names):
        raise ValueError(f"Must be some of these, with commas between them: {', '.join(sorted(known))}.")
    return names


def counts(names: Iterable[str], keys: list[int]) -> dict[str, Json]:
    """How many hits have each value of each facet, the most frequent values first.

    Args:
        names: of the facets.
        keys: of the hits; they have passed the gate.
    """
    wanted = list(dict.fromkeys(names))
    rows = _facets().ask(keys, wanted) if {*wanted} - {*COLUMNS} else []
    values = _columns().ask(keys) if {*wanted} & {*COLUMNS} else []
    found = Counter(chain(rows, *(zip(COLUMNS, row, strict=True) for row in values)))
    return {name: _most_frequent(name, found) for name in wanted}


@cache
def _facets() -> Written:
    """The facets of some names that some documents have."""
    facets = DocumentFacet.objects.filter(document__pk__among=MANY, name__among=MORE)
    return Written(facets.values_list("name", "value"), MANY, MORE)


@cache
def _columns() -> Written:
    """What is counted of documents besides their facets."""
    return Written(Document.objects.filter(pk__among=MANY).values_list(*COLUMNS), MANY)


def _most_frequent(name: str, found: Mapping[tuple[str, str], int]) -> list[dict[str, Json]]:
    ordered = sorted((-count, value) for (facet, value), count in found.items() if facet == name)
    return [{"value": value, "count": -count} for count, value in ordered[:MOST_VALUES]]


def item_of(row: Any, marks: Pattern[str]) -> bytes:
    """One hit: the summary as lists show it, and where its words stand.

    Args:
        row: of a document and its text.
        marks: what to mark.
    """
    title, shown = composed(row.title), row.text__shown
    highlights = {
        "title": highlighted(title, fold(title), marks),
        "text": excerpt(shown, f"{row.text__lead} {row.text__body}"[: len(shown)], marks),
    }
    return b'{"document":' + bytes(row.summary) + b',"highlights":' + as_json(highlights) + b"}"


def body_of(items: Iterable[bytes], rest: Mapping[str, Json]) -> bytes:
    """The page, put together from stored and made bytes."""
    return b'{"items":[' + b",".join(items) + b"]," + as_json(rest)[1:]


def place_in(cursor: str | None, purpose: str) -> int:
    """How many hits come before the page of a cursor.

    Raises:
        InvalidCursor: it was made for another question.
    """
    if cursor is None:
        return 0
    try:
        (place,) = unseal(purpose, cursor)
    except ValueError as error:
        raise InvalidCursor(str(error)) from error
    return int(place)


def neighbours(place: int, limit: int, count: int, purpose: str) -> dict[str, str | None]:
    """The cursors of the pages before and after."""
    after, before = place + limit, max(place - limit, 0)
    return {
        "next": seal(purpose, [after]) if after < count else None,
        "previous": seal(purpose, [before]) if place else None,
    }


def suggestion_of(summary: bytes) -> dict[str, Json]:
    """A document as far as a link needs it."""
    shown = json.loads(summary)
    return {name: shown[name] for name in ("id", "type", "title", "path", "url")}
