"""Without superseded changes every reader of the feed ends with the same copy."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random
from uuid import UUID

import pytest
from django.db.models import Q

from cms.api.changes import caused_by, told_to
from cms.publications.models import Change
from cms.publications.superseded import superseded

pytestmark = pytest.mark.django_db

THEN = datetime(2025, 1, 1, tzinfo=UTC)
OBJECTS = [UUID(int=number) for number in range(3)]
MANY = 250


def history(seed: int) -> list[Change]:
    """Many changes of a few objects, of every sort and in no sensible order, an hour apart."""
    chance = Random(seed)
    changes = [
        Change(
            sequence=number,
            uid=chance.choice(OBJECTS),
            audience=chance.choice(["public", "group:1"]),
            access="full",
            action=chance.choice(["published", *["updated"] * 5, "unpublished", "deleted"]),
            cause=chance.choice(Change.Cause.values),
            kind="page",
            type=chance.choice(["articles", "points"]),
            object_id="1",
            site_id=chance.choice([None, 1, 2]),
            locale="en",
            path="/",
            version=number,
            renderer_version=1,
            published_at=THEN,
            updated_at=THEN,
            at=THEN + timedelta(hours=number),
        )
        for number in range(1, MANY + 1)
    ]
    return Change.objects.bulk_create(changes)


def copy(of: Iterable[Change]) -> dict[UUID, int]:
    """What a reader has after these changes: of each object the last that it was told."""
    kept: dict[UUID, int] = {}
    for change in of:
        if change.is_tombstone:
            kept.pop(change.uid, None)
        else:
            kept[change.uid] = change.sequence
    return kept


READERS = [
    (frozenset(audiences), Q(site_id=None) | Q(site_id=site), causes & kinds)
    for audiences, site, causes, kinds in product(
        (["public"], ["public", "group:1"]),
        (1, 2),
        (Q(), caused_by(["content"]), caused_by(["path", "privacy"])),
        (Q(), Q(type="articles")),
    )
]


@pytest.mark.parametrize("seed", range(3))
def test_every_reader_ends_with_the_same_copy(seed: int) -> None:
    """From whatever cursor it goes on, whatever it may read and however it narrows the feed."""
    history(seed)
    feeds = [told_to(audiences).filter(site, narrowed) for audiences, site, narrowed in READERS]
    whole = [list(feed) for feed in feeds]
    gone, _by_model = superseded(THEN + timedelta(days=365)).delete()
    assert gone > MANY // 4
    for before, feed in zip(whole, feeds, strict=True):
        left = list(feed)
        for cursor in range(0, MANY + 1, 10):
            known = [change for change in before if change.sequence <= cursor]
            assert copy([*known, *(one for one in left if one.sequence > cursor)]) == copy(before)


def test_only_what_is_old_counts() -> None:
    """Neither is a young change superseded, nor does one supersede; the same holds of a place in the order."""
    history(0)
    half = THEN + timedelta(hours=MANY // 2)
    old = superseded(half)
    assert list(old) == list(superseded(THEN + timedelta(days=365), MANY // 2 - 1))
    assert {change.sequence for change in old}.issubset(range(1, MANY // 2))
    for key in OBJECTS:
        last = Change.objects.filter(uid=key, at__lt=half).order_by("sequence").last()
        assert last not in old
