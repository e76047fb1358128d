"""Questions to SQLite's FTS5: a table of words as they stand, and one of English stems."""

from django.db.models import Case, FloatField, Q, Value, When
from django.db.models.expressions import RawSQL

from cms.publications.search.question import Part, Question

MATCHING = (
    "SELECT rowid FROM publications_documentwords WHERE publications_documentwords MATCH %s UNION "
    "SELECT rowid FROM publications_documentstems WHERE publications_documentstems MATCH %s"
)


def matching(question: Question) -> Q:
    """The documents that have it anywhere."""
    return _in("", question)


def called(question: Question) -> Q:
    """The documents that have it in their title and names."""
    return _in("{head} : ", question)


def rank(question: Question) -> Case:
    """How well a document fits: title and names first, then with the summary, then anywhere.

    FTS5's own `bm25` weighs a word by how rare it is in all documents, and would tell of those that are for others.
    """
    return Case(
        When(called(question), then=Value(4.0)),
        When(_in("{head lead} : ", question), then=Value(2.0)),
        default=Value(1.0),
        output_field=FloatField(),
    )


def _in(columns: str, question: Question) -> Q:
    asked = f"{columns}({_asked(question)})"
    return Q(pk__in=RawSQL(MATCHING, [asked, asked]))  # noqa: S611 - what is asked is passed as a parameter


def _asked(question: Question) -> str:
    together = " AND ".join(map(_part, question.parts))
    return f'({together}) OR "{question.joined}" *' if question.joined else together


def _part(part: Part) -> str:
    begun = " *" if part.is_begun else ""
    rows = (" ".join(words) for words in part.spellings)
    return "(" + " OR ".join(f'"{row}"{begun}' for row in rows) + ")"
