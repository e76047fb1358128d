"""Pictures and files go to those who may read a document that shows them, for as long as they may."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission

from cms.api.callers import Scope
from cms.media.addresses import picture_address
from cms.media.copies import copies_of
from cms.publications.models import Document
from cms.publications.shown import Medium, store_shown
from tests.cms.api.factories import api_key, document, group
from tests.flows.publishing.world import picture

Uploaded = tuple[str, Document]


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def image_shown(**given: Any) -> Uploaded:
    """An image's address, and the document that shows it."""
    image, showing = picture(), document(**given)
    store_shown(showing, {(Medium.IMAGE, image.pk)})
    return picture_address(image, "40.png"), showing


def file_shown(**given: Any) -> Uploaded:
    """A file's address, and the document that shows it."""
    file = get_document_model().objects.create(title="Plan", file=ContentFile(b"a plan", name="plan.txt"))
    showing = document(**given)
    store_shown(showing, {(Medium.FILE, file.pk)})
    return file.url, showing


@pytest.fixture(params=[image_shown, file_shown])
def shown(request: pytest.FixtureRequest) -> Callable[..., Uploaded]:
    made: Callable[..., Uploaded] = request.param
    return made


def answer(client: Client, address: str, **headers: str) -> tuple[int, str]:
    response: Any = client.get(address, headers=headers)
    response.getvalue()
    return response.status_code, response["Cache-Control"]


def test_what_is_public_may_be_kept(client: Client, shown: Callable[..., Uploaded]) -> None:
    """Everybody is given it, nobody is asked who they are, and caches may keep it for a while."""
    response: Any = client.get(shown()[0])
    assert response.getvalue()
    assert (response["Cache-Control"], response.has_header("Vary")) == ("public, max-age=3600, immutable", False)


def test_an_address_dies_with_its_document(client: Client, shown: Callable[..., Uploaded]) -> None:
    """What is withdrawn takes its pictures and files with it at once."""
    address, showing = shown()
    showing.delete()
    assert answer(client, address) == (404, "no-store")


def test_it_lives_while_another_document_shows_it(client: Client) -> None:
    """A picture on a closed page is public for as long as a public page has it too."""
    address, showing = image_shown(audience=f"group:{group().pk}")
    open_too = document()
    store_shown(open_too, {(Medium.IMAGE, showing.shown_rows.get().row)})
    assert answer(client, address)[0] == 200
    open_too.delete()
    assert answer(client, address)[0] == 404


def test_strangers_get_nothing_that_is_gated(client: Client, shown: Callable[..., Uploaded]) -> None:
    """Without a key, with a wrong one, with one of another group, or with one that may not read content."""
    members = group()
    address, _ = shown(audience=f"group:{members.pk}")
    others = [api_key()[1], api_key(group("Others"))[1], api_key(members, scopes=[Scope.CHANGES.value])[1]]
    for key in [{}, {"Authorization": "Bearer made-up"}, *others]:
        assert answer(client, address, **key) == (404, "no-store")


def test_members_get_it_by_key(client: Client, shown: Callable[..., Uploaded]) -> None:
    """A front end's server fetches it as it fetches the page, and nobody stores it."""
    members = group()
    address, _ = shown(audience=f"group:{members.pk}")
    assert answer(client, address, **api_key(members)[1]) == (200, "private, no-store")


def test_members_get_it_in_their_browser(
    client: Client, shown: Callable[..., Uploaded], django_user_model: Any
) -> None:
    """The plain page shows its pictures to those to whom Wagtail shows the page."""
    member, members = django_user_model.objects.create_user("member"), group()
    address, _ = shown(audience=f"group:{members.pk}")
    client.force_login(member)
    assert answer(client, address)[0] == 404
    member.groups.add(members)
    assert answer(client, address) == (200, "private, no-store")


def test_editors_see_what_is_not_published_yet(
    client: Client, shown: Callable[..., Uploaded], django_user_model: Any
) -> None:
    """The preview of a draft has the pictures that its editors could choose; those of others stay closed to them."""
    address, showing = shown()
    showing.delete()
    editor, editors = django_user_model.objects.create_user("editor"), group("Editors of pictures")
    editors.permissions.add(Permission.objects.get(codename="access_admin"))
    editor.groups.add(editors)
    client.force_login(editor)
    assert answer(client, address)[0] == 404
    for codename in ("choose_image", "choose_document"):
        GroupCollectionPermission.objects.create(
            group=editors,
            collection=Collection.get_first_root_node(),
            permission=Permission.objects.get(codename=codename),
        )
    assert answer(client, address) == (200, "private, no-store")


def test_what_is_closed_answers_like_what_never_was(client: Client, shown: Callable[..., Uploaded]) -> None:
    """The whole answer, headers included, is that of a forged address."""
    closed, _ = shown(audience=f"group:{group().pk}")
    folder, token, name = closed.strip("/").split("/")
    forged = f"/{folder}/{token[:-1]}{'A' if token[-1] != 'A' else 'B'}/{name}"
    one, other = client.get(closed), client.get(forged)
    assert (one.status_code, dict(one.headers), one.content) == (404, dict(other.headers), other.content)


def test_no_copy_is_made_but_those_on_offer(client: Client) -> None:
    """A signature opens the few copies that documents name; others are neither made nor there."""
    address, showing = image_shown()
    for name in ("41.png", "40.gif", "4000.png", "original", "drawing.svg", "40.png|format-gif"):
        assert answer(client, address.replace("40.png", name))[0] == 404
    assert not get_image_model().get_rendition_model().objects.filter(image_id=showing.shown_rows.get().row).exists()


def test_every_copy_on_offer_is_what_it_says(client: Client) -> None:
    """Each is served in the format and the width that documents name, and can do nothing in a browser."""
    image = picture()
    store_shown(document(), {(Medium.IMAGE, image.pk)})
    for copy in copies_of(image):
        response: Any = client.get(picture_address(image, copy.name))
        assert (response["Content-Type"], bool(response.getvalue())) == (copy.media_type, True)
        assert "sandbox" in response["Content-Security-Policy"]
        assert image.renditions.get(filter_spec__endswith=copy.format).width == copy.width


def test_whoever_holds_it_is_not_sent_it_again(client: Client) -> None:
    """The ETag of a copy is that of the image's file."""
    address, _ = image_shown()
    first: Any = client.get(address)
    first.getvalue()
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_a_picture_whose_file_is_lost_is_not_there(client: Client) -> None:
    """It is no server error: the page is shown without it."""
    address, showing = image_shown()
    Path(get_image_model().objects.get(pk=showing.shown_rows.get().row).file.path).unlink()
    assert answer(client, address)[0] == 404


def test_only_looking_is_possible(client: Client, shown: Callable[..., Uploaded]) -> None:
    """Nothing is sent to these addresses."""
    assert client.post(shown()[0]).status_code == 405
