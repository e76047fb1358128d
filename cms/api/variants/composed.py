"""Answers that are put together when they are asked for."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from cms.api.part_components import PART
from cms.api.variants.asked import Variant
from cms.api.variants.narrowing import narrowed
from cms.api.variants.rich_text import with_markdown
from cms.core.api_fields import Json
from cms.publications.documents import as_json


class Composed:
    """Documents in the form that is asked for.

    Args:
        variant: the form.
        documents: rows with their `etag` and the stored bytes.
        stored: the column of these bytes.
    """

    def __init__(self, variant: Variant, documents: Iterable[Any], stored: str) -> None:
        self.variant = variant
        self.documents = list(documents)
        self.stored = stored

    @property
    def content_type(self) -> str:
        """A narrowed document keeps to another schema than a whole one, so it has a media type of its own."""
        return PART if self.variant.fields else "application/json"

    def etag(self, *rest: Json) -> str:
        """Of all parts and the variant; nothing is composed for it.

        Args:
            rest: what else the answer says.
        """
        parts = [self.variant.mark, [document.etag for document in self.documents], *rest]
        return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:24]

    def items(self) -> list[bytes]:
        """The documents, as JSON."""
        return [self._item(document) for document in self.documents]

    def _item(self, document: Any) -> bytes:
        return as_json(narrowed(self._whole(document), self.variant.fields))

    def _whole(self, document: Any) -> Json:
        value = json.loads(bytes(getattr(document, self.stored)))
        return with_markdown(value) if self.variant.markdown else value
