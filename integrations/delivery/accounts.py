"""A destination as its channel sees it, with a secret that one worker at a time may renew."""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.db.models import Q, QuerySet

from cms.publications.pictures import picture_file
from integrations import clock
from integrations.channels.base import Account, Outcome, Payload, Send, Uploads, Verdict
from integrations.delivery.persistence import insist
from integrations.http import DoorError
from integrations.models import Delivery, Destination
from integrations.policy import policy

POLL = 0.1


class Renewal:
    """The right to renew one destination's secret: a lease, because no transaction may span a request.

    A refresh token works once. Two workers that use it at the same time lose the account.
    """

    def __init__(self, destination_id: int) -> None:
        self._destination_id = destination_id
        self._token = uuid4()
        self._held = False

    def load(self) -> Mapping[str, Any]:
        """The secret as it is now, once nobody else is renewing it.

        Raises:
            DoorError: somebody else is at it for longer than a request can take.
        """
        patience = policy().deadline + policy().margin
        until = time.monotonic() + patience
        while not self._take(patience):
            if time.monotonic() >= until:
                raise DoorError("Another worker is renewing the credentials", written=False)
            time.sleep(POLL)
        return self._rows.only("secret").get().secret

    def save(self, secret: Mapping[str, Any]) -> None:
        """Store a renewed secret. The former one is worth nothing any more, so this insists."""
        insist(lambda: self._rows.update(secret=dict(secret)), policy().lease)

    @cached_property
    def _rows(self) -> QuerySet[Destination]:
        return Destination.objects.filter(pk=self._destination_id)

    def release(self) -> None:
        if self._held:
            self._rows.filter(renewal_token=self._token).update(renewal_token=None, renewal_expires_at=None)
            self._held = False

    def _take(self, seconds: float) -> bool:
        now = clock.now()
        free = Q(renewal_token=None) | Q(renewal_token=self._token) | Q(renewal_expires_at__lt=now)
        expiry = now + timedelta(seconds=seconds)
        self._held = bool(self._rows.filter(free).update(renewal_token=self._token, renewal_expires_at=expiry))
        return self._held


class OpenAccount:
    """A destination's account: made ready, and used by whoever needs the channel's view of it.

    Args:
        now: the database's time.
        delivery: what it is needed for; None when only the account itself is asked about.
        payload: what is about to be sent, if anything is.

    Attributes:
        view: what the channel is given.
    """

    def __init__(
        self,
        destination: Destination,
        now: datetime,
        delivery: Delivery | None = None,
        payload: Payload | None = None,
    ) -> None:
        self._renewal = Renewal(destination.pk)
        self._channel = destination.adapter
        self.view = Account(
            config=destination.config,
            secret=destination.secret,
            now=now,
            uploads=uploads_of(delivery),
            payload=payload,
            marker=delivery.marker if delivery else "",
            load_secret=self._renewal.load,
            save_secret=self._renewal.save,
        )

    def prepare(self, send: Send, *, renew: bool = False) -> Verdict:
        """Let the channel prepare, holding the right to renew the secret for as long as that takes.

        Args:
            renew: the remote called the credentials expired, however fresh they look.
        """
        self.view.renew = renew
        try:
            return self._channel.prepare(self.view, send)
        except DoorError as error:
            return Verdict(Outcome.TRANSIENT, str(error))
        finally:
            self._renewal.release()


def uploads_of(delivery: Delivery | None) -> Uploads:
    """What was uploaded for a delivery, remembered in its row."""

    def remember(numbers: Mapping[str, Any]) -> None:
        Delivery.objects.filter(pk__in=[delivery.pk] if delivery else []).update(uploads=numbers)

    return Uploads(picture_file, remember, {**delivery.uploads} if delivery else {})
