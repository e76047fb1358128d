"""Answers that are put together when they are asked for."""

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from itertools import chain
from typing import Any

from cms.api.part_components import PART
from cms.api.variants.asked import Variant
from cms.api.variants.expansion import Expansion, Showing, expansions
from cms.api.variants.narrowing import EXPANDED, narrowed
from cms.api.variants.rich_text import with_markdown
from cms.core.api_fields import Json
from cms.publications.cache_keys import document_key
from cms.publications.models import DocumentQuerySet
from cms.publications.rendered import as_json

# Caches and servers in between take headers of a few kilobytes; a key is 40 bytes long.
MOST_KEYS = 100


class Composed:
    """Documents in the form that is asked for.

    Args:
        variant: the form.
        documents: rows with `etag`, `updated_at`, the stored bytes and, to be expanded, their `references`.
        stored: the column of these bytes.
        readable: the documents that may be embedded.
        showing: what is embedded of them.
    """

    def __init__(
        self,
        variant: Variant,
        documents: Iterable[Any],
        stored: str,
        readable: DocumentQuerySet,
        showing: Showing = list,
    ) -> None:
        self.variant = variant
        self.documents = list(documents)
        self.stored = stored
        self.expansions = expansions(self.documents, variant.expand, readable, stored, showing)
        embedded = chain.from_iterable(chain.from_iterable(each.values()) for each in self.expansions)
        self.embedded = {row.uid: row for row in embedded}

    @property
    def content_type(self) -> str:
        """A narrowed document keeps to another schema than a whole one, so it has a media type of its own."""
        return PART if self.variant.fields else "application/json"

    @property
    def modified(self) -> datetime:
        """When the last of its parts changed."""
        return max(row.updated_at for row in chain(self.documents, self.embedded.values()))

    @property
    def keys(self) -> list[str]:
        """By which caches know what is embedded; none, when that is more than a header can name."""
        return [document_key(uid) for uid in self.embedded] if len(self.embedded) <= MOST_KEYS else []

    @property
    def cache_control(self) -> str:
        """How long it may be kept, where that is not as usual: what cannot be purged is compared at every look."""
        return "" if len(self.embedded) <= MOST_KEYS else "public, no-cache"

    def etag(self, *rest: Json) -> str:
        """Of all parts and the variant; nothing is composed for it.

        Args:
            rest: what else the answer says.
        """
        embedded = [{name: [row.etag for row in rows] for name, rows in each.items()} for each in self.expansions]
        parts = [self.variant.mark, [document.etag for document in self.documents], embedded, *rest]
        return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:24]

    def items(self) -> list[bytes]:
        """The documents, as JSON."""
        pairs = zip(self.documents, self.expansions, strict=True)
        return [as_json(self._item(document, expansion)) for document, expansion in pairs]

    def _item(self, document: Any, expansion: Expansion) -> Json:
        whole = self._presented(document)
        if expansion:
            whole[EXPANDED] = {name: [self._presented(row) for row in rows] for name, rows in expansion.items()}
        return narrowed(whole, self.variant.fields)

    def _presented(self, row: Any) -> dict[str, Json]:
        value: dict[str, Json] = json.loads(bytes(getattr(row, self.stored)))
        return with_markdown(value) if self.variant.markdown else value
