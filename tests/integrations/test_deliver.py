"""One claimed delivery, from the last check to its outcome."""

from dataclasses import replace
from unittest.mock import Mock

import pytest
from django.db import OperationalError

from cms.publications.models import Change, Document
from integrations import deliver as module
from integrations.channels.base import (
    Account,
    Message,
    Outcome,
    Payload,
    Presence,
    Send,
    Sighting,
    Verdict,
)
from integrations.claim import Claim, claim
from integrations.deliver import deliver
from integrations.fan_out import fan_out
from integrations.finish import call_off, finish, give_back
from integrations.http import DoorError, Request
from integrations.models import Attempt, Delivery, Destination
from tests.integrations.fakes import Clock, FakeChannel, make_change, make_delivery, make_destination, show

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "fake")]


def send(delivery: Delivery) -> Delivery:
    (taken,) = claim(1)
    deliver(taken)
    delivery.refresh_from_db()
    return delivery


def test_success_ends_the_delivery_and_its_lease(fake: FakeChannel) -> None:
    """It is sent, its slot is free, and it knows what the remote calls it."""
    delivery = send(make_delivery(make_destination()))
    assert (delivery.state, delivery.remote_id, delivery.slot, delivery.lease_token) == ("sent", "r1", None, None)
    assert Attempt.objects.get().outcome == Outcome.OK


def test_the_bytes_are_frozen_when_first_composed(fake: FakeChannel, now: Clock) -> None:
    """A retry repeats id and bytes, whatever the page says by then."""
    fake.verdicts = [Verdict(Outcome.TRANSIENT)]
    change = make_change()
    delivery = send(make_delivery(make_destination(), change=change))
    show(change, title="Another title")
    now.pass_(10)
    send(delivery)
    assert len(fake.sent) == 2
    assert fake.sent[0] == fake.sent[1]


def test_each_destination_numbers_what_it_is_told(fake: FakeChannel) -> None:
    """Cursors count this destination's messages alone, each naming the one before."""
    destination = make_destination()
    for _ in range(2):
        send(make_delivery(destination))
        make_change(audience="group:7")
    assert [body.rpartition(b"#")[2] for _id, body in fake.sent] == [b"1<0", b"2<1"]


@pytest.mark.parametrize("withdrawal", [{"action": "unpublished"}, {"access": "teaser", "action": "updated"}])
def test_what_was_gated_or_withdrawn_meanwhile_is_not_told(fake: FakeChannel, withdrawal: dict[str, str]) -> None:
    """Right before sending the gate is asked once more; nothing counts as an attempt."""
    change = make_change()
    delivery = make_delivery(make_destination(), change=change)
    make_change(change.uid, **withdrawal)
    delivery = send(delivery)
    assert (delivery.state, delivery.attempts, fake.sent) == ("canceled", 0, [])
    assert not Attempt.objects.exists()


def test_what_comes_back_while_it_is_called_off_is_told(fake: FakeChannel) -> None:
    """The reason is asked for again under the lock of the fan-out, which leaves a key alone that is still taken."""
    delivery = make_delivery(make_destination())
    (taken,) = claim(1)
    call_off(taken)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("ready", 0)


def test_a_tombstone_is_told(fake: FakeChannel) -> None:
    """That nothing can be read any more is what it says."""
    delivery = send(make_delivery(make_destination(), change=make_change(action="deleted")))
    assert delivery.state == "sent"


def test_who_still_reads_it_otherwise_gets_no_tombstone(fake: FakeChannel) -> None:
    """A destination granted the group's audience keeps the page that left the public one."""
    destination = make_destination(audiences=["public", "group:7"])
    gone = make_change(action="unpublished", cause="privacy")
    make_change(gone.uid, audience="group:7", cause="privacy")
    assert send(make_delivery(destination, change=gone)).state == "canceled"


def test_a_full_payload_is_superseded_by_a_later_version(fake: FakeChannel) -> None:
    """The later message carries all of the earlier one, and the receiver sees no gap."""
    destination = make_destination(config={"payload": "full"})
    first = make_change()
    make_change(first.uid, action="updated", version=2)
    fan_out()
    for taken in claim(8):
        deliver(taken)
    assert sorted(destination.deliveries.values_list("state", flat=True)) == ["canceled", "sent"]
    assert [body for _id, body in fake.sent] == [b"updated /page-2/ v2 #1<0"]


class TestNumbers:
    """What a receiver sees of the messages that never came."""

    def numbers(self, fake: FakeChannel) -> list[bytes]:
        for taken in claim(8):
            deliver(taken)
        return [body.rpartition(b" ")[2] for _id, body in fake.sent]

    @pytest.fixture
    def failing(self, fake: FakeChannel) -> Change:
        """A change whose first attempt failed, and another page's that was told after it."""
        fake.verdicts = [Verdict(Outcome.TRANSIENT)]
        make_destination(config={"payload": "full"})
        first = make_change()
        fan_out()
        assert self.numbers(fake) == [b"#1<0"]
        make_change()
        fan_out()
        assert self.numbers(fake) == [b"#1<0", b"#2<1"]
        return first

    @pytest.mark.parametrize("following", [{"action": "updated", "version": 2}, {"action": "deleted"}])
    def test_what_overtakes_a_message_takes_its_number(
        self, failing: Change, fake: FakeChannel, following: dict[str, object]
    ) -> None:
        """The receiver has seen 2 and waits for 1: the later version or the tombstone comes with it."""
        make_change(failing.uid, **following)
        fan_out()
        assert self.numbers(fake)[2:] == [b"#1<0"]
        assert Destination.objects.get().told == 2
        assert sorted(Delivery.objects.values_list("state", flat=True)) == ["canceled", "sent", "sent"]

    def test_a_number_that_became_free_is_the_next(self, failing: Change, fake: FakeChannel, now: Clock) -> None:
        """Whatever is told next closes the gap, and the numbers go on after it."""
        Document.objects.filter(uid=failing.uid).delete()
        now.pass_(10)
        assert self.numbers(fake)[2:] == []
        for _ in range(2):
            make_change()
            fan_out()
            sent = self.numbers(fake)
        assert sent[2:] == [b"#1<0", b"#3<2"]

    def test_what_cannot_be_composed_uses_no_number(self, fake: FakeChannel, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its number was never seen by anybody."""
        make_delivery(make_destination())
        with monkeypatch.context() as patch:
            patch.setattr(fake, "compose", Mock(side_effect=ValueError))
            self.numbers(fake)
        assert Destination.objects.get().told == 0


@pytest.mark.parametrize(
    "outcome, state, destination_state",
    [
        (Outcome.TRANSIENT, "ready", "active"),
        (Outcome.RATE_LIMITED, "ready", "active"),
        (Outcome.UNKNOWN, "ready", "active"),
        (Outcome.REJECTED, "dead", "active"),
        (Outcome.GONE, "dead", "closed"),
        (Outcome.POLICY, "needs_person", "active"),
        (Outcome.QUOTA, "needs_person", "active"),
        (Outcome.AUTH_REVOKED, "ready", "paused"),
    ],
)
def test_what_becomes_of_a_repeatable_delivery(
    fake: FakeChannel, outcome: Outcome, state: str, destination_state: str
) -> None:
    """Each outcome leads to one state of the delivery and of the destination."""
    fake.verdicts = [Verdict(outcome, "Said so")]
    delivery = send(make_delivery(make_destination()))
    assert (delivery.state, delivery.detail) == (state, "Said so")
    assert Destination.objects.get().state == destination_state


@pytest.mark.parametrize("written, state", [(True, "uncertain"), (False, "ready")])
def test_no_answer_is_uncertain_only_after_the_first_byte(social: FakeChannel, written: bool, state: str) -> None:
    """What may be visible is never repeated blindly; what surely never left is."""
    social.verdicts = [DoorError("No answer", written=written)]
    assert send(make_delivery(make_destination())).state == state


@pytest.mark.parametrize("outcome", [Outcome.UNKNOWN, Outcome.DUPLICATE])
def test_a_post_that_may_stand_is_looked_for(social: FakeChannel, outcome: Outcome, now: Clock) -> None:
    """Absence counts once the lease and the remote's longest silence are over."""
    social.verdicts = [Verdict(outcome)]
    delivery = send(make_delivery(make_destination()))
    assert delivery.state == "uncertain"
    assert delivery.settles_at is not None
    assert (delivery.settles_at - now()).total_seconds() == 70


def test_where_nothing_can_be_looked_up_a_person_decides(social: FakeChannel) -> None:
    """An unknown outcome on a blind channel is nobody's guess."""
    social.capabilities = replace(social.capabilities, looks_up=False)
    social.verdicts = [Verdict(Outcome.UNKNOWN)]
    assert send(make_delivery(make_destination())).state == "needs_person"


def test_expired_credentials_are_renewed_once_within_the_attempt(fake: FakeChannel) -> None:
    """A refusal for expired credentials leaves no trace: renew, and send the same bytes again."""
    fake.verdicts = [Verdict(Outcome.AUTH_EXPIRED)]
    delivery = send(make_delivery(make_destination()))
    assert (delivery.state, delivery.attempts) == ("sent", 1)
    assert fake.prepared == [False, True]


def test_a_mistake_of_ours_before_the_first_byte_is_tried_again(social: FakeChannel) -> None:
    """An exception of the channel ends this attempt and nothing else."""
    social.verdicts = [ZeroDivisionError("oops")]
    delivery = send(make_delivery(make_destination()))
    assert (delivery.state, delivery.detail) == ("ready", "ZeroDivisionError: oops")


def test_what_a_channel_cannot_tell_is_rejected(fake: FakeChannel, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message that cannot be composed will not be composable tomorrow."""

    def refuse(message: Message, config: object, marker: str) -> Payload:
        raise ValueError("Nothing may be shared")

    monkeypatch.setattr(fake, "compose", refuse)
    assert send(make_delivery(make_destination())).state == "dead"


def test_a_lease_that_is_ending_sends_nothing_and_counts_nothing(
    fake: FakeChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The door asks before it connects; the delivery goes back untouched."""

    def post(payload: Payload, message: Message, account: Account, send: Send) -> Verdict:
        send(Request("POST", "http://127.0.0.1:9/"))
        raise AssertionError("a request was begun")

    monkeypatch.setattr(fake, "commit", post)
    delivery = make_delivery(make_destination())
    (taken,) = claim(1)
    deliver(Claim(delivery=taken.delivery, token=taken.token, taken_at=taken.taken_at - 50))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.tries) == ("ready", 0, 0)
    assert not Attempt.objects.exists()


def test_a_stale_worker_changes_nothing(fake: FakeChannel) -> None:
    """Whose token is not the row's any more only leaves its attempt's outcome."""
    delivery = make_delivery(make_destination())
    (taken,) = claim(1)
    Delivery.objects.update(lease_token="0" * 32, body=b"composed by another", cursor=1, previous_cursor=0)
    taken.delivery.refresh_from_db()
    deliver(taken)
    delivery.refresh_from_db()
    assert (delivery.state, str(delivery.lease_token)) == ("leased", "00000000-0000-0000-0000-000000000000")
    assert Attempt.objects.get().outcome == Outcome.OK


def test_who_comes_too_late_undoes_nothing(fake: FakeChannel) -> None:
    """The attempt that the sweep has closed stays on record."""
    delivery = make_delivery(make_destination())
    (taken,) = claim(1)
    Delivery.objects.update(lease_token="0" * 32)
    give_back(taken)
    Document.objects.all().delete()
    call_off(taken)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.attempt_rows.count()) == ("leased", 1, 1)


def test_an_outcome_is_held_while_the_database_is_away(fake: FakeChannel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing it down is tried again until it is written."""
    real, failures = finish, [OperationalError("away")]

    def unlucky(claim: Claim, verdict: Verdict, record: dict[str, object]) -> bool:
        if failures:
            raise failures.pop()
        return real(claim, verdict, record)

    monkeypatch.setattr(module, "finish", unlucky)
    monkeypatch.setattr("django.db.connection.close", lambda: None)
    assert send(make_delivery(make_destination())).state == "sent"


class TestRetracting:
    """Taking a post back."""

    def retraction(self, **told: object) -> Delivery:
        destination, change = make_destination(), make_change()
        original = make_delivery(destination, change=change, remote_id="42", **told)
        gone = make_change(change.uid, action="unpublished")
        return make_delivery(destination, change=gone, purpose="retract", retracts=original)

    def test_a_post_is_taken_back_and_its_key_is_free(self, social: FakeChannel) -> None:
        """Should the page come back, an editor may post it again."""
        retraction = send(self.retraction(state="sent"))
        assert retraction.retracts is not None
        retraction.retracts.refresh_from_db()
        assert (retraction.state, social.retracted) == ("sent", ["42"])
        assert "~" in retraction.retracts.dedupe_key

    @pytest.mark.parametrize(
        "sighting, state, retracted",
        [
            (Sighting(Presence.FOUND, "99"), "sent", ["99"]),
            (Sighting(Presence.ABSENT), "needs_person", []),
            (Sighting(Presence.UNKNOWN), "ready", []),
        ],
    )
    def test_a_post_of_unknown_name_is_looked_for(
        self, social: FakeChannel, sighting: Sighting, state: str, retracted: list[str]
    ) -> None:
        """It was confirmed by hand, so nobody told us its id; its marker finds it."""
        retraction = self.retraction(state="sent")
        Delivery.objects.filter(retractions=retraction).update(remote_id="")
        social.sightings = [sighting]
        assert send(retraction).state == state
        assert social.retracted == retracted

    def test_the_post_of_a_page_that_is_public_again_stays(self, social: FakeChannel) -> None:
        """Its key is free, so that another withdrawal takes the post back after all."""
        retraction = self.retraction(state="sent")
        assert retraction.change is not None
        make_change(retraction.change.uid)
        retraction = send(retraction)
        assert (retraction.state, retraction.detail) == ("canceled", "The page is public again.")
        assert (social.retracted, "~" in retraction.dedupe_key) == ([], True)

    def test_a_page_that_is_public_as_a_teaser_only_loses_its_post(self, social: FakeChannel) -> None:
        """The post told of the full page."""
        retraction = self.retraction(state="sent")
        assert retraction.change is not None
        make_change(retraction.change.uid, access="teaser")
        assert send(retraction).state == "sent"

    def test_without_a_post_there_is_nothing_to_take_back(self, social: FakeChannel) -> None:
        """The announcement never went out."""
        assert send(self.retraction(state="dead")).state == "canceled"
        assert social.retracted == []
