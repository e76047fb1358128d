"""Queries whose SQL is written once."""

from datetime import timedelta

import pytest

from integrations.models import Delivery
from integrations.written import MOMENT, Written, numbers, padded, uuids
from tests.integrations.fakes import START, make_change, make_delivery, make_destination

pytestmark = pytest.mark.django_db


def test_every_question_has_its_own_answer() -> None:
    """Moments, keys and UUIDs stand in the place of their stand-ins, wherever those stand."""
    change = make_change()
    early = make_delivery(make_destination(), change=change, due_at=START)
    late = make_delivery(make_destination(), due_at=START + timedelta(hours=1))
    due = Delivery.objects.filter(due_at__lte=MOMENT, pk__in=numbers(2)).order_by("pk")
    query = Written(due.values_list("pk"), MOMENT, *numbers(2))
    assert query.ask(START, early.pk, late.pk) == [(early.pk,)]
    assert query.ask(START + timedelta(hours=1), late.pk, early.pk) == [(early.pk,), (late.pk,)]
    assert query.ask(START + timedelta(hours=1), late.pk, late.pk) == [(late.pk,)]
    about = Written(Delivery.objects.filter(change__uid__in=uuids(1)).values_list("pk"), *uuids(1))
    assert about.ask(change.uid) == [(early.pk,)]


@pytest.mark.parametrize("count, length", [(0, 0), (1, 1), (2, 2), (3, 4), (4, 4), (5, 8), (33, 64)])
def test_few_numbers_of_stand_ins_are_needed(count: int, length: int) -> None:
    """Nothing is added but what is there."""
    found = padded(range(count))
    assert (len(found), set(found)) == (length, set(range(count)))
