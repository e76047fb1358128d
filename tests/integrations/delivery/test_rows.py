"""Many rows in one statement, on both databases."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from integrations.delivery.rows import inserts, updates, write
from integrations.models import Attempt, Delivery, Destination
from tests.integrations.fakes import START, make_delivery, make_destination

pytestmark = pytest.mark.django_db

MINE, ANOTHERS = UUID(int=1), UUID(int=2)


def row(delivery: Delivery, **values: Any) -> dict[str, Any]:
    return {"pk": delivery.pk, **values}


def test_each_row_gets_its_own_values() -> None:
    """Numbers, times, bytes, texts and nothing arrive as what they are, in one statement."""
    one, two = (make_delivery(make_destination()) for _ in range(2))
    rows = [
        row(one, cursor=7, ended_at=START, body=b"\x00one", text="“%s” ü", uploads={"a": [1]}),
        row(two, cursor=None, ended_at=None, body=None, text="", uploads={}),
    ]
    with CaptureQueriesContext(connection) as asked:
        assert write(updates(Delivery, rows)) == [{one.pk, two.pk}]
    assert len(asked) == 1
    for delivery, written in zip((one, two), rows, strict=True):
        delivery.refresh_from_db()
        body = delivery.body if delivery.body is None else bytes(delivery.body)
        found = (delivery.pk, delivery.cursor, delivery.ended_at, body, delivery.text, delivery.uploads)
        assert found == tuple(written.values())


def test_columns_without_any_value_are_emptied() -> None:
    """A column that is empty in every row keeps its type."""
    delivery = make_delivery(make_destination(), cursor=3, ended_at=START)
    write(updates(Delivery, [row(delivery, cursor=None, ended_at=None, lease_token=None)]))
    delivery.refresh_from_db()
    assert (delivery.cursor, delivery.ended_at) == (None, None)


def test_who_holds_another_lease_changes_nothing() -> None:
    """What does not fit in everything that identifies a row is not written, and not among the rows found."""
    deliveries = [make_delivery(make_destination()) for _ in range(2)]
    for delivery, token in zip(deliveries, (MINE, ANOTHERS), strict=True):
        Attempt.objects.create(delivery=delivery, number=1, lease_token=token, started_at=START)
    rows = [{"delivery": one.pk, "lease_token": MINE, "status": 204} for one in deliveries]
    mine = Attempt.objects.get(lease_token=MINE).pk
    assert write(updates(Attempt, rows, match=("delivery", "lease_token"))) == [{mine}]
    assert set(Attempt.objects.values_list("lease_token", "status")) == {(MINE, 204), (ANOTHERS, None)}


def test_secrets_are_encrypted_on_the_way() -> None:
    """A field of our own says how its values are stored."""
    destination = make_destination()
    write(updates(Destination, [{"pk": destination.pk, "secret": {"token": "planted"}}]))
    assert Destination.objects.get(pk=destination.pk).secret == {"token": "planted"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM integrations_destination")
        assert "planted" not in str(cursor.fetchall())


def test_several_kinds_of_rows_are_written_one_after_the_other() -> None:
    """Each kind sees what the one before has written, rows of one kind may have different fields, and each kind knows
    its own; PostgreSQL is asked once."""
    one, two, three = (make_delivery(make_destination()) for _ in range(3))
    begun = [{"delivery": one.pk, "number": 1, "lease_token": MINE, "started_at": START}]
    ended = [{"delivery": one.pk, "lease_token": MINE, "status": 204}]
    written = [row(one, text="100 %s"), row(two, cursor=7), row(three, text="so")]
    with CaptureQueriesContext(connection) as asked:
        found = write(
            inserts(Attempt, begun),
            updates(Attempt, ended, match=("delivery", "lease_token")),
            updates(Delivery, []),
            updates(Delivery, written),
        )
    assert len(asked) == (1 if connection.vendor == "postgresql" else 4)
    assert found == [set(), {Attempt.objects.get(status=204).pk}, set(), {one.pk, two.pk, three.pk}]
    assert list(Delivery.objects.order_by("pk").values_list("text", "cursor")) == [
        ("100 %s", None),
        ("", 7),
        ("so", None),
    ]


def test_nothing_is_asked_for_no_rows(django_assert_num_queries: Any) -> None:
    """An empty batch costs nothing."""
    with django_assert_num_queries(0):
        assert write(updates(Delivery, [])) == [set()]


def test_rows_are_inserted_with_the_defaults_of_their_model() -> None:
    """In one statement; what is not given is what a new object would have."""
    deliveries = [make_delivery(make_destination()) for _ in range(2)]
    rows = [{"delivery": one.pk, "number": 1, "lease_token": MINE, "started_at": START} for one in deliveries]
    with CaptureQueriesContext(connection) as asked:
        write(inserts(Attempt, rows))
    assert len(asked) == 1
    for found, one in zip(Attempt.objects.order_by("delivery_id"), deliveries, strict=True):
        expected = Attempt(pk=found.pk, delivery_id=one.pk, number=1, lease_token=MINE, started_at=START)
        assert model_to_dict(found) == model_to_dict(expected)
