"""The rows by which documents are found under their facets."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from cms.publications.models import Document, DocumentFacet

COMPARED = ("name", "value", "audience", "type", "published_at")


def rows_of(document: Document) -> list[DocumentFacet]:
    """The rows that a document is to have, unsaved."""
    pairs = {(name, value) for name, values in document.facets.items() for value in values}
    told = {column: getattr(document, column) for column in ("audience", "type", "published_at")}
    return [DocumentFacet(document=document, name=name, value=value, **told) for name, value in sorted(pairs)]


def store_facets(document: Document) -> None:
    """Make the rows of a document equal to its facets and to what lists order it by."""
    rows = rows_of(document)
    wanted = [tuple(getattr(row, column) for column in COMPARED) for row in rows]
    if wanted != sorted(document.facet_rows.values_list(*COMPARED)):
        document.facet_rows.all().delete()
        DocumentFacet.objects.bulk_create(rows)


def having(name: str, values: Collection[str]) -> Q:
    """The documents that have one of some values of a facet."""
    return Q(Exists(DocumentFacet.objects.filter(document=OuterRef("pk"), name=name, value__in=values)))
