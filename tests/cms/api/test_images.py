"""An image by itself, for those who may read a document that shows it."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from cms.publications.rendering import PageRendering, World
from cms.publications.shown import Medium, store_shown
from tests.cms.api.factories import api_key, document, group
from tests.flows.publishing.world import picture


@pytest.fixture
def image(settings: Settings, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    return picture()


def test_it_is_what_documents_show_of_it(client: Client, image: Any) -> None:
    """The same members with the same values, save the words, which belong to the document."""
    store_shown(document(), {(Medium.IMAGE, image.pk)})
    answer = client.get(f"/api/v1/images/{image.pk}/")
    assert {**answer.json(), "alt": "A hand"} == PageRendering("public", World()).image(image, "A hand")
    assert answer["Cache-Control"].startswith("public")


def test_every_copy_it_names_can_be_had(client: Client, image: Any) -> None:
    """Each address answers with the type that is said."""
    store_shown(document(), {(Medium.IMAGE, image.pk)})
    shown = client.get(f"/api/v1/images/{image.pk}/").json()
    for copy in shown["srcset"]:
        response: Any = client.get(copy["url"].removeprefix("http://localhost:8000"))
        assert (bool(response.getvalue()), response["Content-Type"]) == (True, copy["type"])
    assert shown["src"] == shown["srcset"][-1]["url"]


def test_strangers_do_not_learn_of_others(client: Client, image: Any) -> None:
    """One that only members see, one of a draft, and one that never was look the same."""
    unseen = client.get(f"/api/v1/images/{image.pk}/")
    store_shown(document(audience=f"group:{group().pk}"), {(Medium.IMAGE, image.pk)})
    gated, made_up = client.get(f"/api/v1/images/{image.pk}/"), client.get(f"/api/v1/images/{image.pk + 1}/")
    assert unseen.status_code == 404
    assert (gated.content, made_up.content) == (unseen.content, unseen.content)


def test_members_read_theirs(client: Client, image: Any) -> None:
    """With a key of the group, and nobody stores it."""
    members = group()
    store_shown(document(audience=f"group:{members.pk}"), {(Medium.IMAGE, image.pk)})
    answer = client.get(f"/api/v1/images/{image.pk}/", headers=api_key(members)[1])
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
