"""Attempts that have ended, until they are written down."""

from collections.abc import Sequence
from select import select

import pytest
from django.db import InternalError, OperationalError, connection

from integrations.channels.base import Outcome, Verdict
from integrations.delivery import endings as module
from integrations.delivery.claim import Claim, claim
from integrations.delivery.endings import Endings
from integrations.delivery.finish import Ended, Ending, Undone, give_back, write_down
from integrations.models import Delivery
from integrations.policy import policy
from tests.integrations.fakes import make_delivery, make_destination
from tests.services import NEVER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "fake")]

OK = Verdict(Outcome.OK, "Received")


class Writing:
    """How batches are written; the test says which deliveries cannot be, and when the database is away."""

    def __init__(self) -> None:
        self.batches: list[int] = []
        self.spoilt: set[int] = set()
        self.away = 0

    def __call__(self, batch: Sequence[Ending]) -> None:
        self.batches.append(len(batch))
        if self.away:
            self.away -= 1
            raise OperationalError("away")
        if any(one.claim.delivery.pk in self.spoilt for one in batch):
            raise ValueError("cannot be written")
        write_down(batch)


@pytest.fixture
def writing(monkeypatch: pytest.MonkeyPatch) -> Writing:
    writing = Writing()
    monkeypatch.setattr(module, "write_down", writing)
    monkeypatch.setattr("django.db.connection.close", lambda: None)  # the test's own transaction is on it
    monkeypatch.setattr(module, "PAUSE", 0)
    return writing


def claims(count: int) -> list[Claim]:
    """Of as many destinations."""
    for _ in range(count):
        make_delivery(make_destination())
    return claim(count)


def held(*endings: Ending) -> Endings:
    found = Endings()
    for ending in endings:
        found.add(ending)
    return found


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_verdicts_are_written_together_and_each_undoing_by_itself(writing: Writing) -> None:
    """Nothing is held any more afterwards."""
    first, second, undone = claims(3)
    endings = held(Ended(first, OK, {}), Undone(undone, give_back), Ended(second, OK, {}))
    endings.write_down()
    endings.write_down()
    assert states() == ["sent", "sent", "ready"]
    assert [size for size in writing.batches if size] == [2, 1]


def test_one_that_cannot_be_written_spoils_nothing_for_the_others(writing: Writing) -> None:
    """It is left to the sweep."""
    several = claims(3)
    writing.spoilt = {several[1].delivery.pk}
    held(*(Ended(one, OK, {}) for one in several)).write_down()
    assert states() == ["sent", "leased", "sent"]


def test_while_the_database_is_away_nothing_is_forgotten(writing: Writing) -> None:
    """One try for all of them, and again when it is asked for."""
    endings = held(*(Ended(one, OK, {}) for one in claims(2)))
    writing.away = 1
    with pytest.raises(OperationalError):
        endings.write_down()
    assert writing.batches == [2]
    endings.write_down()
    assert states() == ["sent", "sent"]


def test_at_the_end_it_insists(writing: Writing) -> None:
    """A worker that is told to stop while the database is away waits for it."""
    writing.away = 3
    held(*(Ended(one, OK, {}) for one in claims(2))).write_all_down()
    assert states() == ["sent", "sent"]


def test_whose_lease_is_over_is_let_go(writing: Writing) -> None:
    """The sweep has taken over: nobody waits for that."""
    late, fine = claims(2)
    late.taken_at -= policy().lease
    writing.away = 1
    endings = held(Ended(late, OK, {}), Ended(fine, OK, {}))
    with pytest.raises(OperationalError):
        endings.write_down()
    assert [one.claim for one in endings._held] == [fine]


def test_what_has_been_written_by_its_sender_is_not_held() -> None:
    """A look-up concludes by itself."""
    endings = Endings()
    endings.add(None)
    assert not endings._held


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_who_stood_still_within_a_transaction_writes_it_down_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server has ended the session, so that its locks stop nobody; nothing was written, or is forgotten."""
    endings = held(*(Ended(one, OK, {}) for one in claims(2)))
    monkeypatch.setattr("integrations.delivery.finish.reached", stand_still)
    with pytest.raises(InternalError, match="idle-in-transaction"):
        endings.write_down()
    connection.close()
    assert states() == ["leased", "leased"]
    monkeypatch.setattr("integrations.delivery.finish.reached", print)
    endings.write_down()
    assert states() == ["sent", "sent"]


def stand_still(_point: str) -> None:
    """Until the server has lost patience, which is short here, and says so."""
    with connection.cursor() as cursor:
        cursor.execute("SET idle_in_transaction_session_timeout = 50")
    assert select([connection.connection.fileno()], [], [], NEVER)[0]
