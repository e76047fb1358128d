"""Questions to SQLite's FTS5: a table of words as they stand, and one of English stems."""

from django.db.models import Case, FloatField, Q, Value, When
from django.db.models.expressions import RawSQL

from cms.publications.search.question import Part, Question

MATCHING = (
    "SELECT rowid FROM publications_documentwords WHERE publications_documentwords MATCH %s || %s UNION "
    "SELECT rowid FROM publications_documentstems WHERE publications_documentstems MATCH %s || %s"
)


def asked(question: Question) -> str:
    """A question as FTS5 reads it."""
    together = " AND ".join(map(_part, question.parts))
    return f'(({together}) OR "{question.joined}" *)' if question.joined else f"({together})"


def matching(asked: str) -> Q:
    """The documents that have it anywhere."""
    return _in("", asked)


def called(asked: str) -> Q:
    """The documents that have it in their title and names."""
    return _in("{head} : ", asked)


def rank(asked: str) -> Case:
    """How well a document fits: title and names first, then with the summary, then anywhere.

    FTS5's own `bm25` weighs a word by how rare it is in all documents, and would tell of those that are for others.
    """
    return Case(
        When(called(asked), then=Value(4.0)),
        When(_in("{head lead} : ", asked), then=Value(2.0)),
        default=Value(1.0),
        output_field=FloatField(),
    )


def _in(columns: str, asked: str) -> Q:
    values = [columns, asked, columns, asked]
    return Q(pk__in=RawSQL(MATCHING, values))  # noqa: S611 - what is asked is passed as a parameter


def _part(part: Part) -> str:
    begun = " *" if part.is_begun else ""
    rows = (" ".join(words) for words in part.spellings)
    return "(" + " OR ".join(f'"{row}"{begun}' for row in rows) + ")"
