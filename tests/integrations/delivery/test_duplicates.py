"""A service that calls a post a duplicate has it already: it is found and adopted, never posted again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrations.channels.base import Outcome
from integrations.delivery.look import look_once
from integrations.models import Delivery, Destination
from tests.integrations.fakes import make_delivery, make_destination
from tests.sandbox_server import RunningSandbox, running_sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    with running_sandbox(tmp_path / "sandbox.sqlite3") as running:
        yield running


@pytest.fixture
def delivery(sandbox: RunningSandbox) -> Delivery:
    """A post that is due on a Page of the stand-in."""
    account = sandbox.account("facebook")
    page = make_destination(channel="facebook", config=account.config, secret=account.secret, announce_delay=0)
    return make_delivery(page, released=True)


def looked_for(delivery: Delivery) -> Delivery:
    """The delivery after its attempt, and after the look-up that follows."""
    look_once()
    Delivery.objects.filter(state="uncertain").update(due_at=delivery.due_at)
    look_once()
    delivery.refresh_from_db()
    return delivery


def test_a_post_that_stands_already_is_adopted(delivery: Delivery, sandbox: RunningSandbox) -> None:
    """Refused with code 506, it is looked for by its marker, and kept under the number that it has."""
    look_once()
    (first,) = sandbox.page_posts()
    Delivery.objects.update(state="ready", remote_id="", ended_at=None)  # as in a database that was set back
    assert looked_for(delivery).state == "sent"
    assert [attempt.outcome for attempt in delivery.attempt_rows.order_by("number")] == [Outcome.OK, Outcome.DUPLICATE]
    assert delivery.remote_id == first["id"]
    assert len(sandbox.page_posts()) == 1


def test_a_dead_token_pauses_the_page_and_loses_nothing(delivery: Delivery, sandbox: RunningSandbox) -> None:
    """The reason stands beside it, and the post goes out when the Page is connected again."""
    page = delivery.destination
    Destination.objects.update(secret={**page.secret, "access_token": "guessed"})
    assert looked_for(delivery).state == "ready"
    page.refresh_from_db()
    assert (page.state, page.found, "connect the Page again" in page.state_reason) == ("paused", "auth_revoked", True)
    Destination.objects.update(secret=sandbox.account("facebook").secret, state="active")
    assert looked_for(delivery).state == "sent"
