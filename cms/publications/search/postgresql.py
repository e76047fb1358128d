"""Questions to PostgreSQL: an index of all words, weighed, and one of titles and names."""

from functools import lru_cache

from django.db import connection
from django.db.models import FloatField, Q
from django.db.models.expressions import RawSQL

from cms.publications.search.question import Part, Question

# A question has no language of its own: it is read in each, and as it stands (migration 0002 indexes both).
READINGS = """
    SELECT DISTINCT unnest(ARRAY[
        to_tsquery('simple', %s), to_tsquery('english', %s), to_tsquery('german', %s), to_tsquery('dutch', %s)
    ]::text[])
"""


@lru_cache(maxsize=1000)
def asked(question: Question) -> str:
    """A question as PostgreSQL reads it: its different readings as one query.

    Most words have one form or two. Asked for in each language all the same, they take twice the time to compare, and
    PostgreSQL reckons with four times the hits and reads every row.
    """
    together = " & ".join(map(_part, question.parts))
    either = f"({together}) | '{question.joined}':*" if question.joined else together
    with connection.cursor() as cursor:
        cursor.execute(READINGS, [either] * 4)
        return " | ".join(sorted(f"({reading})" for (reading,) in cursor.fetchall() if reading))


def matching(asked: str) -> Q:
    """The documents that have it anywhere."""
    sql = "SELECT document_id FROM publications_documenttext WHERE vector @@ %s::tsquery"
    return Q(pk__in=RawSQL(sql, [asked]))  # noqa: S611 - what is asked is passed as a parameter


def called(asked: str) -> Q:
    """The documents that have it in their title and names."""
    sql = "SELECT document_id FROM publications_documenttext WHERE head_vector @@ %s::tsquery"
    return Q(pk__in=RawSQL(sql, [asked]))  # noqa: S611 - what is asked is passed as a parameter


def rank(asked: str) -> RawSQL:
    """How well a document fits: where the words stand, how often, and how long the whole text is.

    The ranking of a document depends on that document alone, so that it tells nothing of others.
    """
    sql = (
        "SELECT ts_rank('{0.05, 0.2, 0.4, 1}', vector, %s::tsquery, 1) "
        "FROM publications_documenttext WHERE document_id = publications_document.id"
    )
    return RawSQL(sql, [asked], FloatField())  # noqa: S611 - what is asked is passed as a parameter


def _part(part: Part) -> str:
    begun = ":*" if part.is_begun else ""
    rows = (" <-> ".join(f"'{word}'" for word in words) for words in part.spellings)
    return "(" + " | ".join(f"({row}{begun})" for row in rows) + ")"
