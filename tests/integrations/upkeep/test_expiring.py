"""Owners are told of credentials that end, before and after."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from cms.users.models import User
from integrations.models import Destination
from integrations.upkeep.expiring import warn_of_credentials
from tests.integrations.fakes import START, Clock, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "fake")]

HOUR = 60 * 60
SOON, LAST, OVER, UNFIT = (
    "“Newsroom” must be connected again soon",
    "“Newsroom” must be connected again by tomorrow",
    "“Newsroom” must be connected again",
    "Posts to “Newsroom” may fail",
)


def connected(**fields: Any) -> Destination:
    """A destination with somebody who looks after it."""
    owner = User.objects.create_superuser("owner", email="owner@example.org", password="x")
    return make_destination(**{"name": "Newsroom", "owner": owner, "found": "ok", **fields})


def subjects() -> list[str]:
    """What was mailed since the last time."""
    warn_of_credentials()
    sent = [str(message.subject) for message in mail.outbox]
    mail.outbox.clear()
    return sent


def test_the_owner_is_told_a_week_and_a_day_before_and_at_the_end(now: Clock) -> None:
    """Each once, however often it is looked at."""
    connected(credentials_end=START + timedelta(days=8))
    told = []
    for hour in range(9 * 24):
        told += [(hour, subject) for subject in subjects()]
        now.pass_(HOUR)
    assert told == [(24, SOON), (7 * 24, LAST), (8 * 24, OVER)]


def test_the_owner_is_told_of_dead_credentials_once() -> None:
    """The mail says what to do, and where."""
    destination = connected(found="auth_revoked", found_detail="The password has changed: connect again.")
    warn_of_credentials()
    (told,) = mail.outbox
    assert (told.subject, told.to) == (OVER, ["owner@example.org"])
    assert "The password has changed: connect again." in told.body
    assert reverse("destinations:edit", args=[destination.pk]) in told.body
    mail.outbox.clear()
    assert subjects() == []


def test_what_is_not_allowed_is_told_too() -> None:
    """A missing permission, a wrong account: everything that a check found and that only a person can change."""
    connected(found="permission", found_detail="It lacks a scope")
    assert subjects() == [UNFIT]


def test_connecting_again_begins_anew(now: Clock) -> None:
    """What is well is not told, and what fails later is told again."""
    connected(found="auth_revoked")
    assert subjects() == [OVER]
    Destination.objects.update(found="ok", credentials_end=START + timedelta(days=60))
    assert subjects() == []
    Destination.objects.update(found="auth_revoked")
    assert subjects() == [OVER]


@pytest.mark.parametrize("fields", [{}, {"found": ""}, {"found": "gone", "state": "closed"}, {"owner": None}])
def test_others_hear_nothing(fields: dict[str, Any]) -> None:
    """Neither of what is well, not known yet or closed, nor where there is nobody to tell."""
    connected(**{"found": "permission" if "owner" in fields else "ok", **fields})
    assert subjects() == []


def test_a_mail_that_cannot_be_sent_is_due_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A notice counts when it has gone out."""

    def away(*_: Any) -> int:
        raise ConnectionRefusedError

    connected(found="permission")
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", away)
        assert subjects() == []
    assert subjects() == [UNFIT]
