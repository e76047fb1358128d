"""Whatever withdraws a page takes its posts back, and says so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Page

from cms.articles.models import ArticlePage
from cms.core.models import SharePreference
from cms.publications.identity import page_uid
from integrations.admin.outlook import preview
from integrations.channels.base import Account, Outcome, Send, Verdict
from integrations.delivery.look import look_once
from integrations.models import Delivery, Destination
from integrations.outbox.posts import posts_of
from integrations.outbox.standing import standing
from tests.cms.content import article, published
from tests.flows.publishing.world import gate
from tests.integrations.fakes import FakeChannel, make_change, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("social")]


@pytest.fixture
def page(social: FakeChannel) -> ArticlePage:
    """A page that stands on an account."""
    make_destination(announce_delay=0)
    page: ArticlePage = published(article())
    look_once()
    assert Delivery.objects.get().state == "sent"
    return page


def unpublish(page: Page) -> None:
    page.unpublish()


def expire(page: Page) -> None:
    page.expire_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")


def gate_it(page: Page) -> None:
    gate(page, Group.objects.create(name="Members"))


def gate_above(page: Page) -> None:
    gate(page.get_parent(), Group.objects.create(name="Members"))


def close_to_all(page: Page) -> None:
    gate(page, Group.objects.create(name="Members"), Group.objects.create(name="Others"))


def delete(page: Page) -> None:
    page.delete()


def delete_above(page: Page) -> None:
    Page.objects.get(pk=page.get_parent().pk).delete()


def move_out_of_the_site(page: Page) -> None:
    page.move(Page.get_first_root_node(), pos="last-child")


@pytest.mark.parametrize(
    "withdraw",
    [unpublish, expire, gate_it, gate_above, close_to_all, delete, delete_above, move_out_of_the_site],
)
def test_every_withdrawal_takes_the_post_back(
    page: ArticlePage, social: FakeChannel, withdraw: Callable[[Page], None]
) -> None:
    """However a page stops being open to all, its post goes, and its row tells."""
    withdraw(page)
    look_once()
    assert social.retracted == ["r1"]
    told = Delivery.objects.get(purpose="tell")
    assert (told.detail, standing(told)) == ("Taken back.", "Taken back.")


def test_a_page_that_waits_for_its_time_again_is_taken_back(page: ArticlePage, social: FakeChannel) -> None:
    """Withdrawn now and scheduled for later is withdrawn now."""
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    look_once()
    assert social.retracted == ["r1"]


def test_a_text_written_for_a_channel_later_changes_the_post(page: ArticlePage, social: FakeChannel) -> None:
    """The API serves no such text, but the post is made of it."""
    social.capabilities = replace(social.capabilities, updates=True)
    Destination.objects.update(on_correction="update")
    page.share_preferences = [SharePreference(channel="fake", text="In other words")]
    page.save_revision().publish()
    look_once()
    assert [remote_id for remote_id, _body in social.updated] == ["r1"]


def test_what_became_of_another_type_is_taken_back(social: FakeChannel) -> None:
    """An account that wants articles does not go on showing what is none any more."""
    make_destination(announce_delay=0, types=["articles"])
    first = make_change()
    look_once()
    make_change(first.uid, action="updated", type="points")
    look_once()
    assert social.retracted == ["r1"]


def test_narrowing_an_account_s_wishes_takes_nothing_back(social: FakeChannel) -> None:
    """What was posted when it was wanted stands."""
    make_destination(announce_delay=0)
    first = make_change()
    look_once()
    Destination.objects.update(types=["points"])
    make_change(first.uid, action="updated")
    look_once()
    assert (social.retracted, Delivery.objects.count()) == ([], 1)


def test_the_editor_reads_in_the_preview_what_became_of_the_post(page: ArticlePage) -> None:
    """A page that is closed shows that its post was taken back."""
    gate_it(page)
    look_once()
    html = shown(page)
    assert "Taken back." in html
    assert "it is not shared" in html


@pytest.mark.parametrize(
    "verdict, words, stand",
    [
        (Verdict(Outcome.REJECTED, "No."), "It still stands: it could not be taken back. No.", 1),
        (Verdict(Outcome.POLICY, "No."), "It still stands: somebody must take it back. No.", 0),
        (Verdict(Outcome.TRANSIENT, "Later."), "Being taken back. Later.", 0),
    ],
)
def test_what_could_not_be_taken_back_is_said_aloud(
    page: ArticlePage, social: FakeChannel, monkeypatch: pytest.MonkeyPatch, verdict: Verdict, words: str, stand: int
) -> None:
    """An editor is not left to believe that a post is gone."""

    def refuse(remote_id: str, account: Account, send: Send) -> Verdict:
        return verdict

    monkeypatch.setattr(social, "retract", refuse)
    Delivery.objects.update(remote_url="https://social.example.org/1")
    page.unpublish()
    look_once()
    assert words in shown(page)
    assert len(posts_of(page_uid(page))) == stand


def shown(page: ArticlePage) -> str:
    """What the preview says."""
    answer: Any = preview(RequestFactory().get("/"), ArticlePage.objects.get(pk=page.pk))
    return str(answer.render().content.decode())
