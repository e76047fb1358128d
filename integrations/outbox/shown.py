"""What may be read now, asked once for several objects."""

import json
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from cms.publications.models import Change, Document
from cms.publications.sites import Roots
from cms.publications.written import MANY, Written, columns_of


class Shown:
    """The documents of some objects at one moment, and where the sites are.

    Read when first asked for, and then for all of the objects: who tells several destinations of them, or asks several
    questions, asks the database once for each set of audiences.

    Args:
        uids: of the objects; nothing is known of others.
    """

    def __init__(self, uids: Iterable[UUID]) -> None:
        self._uids = frozenset(uids)
        self._read: dict[frozenset[str], dict[UUID, Document]] = {}
        self._contents: dict[int, Any] = {}

    @classmethod
    def by(cls, changes: Iterable[Change | None]) -> "Shown":
        """Of the objects of these changes."""
        return cls(change.uid for change in changes if change)

    def read_by(self, audiences: Iterable[str], uid: UUID) -> Document | None:
        """What is read of an object by whoever has all these audiences."""
        readers = frozenset(audiences)
        if readers not in self._read:
            found = _readable(readers).load(Document, self._uids)
            self._read[readers] = {document.uid: document for document in found}
        return self._read[readers].get(uid)

    def content_of(self, document: Document) -> Any:
        """What one of the documents says in full, as it is served."""
        if document.pk not in self._contents:
            self._contents[document.pk] = json.loads(bytes(document.body))
        return self._contents[document.pk]

    def document_of(self, change: Change) -> Document | None:
        """What the audience that a change is for may read now, if it is as much of the object as the change said."""
        document = self.read_by({change.audience}, change.uid)
        return document if document and document.access == change.access else None

    def share_of(self, change: Change) -> dict[str, Any]:
        """What channels may tell of a change's object now; empty when that is nothing."""
        document = self.document_of(change)
        return (document and document.share) or {}

    @cached_property
    def roots(self) -> Roots:
        """Where the sites are."""
        return Roots.load()


@lru_cache(maxsize=64)
def _readable(audiences: frozenset[str]) -> Written:
    """What is read of some objects by whoever has all these audiences."""
    found = Document.objects.visible_to(audiences).filter(uid__among=MANY)
    return Written(found.values_list(*columns_of(Document)), MANY)
