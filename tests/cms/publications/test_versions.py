"""What the versions of documents tell, and what they must not."""

import pytest

from cms.publications.models import Document
from tests.flows.publishing.steps import edited
from tests.flows.publishing.world import World, build, gate, marker

pytestmark = pytest.mark.django_db(transaction=True)


def versions(world: World) -> dict[str, int]:
    documents = Document.objects.filter(kind="page", object_id=str(world.old.pk))
    return {document.access: document.version for document in documents}


def test_a_teaser_does_not_count_the_edits_of_the_gated_page() -> None:
    """Edits behind the gate leave no trace in the numbers that strangers see."""
    world = build()
    edited(world.old, teaser="What strangers may know.")
    gate(world.old, world.group_a)
    before = versions(world)["teaser"]
    for _ in range(3):
        edited(world.old, summary=marker())
    edited(world.old, teaser="Something new.")
    assert versions(world)["teaser"] == before + 1


def test_what_opens_again_is_newer_than_what_members_saw() -> None:
    """Whoever followed the gated page sees its public successor as the newer one."""
    world = build()
    edited(world.old, teaser="What strangers may know.")
    restriction = gate(world.old, world.group_a)
    for _ in range(3):
        edited(world.old, summary=marker())
    gated = versions(world)["full"]
    restriction.delete()
    assert versions(world) == {"full": gated + 2}


def test_what_members_are_left_with_becomes_newer_than_what_they_saw() -> None:
    """When a page passes to another group, its teaser's next edit is news to those who read the whole before."""
    world = build()
    edited(world.old, teaser="What strangers may know.")
    restriction = gate(world.old, world.group_a)
    for _ in range(3):
        edited(world.old, summary=marker())
    seen = versions(world)["full"]
    restriction.groups.set([world.group_b])
    edited(world.old, teaser="Something new.")
    assert versions(world)["teaser"] > seen
