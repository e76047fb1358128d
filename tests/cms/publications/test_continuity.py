"""Noticing that the database is not the one that this installation left."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from cms.publications import continuity, outside
from cms.publications.installation import Installation, Suspicion
from cms.publications.models import Head, Kind
from cms.publications.reconcile import reconcile, reconcile_pending
from cms.publications.subjects import Subject
from tests.cms.api.factories import change
from tests.cms.content import article, published
from tests.flows.publishing.world import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> None:
    """A data folder of the test's own."""
    settings.DATA_DIR = tmp_path
    Head.objects.get_or_create(pk=1)


def set_back() -> None:
    """The database forgets what has risen last, as a restored backup does."""
    outside.remember(continuity.rise())
    Installation.objects.update(generation=0)


def move(settings: Settings, tmp_path: Path) -> None:
    """The database is somewhere else."""
    continuity.intact()
    settings.DATA_DIR = tmp_path / "elsewhere"


def test_a_new_database_belongs_to_whoever_asks_first(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Nothing is suspected of it, and from then on one query tells that all is well."""
    assert continuity.intact()
    outside.remember(continuity.rise())
    with django_assert_num_queries(1):
        assert continuity.intact()


def test_an_older_database_is_noticed() -> None:
    """It is suspended and stays so, however far it comes by then."""
    set_back()
    assert not continuity.intact()
    assert Installation.objects.get().suspicion == Suspicion.OLD
    Installation.objects.update(generation=99)
    assert not continuity.intact()


def test_the_database_of_another_installation_is_noticed(settings: Settings, tmp_path: Path) -> None:
    """Started with another data folder, it is suspended."""
    move(settings, tmp_path)
    assert not continuity.intact()
    assert Installation.objects.get().suspicion == Suspicion.COPY


def test_suspending_begins_a_new_epoch_once() -> None:
    """Cursors of before have expired; those given since stay good."""
    before = Head.objects.get().epoch
    set_back()
    continuity.intact()
    begun = Head.objects.get().epoch
    continuity.intact()
    assert before != begun == Head.objects.get().epoch


def test_nothing_rises_while_it_is_suspended() -> None:
    """The moment of the backup stays what it was."""
    set_back()
    continuity.intact()
    before = Installation.objects.get()
    continuity.rise()
    after = Installation.objects.get()
    assert (before.generation, before.risen_at) == (after.generation, after.risen_at)


def test_a_change_notices_before_it_is_told(client: Client) -> None:
    """Whoever is the first to publish in an older database does it in a new epoch: no reader misses it."""
    change()
    cursor = client.get("/api/v1/changes/").json()["cursor"]
    set_back()
    published(article(title="After the restore"))
    reconcile_pending()
    answer = client.get(f"/api/v1/changes/?since={cursor}")
    assert (answer.status_code, "resync" in answer.json()) == (410, True)


@pytest.mark.django_db(transaction=True)
def test_what_is_told_is_remembered_outside() -> None:
    """A change counts once it is committed, and not when it is undone."""
    build()
    name, before = outside.identity(), outside.generation(outside.identity())
    page = published(article(title="First steps"))
    told = outside.generation(name)
    with transaction.atomic():
        type(page).objects.update(title="Undone")
        assert reconcile(Subject(Kind.PAGE, str(page.pk)))
        transaction.set_rollback(True)
    assert before < told == outside.generation(name)


@pytest.mark.parametrize("restored", [True, False])
@pytest.mark.parametrize("happened", ["older", "moved"])
def test_it_goes_on_once_somebody_has_said_what_happened(
    settings: Settings, tmp_path: Path, django_capture_on_commit_callbacks: Any, happened: str, restored: bool
) -> None:
    """The database is this installation's again, and has come further than it ever had."""
    set_back() if happened == "older" else move(settings, tmp_path)
    continuity.intact()
    with django_capture_on_commit_callbacks(execute=True):
        continuity.accept(restored=restored)
    assert continuity.intact()
    assert Installation.objects.get().generation == outside.generation(outside.identity())


def test_it_is_known_since_when_nothing_is_known() -> None:
    """After a restore that is the moment of the backup; after some time it does not matter any more."""
    set_back()
    backup = Installation.objects.get().risen_at
    continuity.intact()
    continuity.accept(restored=True)
    assert continuity.unknown_since(timedelta(hours=1)) == backup
    Installation.objects.update(restored_at=timezone.now() - timedelta(hours=2))
    assert continuity.unknown_since(timedelta(hours=1)) is None


def test_what_could_not_be_noticed_can_be_said() -> None:
    """The new epoch begins then."""
    before = Head.objects.get().epoch
    continuity.accept(restored=True, noticed=False)
    assert Head.objects.get().epoch != before
