"""Who is asking, as far as an answer depends on it."""

from dataclasses import dataclass

from django.db.models import TextChoices

from cms.publications.audiences import PUBLIC


class Scope(TextChoices):
    """What a key may be used for."""

    CONTENT = "content", "Documents and lists"
    CHANGES = "changes", "The changes feed"
    PREVIEW = "preview", "Drafts, with version=draft"


# What strangers may do, and a new key unless its maker decides otherwise.
READING = (Scope.CONTENT.value, Scope.CHANGES.value)


@dataclass(frozen=True)
class Caller:
    """The one who asks; without arguments, a stranger.

    Args:
        audiences: whose documents the caller may read.
        scopes: which parts of the API are open to the caller.
        key_id: the API key that was shown; None for a stranger.
    """

    audiences: frozenset[str] = frozenset({PUBLIC})
    scopes: frozenset[str] = frozenset(READING)
    key_id: int | None = None

    @property
    def sees_only_public(self) -> bool:
        return self.audiences <= {PUBLIC}


STRANGER = Caller()
