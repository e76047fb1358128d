"""A destination as its channel sees it during one attempt, and what is about to be sent there."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from integrations.channels.uploads import Uploads
from integrations.http import Request, Response


@dataclass(frozen=True)
class Payload:
    """The exact bytes that leave the house, frozen when first composed.

    Args:
        body: what is sent and signed.
        content_type: its media type.
        text: the same for a person to read (preview and delivery report).
        marker: the short token in the link by which the post can be found again; empty where ids suffice.
    """

    body: bytes
    content_type: str
    text: str = ""
    marker: str = ""


def as_json(content: Mapping[str, Any]) -> bytes:
    """A body in JSON; the same content in the same order is the same bytes each time."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


class Send(Protocol):
    """The network door, bound to one attempt: it checks the lease before it connects and before the first byte."""

    def __call__(self, request: Request) -> Response: ...


@dataclass
class Credentials:
    """What a destination is known by at a service.

    Args:
        config: the destination's settings, as validated.
        secret: the decrypted secret, by name; a channel that renews it puts the new one here as well.
        now: database time at the start of the attempt.
    """

    config: Mapping[str, Any]
    secret: Mapping[str, Any] = field(repr=False)
    now: datetime


@dataclass
class Account(Credentials):
    """A destination as a channel sees it during one attempt.

    Args:
        load_secret: reads the secret once more; someone else may have renewed it meanwhile.
        save_secret: stores a changed secret (rotated tokens) durably; called before the new one is used.
        uploads: what was uploaded for this delivery, and may still have to be.
        payload: what is about to be sent; None when nothing is told.
        marker: the marker of this delivery.
        renew: the remote called the credentials expired: renew them however fresh they look.
    """

    load_secret: Callable[[], Mapping[str, Any]]
    save_secret: Callable[[Mapping[str, Any]], None]
    uploads: Uploads
    payload: Payload | None = None
    marker: str = ""
    renew: bool = False
