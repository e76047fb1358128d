"""Whether deliveries go out."""

import pytest

from cms.publications.health import Unwell
from integrations.delivery.look import note_heartbeat
from integrations.health import deliveries
from integrations.models import Destination
from tests.integrations.fakes import Clock, make_change, make_delivery, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fake")]


def test_nothing_due_is_well(now: Clock) -> None:
    """A worker looks, and finds nothing."""
    note_heartbeat()
    assert deliveries() == "nothing is due"


def test_before_the_first_look_nothing_is_wrong(now: Clock) -> None:
    """A web server may start before the first worker does."""
    assert deliveries() == "no worker has looked yet"


def test_what_nobody_has_ever_looked_for_is_unwell(now: Clock) -> None:
    """Neither a change nor a delivery may wait for a worker that was never started."""
    make_destination()
    change = make_change()
    with pytest.raises(Unwell, match="something to send"):
        deliveries()
    make_delivery(make_destination(), change=change)
    Destination.objects.update(cursor=change.sequence)
    with pytest.raises(Unwell, match="something to send"):
        deliveries()


def test_without_a_look_it_is_unwell(now: Clock) -> None:
    """Nobody has looked for more than a minute."""
    note_heartbeat()
    now.pass_(61)
    with pytest.raises(Unwell, match="no worker"):
        deliveries()


def test_what_is_due_for_long_is_unwell(now: Clock) -> None:
    """The age of the oldest due delivery says what no process list can."""
    make_delivery(make_destination())
    note_heartbeat()
    assert deliveries() == "oldest due delivery: 0 s"
    now.pass_(301)
    note_heartbeat()
    with pytest.raises(Unwell, match="oldest due delivery waits"):
        deliveries()


def test_a_paused_destination_is_no_trouble(now: Clock) -> None:
    """Its deliveries wait because somebody wants them to."""
    make_delivery(make_destination(state="paused"))
    now.pass_(301)
    note_heartbeat()
    assert deliveries() == "nothing is due"
