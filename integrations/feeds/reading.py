"""One reading of a feed: which documents it tells of, by what it is recognised, and its bytes."""

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import uuid5

from django.db.models import QuerySet

from cms.publications.audiences import PUBLIC
from cms.publications.models import Access, Document, Kind
from cms.publications.pictures import made_copies
from integrations.feeds.formats import Format
from integrations.feeds.items import item_of, shown_in, urn, writable
from integrations.feeds.narrowing import Wanted, narrowed
from integrations.feeds.pictures import enclosure_of

LENGTH = 50
# Raise it when the same documents are to be presented differently, so that nobody keeps the old presentation.
PRESENTATION = 1


@dataclass(frozen=True)
class Reading:
    """A feed of one site as it stands now.

    Args:
        site: the document of the site.
        wanted: how it is narrowed.
        address: by what it names itself.
        hubs: who tells its readers of news.
    """

    site: Document
    wanted: Wanted
    address: str
    hubs: list[str]

    @property
    def documents(self) -> QuerySet[Document]:
        """What everybody may read in full, of types that announce, once each; the newest first."""
        full = Document.objects.visible_to({PUBLIC}).filter(kind=Kind.PAGE, access=Access.FULL)
        told = full.filter(site=self.site.object_id, share__is_alias=False)
        return narrowed(told, self.wanted).order_by("-published_at", "-id")[:LENGTH]

    @cached_property
    def heads(self) -> list[tuple[str, Any, str | None]]:
        """ETag, last change and picture of each document: what tells one state of a feed from another."""
        return list(self.documents.values_list("etag", "updated_at", "share__image"))

    @cached_property
    def copies(self) -> dict[str, Any]:
        return made_copies(image for _, _, image in self.heads if image)

    @property
    def updated_at(self) -> Any:
        """When anything that it tells of last changed; of an empty feed, when the site did."""
        return max((updated_at for _, updated_at, _ in self.heads), default=self.site.updated_at)

    def etag(self, form: str) -> str:
        """Changes with every byte of the feed in this format."""
        copies = sorted(copy.pk for copy in self.copies.values())
        parts = [PRESENTATION, form, self.address, self.hubs, self.site.etag, copies]
        return sha256(json.dumps([*parts, *(etag for etag, _, _ in self.heads)]).encode()).hexdigest()[:24]

    def written(self, form: Format) -> bytes:
        """The feed, in a format."""
        feed = form(**self.channel())
        for document in self.documents:
            image = (document.share or {}).get("image") or ""
            copy = self.copies.get(image)
            feed.add_item(**item_of(document, enclosure_of(image, copy) if copy else None))
        return feed.writeString("utf-8").encode()

    def channel(self) -> dict[str, Any]:
        """What the feed says of itself, as the arguments of a `SyndicationFeed`."""
        shown = shown_in(self.site)
        narrowing = writable(", ".join(value for values in self.wanted.values() for value in values))
        locales = self.wanted.get("locale", [])
        return {
            "title": f"{shown['title']}: {narrowing}" if narrowing else shown["title"],
            "link": shown["url"],
            "description": f"What {shown['title']} publishes, newest first.",
            "language": locales[0] if len(locales) == 1 else None,
            "author_name": shown["title"],
            "feed_url": self.address,
            "feed_guid": urn(uuid5(self.site.uid, json.dumps(self.wanted))),
            "updated": self.updated_at,
            "hubs": self.hubs,
        }
