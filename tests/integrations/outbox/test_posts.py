"""Which posts about a document are told of."""

from typing import Any
from uuid import UUID

import pytest

from integrations.models import Delivery, Destination
from integrations.outbox.posts import posts_of
from tests.integrations.fakes import START, FakeChannel, make_change, make_delivery, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("social")]
UID = UUID("0d5a2bd8-13a5-4bb2-a7a1-7f1e1d0e7c11")
URL = "https://social.example.org/1"


def posted(destination: Destination | None = None, **fields: Any) -> Delivery:
    """A post about the page, as it stands."""
    values = {"state": "sent", "remote_url": URL, "ended_at": START, "change": make_change(UID), **fields}
    return make_delivery(destination or make_destination(), **values)


def test_a_post_is_told_with_its_place_account_and_time() -> None:
    """A post that stands is named with everything that a reader needs to follow it."""
    posted(make_destination(name="Our account"))
    told = {"channel": "fake", "account": "Our account", "url": URL, "posted_at": "2026-11-22T12:00:00+00:00"}
    assert posts_of(UID) == [told]


@pytest.mark.parametrize("state", sorted(set(Delivery.State.values) - {"sent", "leased"}))
def test_what_has_not_surely_been_posted_is_left_out(state: str) -> None:
    """Waiting, failed and uncertain posts are not told of."""
    posted(state=state)
    assert posts_of(UID) == []


@pytest.mark.parametrize("other", [{"purpose": "test"}, {"remote_url": ""}], ids=str)
def test_what_nobody_can_look_at_is_left_out(other: dict[str, Any]) -> None:
    """A test message and a post without a link are no posts about the page."""
    posted(**other)
    assert posts_of(UID) == []


def test_messages_to_programs_are_left_out() -> None:
    """A webhook that answers with a link has not posted anything."""
    posted(make_destination(channel="webhook"))
    assert posts_of(UID) == []


@pytest.mark.parametrize("state, stands", [("ready", 0), ("uncertain", 0), ("sent", 0), ("dead", 1)])
def test_what_is_taken_back_is_left_out(state: str, stands: int) -> None:
    """From the moment it is to go, a post is not told of; only one that could not be taken back still stands."""
    original = posted()
    make_delivery(original.destination, purpose="retract", retracts=original, state=state)
    assert len(posts_of(UID)) == stands


def test_only_its_own_posts_are_told() -> None:
    """Posts about another page are not mixed in."""
    posted(change=make_change())
    assert posts_of(UID) == []


def test_the_oldest_comes_first(social: FakeChannel) -> None:
    """Posts are in the order in which they were made, whatever order they were planned in."""
    later = posted(ended_at=START.replace(hour=14))
    first = posted()
    assert [post["account"] for post in posts_of(UID)] == [first.destination.name, later.destination.name]
