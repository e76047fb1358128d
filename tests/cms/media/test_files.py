"""Uploaded files are served to whoever was given their address, and to nobody else."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from cms.media.addresses import file_address
from cms.publications.shown import Medium, store_shown
from tests.cms.api.factories import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(settings: Settings, tmp_path: Path) -> Any:
    """A file that a public document shows."""
    settings.MEDIA_ROOT = tmp_path
    file = get_document_model().objects.create(title="Plan", file=ContentFile(b"a plan", name="plan.txt"))
    store_shown(document(), {(Medium.FILE, file.pk)})
    return file


def test_the_signed_address_gives_the_file(stored: Any, client: Client) -> None:
    """The address that a public document links is enough."""
    assert client.get(stored.url).getvalue() == b"a plan"


def test_whoever_holds_a_file_hears_of_another(stored: Any, client: Client) -> None:
    """A file is known by its content, by whatever door it came: nobody keeps the one that stood there before."""
    first: Any = client.get(stored.url)
    assert first.getvalue() == b"a plan"
    stored.file = ContentFile(b"a better plan", name="plan.txt")
    stored.save()
    answer: Any = client.get(stored.url, headers={"If-None-Match": first["ETag"]})
    assert (answer.status_code, answer.getvalue()) == (200, b"a better plan")
    assert client.get(stored.url, headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("who", ["client", "admin_client"])
def test_files_cannot_be_counted_through(stored: Any, request: pytest.FixtureRequest, who: str) -> None:
    """Wagtail's address, made of a number and a name, leads nowhere."""
    visitor: Client = request.getfixturevalue(who)
    assert visitor.get(f"/documents/{stored.pk}/{stored.filename}").status_code == 404


def test_an_address_is_good_for_one_file_only(stored: Any, client: Client) -> None:
    """The signature of one file opens no other; neither does a changed name."""
    other = get_document_model().objects.create(title="Other", file=ContentFile(b"other", name="other.txt"))
    store_shown(document(), {(Medium.FILE, other.pk)})
    token = stored.url.split("/")[2]
    for address in (
        f"/files/{token.replace(str(stored.pk), str(other.pk), 1)}/{other.filename}",
        f"/files/{token}/{other.filename}",
        f"/files/{other.pk}/{other.filename}",
        f"/files/{token[:-1]}/{stored.filename}",
    ):
        assert client.get(address).status_code == 404


def test_a_missing_file_answers_like_a_forged_address(stored: Any, client: Client) -> None:
    """Nothing tells whether there ever was a file."""
    gone, forged = client.get(file_address(stored.pk + 1, "plan.txt")), client.get("/files/1:forged/plan.txt")
    assert (gone.status_code, gone.content.replace(gone.request["PATH_INFO"].encode(), b"")) == (
        forged.status_code,
        forged.content.replace(forged.request["PATH_INFO"].encode(), b""),
    )


@pytest.mark.parametrize("kind", [CollectionViewRestriction.GROUPS, CollectionViewRestriction.PASSWORD])
def test_the_privacy_of_a_collection_holds_besides(stored: Any, client: Client, kind: str) -> None:
    """A file in a closed collection is not there for those it is closed to, even at its signed address."""
    closed = Collection.get_first_root_node().add_child(name="Closed")
    restriction = CollectionViewRestriction.objects.create(collection=closed, restriction_type=kind)
    restriction.groups.add(Group.objects.create(name="Members"))
    stored.collection = closed
    stored.save()
    assert client.get(stored.url).status_code == 404


def test_the_admin_links_the_signed_address(stored: Any, admin_client: Client) -> None:
    """Editors open files from the admin's own screens."""
    assert stored.url in admin_client.get(f"/admin/documents/edit/{stored.pk}/").content.decode()
