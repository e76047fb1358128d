"""What a question finds, the best first.

A word that stands everywhere would be ranked in every document there is. So a search looks at the newest `MOST` that
have the words, and where there are more, at the newest `MOST` that have them in their title too: it costs the same
however much is published.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, cast

from django.db import connection
from django.db.models import Q

from cms.publications.ranges import Ranges
from cms.publications.search import postgresql, sqlite
from cms.publications.search.folding import composed, fold
from cms.publications.search.question import Question
from cms.publications.written import Written

MOST = 100
ASKED = "what is asked"  # stands for it in SQL


class Index(Protocol):
    """What a database answers about its index of words."""

    def asked(self, question: Question) -> str: ...

    def matching(self, asked: str) -> Q: ...

    def called(self, asked: str) -> Q: ...

    def rank(self, asked: str) -> Any: ...


def index() -> Index:
    """The index of the database that is in use."""
    return cast(Index, {"postgresql": postgresql, "sqlite": sqlite}[connection.vendor])


@dataclass(frozen=True)
class Hits:
    """Primary keys of documents, the best first; `complete` unless there were more than are looked at."""

    keys: list[int]
    complete: bool


class WordSearch:
    """A search among some documents, whose SQL is written once for all questions.

    Args:
        ranges: where to look; narrowed by the gate already.
        stand_ins: for what else each question gives, as `Written` takes them.
    """

    def __init__(self, ranges: Ranges, *stand_ins: Any) -> None:
        self._ranges, self._stand_ins = ranges, stand_ins

    def find(self, question: Question, *values: Any) -> Hits:
        """What has all that is asked for: by rank, and the newest of equal rank first.

        Args:
            question: what to look for.
            values: one for each stand-in.
        """
        given = (index().asked(question), *values)
        found = self._anywhere.ask(*given)
        complete = len(found) < MOST
        if not complete:
            found += self._in_title.ask(*given)
        ordered = {pk: (rank, published_at, pk) for published_at, pk, rank in found}
        return Hits(sorted(ordered, key=ordered.__getitem__, reverse=True), complete)

    @cached_property
    def _anywhere(self) -> Written:
        return self._newest(index().matching(ASKED))

    @cached_property
    def _in_title(self) -> Written:
        return self._newest(index().called(ASKED))

    def _newest(self, condition: Q) -> Written:
        """The newest, each with what it is ordered by."""
        documents = self._ranges.documents.filter(condition).annotate(rank=index().rank(ASKED))
        ranges = self._ranges.of(documents.values_list("published_at", "pk", "rank"))
        return Written(ranges.first(MOST), ASKED, *self._stand_ins)


def find_titles(ranges: Ranges, question: Question, limit: int) -> list[bytes]:
    """Summaries of the documents whose title or names have it; those whose title begins like it come first.

    Args:
        ranges: where to look; narrowed by the gate already.
        question: what to look for.
        limit: how many at the most.
    """
    called = ranges.documents.filter(index().called(index().asked(question)))
    newest = ranges.of(called.values_list("published_at", "pk", "title", "summary")).first(MOST)
    start = fold(composed(question.asked)).strip()
    rows = [(fold(composed(title)), bytes(summary)) for _published_at, _pk, title, summary in newest]
    rows.sort(key=lambda row: (not row[0].startswith(start), row[0]))
    return [summary for _title, summary in rows[:limit]]
