"""Connecting a destination's account: the code that a person brings back becomes the secret."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import LogFormatter, log

from integrations import clock
from integrations.channels.account import Credentials
from integrations.channels.answers import RefusalError
from integrations.channels.base import Connection
from integrations.channels.connecting import Consent, Grant, NotGranted
from integrations.circuit import try_now
from integrations.delivery.accounts import Renewal
from integrations.delivery.exchange import Exchange
from integrations.doorbell import ring
from integrations.http import DoorError
from integrations.models import Destination
from integrations.models.credentials import UNCHECKED
from integrations.models.upkeep import WELL

CONNECTED = "integrations.connect"


def connect(destination: Destination, code: str, consent: Consent, user: Any) -> Grant:
    """Redeem a code, keep what it gives, and let go on what has waited for it.

    Where it gives several accounts nothing is kept, before `keep` is told which one.

    Nobody renews the former secret meanwhile: whoever is at it would write over the new one.

    Returns:
        What was given.

    Raises:
        NotGranted: nothing was connected; the message says why.
    """
    connection = connection_of(destination)
    renewal = Renewal(destination.pk)
    try:
        secret = renewal.load()
        grant = _redeem(connection, code, consent, Credentials(destination.config, secret, clock.now()))
        if not grant.others:
            _keep(destination, grant, user)
    except DoorError as error:
        raise NotGranted(f"{error}. Connect once more.") from error
    finally:
        renewal.release()
    return grant


def keep(destination: Destination, grant: Grant, user: Any) -> None:
    """Keep the account that a person has chosen.

    Raises:
        NotGranted: somebody else is at the destination's secret for too long.
    """
    renewal = Renewal(destination.pk)
    try:
        renewal.load()
        _keep(destination, grant, user)
    except DoorError as error:
        raise NotGranted(f"{error}. Choose once more.") from error
    finally:
        renewal.release()


def connection_of(destination: Destination) -> Connection:
    """How its account is connected.

    Raises:
        NotGranted: its channel knows no such way.
    """
    connection = destination.adapter.connection
    if connection is None:
        raise NotGranted(f"{destination.adapter.label} has no page on which one consents.")
    return connection


def _redeem(connection: Connection, code: str, consent: Consent, asking: Credentials) -> Grant:
    exchange = Exchange(lambda _seconds: None, asking)
    try:
        return connection.redeem(code, consent, asking, exchange)
    except RefusalError as refusal:
        detail = exchange.storable(refusal.verdict).detail
        raise NotGranted(f"{connection.service} could not be asked: {detail}. Connect once more.") from refusal


@transaction.atomic
def _keep(destination: Destination, grant: Grant, user: Any) -> None:
    """What was paused for want of this goes on; what a person has paused does not. It is checked soon."""
    locked = Destination.objects.select_for_update(no_key=True).get(pk=destination.pk)
    locked.config, locked.secret = {**locked.config, **grant.config}, {**locked.secret, **grant.secret}
    anew: dict[str, Any] = {**UNCHECKED}
    if locked.state == Destination.State.PAUSED and locked.state_reason:
        anew |= {"state": Destination.State.ACTIVE, "state_reason": "", **WELL}
    for name, value in anew.items():
        setattr(locked, name, value)
    locked.save(update_fields=["config", "secret", *anew])
    try_now(locked.pk)
    log(instance=locked, action=CONNECTED, user=user, data={"account": grant.name})
    transaction.on_commit(ring)


class ConnectionFormatter(LogFormatter):
    """How it reads in the history that an account was connected."""

    label = "Connect account"

    def format_message(self, log_entry: Any) -> str:
        return f"Connected as {log_entry.data.get('account', '')}"
