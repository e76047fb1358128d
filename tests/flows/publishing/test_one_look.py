"""Many changes in one go: looked at once, and as right as one by one."""

from collections import Counter
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from cms.publications.documents import render
from cms.publications.looks import one_look
from cms.publications.models import Document, StaleMark
from tests.flows.publishing.judge import documented, served
from tests.flows.publishing.world import World, article, build, gate, links_to, marker, published

pytestmark = pytest.mark.django_db(transaction=True)


def change_much(world: World) -> None:
    """Changes that reach the same pages again and again."""
    for page in (world.two, world.one):
        for _ in range(3):
            page.summary = marker()
            published(page)


def change_all(world: World) -> None:
    """Many changes, and one that may be refused."""
    with one_look():
        change_much(world)
        world.archive.save()


def test_each_object_is_rendered_once() -> None:
    """What was saved again and again is rendered once, at the end, and nothing stays stale."""
    world = build()
    with patch("cms.publications.reconcile.render", wraps=render) as rendered, one_look():
        change_much(world)
        assert not rendered.called
    looked_at = Counter(call.args[0].pk for call in rendered.call_args_list if call.args[0] in (world.one, world.two))
    assert looked_at == {world.one.pk: 1, world.two.pk: 1}
    assert documented() == served()
    assert not StaleMark.objects.exists()


def test_what_is_closed_inside_is_withdrawn_inside() -> None:
    """Nobody reads a page that has just been closed while more is being saved."""
    world = build()
    with one_look():
        gate(world.one, Group.objects.create(name="Insiders"))
        assert not Document.objects.filter(object_id=str(world.one.pk)).exists()
    assert documented() == served()


def test_pages_made_inside_know_each_other() -> None:
    """A page that links to another made in the same go shows it."""
    world = build()
    with one_look():
        target = published(world.articles.add_child(instance=article("Target", live=False)))
        published(world.articles.add_child(instance=article("Source", live=False, body=links_to(target))))
    body = bytes(Document.objects.get(path="/articles/source/").body).decode()
    assert "/articles/target/" in body


def test_what_fails_leaves_nothing() -> None:
    """All of it is one transaction."""
    world = build()
    before = documented()
    world.archive.title = ""
    with pytest.raises(ValidationError):
        change_all(world)
    assert documented() == before
    assert not StaleMark.objects.exists()
