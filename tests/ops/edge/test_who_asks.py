"""A real nginx in front, with the configuration that we ship: who is given what it has kept."""

from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from pytest_django import Settings

from cms.api.preview_links import token_for
from tests.cms.api.factories import api_key
from tests.flows.publishing.world import World, gate, marker
from tests.nginx import Nginx
from tests.ops.edge.asking import API, ask, detail, on_disk

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),  # nginx does not know of our database
]


@pytest.mark.parametrize("first", ["stranger", "member"])
def test_each_gets_their_own_answer(nginx: Nginx, world: World, first: str) -> None:
    """A stranger never gets what a member was given, nor a member what a stranger was told; nothing of it is stored."""
    gate(world.two, world.group_a)
    _, shown = api_key(Group.objects.get(pk=world.group_a.pk))
    asked = {"stranger": {}, "member": shown}
    turns = [first, *({"stranger", "member"} - {first}), first, *({"stranger", "member"} - {first})]
    for place in (detail(world.two), f"{API}/articles/"):
        for who in turns:
            answer = ask(nginx, place, **asked[who])
            assert (world.two.summary in answer.text) == (who == "member"), (place, who)
    assert ask(nginx, detail(world.two)).json() == ask(nginx, f"{API}/documents/{uuid4()}/").json()
    assert not on_disk(nginx, world.two.summary)


@pytest.mark.parametrize(
    "shown", [{"Authorization": "0"}, {"X-Session-Token": "0"}, {"Cookie": "0"}, {"Cookie": "sessionid=made-up"}]
)
def test_whoever_shows_anything_is_answered_by_the_application(
    nginx: Nginx, world: World, shown: dict[str, str]
) -> None:
    """Neither from what is kept nor into it, however little it says."""
    ask(nginx, detail(world.two))
    assert ask(nginx, detail(world.two), **shown).headers["X-Cache"] == "BYPASS"
    ask(nginx, detail(world.one), **shown)
    assert ask(nginx, detail(world.one)).headers["X-Cache"] == "MISS"


def test_a_members_answer_about_public_things_is_not_kept(nginx: Nginx, world: World) -> None:
    """What a key brought is not there for the next stranger, though everybody may read it."""
    _, shown = api_key(Group.objects.get(pk=world.group_a.pk))
    assert ask(nginx, detail(world.two), **shown).headers["Cache-Control"] == "private, no-store"
    assert not on_disk(nginx, world.two.summary)


def test_a_preview_is_not_kept(nginx: Nginx, world: World) -> None:
    """A draft that is shown to whoever has its link is rendered for each of them, and nothing of it is stored."""
    world.two.summary = marker()
    world.two.save_revision(clean=False)
    editor = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    link = f"{API}/preview/{token_for(world.two, editor)}/"
    assert [ask(nginx, link).headers["X-Cache"] for _ in range(2)] == ["MISS", "MISS"]
    assert world.two.summary in ask(nginx, link).text
    assert not on_disk(nginx, world.two.summary)


def test_nobody_is_told_of_the_limits_of_others(nginx: Nginx, world: World, settings: Settings) -> None:
    """What is left of a limit is said to whom it belongs; what nginx answers counts against nobody's."""
    rates = {**settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "address": "2/day"}
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}
    first, *others = (ask(nginx, detail(world.two)) for _ in range(4))
    assert "r=1;" in first.headers["RateLimit"]
    assert not any({"RateLimit", "RateLimit-Policy"} & set(answer.headers) for answer in others)
    assert ask(nginx, detail(world.one)).status_code == 200
    refused = ask(nginx, f"{API}/articles/")
    assert (refused.status_code, "RateLimit" in refused.headers) == (429, True)
