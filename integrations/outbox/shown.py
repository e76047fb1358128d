"""What may be read now, asked once for several objects."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from cms.publications.models import Change, Document
from cms.publications.sites import Roots


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

    @classmethod
    def by(cls, changes: Iterable[Change | None]) -> "Shown":
        """Of the objects of these changes."""
        return cls(change.uid for change in changes if change)

    def read_by(self, audiences: Iterable[str], uid: UUID) -> Document | None:
        """What is read of an object by whoever has all these audiences."""
        readers = frozenset(audiences)
        if readers not in self._read:
            found = Document.objects.visible_to(readers).filter(uid__in=self._uids)
            self._read[readers] = {document.uid: document for document in found}
        return self._read[readers].get(uid)

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
