"""What becomes of a post when its page is corrected."""

import json
from dataclasses import replace
from typing import Any

import pytest

from cms.publications.models import Change, Document
from integrations import clock
from integrations.channels import CHANNELS
from integrations.channels.base import Outcome, Presence, Sighting, Verdict
from integrations.delivery.claim import claim
from integrations.delivery.deliver import deliver
from integrations.delivery.lookup import claim_searches, look_up
from integrations.http import DoorError
from integrations.models import Delivery, Destination
from integrations.outbox.amending import ways
from integrations.outbox.fan_out import fan_out
from tests.integrations.fakes import Clock, FakeChannel, make_change, make_destination, show

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("social")]


@pytest.fixture(autouse=True)
def _able(social: FakeChannel) -> None:
    """The channel can change posts, and reply to them."""
    social.capabilities = replace(social.capabilities, updates=True, replies=True)


@pytest.fixture
def page(now: Clock) -> Change:
    """A page that has been posted on an account whose posts follow corrections."""
    make_destination(on_correction="update")
    first = publish("One")
    send_all(now)
    return first


def publish(title: str, uid: Any = None, **fields: Any) -> Change:
    """A publication under this title, told to everybody."""
    defaults = {"action": "updated" if uid else "published", "path": "/page/", "at": clock.now()}
    change = make_change(uid, **{**defaults, **fields})
    if not change.is_tombstone:
        given = {"title": title, "url": "https://example.org/page/", "text": {}, "is_alias": False}
        show(change, share={**given, "first_published_at": change.at.isoformat()})
    fan_out()
    return change


def send_all(now: Clock) -> None:
    """Everything that is due within two minutes, one after the other."""
    now.pass_(121)
    while claims := claim(1):
        deliver(claims[0])


def amendments() -> list[tuple[str, str]]:
    return list(Delivery.objects.exclude(amends=None).order_by("pk").values_list("state", "detail"))


def test_a_post_follows_its_page(page: Change, social: FakeChannel, now: Clock) -> None:
    """The post itself is changed, two minutes later, and says so."""
    publish("Two", page.uid)
    assert not claim(1)
    send_all(now)
    assert [(remote_id, body.split()[0]) for remote_id, body in social.updated] == [("r1", b"updated")]
    assert [state for state, _ in amendments()] == ["sent"]
    assert Delivery.objects.get(purpose="tell").detail == "Corrected."


@pytest.mark.parametrize("change", [{"cause": "render"}, {"audience": "group:7"}, {"same": True}])
def test_what_posts_do_not_say_changes_none(page: Change, change: dict[str, Any]) -> None:
    """A new release, another audience and an edit below title and summary leave a post alone."""
    title = "One" if change.pop("same", False) else "Two"
    Destination.objects.update(causes=["content", "render"], audiences=["public", "group:7"])
    publish(title, page.uid, **change)
    assert amendments() == []


def test_a_wish_or_another_channel_s_text_changes_none(page: Change) -> None:
    """Whether a page is to be posted, and what it says elsewhere, is not in the post."""
    following = publish("One", page.uid)
    document = Document.objects.get()
    show(following, share={**(document.share or {}), "posting": {"fake": "wait"}, "text": {"x": "Elsewhere"}})
    make_change(page.uid, action="unpublished", audience="group:7")
    fan_out()
    assert amendments() == []


@pytest.mark.parametrize("field", ["summary", "url", "image", "image_alt", "text"])
def test_whatever_a_post_is_made_of_counts(page: Change, field: str) -> None:
    """Words, address, picture and its text, and the text for this very channel."""
    change = make_change(page.uid, action="updated", path="/page/")
    share = Document.objects.get().share or {}
    show(change, share={**share, "title": "One", field: {"fake": "New"} if field == "text" else "New"})
    fan_out()
    assert [state for state, _ in amendments()] == ["ready"]


@pytest.mark.parametrize("tells_text", [True, False])
def test_the_running_text_counts_where_posts_hold_it(
    page: Change, social: FakeChannel, now: Clock, monkeypatch: pytest.MonkeyPatch, tells_text: bool
) -> None:
    """A paragraph that changes corrects posts that hold the whole page; once more the same corrects none."""
    monkeypatch.setattr(FakeChannel, "tells_text", lambda *_: tells_text)
    for _ in range(2):
        change = make_change(page.uid, action="updated", path="/page/")
        paragraph = {"type": "paragraph", "value": "<p>Lie still.</p>"}
        body = json.dumps({"url": "https://example.org/page/", "body": [paragraph]}).encode()
        show(change, share={**(Document.objects.get().share or {}), "title": "One"}, body=body)
        fan_out()
        send_all(now)
    assert [state for state, _ in amendments()] == (["sent"] if tells_text else [])


@pytest.mark.parametrize("way, able", [("leave", True), ("update", False), ("reply", False)])
def test_a_post_is_left_where_it_is_to_be_or_must_be(page: Change, social: FakeChannel, way: str, able: bool) -> None:
    """An account may leave posts as they are; a channel that can do nothing does nothing."""
    Destination.objects.update(on_correction=way)
    social.capabilities = replace(social.capabilities, updates=able, replies=able)
    publish("Two", page.uid)
    assert amendments() == []


def test_the_newest_correction_wins(page: Change, social: FakeChannel, now: Clock) -> None:
    """Those before it that have not gone out are called off."""
    for title in ("Two", "Three"):
        publish(title, page.uid)
    send_all(now)
    assert amendments() == [("canceled", "A later correction is on its way."), ("sent", "")]
    assert len(social.updated) == 1


def test_a_correction_that_is_undone_in_time_is_not_told(page: Change, social: FakeChannel, now: Clock) -> None:
    """The post says what the page says, and is left alone."""
    for title in ("Two", "One"):
        publish(title, page.uid)
    send_all(now)
    assert [state for state, _ in amendments()] == ["canceled"]
    assert social.updated == []


def test_what_is_not_composed_yet_needs_no_correction(now: Clock, social: FakeChannel) -> None:
    """A page corrected within its two minutes is posted as it is then."""
    make_destination(on_correction="update")
    publish("Two", publish("One").uid)
    send_all(now)
    assert (len(social.sent), amendments()) == (1, [])


def test_a_correction_waits_until_it_is_settled_whether_the_post_stands(now: Clock, social: FakeChannel) -> None:
    """It is found at last, and only then changed, under the name that the look-up gave."""
    make_destination(on_correction="update")
    first = publish("One")
    social.verdicts = [Verdict(Outcome.UNKNOWN)]
    send_all(now)
    publish("Two", first.uid)
    send_all(now)
    assert social.updated == []
    social.sightings = [Sighting(Presence.FOUND, "77")]
    look_up(*claim_searches(1))
    send_all(now)
    assert [remote_id for remote_id, _body in social.updated] == ["77"]


def test_a_correction_of_what_never_stood_is_called_off(now: Clock, social: FakeChannel) -> None:
    """The post was refused while its correction waited."""
    make_destination(on_correction="update")
    first = publish("One")
    social.verdicts = [Verdict(Outcome.TRANSIENT), Verdict(Outcome.REJECTED)]
    now.pass_(121)
    deliver(claim(1)[0])
    publish("Two", first.uid)
    send_all(now)
    assert amendments() == [("canceled", "There is no post to correct.")]


def test_an_unknown_outcome_is_repeated(page: Change, social: FakeChannel, now: Clock) -> None:
    """The same words twice are the same words."""
    social.verdicts = [DoorError("Silence", written=True)]
    publish("Two", page.uid)
    send_all(now)
    assert [state for state, _ in amendments()] == ["ready"]
    send_all(now)
    assert [state for state, _ in amendments()] == ["sent"]
    assert social.updated[0] == social.updated[1]


def test_what_may_have_been_changed_is_changed_back(page: Change, social: FakeChannel, now: Clock) -> None:
    """After an unknown outcome nobody knows what the post says, so that the former words are sent as well."""
    social.verdicts = [DoorError("Silence", written=True)]
    publish("Two", page.uid)
    now.pass_(121)
    deliver(claim(1)[0])
    publish("One", page.uid)
    send_all(now)
    assert [state for state, _ in amendments()] == ["canceled", "sent"]


@pytest.mark.parametrize("withdrawal", [{"action": "deleted"}, {"access": "teaser", "cause": "privacy"}])
def test_a_withdrawal_calls_corrections_off(
    page: Change, social: FakeChannel, now: Clock, withdrawal: dict[str, str]
) -> None:
    """The post goes; nobody changes it before."""
    publish("Two", page.uid)
    publish("Two", page.uid, **withdrawal)
    send_all(now)
    assert amendments() == [("canceled", "The page was withdrawn.")]
    assert (social.updated, social.retracted) == ([], ["r1"])


def test_of_a_page_that_comes_back_in_time_the_post_is_corrected(page: Change, social: FakeChannel, now: Clock) -> None:
    """Its retraction is called off first; then the post that stays follows the page."""
    publish("One", page.uid, action="unpublished")
    publish("Two", page.uid, action="published")
    send_all(now)
    assert (len(social.updated), social.retracted) == (1, [])


class TestReplying:
    """Where a post cannot be changed, another one may say what is new."""

    @pytest.fixture(autouse=True)
    def _replies(self, page: Change) -> None:
        Destination.objects.update(on_correction="reply")
        self.page = page

    def test_a_reply_is_a_post_of_its_own(self, social: FakeChannel, now: Clock) -> None:
        """It has a marker of its own, and names the post that it answers."""
        publish("Two", self.page.uid)
        send_all(now)
        assert [body for _id, body in social.sent][1:] == [b"r1: /page/"]
        assert Delivery.objects.order_by().values("marker").distinct().count() == 2

    def test_it_is_told_once_and_again_only_for_news(self, now: Clock) -> None:
        """What a reply has said is not said in another."""
        for title in ("Two", "Two", "Three"):
            publish(title, self.page.uid)
            send_all(now)
        assert [state for state, _ in amendments()] == ["sent", "sent"]

    def test_an_uncertain_reply_is_looked_for(self, social: FakeChannel, now: Clock) -> None:
        """Readers would see it twice."""
        social.verdicts = [Verdict(Outcome.UNKNOWN)]
        publish("Two", self.page.uid)
        send_all(now)
        assert [state for state, _ in amendments()] == ["uncertain"]

    def test_it_goes_with_its_page(self, social: FakeChannel, now: Clock) -> None:
        """A withdrawal takes back what was said in reply, and the post."""
        social.verdicts = [Verdict(Outcome.OK, remote_id="r2")]
        publish("Two", self.page.uid)
        send_all(now)
        publish("Two", self.page.uid, action="deleted")
        send_all(now)
        assert social.retracted == ["r2", "r1"]

    def test_it_counts_for_the_hourly_cap(self, now: Clock) -> None:
        """Correcting many pages at once does not fill a timeline."""
        Destination.objects.update(hourly_cap=1)
        publish("Two", self.page.uid)
        send_all(now)
        assert amendments() == [("waiting", "More than 1 pages within one hour.")]

    def test_without_a_name_there_is_nothing_to_reply_to(self, now: Clock) -> None:
        """A post that a person confirmed is replied to by hand."""
        Delivery.objects.update(remote_id="")
        publish("Two", self.page.uid)
        send_all(now)
        assert [state for state, _ in amendments()] == ["dead"]


def test_what_comes_out_the_same_is_not_sent(
    page: Change, social: FakeChannel, now: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A channel that cannot change a picture gives the same bytes, and nobody is told of an edit."""
    monkeypatch.setattr(social, "revise", lambda message, config, marker, former: former)
    publish("Two", page.uid)
    send_all(now)
    assert amendments() == [("canceled", "The post says so already.")]


@pytest.mark.parametrize(
    "channel, expected",
    [
        ("x", ["reply", "leave"]),
        ("facebook", ["update", "leave"]),
        ("mastodon", ["update", "reply", "leave"]),
        ("wordpress", ["update", "leave"]),
        ("webhook", ["leave"]),
    ],
)
def test_an_account_is_offered_what_its_channel_can(channel: str, expected: list[str]) -> None:
    """X lets nobody change a post for free, Facebook and WordPress do, and Mastodon can do both."""
    assert ways(CHANNELS[channel]) == expected
