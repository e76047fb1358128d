"""What is due goes live by itself; what is refused is told, and holds nobody up."""

import logging
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from cms.conditions.models import Protocol
from cms.core.claim_decisions import accept_claim, waiting_on
from cms.publications.report import Row, rows
from cms.publications.schedule import REFUSED
from cms.publications.tasks import publish_scheduled
from cms.users.models import User
from tests.cms.content import article, point, published

pytestmark = pytest.mark.django_db

CLAIM = "Acupressure cures back pain."
HOUR = timedelta(hours=1)


def scheduled(claim: str = "", after: timedelta = HOUR) -> Any:
    """A draft whose time comes; with a claim, a rule refuses it then."""
    page = published(article())
    page.unpublish()
    page.summary, page.go_live_at = claim or "In short, again.", timezone.now() + after
    page.sign_off()
    revision = page.save_revision(clean=False)
    revision.approved_go_live_at = page.go_live_at
    revision.save()
    return page


def live(page: Any) -> bool:
    return bool(Page.objects.get(pk=page.pk).live)


def told() -> list[Row]:
    return [row for row in rows() if row.reason.startswith("It was to go live")]


def test_a_refused_page_holds_nobody_up() -> None:
    """The pages after a refused one go live, and what has expired goes."""
    refused, good, expired = scheduled(CLAIM), scheduled(after=HOUR * 1.5), published(article())
    Page.objects.filter(pk=expired.pk).update(expire_at=timezone.now() + HOUR)
    with time_machine.travel(timezone.now() + 2 * HOUR):
        publish_scheduled()
    assert (live(refused), live(good), live(expired)) == (False, True, False)


def test_the_command_is_kept_too() -> None:
    """Who runs Wagtail's command by its name gets the same."""
    refused, good = scheduled(CLAIM), scheduled(after=HOUR * 1.5)
    with time_machine.travel(timezone.now() + 2 * HOUR):
        call_command("publish_scheduled", dryrun=True)
        assert not live(good)
        call_command("publish_scheduled")
    assert (live(refused), live(good)) == (False, True)


def test_a_refusal_is_told_until_it_is_solved() -> None:
    """The report names the page with the reason and the way to its form; solved, the page goes live by itself."""
    page = scheduled(CLAIM)
    with time_machine.travel(timezone.now() + 2 * HOUR):
        publish_scheduled()
        [row] = told()
        assert row.edit_url == f"/admin/pages/{page.pk}/edit/"
        assert "Plain summary: " in row.reason
        accept_claim(next(waiting_on(page)), User.objects.create_superuser("second"), "A quotation.")
        publish_scheduled()
        assert (live(page), told()) == (True, [])


def test_a_refusal_is_written_down_once(caplog: pytest.LogCaptureFixture) -> None:
    """Trying again each time fills neither the history nor the log; the log quotes nothing of the draft."""
    page = scheduled(CLAIM)
    with time_machine.travel(timezone.now() + 2 * HOUR), caplog.at_level(logging.WARNING):
        publish_scheduled()
        publish_scheduled()
    [entry] = PageLogEntry.objects.filter(page=page.pk, action=REFUSED)
    assert "Plain summary" in entry.message
    assert [record.getMessage() for record in caplog.records if record.name.startswith("cms")] == [
        f"articles.ArticlePage {page.pk} was not published at its time; its history says why"
    ]


def test_a_broken_page_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else goes wrong with one page is told in the same way."""

    def fall(page: Any) -> None:
        raise ArithmeticError("no sense")

    broken, good = scheduled(CLAIM), published(point())
    Page.objects.filter(pk=good.pk).update(expire_at=timezone.now() + HOUR)
    monkeypatch.setattr(type(broken), "clean", fall)
    with time_machine.travel(timezone.now() + 2 * HOUR):
        publish_scheduled()
        assert "ArithmeticError: no sense" in told()[0].reason
    assert (live(broken), live(good)) == (False, False)


def test_snippets_keep_their_times() -> None:
    """A snippet goes live at its time, unless its rules refuse it: Wagtail would not ask them."""
    good, bad = (Protocol.objects.create(name=name, kind="general", source="Books.", live=False) for name in "AB")
    for snippet, source in ((good, "Old books."), (bad, "")):
        snippet.source, snippet.go_live_at = source, timezone.now() + HOUR
        snippet.save_revision(clean=False).publish()
    with time_machine.travel(timezone.now() + 2 * HOUR):
        publish_scheduled()
        assert told()[0].reason == "It was to go live, but: Source: This field cannot be blank."
    assert list(Protocol.objects.filter(live=True)) == [good]
