"""One claimed delivery, from the last check to its outcome."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from django.db import OperationalError

from cms.publications.models import Document
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
from integrations.delivery import deliver as module
from integrations.delivery.claim import Claim, claim
from integrations.delivery.deliver import deliver
from integrations.delivery.finish import Ending, call_off, give_back, write_down
from integrations.delivery.sweep import sweep
from integrations.http import DoorError, Request
from integrations.models import Attempt, Delivery, Destination
from tests.integrations.fakes import Clock, FakeChannel, make_change, make_delivery, make_destination, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "fake")]


def test_success_ends_the_delivery_and_its_lease(fake: FakeChannel) -> None:
    """It is sent, its slot is free, and it knows what the remote calls it."""
    delivery = send(make_delivery(make_destination()))
    assert (delivery.state, delivery.remote_id, delivery.slot, delivery.lease_token) == ("sent", "r1", None, None)
    assert Attempt.objects.get().outcome == Outcome.OK


@pytest.mark.parametrize(
    "outcome, state, destination_state",
    [
        (Outcome.TRANSIENT, "ready", "active"),
        (Outcome.RATE_LIMITED, "ready", "active"),
        (Outcome.UNKNOWN, "ready", "active"),
        (Outcome.REJECTED, "dead", "active"),
        (Outcome.GONE, "dead", "closed"),
        (Outcome.POLICY, "needs_person", "active"),
        (Outcome.QUOTA, "ready", "paused"),
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
    real, failures = write_down, [OperationalError("away")]

    def unlucky(endings: Sequence[Ending]) -> None:
        if failures:
            raise failures.pop()
        real(endings)

    monkeypatch.setattr(module, "write_down", unlucky)
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

    def test_what_may_be_gone_already_is_taken_back_although_the_page_is_public_again(
        self, social: FakeChannel, now: Clock
    ) -> None:
        """Whose worker went away after the request has perhaps done it; its post must not be said to stand."""
        retraction = self.retraction(state="sent")
        assert retraction.change is not None
        claim(1)
        now.pass_(61)
        sweep()
        make_change(retraction.change.uid)
        assert (send(retraction).state, social.retracted) == ("sent", ["42"])

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
