"""What was to go out by itself, judged once more right before it does."""

import pytest

from cms.users.models import User
from integrations.channels.base import Outcome, Verdict
from integrations.claim import claim
from integrations.decisions import post
from integrations.deliver import deliver
from integrations.fan_out import fan_out
from integrations.models import Attempt, Delivery, Destination
from tests.integrations.fakes import Clock, FakeChannel, make_change, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("social")]


@pytest.fixture
def account(social: FakeChannel, now: Clock) -> Destination:
    """An account for which seven pages were considered, five of them to go out."""
    account = make_destination()
    for _ in range(7):
        make_change()
    fan_out()
    return account


def send_all(account: Destination) -> list[str]:
    while claims := claim(1):
        deliver(*claims)
    return sorted(account.deliveries.values_list("state", flat=True))


def test_what_has_become_old_in_line_waits(account: Destination, social: FakeChannel, now: Clock) -> None:
    """An account that was paused for three days does not post three days old news."""
    now.pass_(3 * 24 * 3600)
    assert send_all(account) == ["waiting"] * 7
    assert social.sent == []
    assert set(account.deliveries.values_list("detail", flat=True)) >= {"It was first published some time ago."}
    assert not Attempt.objects.exists()


def test_the_cap_counts_what_is_sent_too(account: Destination, social: FakeChannel, now: Clock) -> None:
    """What piled up while the account could not be reached does not go out at once."""
    for _ in range(3):
        now.pass_(3601)
        for _ in range(5):
            make_change()
        fan_out()
    now.pass_(121)
    assert send_all(account).count("sent") == 5
    assert set(account.deliveries.waiting().values_list("detail", flat=True)) == {"More than 5 pages within one hour."}


def test_who_may_stand_counts_as_sent(account: Destination, social: FakeChannel, now: Clock) -> None:
    """An uncertain post takes its place under the cap."""
    Destination.objects.update(hourly_cap=1)
    now.pass_(121)
    social.verdicts = [Verdict(Outcome.UNKNOWN)]
    assert send_all(account) == ["uncertain", *["waiting"] * 6]


def test_a_release_by_hand_is_final(account: Destination, social: FakeChannel, now: Clock) -> None:
    """Neither age nor cap hold back what a person has let go."""
    now.pass_(3 * 24 * 3600)
    send_all(account)
    person = User.objects.create_user("editor")
    for delivery in Delivery.objects.all():
        post(delivery, person)
    assert send_all(account) == ["sent"] * 7
