"""What is forgotten, and what never is."""

from datetime import timedelta
from uuid import uuid4

import pytest

from cms.publications.models import Change
from integrations.delivery.look import look_once
from integrations.models import Attempt, Delivery, Destination
from integrations.upkeep import retention
from integrations.upkeep.retention import ANSWERS_KEPT, ATTEMPTS_KEPT, DELIVERIES_KEPT, forget_the_past
from tests.integrations.fakes import START, Clock, FakeChannel, make_change, make_delivery, make_destination

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
LONG_AGO = START - DELIVERIES_KEPT - DAY


def told(destination: Destination, **fields: object) -> Delivery:
    """A message that arrived long ago."""
    return make_delivery(destination, **{"state": "sent", "ended_at": LONG_AGO, **fields})


def forgotten(**numbers: int) -> dict[str, int]:
    return {"answers": 0, "attempts": 0, "deliveries": 0, "changes": 0, **numbers}


def test_answers_are_emptied_before_attempts_go(fake: FakeChannel, now: Clock) -> None:
    """What was answered is forgotten first, then that it was tried; what was told stays."""
    make_delivery(make_destination())
    look_once()
    Attempt.objects.update(response_body="thank you")
    assert forget_the_past() == forgotten()
    now.pass_((ANSWERS_KEPT + DAY).total_seconds())
    assert forget_the_past() == forgotten(answers=1)
    now.pass_((ATTEMPTS_KEPT - ANSWERS_KEPT).total_seconds())
    assert forget_the_past() == forgotten(attempts=1)
    assert (Attempt.objects.count(), Delivery.objects.count()) == (0, 1)


def test_messages_to_programs_go_but_for_the_last_of_each_object(fake: FakeChannel, now: Clock) -> None:
    """A destination that was told of a page must hear when it goes, even if it asks for other pages by now."""
    destination, uid = make_destination(), uuid4()
    old, last, other = (told(destination, change=make_change(one, at=LONG_AGO)) for one in (uid, uid, uuid4()))
    call_off = told(destination, change=make_change(uid, at=LONG_AGO), state="canceled")
    test = Delivery.objects.create(
        destination=destination,
        message_id="t",
        dedupe_key="t",
        state="sent",
        ended_at=LONG_AGO,
        due_at=START,
        created_at=START,
    )
    assert forget_the_past()["deliveries"] == 3
    assert set(Delivery.objects.all()) == {last, other}
    assert {old, call_off, test}.isdisjoint(Delivery.objects.all())


def test_what_is_open_or_holds_a_number_stays(fake: FakeChannel, now: Clock) -> None:
    """Neither what has not ended, nor what ended lately, nor a number that the next message takes over."""
    destination, uid = make_destination(), uuid4()
    for fields in (
        {"state": "dead", "ended_at": START - DELIVERIES_KEPT + DAY},
        {"state": "ready", "ended_at": None},
        {"state": "canceled", "cursor": 7, "previous_cursor": 6},
        {"state": "sent"},
    ):
        told(destination, change=make_change(uid), **fields)
    assert forget_the_past()["deliveries"] == 0
    assert Delivery.objects.count() == 4


def test_posts_are_never_forgotten(social: FakeChannel, now: Clock) -> None:
    """Without the row of its post, or of the decision against it, a page could be posted twice."""
    destination, uid = make_destination(), uuid4()
    for state in ("sent", "canceled", "dead"):
        told(destination, change=make_change(uid, at=LONG_AGO), state=state)
    assert forget_the_past() == forgotten()


def test_a_delivery_that_is_sent_again_meanwhile_stays(
    fake: FakeChannel, now: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is to be deleted is looked at once more when it is locked."""
    destination, uid = make_destination(), uuid4()
    old, _last = (told(destination, change=make_change(uid)) for _ in range(2))
    delete = retention._delete

    def replay_first(rows: retention.Rows) -> int:
        Delivery.objects.filter(pk=old.pk).update(state="ready", ended_at=None)
        return delete(rows)

    monkeypatch.setattr(retention, "_delete", replay_first)
    assert forget_the_past()["deliveries"] == 0


def test_changes_go_when_a_later_one_tells_the_rest(now: Clock) -> None:
    """Of each object, audience and sort of change the last one stays, however old."""
    uid = uuid4()
    published, *updates = (make_change(uid, at=LONG_AGO, action=action) for action in ("published", *["updated"] * 3))
    other_sorts = [
        make_change(uid, at=LONG_AGO, action="updated", **fields)
        for fields in ({"cause": "render"}, {"audience": "group:1"}, {"site_id": 3})
    ]
    assert forget_the_past() == forgotten(changes=2)
    assert list(Change.objects.all()) == [published, updates[-1], *other_sorts]


def test_the_change_before_a_young_one_stays(now: Clock) -> None:
    """It tells what the young one changed: who kept a list hears of what left it."""
    uid = uuid4()
    before, old, _young = (make_change(uid, at=at, action="updated") for at in (LONG_AGO, LONG_AGO, START))
    assert forget_the_past() == forgotten(changes=1)
    assert Change.objects.filter(pk=old.pk).exists()
    assert not Change.objects.filter(pk=before.pk).exists()


def test_what_a_destination_has_not_considered_stays(fake: FakeChannel, now: Clock) -> None:
    """Paused is not lost: the changes wait as long as the slowest destination."""
    uid = uuid4()
    first, _second, _third = (make_change(uid, at=LONG_AGO, action="updated") for _ in range(3))
    slow = make_destination(cursor=first.sequence, state="paused")
    assert forget_the_past() == forgotten()
    Destination.objects.filter(pk=slow.pk).update(cursor=first.sequence + 1)
    assert forget_the_past() == forgotten(changes=1)


def test_what_a_delivery_tells_of_stays(social: FakeChannel, now: Clock) -> None:
    """A post can be taken back after years."""
    uid = uuid4()
    first, second, _third = (make_change(uid, at=LONG_AGO, action="updated") for _ in range(3))
    told(make_destination(cursor=9), change=first)
    Destination.objects.update(cursor=9)
    assert forget_the_past() == forgotten(changes=1)
    assert not Change.objects.filter(pk=second.pk).exists()


def test_much_is_forgotten_in_small_transactions(now: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch at a time, up to a number of them in one run; the next run takes the rest."""
    uid = uuid4()
    for _ in range(8):
        make_change(uid, at=LONG_AGO, action="updated")
    monkeypatch.setattr(retention, "BATCH", 2)
    monkeypatch.setattr(retention, "MOST_BATCHES", 2)
    assert [forget_the_past()["changes"] for _ in range(3)] == [4, 3, 0]
    assert Change.objects.count() == 1
