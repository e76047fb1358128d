"""One claimed delivery, from the last look at what it tells to its outcome in the database.

No transaction is open while the network is used.
"""

from collections.abc import Callable
from functools import partial

import structlog

from cms.publications import continuity, outside
from integrations.channels.base import (
    Account,
    Channel,
    Outcome,
    Payload,
    Presence,
    Send,
    Sighting,
    Verdict,
)
from integrations.delivery.accounts import OpenAccount
from integrations.delivery.brief import brief
from integrations.delivery.briefing import Briefing
from integrations.delivery.budget import why_not_afford
from integrations.delivery.claim import Claim
from integrations.delivery.compose import frozen
from integrations.delivery.exchange import Exchange
from integrations.delivery.finish import Ended, Ending, Undone, call_off, give_back, put_off, write_down
from integrations.delivery.lookup import BEFORE
from integrations.delivery.persistence import AWAY, insist
from integrations.faults import reached
from integrations.http import DoorError
from integrations.models import Delivery
from integrations.outbox.messages import message_of
from integrations.outbox.shown import Shown

logger = structlog.get_logger(__name__)


def deliver(claim: Claim) -> None:
    """Make one attempt, and write down what became of it as long as the lease lasts.

    Raises:
        OperationalError, InterfaceError: the database was away until the lease ended; the sweep takes over.
    """
    settle(attempt(claim))


def settle(ending: Ending) -> None:
    """Write down how one attempt ended, as long as its lease lasts; the errors are those of `deliver`."""
    insist(partial(write_down, [ending]), ending.claim.seconds_left)
    reached("finished")


def attempt(claim: Claim) -> Ending:
    """Send one claimed delivery at once. What was read of it and is not fresh any more is read again.

    Returns:
        What is to be written down of it.
    """
    exchange = Exchange(claim.check)
    ending = _ending(claim, exchange)
    if exchange.written:
        reached("answered")
    return ending


def _ending(claim: Claim, exchange: Exchange) -> Ending:
    try:
        briefing = claim.briefing
        if briefing is None or not briefing.is_fresh:
            (briefing,) = brief([claim])
        if briefing.why_not:
            return Undone(claim, call_off)
        if reason := briefing.why_wait or _why_not_afford(claim, briefing.shown):
            return Undone(claim, partial(put_off, reason=reason))
        if not claim.delivery.may_repeat:
            # An older database, in which this has not happened yet, must not do it once more.
            outside.remember(continuity.rise())
        verdict = _verdict(claim, briefing, exchange)
    except Exception as error:  # noqa: BLE001 - whatever a channel raises ends this attempt and nothing else
        if isinstance(error, AWAY) and not exchange.written:
            return Undone(claim, give_back)
        verdict = _unforeseen(claim, exchange, error)
    if claim.lapsed and not exchange.written:
        return Undone(claim, give_back)
    return Ended(claim, exchange.storable(verdict), exchange.record())


def _why_not_afford(claim: Claim, shown: Shown) -> str:
    try:
        return why_not_afford(claim, shown)
    except ValueError:
        return ""  # there is nothing to be told of it: the attempt will say so, and costs nothing


def _verdict(claim: Claim, briefing: Briefing, exchange: Exchange) -> Verdict:
    """Compose, prepare, then the one call; credentials that turn out to have expired are renewed once."""
    try:
        payload = None if claim.delivery.purpose == Delivery.Purpose.RETRACT else frozen(claim, briefing.shown)
    except ValueError as error:
        return Verdict(Outcome.REJECTED, str(error))
    account = OpenAccount(claim.delivery.destination, briefing.now, claim.delivery, payload)
    aside = Exchange(claim.check)
    exchange.account = account.view
    prepared = account.prepare(aside)
    if prepared.outcome is not Outcome.OK:
        return prepared
    call = partial(_call, claim.delivery, account, exchange, payload, briefing.shown)
    verdict = call()
    if verdict.outcome is not Outcome.AUTH_EXPIRED:
        return verdict
    renewed = account.prepare(aside, renew=True)
    return call() if renewed.outcome is Outcome.OK else renewed


def _call(
    delivery: Delivery, account: OpenAccount, exchange: Exchange, payload: Payload | None, shown: Shown
) -> Verdict:
    adapter = delivery.destination.adapter
    try:
        if payload is None:
            return _at_post(delivery.retracts, "take it back", adapter.retract, account, exchange)
        if delivery.purpose == Delivery.Purpose.UPDATE:
            return _at_post(delivery.amends, "correct it", partial(_update, adapter, payload), account, exchange)
        return adapter.commit(payload, message_of(delivery, shown.roots), account.view, exchange)
    except DoorError as error:
        return adapter.classify_error(error)


def _at_post(
    told: Delivery | None, verb: str, call: Callable[[str, Account, Send], Verdict], account: OpenAccount, send: Send
) -> Verdict:
    """Do something to a post that stands, once it is known what the remote calls it."""
    sighting = _sight(told, account, send)
    if sighting.presence is Presence.FOUND:
        return call(sighting.remote_id, account.view, send)
    if sighting.presence is Presence.UNKNOWN and told and told.destination.adapter.capabilities.looks_up:
        return Verdict(Outcome.TRANSIENT, f"It could not be looked for: {sighting.detail}")
    return Verdict(Outcome.POLICY, f"This post cannot be found: {verb} by hand.")


def _update(adapter: Channel, payload: Payload, remote_id: str, account: Account, send: Send) -> Verdict:
    return adapter.update(remote_id, payload, account, send)


def _sight(told: Delivery | None, account: OpenAccount, send: Send) -> Sighting:
    """What the remote calls a post; one that a person has confirmed is looked for by its marker."""
    if told is None:
        return Sighting(Presence.ABSENT)
    if told.remote_id:
        return Sighting(Presence.FOUND, told.remote_id)
    return told.destination.adapter.lookup(told.marker, account.view, told.created_at - BEFORE, send)


def _unforeseen(claim: Claim, exchange: Exchange, error: Exception) -> Verdict:
    """A mistake of ours: before the first byte nothing happened, after it nobody knows."""
    logger.error("attempt failed", delivery=claim.delivery.pk, exception=exchange.traceback_of(error))
    outcome = Outcome.UNKNOWN if exchange.written else Outcome.TRANSIENT
    return Verdict(outcome, f"{type(error).__name__}: {error}")
