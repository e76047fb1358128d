"""`expand=`: the documents that others mention, beside them, as far as the caller may read them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from cms.api.parameters import Parameter, one_of, text
from cms.api.resources import Shape
from cms.publications.models import Document, DocumentQuerySet

NO_DOCUMENT = UUID(int=0)

# What is shown of documents that may be read: themselves, or their drafts.
Showing = Callable[[Iterable[Document]], Iterable[Document]]

EMBEDDED = ("uid", "kind", "object_id", "etag", "updated_at")
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
        schema={"type": "array", "minItems": 1, "items": {"type": "string", "enum": names}},
        read=lambda value: tuple(sorted({one_of(names)(name) for name in text(value).split(",")})),
        default=(),
    )
    return (expand,)


def expansions(
    documents: Sequence[Any], names: Iterable[str], readable: DocumentQuerySet, stored: str, showing: Showing
) -> list[Expansion]:
    """What each document mentions and the caller may read, in the order of the mention; one query for all of them.

    Args:
        documents: rows with their `references`.
        names: members that mention others.
        readable: what the caller may read here.
        stored: the column with the bytes to embed.
        showing: what is embedded of those.
    """
    if not names:
        return [{} for _document in documents]
    mentioned = {uid for document in documents for name in names for uid in document.references.get(name, ())}
    # Asked also where nothing is mentioned: the time it takes must not tell this from what is hidden.
    found = readable.filter(uid__in=[NO_DOCUMENT, *mentioned])
    by_uid = {str(row.uid): row for row in showing(found.only(*EMBEDDED, stored))}
    return [
        {name: [by_uid[uid] for uid in document.references.get(name, ()) if uid in by_uid] for name in names}
        for document in documents
    ]
