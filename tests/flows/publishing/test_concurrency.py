"""Editors and several reconcilers at once."""

from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connections

from cms.publications import reconcile as centre
from cms.publications.documents import render
from cms.publications.models import Change, Kind, StaleMark
from cms.publications.subjects import Subject
from tests.flows.publishing.judge import documented, served
from tests.flows.publishing.world import World, article, build, marker, published
from tests.services import NEVER

pytestmark = pytest.mark.django_db(transaction=True)


def in_thread(deed: Callable[[], object]) -> Thread:
    """Run a deed with a database connection of its own."""

    def run() -> None:
        try:
            deed()
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


@pytest.mark.only_on("postgresql")  # on SQLite nobody can commit while a page is rendered
def test_an_edit_during_a_render_is_not_lost() -> None:
    """An edit that commits while its page is being rendered keeps its mark, and is rendered next."""
    world, rendered, go_on = build(), Event(), Event()

    def slow_render(instance: object) -> object:
        rendition = render(instance)
        rendered.set()
        assert go_on.wait(NEVER)
        return rendition

    with patch("cms.publications.reconcile.render", slow_render):
        first = in_thread(lambda: centre.reconcile(Subject(Kind.PAGE, str(world.one.pk))))
        assert rendered.wait(NEVER)
        world.one.summary = marker()
        editing = in_thread(lambda: published(world.one))
        while not StaleMark.objects.exists():
            pass  # until the other thread has left its mark
        go_on.set()
        first.join(NEVER)
        editing.join(NEVER)
    assert documented() == served()
    assert not StaleMark.objects.exists()


def test_reconcilers_at_once_say_everything_once() -> None:
    """Four reconcilers on the same marks leave no gap, no duplicate and nothing stale."""
    world = build()
    with patch("cms.publications.looks.reconcile_marked"):
        for number in range(12):
            world.articles.add_child(instance=article(f"Page{number}", live=True))
    threads = [in_thread(drain) for _ in range(4)]
    for thread in threads:
        thread.join(60)
    changes = list(Change.objects.filter(sequence__gt=world.baseline).order_by("sequence"))
    assert [change.sequence for change in changes] == list(range(world.baseline + 1, world.baseline + 13))
    assert len({change.uid for change in changes}) == 12
    assert documented() == served()
    call_command("reconcile_publications", check=True, verbosity=0)


def drain() -> None:
    while centre.reconcile_pending():
        pass  # a batch each time, until nothing is left


def test_a_reader_never_misses_the_change_before_one_it_saw() -> None:
    """While changes are appended by several at once, whoever reads n has every change before n."""
    world = build()
    stop, gaps = Event(), list[int]()

    def watch() -> None:
        while not stop.is_set():
            sequences = list(Change.objects.order_by("sequence").values_list("sequence", flat=True))
            gaps.extend(set(range(1, max(sequences) + 1)) - set(sequences))

    reader = in_thread(watch)
    writers = [in_thread(partial(write, world, number)) for number in range(3)]
    for thread in writers:
        thread.join(60)
    stop.set()
    reader.join(NEVER)
    assert gaps == []
    assert Change.objects.count() > world.baseline


def write(world: World, number: int) -> None:
    page = [world.one, world.two, world.old][number]
    for _ in range(4):
        type(page).objects.filter(pk=page.pk).update(summary=marker())
        centre.reconcile(Subject(Kind.PAGE, str(page.pk)))
