"""Several attempts that end at the same moment, written down in one transaction."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from integrations.channels.base import Outcome, Verdict
from integrations.delivery.claim import claim
from integrations.delivery.finish import Ended, finish_all
from integrations.models import Attempt, Delivery, Destination
from integrations.policy import policy
from tests.integrations.fakes import make_delivery, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "fake")]

OK, LATER = Verdict(Outcome.OK, "Received", remote_id="r"), Verdict(Outcome.TRANSIENT, "503")
GONE = Verdict(Outcome.GONE)


def ended(*verdicts: Verdict) -> list[Ended]:
    """Attempts of as many destinations."""
    for _ in verdicts:
        make_delivery(make_destination())
    record = {"status": 200, "milliseconds": {"total": 3}, "request_headers": [["a", "b"]]}
    return [Ended(one, verdict, record) for one, verdict in zip(claim(len(verdicts)), verdicts, strict=True)]


def test_each_ends_in_its_own_way() -> None:
    """Deliveries, attempts and destinations say what became of each."""
    assert finish_all(ended(OK, LATER, GONE)) == [True, True, True]
    states = Delivery.objects.order_by("pk").values_list("state", "detail", "destination__state", "slot")
    assert list(states) == [
        ("sent", "Received", "active", None),
        ("ready", "503", "active", None),
        ("dead", "", "closed", None),
    ]
    assert set(Attempt.objects.values_list("outcome", "status")) == {
        (Outcome.OK, 200),
        (Outcome.TRANSIENT, 200),
        (Outcome.GONE, 200),
    }


def test_many_that_end_well_cost_no_more_statements_than_two() -> None:
    """The fence, the attempts, the destinations, the deliveries: one statement each."""
    costs = []
    for count in (2, 8):
        batch = ended(*[OK] * count)
        with CaptureQueriesContext(connection) as asked:
            finish_all(batch)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_one_who_comes_too_late_spoils_nothing_for_the_others() -> None:
    """Only the attempt remembers that outcome; the others of the batch end as they did."""
    late, fine = ended(GONE, OK)
    Delivery.objects.filter(pk=late.delivery.pk).update(lease_token=UUID(int=0))
    assert finish_all([late, fine]) == [False, True]
    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == ["leased", "sent"]
    assert set(Destination.objects.values_list("state", flat=True)) == {"active"}
    assert Attempt.objects.get(delivery=late.delivery).outcome == Outcome.GONE


def test_the_answers_of_one_destination_count_in_their_order() -> None:
    """Failures in a row open its circuit although they are told together."""
    destination = make_destination(failures=policy().trips - 2)
    for _ in range(2):
        make_delivery(destination)
    claims = [one for _ in range(2) for one in claim(1)]
    finish_all([Ended(one, LATER, {}) for one in claims])
    destination.refresh_from_db()
    assert (destination.failures, destination.rests_until is not None) == (policy().trips, True)
