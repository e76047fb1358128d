"""The daily question whether credentials still work."""

from datetime import timedelta

import pytest
from django.core import mail
from pytest_django import Settings

from cms.publications import continuity
from cms.users.models import User
from integrations.channels.base import Outcome, Verdict
from integrations.delivery.probing import check, check_due, claim_check
from integrations.models import Destination
from integrations.tasks import check_credentials
from tests.integrations.fakes import START, AskedChannel, Clock, make_delivery, make_destination, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

DAY = 24 * 60 * 60


def test_each_destination_is_asked_once_a_day(asked: AskedChannel, now: Clock) -> None:
    """A new one at once, and then never later than a day after the last time, and never twice in half a day."""
    make_destination(), make_destination()
    assert (check_due(), check_due()) == (2, 0)
    now.pass_(DAY / 2)
    assert check_due() == 0
    now.pass_(DAY / 2)
    assert check_due() == 2


def test_they_are_not_all_asked_at_the_same_hour(asked: AskedChannel) -> None:
    """Each next time is drawn by itself."""
    for _ in range(4):
        make_destination()
    check_due()
    assert len({*Destination.objects.values_list("check_due_at", flat=True)}) == 4


def test_what_was_found_is_kept(asked: AskedChannel) -> None:
    """When it was asked, what came of it, and when the credentials end."""
    end = START + timedelta(days=60)
    asked.found = [Verdict(Outcome.OK, "Fine", ends_at=end)]
    make_destination()
    check_due()
    destination = Destination.objects.get()
    assert (destination.checked_at, destination.found) == (START, "ok")
    assert (destination.found_detail, destination.credentials_end) == ("Fine", end)


def test_a_destination_with_dead_credentials_is_paused(asked: AskedChannel) -> None:
    """Before a post has to fail, and with the reason beside it; then nobody asks again."""
    asked.found = [Verdict(Outcome.AUTH_REVOKED, "The password has changed.")]
    make_destination()
    assert (check_due(), check_due()) == (1, 0)
    destination = Destination.objects.get()
    assert (destination.state, destination.state_reason) == ("paused", "The password has changed.")


def test_a_permission_that_is_missing_does_not_pause_it(asked: AskedChannel) -> None:
    """Its owner is told; what still works goes on."""
    asked.found = [Verdict(Outcome.PERMISSION, "It lacks a scope")]
    make_destination()
    check_due()
    assert (Destination.objects.get().state, Destination.objects.get().found) == ("active", "permission")


@pytest.mark.parametrize("failure", [Verdict(Outcome.TRANSIENT), Verdict(Outcome.RATE_LIMITED), ValueError("odd")])
def test_no_answer_tells_nothing(asked: AskedChannel, now: Clock, failure: Verdict | Exception) -> None:
    """What was known stays known, and it is asked again after an hour."""
    asked.found = [failure]
    make_destination(found="ok", found_detail="Fine", checked_at=START - timedelta(days=1))
    assert (check_due(), check_due()) == (1, 0)
    assert (Destination.objects.get().found_detail, asked.asked) == ("Fine", 1)
    now.pass_(60 * 60)
    assert check_due() == 1
    assert Destination.objects.get().checked_at == now()


def test_expired_credentials_are_renewed_once(asked: AskedChannel) -> None:
    """As when something is posted; what the service says after that counts."""
    asked.found = [Verdict(Outcome.AUTH_EXPIRED)]
    make_destination()
    check_due()
    assert (Destination.objects.get().found, asked.prepared) == ("ok", [False, True])


def test_what_is_paused_or_has_no_credentials_is_not_asked(asked: AskedChannel) -> None:
    """Neither is a channel that knows no such question."""
    make_destination(state="paused"), make_destination(state="closed"), make_destination(channel="websub")
    assert check_due() == 0


def test_a_copy_of_an_installation_asks_nothing(asked: AskedChannel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever renews a token that works once takes it from the original."""
    make_destination()
    monkeypatch.setattr(continuity, "intact", lambda: False)
    assert (check_due(), asked.asked) == (0, 0)


def test_two_workers_never_ask_the_same(asked: AskedChannel) -> None:
    """Moving the time on is the claim, and both workers have something else to do."""
    make_destination()
    first, second = claim_check(), claim_check()
    assert first
    assert second is None


def test_what_a_person_changed_meanwhile_counts(asked: AskedChannel) -> None:
    """An answer about the former credentials is not taken for one about the new."""
    asked.found = [Verdict(Outcome.AUTH_REVOKED, "Dead")]
    make_destination()
    taken = claim_check()
    assert taken
    Destination.objects.update(check_due_at=None, secret={"token": "new"})
    check(taken)
    assert (Destination.objects.get().state, Destination.objects.get().found) == ("active", "")


def test_services_that_hang_do_not_keep_everything_waiting(
    asked: AskedChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the time that one request may take, the rest is left to the next run."""
    make_destination(), make_destination()
    ticks = iter([0.0, 0.0, 20.0, 20.0, 20.0])
    monkeypatch.setattr("integrations.delivery.probing.time.monotonic", lambda: next(ticks, 20.0))
    assert (check_due(), asked.asked) == (1, 1)


def test_a_refusal_met_while_posting_is_known_as_well(asked: AskedChannel) -> None:
    """Whoever finds out first that credentials are dead writes it down."""
    asked.verdicts = [Verdict(Outcome.AUTH_REVOKED, "Removed the app")]
    send(make_delivery(make_destination()))
    assert (Destination.objects.get().found, Destination.objects.get().found_detail) == (
        "auth_revoked",
        "Removed the app",
    )


def test_the_periodic_job_checks_and_tells(asked: AskedChannel, settings: Settings) -> None:
    """It is on the schedule; what it finds dead, the owner reads in a mail at once."""
    assert check_credentials.name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    asked.found = [Verdict(Outcome.AUTH_REVOKED, "The password has changed.")]
    make_destination(owner=User.objects.create_superuser("owner", email="owner@example.org", password="x"))
    check_credentials()
    (told,) = mail.outbox
    assert "The password has changed." in told.body
