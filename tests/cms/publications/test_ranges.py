"""Lists read from ranges of an index, and merged."""

from datetime import timedelta
from itertools import product

import pytest

from cms.publications.models import Document
from cms.publications.ranges import Leading, Order, Ranges
from tests.cms.api.factories import SPRING, document

pytestmark = pytest.mark.django_db

MEMBER = frozenset({"group:1", "group:2", "public"})
ORDERS = [Order(column, descending) for column, descending in product(("published_at", "title"), (True, False))]


@pytest.fixture
def everything() -> list[Document]:
    """Documents of three audiences, some published at the same moment, each other one with a tag."""
    found = []
    for number in range(24):
        audience, tag = sorted(MEMBER)[number % 3], ["neck"] if number % 2 else ["back"]
        at = SPRING + timedelta(minutes=number // 4)
        found.append(document(audience=audience, published_at=at, title=f"{number % 5}", facets={"tag": tag}))
    return found


def in_order(documents: list[Document], order: Order) -> list[int]:
    rows = sorted(documents, key=lambda row: (getattr(row, order.column), row.pk), reverse=order.descending)
    return [row.pk for row in rows]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: "".join(order.columns))
def test_from_every_row_on_comes_what_follows_in_the_whole_list(everything: list[Document], order: Order) -> None:
    """However many audiences are merged, the list goes on where one sorted list would."""
    listed = in_order(everything, order)
    ranges = Ranges(Document.objects.visible_to(MEMBER), MEMBER)
    assert [row.pk for row in ranges.first(5, order)] == listed[:5]
    for row in everything:
        place = listed.index(row.pk) + 1
        found = ranges.first(5, order, (getattr(row, order.column), row.pk))
        assert [one.pk for one in found] == listed[place : place + 5]


@pytest.mark.parametrize("order", ORDERS[:2], ids=lambda order: "".join(order.columns))
@pytest.mark.parametrize("audiences", [frozenset({"public"}), MEMBER], ids=len)
def test_rows_of_facets_lead_to_the_same_list(
    everything: list[Document], order: Order, audiences: frozenset[str]
) -> None:
    """Found by a facet, documents come in the order they have without it, also from a row on."""
    tagged = [row for row in everything if row.facets == {"tag": ["neck"]} and row.audience in audiences]
    listed = in_order(tagged, order)
    leading = Leading("tag", "neck", {"type__in": ["articles"]})
    ranges = Ranges(Document.objects.visible_to(audiences), audiences, leading)
    assert [row.pk for row in ranges.first(100, order)] == listed
    for row in everything:
        around = in_order([*(one for one in tagged if one != row), row], order)
        expected = around[around.index(row.pk) + 1 :][:3]
        assert [one.pk for one in ranges.first(3, order, (row.published_at, row.pk))] == expected


def test_a_teaser_gives_way_to_what_it_teases() -> None:
    """Of an object that has documents for several audiences, merged lists have the first one alone."""
    whole = document(audience="group:1", facets={"tag": ["neck"]})
    document(uid=whole.uid, facets={"tag": ["neck"]})
    readable = Document.objects.visible_to(MEMBER)
    for leading in (None, Leading("tag", "neck")):
        assert [row.pk for row in Ranges(readable, MEMBER, leading).first(5)] == [whole.pk]


def test_what_rows_of_facets_know_narrows_them() -> None:
    """Type and time are asked of the rows of facets themselves."""
    document(type="points", facets={"tag": ["neck"]})
    late = document(facets={"tag": ["neck"]})
    early = document(facets={"tag": ["neck"]}, published_at=SPRING)
    known = {"type__in": ["articles"], "published_at__lt": late.published_at}
    found = Ranges(Document.objects.visible_to({"public"}), {"public"}, Leading("tag", "neck", known)).first(5)
    assert [row.pk for row in found] == [early.pk]
