"""What rendering comes to: the documents of one object, before they have a version and times."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from json import dumps
from typing import Any
from uuid import UUID

from cms.core.api_fields import Json
from cms.publications.search.texts import Texts
from cms.publications.shown import Shown

# Raise it when the same content is to be presented differently: every document then changes, with cause `render`.
RENDERER_VERSION = 6


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """One object as one audience sees it, before it has a version and times."""

    uid: UUID
    audience: str
    access: str
    type: str
    site_id: int | None
    locale: str
    path: str
    url: str
    title: str
    content: Mapping[str, Json]
    summary: Mapping[str, Json]
    facets: Mapping[str, list[str]] = field(default_factory=dict)
    references: Mapping[str, list[str]] = field(default_factory=dict)
    share: Mapping[str, Json] | None = None
    shown: frozenset[Shown] = frozenset()
    texts: Texts | None = None
    first_published_at: datetime | None = None
    hidden_from_search: bool = False
    content_hash: str = ""
    renderer_version: int = field(default_factory=lambda: RENDERER_VERSION)

    @cached_property
    def digest(self) -> str:
        """What the reader would notice: everything shown, in posts too, and the version of what shows it."""
        shown = [self.renderer_version, self.access, self.locale, self.path, self.url, self.facets, self.content]
        in_posts = [text for text in [(self.share or {}).get("text")] if text]
        return sha256(as_json([*shown, self.first_published_at, *in_posts])).hexdigest()[:24]


@dataclass(frozen=True)
class Rendition:
    """All documents of one object: none when it is not live, not in a site, or its privacy names nobody."""

    documents: list[Rendered] = field(default_factory=list)
    exists: bool = True
    hidden_by: str = ""  # "path" or "privacy": why a live object has no document


def as_json(value: Any) -> bytes:
    """Compact UTF-8 JSON in the order given: equal values give equal bytes."""
    return dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode()
