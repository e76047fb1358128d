"""What became of a request, in words that every channel shares."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What one attempt came to. Everything but UNKNOWN is certain."""

    OK = "ok"
    TRANSIENT = "transient"  # surely not applied; try again
    RATE_LIMITED = "rate_limited"
    QUOTA = "quota"  # quota or billing: waits for a person or a new period
    AUTH_EXPIRED = "auth_expired"  # refresh, then try again
    AUTH_REVOKED = "auth_revoked"  # a person must connect again
    PERMISSION = "permission"
    REJECTED = "rejected"  # this content will never be accepted
    POLICY = "policy"
    DUPLICATE = "duplicate"  # the remote says it has it already: find and adopt
    MEDIA_NOT_READY = "media_not_ready"
    VERSION_RETIRED = "version_retired"
    GONE = "gone"  # the destination asks never to be called again
    UNKNOWN = "unknown"  # it may have been applied: never repeated blindly


@dataclass(frozen=True)
class Verdict:
    """The classified end of an attempt.

    Args:
        outcome: what it came to.
        detail: one sentence for the operator, without secrets.
        retry_after: seconds the remote asked us to wait, if it did.
        remote_id: what the remote calls the thing it made.
        remote_url: where a person can see it.
        ends_at: when the credentials stop working by themselves, where a probe was told.
    """

    outcome: Outcome
    detail: str = ""
    retry_after: float | None = None
    remote_id: str = ""
    remote_url: str = ""
    ends_at: datetime | None = None


class Presence(StrEnum):
    """What a look-up found out."""

    FOUND = "found"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Sighting:
    """The answer of a look-up; id and URL are set when it was found.

    Args:
        expired: nothing could be seen because the credentials have expired; with new ones it may be looked again.
    """

    presence: Presence
    remote_id: str = ""
    remote_url: str = ""
    detail: str = ""
    expired: bool = False
