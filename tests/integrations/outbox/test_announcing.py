"""What was to go out by itself, judged once more right before it does."""

from datetime import timedelta

import pytest

from cms.publications.models import Change, Document
from cms.users.models import User
from integrations.channels.base import Outcome, Verdict
from integrations.delivery.claim import claim
from integrations.delivery.deliver import deliver
from integrations.models import Attempt, Delivery, Destination
from integrations.outbox.decisions import post
from integrations.outbox.fan_out import fan_out
from tests.integrations.fakes import START, Clock, FakeChannel, make_change, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("social")]


@pytest.fixture
def account(social: FakeChannel, now: Clock) -> Destination:
    """An account for which seven pages were considered, five of them to go out."""
    account = make_destination()
    for _ in range(7):
        make_change()
    fan_out()
    return account


def send_all(account: Destination) -> list[str]:
    while claims := claim(1):
        deliver(claims[0])
    return sorted(account.deliveries.values_list("state", flat=True))


def wish(posting: str) -> None:
    """Let the page of every change ask for something of this channel."""
    for document in Document.objects.all():
        document.share = {**(document.share or {}), "posting": {"fake": posting, "other": ""}}
        document.save()


@pytest.mark.parametrize("posting, states", [("never", []), ("wait", ["waiting"]), ("", ["ready"])])
def test_the_page_decides_whether_it_is_considered(now: Clock, posting: str, states: list[str]) -> None:
    """A page that is never to be posted here is not considered; one that asks to wait does, and says why."""
    account = make_destination()
    make_change()
    wish(posting)
    fan_out()
    assert list(account.deliveries.values_list("state", flat=True)) == states
    assert account.deliveries.filter(detail="The page asks to wait for a decision.").exists() == (posting == "wait")


@pytest.mark.parametrize("posting, state", [("never", "canceled"), ("wait", "waiting"), ("", "sent")])
def test_the_page_may_change_its_mind(now: Clock, social: FakeChannel, posting: str, state: str) -> None:
    """What is asked for before the post has gone out still holds."""
    account = make_destination()
    make_change()
    fan_out()
    wish(posting)
    now.pass_(121)
    assert send_all(account) == [state]
    assert len(social.sent) == (state == "sent")


def test_never_stands_above_a_release_by_hand(now: Clock, social: FakeChannel) -> None:
    """Whoever lets a page go from the waiting list does not overrule the page."""
    account = make_destination()
    make_change()
    wish("wait")
    fan_out()
    post(account.deliveries.get(), User.objects.create_user("editor"))
    wish("never")
    assert send_all(account) == ["canceled"]
    assert account.deliveries.get().detail == "The page is not to be posted here."


def test_what_has_become_old_in_line_waits(account: Destination, social: FakeChannel, now: Clock) -> None:
    """An account that was paused for three days does not post three days old news."""
    now.pass_(3 * 24 * 3600)
    assert send_all(account) == ["waiting"] * 7
    assert social.sent == []
    assert set(account.deliveries.values_list("detail", flat=True)) >= {"It was first published some time ago."}
    assert not Attempt.objects.exists()


def test_the_cap_counts_what_is_sent_too(account: Destination, social: FakeChannel, now: Clock) -> None:
    """What piled up while the account could not be reached does not go out at once."""
    for _ in range(3):
        now.pass_(3601)
        for _ in range(5):
            make_change()
        fan_out()
    now.pass_(121)
    assert send_all(account).count("sent") == 5
    assert set(account.deliveries.waiting().values_list("detail", flat=True)) == {"More than 5 pages within one hour."}


def test_who_may_stand_counts_as_sent(account: Destination, social: FakeChannel, now: Clock) -> None:
    """An uncertain post takes its place under the cap."""
    Destination.objects.update(hourly_cap=1)
    now.pass_(121)
    social.verdicts = [Verdict(Outcome.UNKNOWN)]
    assert send_all(account) == ["uncertain", *["waiting"] * 6]


def test_a_release_by_hand_is_final(account: Destination, social: FakeChannel, now: Clock) -> None:
    """Neither age nor cap hold back what a person has let go."""
    now.pass_(3 * 24 * 3600)
    send_all(account)
    person = User.objects.create_user("editor")
    for delivery in Delivery.objects.all():
        post(delivery, person)
    assert send_all(account) == ["sent"] * 7


def due(days: int) -> Change:
    """A new page whose review is due so many days after its publication."""
    change = make_change()
    document = Document.objects.get(uid=change.uid)
    document.share = {**(document.share or {}), "next_review_on": f"{START + timedelta(days=days):%Y-%m-%d}"}
    document.save()
    return change


@pytest.mark.parametrize("days, detail", [(-1, "Its medical review is overdue."), (0, ""), (1, "")])
def test_a_page_whose_review_is_overdue_waits(social: FakeChannel, now: Clock, days: int, detail: str) -> None:
    """Nobody is led to a text that should have been checked again; the day itself is still good."""
    account = make_destination()
    due(days)
    fan_out()
    assert account.deliveries.get().detail == detail


def test_a_review_that_runs_out_in_line_holds_a_page_back(social: FakeChannel, now: Clock) -> None:
    """The day may pass between the publication and its turn."""
    account = make_destination()
    due(0)
    fan_out()
    now.pass_(24 * 3600)
    assert send_all(account) == ["waiting"]
    assert account.deliveries.get().detail == "Its medical review is overdue."
    assert social.sent == []
