"""Asking once a day whether the credentials of each destination still work, before something has to be posted.

A check is read-only and may repeat. It is claimed by moving `check_due_at` on, and written down only by whoever still
holds that moment.
"""

import random
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from cms.publications import continuity
from integrations import clock
from integrations.channels import CHANNELS
from integrations.channels.base import Outcome, Verdict
from integrations.delivery.accounts import OpenAccount
from integrations.delivery.exchange import Exchange
from integrations.delivery.hold import Hold
from integrations.delivery.persistence import insist
from integrations.models import Destination
from integrations.models.credentials import UNDECIDED, found
from integrations.outbox.decisions import TooLate
from integrations.policy import policy

State = Destination.State

logger = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class Check(Hold):
    """One check under way.

    Args:
        destination: whose credentials are asked about.
        begun_at: database time before the first request.
        held_until: the `check_due_at` that stands as long as nobody else took over.
    """

    destination: Destination
    begun_at: datetime
    held_until: datetime


def check_due() -> int:
    """Check the credentials of every destination whose turn it is, one after the other; returns how many.

    After `Policy.deadline` seconds the rest is left to the next run, so that other periodic jobs are not kept waiting
    by services that hang. A copy of an installation asks nothing: whoever renews a token takes it from the original.
    """
    until, checked = time.monotonic() + policy().deadline, 0
    while time.monotonic() < until and continuity.intact() and (taken := claim_check()):
        check(taken)
        checked += 1
    return checked


def check_now(destination: Destination, _user: Any = None) -> Verdict:
    """Check one destination because a person wants to know.

    Raises:
        TooLate: it is not active, or being checked already.
    """
    taken = _take(destination, clock.now())
    if taken is None:
        raise TooLate("It is not active, or its credentials are being checked already.")
    return check(taken)


def claim_check() -> Check | None:
    """Take the check that is due for longest."""
    now = clock.now()
    askable = [name for name, channel in CHANNELS.items() if channel.probes]
    due = Destination.objects.filter(channel__in=askable, state=State.ACTIVE).to_check(now)
    return next((taken for destination in due.defer("secret") if (taken := _take(destination, now))), None)


def _take(destination: Destination, now: datetime) -> Check | None:
    held_until = now + timedelta(seconds=policy().check_again)
    mine = Destination.objects.filter(pk=destination.pk, state=State.ACTIVE, check_due_at=destination.check_due_at)
    taken = mine.update(check_due_at=held_until)
    return Check(destination=destination, begun_at=now, held_until=held_until) if taken else None


def check(taken: Check) -> Verdict:
    """Ask, and write down what that tells; a destination whose credentials are dead is paused."""
    verdict = _answer(taken)
    if verdict.outcome in UNDECIDED:
        logger.warning("credentials not checked", destination=taken.destination.pk, detail=verdict.detail)
        return verdict
    mine = Destination.objects.filter(pk=taken.destination.pk, state=State.ACTIVE, check_due_at=taken.held_until)
    insist(lambda: mine.update(**_known(verdict, taken.begun_at)), taken.seconds_left)
    return verdict


def _known(verdict: Verdict, now: datetime) -> dict[str, Any]:
    pause = {"state": State.PAUSED, "state_reason": verdict.detail[:255]}
    ended = pause if verdict.outcome is Outcome.AUTH_REVOKED else {}
    return {**found(verdict, now), "check_due_at": _tomorrow(now), **ended}


def _tomorrow(now: datetime) -> datetime:
    """A day later or somewhat less, so that those which were connected together are not always asked together."""
    rules = policy()
    return now + timedelta(seconds=rules.checks * random.uniform(1 - rules.jitter, 1))  # noqa: S311 - no secret


def _answer(taken: Check) -> Verdict:
    """What the service says; credentials that turn out to have expired are renewed once."""
    exchange = Exchange(taken.check)
    try:
        account = OpenAccount(taken.destination, taken.begun_at)
        exchange.account = account.view
        verdict = _ask(taken, account, exchange)
        if verdict.outcome is Outcome.AUTH_EXPIRED:
            verdict = _ask(taken, account, exchange, renew=True)
    except Exception as error:  # noqa: BLE001 - whatever a channel raises tells nothing of the credentials
        logger.error("check failed", destination=taken.destination.pk, exception=exchange.traceback_of(error))
        verdict = Verdict(Outcome.TRANSIENT, f"{type(error).__name__}: {error}")
    return exchange.storable(verdict)


def _ask(taken: Check, account: OpenAccount, exchange: Exchange, *, renew: bool = False) -> Verdict:
    prepared = account.prepare(exchange, renew=renew)
    if prepared.outcome is not Outcome.OK:
        return prepared
    return taken.destination.adapter.probe(account.view, exchange)
