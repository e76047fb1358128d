"""What is told: composed once, numbered, and never of what may not be told any more."""

from unittest.mock import Mock

import pytest

from cms.publications.models import Change, Document
from integrations.channels.base import Outcome, Verdict
from integrations.delivery.claim import claim
from integrations.delivery.deliver import deliver
from integrations.delivery.finish import call_off
from integrations.models import Attempt, Delivery, Destination
from integrations.outbox.fan_out import fan_out
from tests.integrations.fakes import Clock, FakeChannel, make_change, make_delivery, make_destination, send, show

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "fake")]


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


class TestSeveralAudiences:
    """What is told to a destination that may read an object as two audiences see it."""

    @pytest.fixture
    def both(self) -> Destination:
        """A destination for everybody's version and a group's."""
        return make_destination(audiences=["public", "group:7"])

    @pytest.fixture
    def teaser(self) -> Change:
        """What everybody may know of a page; the group reads the whole."""
        teaser = make_change(access="teaser")
        make_change(teaser.uid, audience="group:7")
        return teaser

    def end(self, teaser: Change, **fields: object) -> Change:
        """The group's version goes."""
        gone = {"action": "unpublished", "cause": "privacy", "version": 9, "path": teaser.path}
        return make_change(teaser.uid, audience="group:7", **gone, **fields)

    def test_who_is_left_with_another_version_is_told_an_update(
        self, both: Destination, teaser: Change, fake: FakeChannel
    ) -> None:
        """A copy of the group's version must go, and a deletion would take away what may still be read."""
        send(make_delivery(both, change=self.end(teaser)))
        assert fake.sent[0][1] == f"updated {teaser.path} v9 #1<0".encode()

    def test_the_version_in_whose_place_another_is_read_is_not_told(self, both: Destination, teaser: Change) -> None:
        """The teaser would overwrite the whole page."""
        assert send(make_delivery(both, change=teaser)).state == "canceled"

    def test_a_page_that_opens_is_told_once(self, both: Destination, teaser: Change, fake: FakeChannel) -> None:
        """What everybody may read now is told by its own change."""
        delivery = make_delivery(both, change=self.end(teaser))
        make_change(teaser.uid, action="updated", cause="privacy", version=10)
        assert send(delivery).state == "canceled"

    @pytest.mark.parametrize("then", [{"action": "deleted"}, {"audience": "group:7"}])
    def test_what_is_left_is_looked_for_before_each_attempt(
        self, both: Destination, teaser: Change, fake: FakeChannel, now: Clock, then: dict[str, str]
    ) -> None:
        """A retry neither tells of a version that has gone as well, nor takes away one that is back."""
        fake.verdicts = [Verdict(Outcome.TRANSIENT)]
        delivery = send(make_delivery(both, change=self.end(teaser)))
        make_change(teaser.uid, **then)
        now.pass_(10)
        assert (send(delivery).state, len(fake.sent)) == ("canceled", 1)

    def test_what_a_destination_may_not_hear_any_more_stays_here(self, both: Destination, fake: FakeChannel) -> None:
        """What is queued when a grant ends is called off."""
        delivery = make_delivery(both, change=make_change(audience="group:7"))
        Destination.objects.update(audiences=["public"])
        assert (send(delivery).state, fake.sent) == ("canceled", [])


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
