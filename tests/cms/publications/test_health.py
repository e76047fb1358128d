"""What `/healthz` says of publications."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from cms.publications.health import Unwell, proxy, publications
from cms.publications.models import Kind, RenderFailure, StaleMark

pytestmark = pytest.mark.django_db

IN_TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def nothing_stale() -> None:
    StaleMark.objects.all().delete()


def test_nothing_stale_is_well() -> None:
    """Without marks the centre is well."""
    assert publications() == "nothing is stale"


def test_a_mark_that_stays_is_unwell() -> None:
    """A mark that nobody has looked at for more than five minutes is a failing check."""
    StaleMark.objects.create(kind=Kind.PAGE, object_id="1")
    assert publications().startswith("oldest stale object")
    with time_machine.travel(timezone.now() + IN_TEN_MINUTES), pytest.raises(Unwell):
        publications()


def test_a_page_that_cannot_be_rendered_is_no_outage() -> None:
    """One broken page does not take the installation out of service."""
    StaleMark.objects.create(kind=Kind.PAGE, object_id="1")
    RenderFailure.objects.create(kind=Kind.PAGE, object_id="1", error="x", retry_at=timezone.now())
    with time_machine.travel(timezone.now() + IN_TEN_MINUTES):
        assert publications() == "nothing is stale"


def test_a_proxy_that_can_be_told_is_well(settings: Settings, tmp_path: Path) -> None:
    """With a folder that can be written all is well, and where there is no proxy as well."""
    assert proxy() == "there is none to tell"
    settings.EDGE_FOLDER = str(tmp_path / "edge")
    assert proxy() == "can be told of changes"


def test_a_proxy_that_cannot_be_told_is_unwell(client: Client, settings: Settings, tmp_path: Path) -> None:
    """It would show on what is withdrawn: whoever asks hears of it and what to do, but not where the folder is."""
    (tmp_path / "file").touch()
    settings.EDGE_FOLDER = str(tmp_path / "file" / "edge")
    answer = client.get("/healthz")
    said = answer.json()["checks"]["proxy"]["detail"]
    assert answer.status_code == 503
    assert said.startswith("EDGE_FOLDER cannot be written (Not a directory)")
    assert str(tmp_path) not in answer.content.decode()
