"""Rows of the publication centre as reconcile would leave them, without pages behind them."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import Group

from cms.api.models import ApiKey
from cms.publications.audiences import PUBLIC
from cms.publications.facets import rows_of
from cms.publications.models import Access, Change, Document, DocumentFacet, Head, Kind

NUMBERS = count(1)
SPRING = datetime(2026, 3, 1, 12, tzinfo=UTC)


def document(content: dict[str, Any] | None = None, **given: Any) -> Document:
    """A stored document; every one is a minute younger than the one before.

    Args:
        content: members that its body and its summary have besides those of every document.
        given: columns.
    """
    number = next(NUMBERS)
    values: dict[str, Any] = {
        "uid": uuid4(),
        "audience": PUBLIC,
        "access": Access.FULL,
        "kind": Kind.PAGE,
        "type": "articles",
        "object_id": str(number),
        "locale": "en",
        "path": f"/articles/{number}/",
        "title": f"Article {number:06}",
        "version": 1,
        "etag": f"digest{number}-1",
        "content_hash": "hash",
        "renderer_version": 1,
        "published_at": SPRING + timedelta(minutes=number),
        "updated_at": SPRING + timedelta(minutes=number),
        **given,
    }
    shown = {**_shown(values), **(content or {})}
    values["summary"] = json.dumps(shown).encode()
    values["body"] = json.dumps({"body": "long", **shown}).encode()
    stored = Document.objects.create(**values)
    DocumentFacet.objects.bulk_create(rows_of(stored))
    return stored


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    told = ("type", "access", "locale", "path", "title", "updated_at")
    shown = {name: values[name] for name in told}
    address = f"https://example.org{values['path']}"
    return {"id": str(values["uid"]), **shown, "url": address, "updated_at": values["updated_at"].isoformat()}


def change(uid: UUID | None = None, **given: Any) -> Change:
    """The next change in the one order."""
    head, _ = Head.objects.get_or_create(pk=1)
    head.sequence += 1
    head.save()
    values: dict[str, Any] = {
        "sequence": head.sequence,
        "uid": uid or uuid4(),
        "audience": PUBLIC,
        "access": Access.FULL,
        "action": Change.Action.PUBLISHED,
        "cause": Change.Cause.CONTENT,
        "kind": Kind.PAGE,
        "type": "articles",
        "object_id": "1",
        "locale": "en",
        "path": f"/articles/{head.sequence}/",
        "version": 1,
        "etag": f"digest{head.sequence}-1",
        "content_hash": "hash",
        "renderer_version": 1,
        "published_at": SPRING,
        "updated_at": SPRING,
        "at": SPRING,
    }
    return Change.objects.create(**{**values, **given})


def api_key(*groups: Group, **given: Any) -> tuple[ApiKey, dict[str, str]]:
    """A key for these groups, and the headers that show it."""
    key = ApiKey(**{"name": "A site", **given})
    token = key.draw_token()
    key.save()
    key.groups.set(groups)
    return key, {"Authorization": f"Bearer {token}"}


def group(name: str = "Members") -> Group:
    return Group.objects.get_or_create(name=name)[0]
