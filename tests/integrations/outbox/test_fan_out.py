"""From changes to deliveries."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from unittest.mock import patch

import pytest

from integrations.models import Delivery, Destination
from integrations.outbox import fan_out as module
from integrations.outbox.fan_out import fan_out
from tests.integrations.fakes import Clock, FakeChannel, make_change, make_destination, show

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "fake")]


def test_every_change_becomes_one_delivery_for_each_destination() -> None:
    """Two destinations hear of a change under the same message id."""
    make_destination()
    make_destination()
    make_change()
    fan_out()
    assert len(set(Delivery.objects.values_list("message_id", flat=True))) == 1
    assert Delivery.objects.count() == 2


def test_fanning_out_again_adds_nothing() -> None:
    """Even with the cursor set back, the message id keeps a change from being told twice."""
    make_destination()
    make_change()
    fan_out()
    Destination.objects.update(cursor=0)
    fan_out()
    assert Delivery.objects.count() == 1


def test_a_destination_is_asked_once_where_its_end_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """One short batch ends it; a full one is followed by another, until all is considered."""
    make_destination()
    for _ in range(5):
        make_change()
    with patch.object(module, "advance", wraps=module.advance) as asked:
        assert (fan_out(), asked.call_count) == (5, 1)
    monkeypatch.setattr(module, "BATCH", 2)
    for _ in range(5):
        make_change()
    with patch.object(module, "advance", wraps=module.advance) as asked:
        assert (fan_out(), asked.call_count) == (5, 3)


def test_destinations_are_brought_up_together_from_wherever_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each hears of what it has not considered yet, however far the others are."""
    monkeypatch.setattr(module, "BATCH", 6)
    sequences = [make_change().sequence for _ in range(5)]
    at_places = [make_destination(cursor=cursor) for cursor in (0, sequences[1], sequences[3])]
    assert fan_out() == 5 + 3 + 1
    told = [list(one.deliveries.order_by("pk").values_list("change", flat=True)) for one in at_places]
    assert told == [sequences, sequences[2:], sequences[4:]]


@pytest.mark.parametrize("count", [2, 20])
def test_many_webhooks_cost_no_more_questions_than_few(
    count: int, django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    """They are told in the same statements."""
    for _ in range(count):
        make_destination()
    make_change()
    with django_assert_max_num_queries(12):
        fan_out()
    assert Delivery.objects.count() == count


def test_gated_changes_need_a_grant() -> None:
    """A destination hears of an audience only if it was granted to it."""
    public, granted = make_destination(), make_destination(audiences=["public", "group:7"])
    make_change(audience="group:7")
    fan_out()
    assert not public.deliveries.exists()
    assert granted.deliveries.count() == 1


@pytest.mark.parametrize(
    "wish", [{"types": ["research"]}, {"causes": ["path"]}, {"locale": "de"}, {"state": Destination.State.PAUSED}]
)
def test_a_destination_hears_only_what_it_wants(wish: dict[str, object]) -> None:
    """Type, cause and locale narrow down what is told; one that is paused hears nothing for now."""
    make_destination(**wish)
    make_change()
    fan_out()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    "facets, is_told",
    [
        ({"tag": ["sleep"]}, True),
        ({"tag": ["work", "neck"]}, True),
        ({"tag": ["sleep"], "region": ["back"]}, True),
        ({"tag": ["sleep"], "region": ["neck"]}, False),
        ({"author": ["mira"]}, False),
    ],
)
def test_facets_narrow_as_they_do_in_lists(facets: dict[str, list[str]], is_told: bool) -> None:
    """Any value of one facet, and every facet that is named."""
    make_destination(facets=facets)
    make_change(facets={"tag": ["neck", "sleep"], "region": ["back"]})
    fan_out()
    assert Delivery.objects.exists() == is_told


def test_what_leaves_the_facets_asked_for_is_told_once_more() -> None:
    """Who keeps a copy of a list hears that something has left it, and nothing after that."""
    make_destination(facets={"tag": ["sleep"]})
    first = make_change(facets={"tag": ["sleep"]})
    left = make_change(first.uid, action="updated", facets={"tag": ["neck"]})
    make_change(first.uid, action="updated", facets={"tag": ["neck"]})
    fan_out()
    assert list(Delivery.objects.values_list("change", flat=True).order_by("change")) == [first.pk, left.pk]


def test_tombstones_are_told_whatever_the_cause() -> None:
    """Who asked for content only still hears that a page was hidden."""
    make_destination(causes=["content"])
    make_change(action="unpublished", cause="privacy")
    fan_out()
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize("wish", [{"types": ["research"]}, {"causes": ["path"]}, {"locale": "de"}])
@pytest.mark.parametrize("withdrawal", [{"action": "deleted"}, {"action": "updated", "access": "teaser"}])
def test_what_was_told_is_taken_away_whatever_is_asked_for_now(
    wish: dict[str, object], withdrawal: dict[str, str]
) -> None:
    """A destination whose wishes were narrowed still hears that it must let go of what it has."""
    make_destination()
    told, never_told = make_change(), make_change(audience="group:7")
    fan_out()
    Destination.objects.update(**wish)
    gone = make_change(told.uid, cause="privacy", **withdrawal)
    make_change(never_told.uid, cause="privacy", **withdrawal, audience="group:7")
    make_change(access="teaser", cause="render")
    fan_out()
    assert list(Delivery.objects.values_list("change", flat=True).order_by("change")) == [told.pk, gone.pk]


def test_the_cursor_moves_over_what_is_not_wanted() -> None:
    """A change that concerns nobody is considered once."""
    destination = make_destination(types=["research"])
    change = make_change()
    fan_out()
    destination.refresh_from_db()
    assert destination.cursor == change.sequence


def test_a_destination_that_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """It keeps its cursor, and shows what is wrong."""
    broken, healthy = make_destination(channel="no such channel"), make_destination()
    make_change()
    fan_out()
    broken.refresh_from_db()
    assert (broken.cursor, broken.trouble) == (0, "'no such channel'")
    assert healthy.deliveries.exists()


class TestAnnouncing:
    """What goes out by itself on a channel where people see it."""

    @pytest.fixture(autouse=True)
    def _social(self, social: FakeChannel) -> None:
        self.destination = make_destination()

    def only(self) -> Delivery:
        fan_out()
        return self.destination.deliveries.get()

    def test_a_first_publication_stands_two_minutes_first(self, now: Clock) -> None:
        """It is due two minutes after it was considered, even if the clock of whoever published is ten minutes off."""
        make_change(at=now.moment - timedelta(minutes=10))
        assert (self.only().due_at - now.moment).total_seconds() == 120

    def test_a_correction_is_no_news(self) -> None:
        """Only publications are announced, once a page."""
        first = make_change()
        make_change(first.uid, action="updated", version=2)
        make_change(first.uid, action="published", version=3)
        assert self.only().change == first

    def test_gated_pages_and_teasers_are_not_announced(self) -> None:
        """Neither another audience's page nor the public teaser of one is told."""
        make_change(audience="group:7")
        make_change(access="teaser")
        fan_out()
        assert not self.destination.deliveries.exists()

    def test_what_has_no_share_part_is_not_announced(self) -> None:
        """Snippets and sites are published too, but never told."""
        show(make_change(), share=None)
        fan_out()
        assert not self.destination.deliveries.exists()

    @pytest.mark.parametrize(
        "share, reason",
        [
            ({"first_published_at": "2026-11-20T11:00:00+00:00", "is_alias": False}, "some time ago"),
            ({"first_published_at": None, "is_alias": False}, "some time ago"),
            ({"first_published_at": "2026-11-22T11:00:00+00:00", "is_alias": True}, "alias"),
            ({"first_published_at": "2026-11-22T11:00:00+00:00", "is_imported": True}, "from elsewhere"),
        ],
    )
    def test_what_is_no_news_waits_for_a_decision(self, share: dict[str, object], reason: str) -> None:
        """Old, imported and aliased pages are put before an editor."""
        show(make_change(), share=share)
        delivery = self.only()
        assert delivery.state == Delivery.State.WAITING
        assert reason in delivery.detail

    def test_five_an_hour_go_out_and_the_rest_waits(self, now: Clock) -> None:
        """The sixth within an hour waits, the first of the next hour does not."""
        for _ in range(6):
            make_change()
        fan_out()
        assert self.destination.deliveries.waiting().count() == 1
        now.pass_(3601)
        make_change()
        fan_out()
        assert self.destination.deliveries.waiting().count() == 1

    def test_withdrawn_in_time_is_canceled_and_may_come_back(self) -> None:
        """A page hidden within the two minutes is not announced; published again, it is."""
        first = make_change()
        fan_out()
        make_change(first.uid, action="unpublished")
        fan_out()
        make_change(first.uid)
        fan_out()
        assert sorted(self.destination.deliveries.values_list("state", flat=True)) == ["canceled", "ready"]

    @pytest.mark.parametrize("withdrawal", [{"action": "deleted"}, {"action": "updated", "access": "teaser"}])
    def test_withdrawn_after_sending_is_taken_back(self, withdrawal: dict[str, str]) -> None:
        """Deletion and gating take a post back."""
        first = make_change()
        fan_out()
        self.destination.deliveries.update(state=Delivery.State.SENT, remote_id="42")
        make_change(first.uid, **withdrawal)
        fan_out()
        retraction = self.destination.deliveries.get(purpose=Delivery.Purpose.RETRACT)
        assert retraction.retracts is not None
        assert retraction.retracts.remote_id == "42"
