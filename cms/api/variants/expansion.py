"""`expand=`: the documents that others mention, beside them, as far as the caller may read them."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from cms.api.parameters import Parameter, one_of, text
from cms.api.resources import Shape
from cms.publications.models import DocumentQuerySet

NO_DOCUMENT = UUID(int=0)

# The documents that one document mentions, by the member that mentions them.
Expansion = dict[str, list[Any]]


def expand_parameters(shapes: Iterable[Shape]) -> tuple[Parameter, ...]:
    """The parameter that embeds what documents of these shapes mention; none where they mention nothing."""
    names = sorted({name for shape in shapes for name in shape.expandable})
    if not names:
        return ()
    expand = Parameter(
        name="expand",
        help="Embeds the documents that these members mention, with commas between the members: in full in a "
        "document, as summaries in a list. They stand in `expanded`; what the caller may not read is absent.",
        schema={"type": "array", "items": {"type": "string", "enum": names}},
        read=lambda value: tuple(sorted({one_of(names)(name) for name in text(value).split(",")})),
        default=(),
    )
    return (expand,)


def expansions(
    documents: Sequence[Any], names: Iterable[str], readable: DocumentQuerySet, stored: str
) -> list[Expansion]:
    """What each document mentions and the caller may read, in the order of the mention; one query for all of them.

    Args:
        documents: rows with their `references`.
        names: members that mention others.
        readable: what the caller may read here.
        stored: the column with the bytes to embed.
    """
    if not names:
        return [{} for _document in documents]
    mentioned = {uid for document in documents for name in names for uid in document.references.get(name, ())}
    # Asked also where nothing is mentioned: the time it takes must not tell this from what is hidden.
    found = readable.filter(uid__in=[NO_DOCUMENT, *mentioned]).only("uid", "etag", "updated_at", stored)
    by_uid = {str(row.uid): row for row in found}
    return [
        {name: [by_uid[uid] for uid in document.references.get(name, ()) if uid in by_uid] for name in names}
        for document in documents
    ]
