"""Telling people that messages wait, and forgetting messages in time."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from structlog.testing import capture_logs

from cms.home.contact import notices
from cms.home.contact.messages import TRY_AGAIN_AFTER
from cms.home.models import ContactMessage, ContactPage
from cms.home.tasks import forget_messages, tell_of_messages
from tests.cms.home.content import contact, message, published

pytestmark = pytest.mark.django_db
REFUSED = SMTPRecipientsRefused({"desk@example.org": (550, b"no")})


@pytest.fixture
def page() -> ContactPage:
    found: ContactPage = published(contact())
    return found


def test_the_mail_says_only_that_something_waits(page: ContactPage) -> None:
    """All recipients get one mail with the way to the inbox; nothing of the message is in it."""
    message(page, "1", name="Jo", topic="An order"), message(page, "2")
    tell_of_messages()
    (notice,) = mail.outbox
    assert notice.to == ["desk@example.org", "deputy@example.org"]
    assert "/admin/contact_messages/" in notice.body
    said = f"{notice.subject} {notice.body} {notice.extra_headers}"
    assert not [word for word in ("Jo", "jo@", "order", "open again") if word in said]


def test_nobody_is_told_twice(page: ContactPage) -> None:
    """The next round has nothing to say, until another message arrives."""
    message(page, "1")
    assert [notices.send_notices(timezone.now()) for _ in range(2)] == [1, 0]
    message(page, "2")
    assert notices.send_notices(timezone.now()) == 1


@pytest.mark.parametrize("error", [ConnectionRefusedError(), TimeoutError(), SMTPServerDisconnected(), REFUSED])
def test_a_mail_server_that_is_away_loses_nothing(
    page: ContactPage, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """The mail goes out when the server is back; what is written down meanwhile names no person."""

    def fail(*_: Any) -> None:
        raise error

    message(page)
    with monkeypatch.context() as broken, capture_logs() as lines:
        broken.setattr(notices, "send_mail", fail)
        assert notices.send_notices(timezone.now()) == 0
    assert [line["error"] for line in lines] == [type(error).__name__]
    assert "@" not in str(lines)
    assert notices.send_notices(timezone.now()) == 0
    assert notices.send_notices(timezone.now() + TRY_AGAIN_AFTER) == 1


def test_a_process_that_dies_while_it_mails_loses_nothing(page: ContactPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was claimed and never finished is due again."""

    def die(*_: Any) -> None:
        raise SystemExit

    message(page)
    with monkeypatch.context() as dying:
        dying.setattr(notices, "send_mail", die)
        with pytest.raises(SystemExit):
            notices.send_notices(timezone.now())
    assert notices.send_notices(timezone.now() + TRY_AGAIN_AFTER) == 1


def test_a_page_that_is_gone_has_nobody_to_tell(page: ContactPage) -> None:
    """Its messages stay in the inbox until their time is over."""
    message(page)
    page.delete()
    assert notices.send_notices(timezone.now()) == 0
    assert ContactMessage.objects.get().page is None


def test_messages_are_forgotten_when_it_was_promised(page: ContactPage) -> None:
    """The nightly job deletes what is over, keeps the rest, and writes how many and nothing else."""
    old, young = message(page, "old"), message(page, "young")
    ContactMessage.objects.filter(pk=old.pk).update(forget_at=timezone.now())
    with capture_logs() as lines:
        forget_messages()
    assert list(ContactMessage.objects.all()) == [young]
    assert lines == [{"event": "contact messages forgotten", "count": 1, "log_level": "info"}]


def test_what_was_promised_when_it_was_sent_holds(page: ContactPage) -> None:
    """A page that keeps messages longer from now on does not keep the earlier ones longer."""
    early = message(page, "1")
    page.retention_days = 700
    page.save()
    notices.forget(timezone.now() + timedelta(days=91))
    assert not ContactMessage.objects.filter(pk=early.pk).exists()


def test_both_jobs_are_on_the_schedule() -> None:
    """Workers run them, with or without a broker."""
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {tell_of_messages.name, forget_messages.name} <= scheduled
