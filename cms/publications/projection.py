"""Writing documents: the rendered content with the version and times of the change that said it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from cms.core.api_fields import Json
from cms.publications.cache_keys import keys_of_document
from cms.publications.changes import Memory
from cms.publications.dates import dated
from cms.publications.dependencies import Row
from cms.publications.facets import store_facets
from cms.publications.models import Change, Dependency, Document
from cms.publications.rendered import Rendered, Rendition, as_json
from cms.publications.search.store import store_text
from cms.publications.shown import store_shown
from cms.publications.subjects import Subject

AS_RENDERED = (
    *("access", "type", "site_id", "locale", "path", "title"),
    *("facets", "references", "share", "hidden_from_search"),
)


def store(subject: Subject, rendition: Rendition, rows: set[Row], said: Memory) -> bool:
    """Make the documents and dependencies of one object equal to its rendition.

    Returns:
        Whether it depends on rows that it was not known to depend on.
    """
    wanted = {(rendered.uid, rendered.audience): rendered for rendered in rendition.documents}
    for document in Document.objects.filter(kind=subject.kind, object_id=subject.object_id):
        if (document.uid, document.audience) not in wanted:
            document.delete()
    for key, rendered in wanted.items():
        _store_document(subject, rendered, said[key])
    return _store_dependencies(subject, rows if rendition.exists else set())


def _store_document(subject: Subject, rendered: Rendered, change: Change) -> None:
    document, _created = Document.objects.update_or_create(
        uid=rendered.uid, audience=rendered.audience, defaults=_columns(subject, rendered, change)
    )
    store_shown(document, rendered.shown)
    store_text(document, rendered.texts)
    store_facets(document)


def unstored(subject: Subject, rendered: Rendered, change: Change) -> Document:
    """A document that is shown as if it were published, and kept nowhere."""
    return Document(uid=rendered.uid, audience=rendered.audience, **_columns(subject, rendered, change))


def _columns(subject: Subject, rendered: Rendered, change: Change) -> dict[str, Any]:
    return {
        **{name: getattr(rendered, name) for name in AS_RENDERED},
        "kind": subject.kind,
        "object_id": subject.object_id,
        "content_hash": rendered.content_hash,
        "renderer_version": rendered.renderer_version,
        "etag": change.etag,
        "version": change.version,
        "published_at": change.published_at,
        "updated_at": change.updated_at,
        "body": as_json({**envelope(subject, rendered, change), **dated(rendered.content, change.updated_at)}),
        "summary": as_json({**envelope(subject, rendered, change), **dated(rendered.summary, change.updated_at)}),
        "cache_keys": " ".join(keys_of_document(rendered)),
        "checked_at": timezone.now(),
    }


def envelope(subject: Subject, rendered: Rendered, change: Change) -> Mapping[str, Json]:
    """What every document says of itself before its content."""
    return {
        "id": str(rendered.uid),
        "type": rendered.type,
        "kind": subject.kind,
        "access": rendered.access,
        "locale": rendered.locale,
        "path": rendered.path,
        "url": rendered.url,
        "version": change.version,
        "published_at": change.published_at.isoformat(),
        "updated_at": change.updated_at.isoformat(),
    }


def _store_dependencies(subject: Subject, rows: Iterable[Row]) -> bool:
    wanted = set(rows)
    kept = {(d.model, d.row): d.pk for d in Dependency.objects.filter(kind=subject.kind, object_id=subject.object_id)}
    Dependency.objects.filter(pk__in=[pk for row, pk in kept.items() if row not in wanted]).delete()
    new = wanted - kept.keys()
    Dependency.objects.bulk_create(
        Dependency(kind=subject.kind, object_id=subject.object_id, model=model, row=row) for model, row in sorted(new)
    )
    return bool(new)
