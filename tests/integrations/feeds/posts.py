"""A site and its posts as the publication centre would leave them, with any content that a test likes."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from wagtail.models import Site

from cms.publications.models import Document, Kind
from integrations.channels.websub import WebSub
from integrations.models import Destination
from tests.cms.api.factories import document

SITE_UID = UUID("6f0b9a52-0f0c-4b7e-9d0e-6f2f6ec5a7c1")
OPENED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def site_document(title: str = "Example") -> Document:
    """The document of the default site."""
    site = Site.objects.get(is_default_site=True)
    stored = document(
        uid=SITE_UID,
        kind=Kind.SITE,
        type="site",
        object_id=str(site.pk),
        etag="site-1",
        published_at=OPENED,
        updated_at=OPENED,
    )
    return _showing(stored, title=title, url="https://www.example.org/")


def post(*, share: dict[str, Any] | None = None, columns: dict[str, Any] | None = None, **shown: Any) -> Document:
    """A public post; `shown` is its content."""
    site = Site.objects.get(is_default_site=True)
    shared = {"is_alias": False, "image": (shown.get("image") or {}).get("src"), **(share or {})}
    stored = document(**{"site": site, "share": shared, **(columns or {})})
    url = f"https://www.example.org{stored.path}"
    return _showing(stored, **{"title": stored.title, "url": url, "summary": "In short.", **shown})


def connect_hub() -> Destination:
    """A hub that is told of every public change."""
    config = {"hub": "https://hub.example.org/"}
    return Destination.objects.create(name="The hub", channel=WebSub.name, config=config)


def paragraph(html: str) -> dict[str, Any]:
    return {"type": "paragraph", "id": "1", "value": html}


def _showing(stored: Document, **shown: Any) -> Document:
    stored.body = json.dumps(shown).encode()
    stored.save(update_fields=["body"])
    return stored
