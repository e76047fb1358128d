"""What a document was made of is recorded completely, whoever wrote the content type."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.models import Model
from wagtail.contrib.redirects.models import Redirect

from cms.core.models import SiteDetails
from cms.core.models.sites import EmergencyNumber, SocialProfile
from cms.publications.dependencies import SHARED, Row, row_of
from cms.publications.models import Dependency
from cms.publications.reconcile import read
from cms.publications.subjects import every_subject
from tests.flows.publishing.world import build, picture

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def watching(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[Row]]:
    """Note every model instance that is loaded from the database, past the centre's own record."""
    seen: set[Row] = set()
    load = Model.from_db.__func__  # type: ignore[attr-defined]  # of the class method

    def from_db(cls: type[Model], *args: Any, **kwargs: Any) -> Model:
        instance = load(cls, *args, **kwargs)
        if cls._meta.app_label != "publications":
            seen.add(row_of(instance))
        return instance

    with monkeypatch.context() as patched:
        patched.setattr(Model, "from_db", classmethod(from_db))
        yield seen


def test_every_row_read_is_a_dependency(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model instance is made during a render without standing in the record."""
    world = build()
    Redirect.add_redirect("/old", world.one, site=world.site)
    details = SiteDetails.objects.create(site=world.site, logo=picture())
    EmergencyNumber.objects.create(details=details, label="Emergency", number="112")
    SocialProfile.objects.create(details=details, network="x", url="https://x.example.org/us")
    for subject in every_subject():
        with watching(monkeypatch) as seen:
            reading = read(subject)
        assert {row for row in seen if row[0] not in SHARED} <= reading.rows, subject


def test_readers_are_found_by_the_rows_they_read() -> None:
    """The article depends on its author's row, its tags' rows and the page that it mentions."""
    world = build()
    rows = set(Dependency.objects.filter(object_id=str(world.one.pk), kind="page").values_list("model", "row"))
    assert {("core.person", str(world.author.pk)), ("wagtailcore.page", str(world.two.pk))} <= rows
