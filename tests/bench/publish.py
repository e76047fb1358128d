"""The documents and changes of many copies, as rendering each of them would leave them: that would take minutes."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.utils import timezone

from cms.articles.models import ArticlePage
from cms.publications.audiences import PUBLIC
from cms.publications.facets import rows_of
from cms.publications.identity import page_uid
from cms.publications.models import Change, Document, DocumentFacet, Head, Kind
from tests.bench.rows import BATCH, columns


def publish(template: ArticlePage, tagged: Iterable[tuple[ArticlePage, str]]) -> None:
    """Publish copies with the bytes of the template's document, under ids and paths of their own.

    Args:
        template: a published article.
        tagged: saved copies of it, each with its only tag.
    """
    rendered = Document.objects.get(kind=Kind.PAGE, object_id=template.pk, audience=PUBLIC)
    documents = [document(template, rendered, page, tag) for page, tag in tagged]
    Document.objects.bulk_create(documents, batch_size=BATCH)
    facets = chain.from_iterable(map(rows_of, documents))
    DocumentFacet.objects.bulk_create(facets, batch_size=BATCH)
    append(documents)


def document(template: ArticlePage, rendered: Document, page: ArticlePage, tag: str) -> Document:
    """The document of one copy."""
    uid = page_uid(page)

    def renamed(text: str) -> str:
        return text.replace(str(rendered.uid), str(uid)).replace(f"/{template.slug}/", f"/{page.slug}/")

    own: dict[str, Any] = {
        "uid": uid,
        "object_id": str(page.pk),
        "path": renamed(rendered.path),
        "facets": {**rendered.facets, "tag": [tag]},
        "etag": f"{rendered.content_hash[:20]}-{page.pk}",
        "published_at": page.first_published_at,
        "body": renamed(bytes(rendered.body).decode()).encode(),
        "summary": renamed(bytes(rendered.summary).decode()).encode(),
    }
    return Document(**{**columns(rendered), **own})


def append(documents: list[Document]) -> None:
    """One change for each document, behind the last one."""
    head = Head.objects.get()
    shared = {field.attname for field in Change._meta.concrete_fields} & set(columns(documents[0]))
    said = {"action": Change.Action.PUBLISHED, "cause": Change.Cause.CONTENT, "at": timezone.now()}
    changes = [
        Change(**said, sequence=sequence, **{name: getattr(row, name) for name in shared})
        for sequence, row in enumerate(documents, head.sequence + 1)
    ]
    Change.objects.bulk_create(changes, batch_size=BATCH)
    head.sequence += len(changes)
    head.save()
