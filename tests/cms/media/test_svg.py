"""SVG drawings come in when they only show themselves."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from wagtail.images import get_image_model

from cms.media.svg import refuse_active

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30">'
ACTING = f"{HEAD}<script/></svg>"
STILL = """<?xml version="1.0"?><!-- a body map -->
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" viewBox="0 0 40 30">
<style>.skin { fill: url(#skin) } text { font-family: sans-serif }</style>
<defs><linearGradient id="skin"><stop stop-color="tan"/></linearGradient></defs>
<g id="points"><circle cx="9" cy="9" r="3" fill="url(#skin)" style="stroke:teal"/></g>
<image href="data:image/png;base64,AAAA" width="1" height="1"/><use href="#points" x="9"/></svg>"""
ACTIVE = {
    "a script": ("<script>alert(1)</script>", "<script>"),
    "a script in capitals": ("<SCRIPT/>", "<SCRIPT>"),
    "a handler": ('<rect onload="alert(1)"/>', "onload="),
    "a page in the picture": ("<foreignObject/>", "<foreignObject>"),
    "a link that runs": ('<a href="javascript:alert(1)"><text>x</text></a>', "href="),
    "an old link": ('<a xlink:href="https://www.example.org/"/>', "href="),
    "another file": ('<use href="other.svg#part"/>', "href="),
    "a drawing in the drawing": ('<use href="data:image/svg+xml,AAAA#x"/>', "href="),
    "a link that becomes one": ('<animate attributeName="href" to="javascript:alert(1)"/>', "attributeName="),
    "a link of old that becomes one": ('<set attributeName="xlink:href" to="x"/>', "attributeName="),
    "a style that fetches": ("<style>@import 'https://www.example.org/a.css'</style>", "addresses in <style>"),
    "an attribute that fetches": ('<rect fill="url(https://www.example.org/a)"/>', "addresses in fill="),
}


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def upload(client: Client, content: str) -> Any:
    file = SimpleUploadedFile("map.svg", content.encode(), "image/svg+xml")
    return client.post("/admin/images/add/", {"title": "Body map", "file": file, "collection": 1})


@pytest.mark.parametrize("active", ACTIVE)
def test_what_could_act_is_refused_by_name(active: str) -> None:
    """Scripts, handlers, and whatever leads out of the drawing."""
    part, named = ACTIVE[active]
    with pytest.raises(ValidationError, match=r"Remove from it: ") as refused:
        refuse_active(BytesIO(f"{HEAD}{part}</svg>".encode()))
    assert refused.value.messages == [f"This drawing does more than show itself. Remove from it: {named}."]


def test_declared_entities_are_refused() -> None:
    """A drawing cannot be made to grow when it is read."""
    with pytest.raises(ValueError, match="EntitiesForbidden"):
        refuse_active(BytesIO(f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}&a;</svg>'.encode()))


def test_an_editor_uploads_a_drawing(admin_client: Client) -> None:
    """One that only shows itself is stored as it came, with its size."""
    upload(admin_client, STILL)
    image = get_image_model().objects.get()
    assert (image.width, image.height, Path(image.file.path).read_text()) == (40, 30, STILL)


def test_an_editor_is_told_what_is_in_the_way(admin_client: Client) -> None:
    """The form shows it at the file, and nothing is stored."""
    answer = upload(admin_client, ACTING)
    assert "Remove from it: &lt;script&gt;." in answer.content.decode()
    assert not get_image_model().objects.exists()


@pytest.mark.django_db
def test_no_door_is_without_the_check() -> None:
    """Importers and programs save without a form."""
    with pytest.raises(ValidationError):
        get_image_model().objects.create(
            title="Map", file=ContentFile(f"{HEAD}<script/></svg>".encode(), name="map.svg")
        )


def test_a_drawing_that_is_opened_by_itself_can_do_nothing(admin_client: Client) -> None:
    """It is served as what it is, in a sandbox."""
    upload(admin_client, STILL)
    served: Any = admin_client.get(get_image_model().objects.get().get_rendition("max-20x20").url)
    assert b"circle" in served.getvalue()
    assert (served["Content-Type"], served["X-Content-Type-Options"]) == ("image/svg+xml", "nosniff")
    assert "sandbox" in served["Content-Security-Policy"]
