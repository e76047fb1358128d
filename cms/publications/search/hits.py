"""What a question finds, the best first.

A word that stands everywhere would be ranked in every document there is. So a search looks at the newest `MOST` that
have the words, and where there are more, at the newest `MOST` that have them in their title too: it costs the same
however much is published.
"""

from dataclasses import dataclass
from typing import Any, Protocol, cast

from django.db import connection
from django.db.models import Q

from cms.publications.models import DocumentQuerySet
from cms.publications.search import postgresql, sqlite
from cms.publications.search.folding import composed, fold
from cms.publications.search.question import Question

MOST = 100


class Index(Protocol):
    """What a database answers about its index of words."""

    def matching(self, question: Question) -> Q: ...

    def called(self, question: Question) -> Q: ...

    def rank(self, question: Question) -> Any: ...


def index() -> Index:
    """The index of the database that is in use."""
    return cast(Index, {"postgresql": postgresql, "sqlite": sqlite}[connection.vendor])


@dataclass(frozen=True)
class Hits:
    """Primary keys of documents, the best first; `complete` unless there were more than are looked at."""

    keys: list[int]
    complete: bool


def find(documents: DocumentQuerySet, question: Question) -> Hits:
    """What has all that is asked for: by rank, and the newest of equal rank first.

    Args:
        documents: where to look; narrowed by the gate already.
        question: what to look for.
    """
    asked = index()
    found = _newest(documents.filter(asked.matching(question)), asked.rank(question))
    complete = len(found) < MOST
    if not complete:
        found |= _newest(documents.filter(asked.called(question)), asked.rank(question))
    return Hits(sorted(found, key=found.__getitem__, reverse=True), complete)


def _newest(documents: DocumentQuerySet, rank: Any) -> dict[int, tuple[Any, ...]]:
    """The newest, each with what it is ordered by."""
    rows = documents.annotate(rank=rank).order_by("-published_at", "-pk")
    return {row[-1]: row for row in rows.values_list("rank", "published_at", "pk")[:MOST]}


def find_titles(documents: DocumentQuerySet, question: Question, limit: int) -> list[bytes]:
    """Summaries of the documents whose title or names have it; those whose title begins like it come first.

    Args:
        documents: where to look; narrowed by the gate already.
        question: what to look for.
        limit: how many at the most.
    """
    newest = documents.filter(index().called(question)).order_by("-published_at", "-pk")
    start = fold(composed(question.asked)).strip()
    rows = [(fold(composed(title)), bytes(summary)) for title, summary in newest.values_list("title", "summary")[:MOST]]
    rows.sort(key=lambda row: (not row[0].startswith(start), row[0]))
    return [summary for _title, summary in rows[:limit]]
