"""Mails that tell of the end of a key."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends import locmem
from django.core.mail.backends.base import BaseEmailBackend
from django.test import override_settings
from django.utils import timezone

from cms.api import ending_keys
from cms.api.ending_keys import warn_of_endings
from cms.api.models import ApiKey
from cms.api.tasks import tell_of_ending_keys
from tests.cms.api.factories import SPRING, api_key

DAY = timedelta(days=1)


def person(name: str, **given: Any) -> Any:
    return get_user_model().objects.create_user(name, f"{name}@example.org", **given)


@pytest.fixture
def chief() -> Any:
    return person("chief", is_superuser=True)


@pytest.fixture
def key(chief: Any) -> ApiKey:
    """A key for the year that begins with SPRING."""
    with time_machine.travel(SPRING, tick=False):
        return api_key(name="Our app", owner=chief, expires_at=SPRING + 365 * DAY)[0]


def told(*days: float) -> list[int]:
    """How many mails go out on these days after SPRING."""
    mails = []
    for day in days:
        with time_machine.travel(SPRING + day * DAY, tick=False):
            mails.append(warn_of_endings())
    return mails


def test_people_are_told_twice_and_never_again(key: ApiKey) -> None:
    """Two weeks and two days before the end, however often the job runs; not once it is over."""
    assert told(350.9, 351, 351.1, 362.9, 363, 363.1, 364.9, 365, 366) == [0, 1, 0, 0, 1, 0, 0, 0, 0]


def test_the_mail_says_what_ends_when_and_what_to_do(key: ApiKey) -> None:
    """Name, public beginning, the moment in the site's time zone and the way to a new key; nothing of the secret."""
    with override_settings(TIME_ZONE="Europe/Berlin", WAGTAILADMIN_BASE_URL="https://cms.example.org/"):
        told(351)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["chief@example.org"], "The API key “Our app” ends on 2027-03-01 13:00 CET")
    assert f"It begins with mrd_{key.prefix}." in sent.body
    assert f"https://cms.example.org/admin/api_keys/rotate/{key.pk}/" in sent.body
    assert key.digest not in sent.body


def test_a_job_that_was_away_tells_once(key: ApiKey) -> None:
    """Who hears of the end for the first time when it is near gets one mail, not both."""
    assert told(364, 364.1) == [1, 0]


def test_a_key_that_was_made_for_a_day_is_no_news(chief: Any) -> None:
    """What lay behind already when the key was made is not told: a week's key is told of two days before its end."""
    with time_machine.travel(SPRING, tick=False):
        api_key(owner=chief, expires_at=SPRING + DAY)
        api_key(owner=chief, expires_at=SPRING + 7 * DAY)
    assert told(0.1, 0.9, 5.1, 6.9) == [0, 0, 1, 0]


def test_a_later_end_is_told_of_anew(key: ApiKey) -> None:
    """Who gives a key another year hears of the end of that year."""
    told(351, 363)
    ApiKey.objects.update(expires_at=SPRING + 730 * DAY)
    assert told(364, 716, 728) == [0, 1, 1]


def test_what_is_revoked_or_replaced_is_not_told(key: ApiKey) -> None:
    """There is nothing left to do about either; a successor that was revoked replaces nothing."""
    with time_machine.travel(SPRING + 350 * DAY, tick=False):
        successor, _ = key.rotate()
    assert told(351) == [0]
    successor.revoke()
    assert told(351) == [1]
    key.revoke()
    assert told(363) == [0]


def test_two_workers_send_one_mail(key: ApiKey) -> None:
    """Who comes second, with the row as it was before, finds it claimed."""
    with time_machine.travel(SPRING + 351 * DAY, tick=False):
        both = [ApiKey.objects.get(), ApiKey.objects.get()]
        now = timezone.now()
        assert [ending_keys._tell(one, now) for one in both] == [True, False]
    assert len(mail.outbox) == 1


def test_without_an_owner_everybody_who_may_change_keys_is_told(key: ApiKey, chief: Any) -> None:
    """An owner who has left, or may not see to keys any more, is not written to; others are."""
    other, _ = person("deputy", is_superuser=True), person("editor")
    ApiKey.objects.update(owner=other)
    assert ending_keys.recipients(ApiKey.objects.get()) == ["deputy@example.org"]
    get_user_model().objects.filter(pk=other.pk).update(is_active=False)
    assert ending_keys.recipients(ApiKey.objects.get()) == ["chief@example.org"]


class Killed(BaseException):
    """Runs through all that is done about errors, as the end of a process does."""


class FailingBackend(BaseEmailBackend):
    """Takes no mail about “Our app”, and raises what a test has said."""

    error: BaseException

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if any("Our app" in message.subject for message in email_messages):
            raise self.error
        return locmem.EmailBackend().send_messages(email_messages)


@contextmanager
def failing(error: BaseException) -> Iterator[None]:
    """Mails about “Our app” come to this."""
    FailingBackend.error = error
    with override_settings(EMAIL_BACKEND=f"{__name__}.{FailingBackend.__name__}"):
        yield


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError(), SMTPRecipientsRefused({}), RuntimeError("a service's own")]
)
def test_a_mail_that_fails_loses_nothing(key: ApiKey, chief: Any, error: Exception) -> None:
    """It goes out at a later look; other keys are told of meanwhile. What the server said stays out of the log."""
    with time_machine.travel(SPRING, tick=False):
        api_key(name="Another", owner=chief, expires_at=key.expires_at)
    with failing(error):
        assert told(351) == [1]
    assert told(351.05, 351.1) == [1, 0]
    assert [sent.subject.split("”")[0] for sent in mail.outbox] == ["The API key “Another", "The API key “Our app"]


def test_a_process_that_dies_with_the_mail_loses_nothing(key: ApiKey) -> None:
    """Another tells in its place, after the few minutes that sending may take; a second mail is better than none."""
    with failing(Killed()), pytest.raises(Killed):
        told(351)
    assert told(351.001, 351.05, 351.1) == [0, 1, 0]


def test_where_nobody_has_an_address_nothing_is_claimed(key: ApiKey) -> None:
    """Who gets an address later is told then."""
    people = get_user_model().objects.all()
    people.update(email="")
    assert told(351) == [0]
    people.update(email="chief@example.org")
    assert told(352) == [1]


def test_the_job_is_on_the_schedule(key: ApiKey) -> None:
    """Workers run it, with or without a broker."""
    assert tell_of_ending_keys.name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    with time_machine.travel(SPRING + 351 * DAY):
        tell_of_ending_keys()
    assert len(mail.outbox) == 1
