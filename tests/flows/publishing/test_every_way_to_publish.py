"""The proof of the publication centre: whatever happens in Wagtail, documents equal what Wagtail serves."""

from collections import Counter

import pytest
from django.core.management import call_command

from cms.publications.models import Document
from tests.flows.publishing.judge import documented, everything_told, said_since, served, teased
from tests.flows.publishing.steps import STEPS, Step, gate_with_a_teaser
from tests.flows.publishing.world import build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_every_way_to_publish(step: Step) -> None:
    """After any step the documents are what Wagtail serves, and exactly the expected changes were said."""
    world = build()
    assert documented() == served()
    expected = step(world)
    assert documented() == served()
    said = said_since(world.baseline)
    assert Counter(said) == Counter(expected)
    call_command("reconcile_publications", check=True, verbosity=0)


def test_rebuilding_restores_every_byte() -> None:
    """Deleting all documents and rebuilding gives the same bytes and says nothing."""
    world = build()
    before = everything_told()
    Document.objects.all().delete()
    call_command("reconcile_publications", all=True, verbosity=0)
    assert everything_told() == before
    assert said_since(world.baseline) == []


def test_teaser_stands_for_a_gated_page() -> None:
    """A gated page with a teaser is known to strangers by the teaser alone."""
    world = build()
    gate_with_a_teaser(world)
    assert teased() == {world.old.title}
    public = "".join(str(row["body"]) for row in everything_told() if row["audience"] == "public")
    assert world.old.summary not in public
