"""What strangers may not read is nowhere they can look: one word, sought at every door."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import Settings

from cms.media.addresses import picture_address
from cms.publications.models import Document, DocumentFacet
from integrations.delivery.look import look_once
from integrations.models import Delivery, Destination
from integrations.sandbox.connect import demo_destinations
from tests.cms.api.factories import api_key
from tests.flows.canary import CODE, Canary, doors, filtered, links_of, said, walk
from tests.sandbox_server import running_sandbox

pytestmark = pytest.mark.django_db
LISTS = ["menus/main/", "menus/locks/", "redirects/", "documents/by-path/?path=/{word}/was/", "rankings/", "books/"]
LISTS += ["documents/", "articles/", "articles/?tag={word}", "documents/?count=exact&order=title", "changes/"]
LISTS += ["search/?q={word}", "search/?q=canary&facets=tag", "search/suggest/?q=canary"]


@pytest.fixture
def canary(settings: Settings, tmp_path: Path) -> Canary:
    settings.MEDIA_ROOT = tmp_path / "media"
    return Canary()


def test_a_stranger_who_walks_everywhere_never_meets_it(canary: Canary, client: Client) -> None:
    """From every door of the API, every filter and the plain pages, along every link: neither the word nor an id."""
    public = Document.objects.filter(audience="public")
    begin = doors(map(str, public.values_list("uid", flat=True)), public.values_list("path", flat=True))
    narrowed = [address for address in filtered() if canary.word not in address]
    moved = ["/was/open/", *(f"/was/{page.pk}/" for page in canary.closed)]
    heard = walk(client, [*begin, *narrowed, *moved, "/", "/healthz", "/_util/login/", "/admin/", "/api/"])
    assert {address: found for address, answer in heard.items() if (found := canary.found_in(answer))} == {}
    assert [heard[address][:3] for address in moved] == ["301", *["404"] * len(canary.closed)]
    kinds = ["/api/v1/menus/main/", "/api/v1/menus/locks/", "/api/v1/redirects/", "/api/v1/site/", "/api/v1/locales/"]
    kinds += ["/api/v1/articles/?", "/api/v1/changes/?since", "/articles/open/", "/images/", "/api/v1/schema/"]
    assert [kind for kind in kinds if not any(address.startswith(kind) for address in heard)] == []


@pytest.mark.parametrize("who", ["with a key of another group", "with a wrong key"])
def test_nobody_meets_it_with_a_key_that_opens_nothing(canary: Canary, client: Client, who: str) -> None:
    """At every door, and behind every filter, a key that is not the group's shows what strangers see, or less."""
    _, key = api_key(Group.objects.create(name="Others"))
    shown = key if "group" in who else {"Authorization": "Bearer wrong"}
    every = Document.objects.exclude(path__contains=canary.word)
    begin = doors(map(str, every.values_list("uid", flat=True)), every.values_list("path", flat=True))
    narrowed = [address for address in filtered() if canary.word not in address]
    heard = walk(client, [*begin, *narrowed], rounds=1, **shown)
    told = {address: found for address, answer in heard.items() if (found := found_beyond(address, answer, canary))}
    assert told == {}
    assert {answer[:3] for answer in heard.values()} <= {"200", "400", "401", "404", "410"}


def found_beyond(address: str, answer: str, canary: Canary) -> list[str]:
    """What an answer tells of it that the question did not say already."""
    return [hidden for hidden in canary.found_in(answer) if hidden not in address]


def test_asking_for_it_by_name_tells_nothing(canary: Canary, client: Client) -> None:
    """Whoever knows the word, the ids, the paths or the code is answered as if they had made them up."""
    made_up = {hidden: str(uuid4()) for hidden in canary.uids} | {canary.word: "x" * len(canary.word), CODE: "GV99"}

    def disguised(text: str) -> str:
        for hidden, other in made_up.items():
            text = text.replace(hidden, other)
        return text

    paths = [page.url for page in canary.closed]
    stored = [f"/{folder}/{canary.file.pk}/{canary.file.filename}" for folder in ("documents", "files")]
    named = [f"/api/v1/search/?q={asked}&facets=type,tag" for asked in (canary.word, CODE, *canary.uids)]
    named += [address for address in filtered() if canary.word in address or CODE in address]
    asked = [address for address in doors(canary.uids, paths) if disguised(address) != address]
    for address in [*asked, *named, *paths, *stored, f"/media/images/{canary.word}.png"]:
        assert disguised(said(client, address)) == said(client, disguised(address)), address
    assert len(asked) > len(canary.uids) * 4
    assert named


def test_no_filter_finds_an_open_page_by_what_is_hidden(canary: Canary) -> None:
    """The facets of what strangers read name no closed page."""
    public = DocumentFacet.objects.filter(document__audience="public")
    assert not public.filter(value__in=[canary.word, CODE]).exists()


def test_nothing_of_it_leaves_the_house(canary: Canary, tmp_path: Path) -> None:
    """Webhooks with whole documents and posts tell of the open page alone."""
    with running_sandbox(tmp_path / "sandbox.sqlite3") as sandbox:
        for demo in demo_destinations(sandbox.port, sandbox.data):
            config = {**demo["config"], **({"payload": "full"} if demo["channel"] == "webhook" else {})}
            Destination.objects.create(**{**demo, "config": config}, announce_delay=0)
        look_once()
        stores = (sandbox.messages(), sandbox.posts(), sandbox.page_posts(), sandbox.statuses(), sandbox.blog_posts())
        received = [json.dumps(said, default=str) for said in stores]
        kept = b"".join(path.read_bytes() for path in tmp_path.glob("sandbox.sqlite3*")).decode(errors="replace")
    frozen = " ".join(bytes(delivery.body or b"").decode() for delivery in Delivery.objects.all())
    assert [canary.found_in(text) for text in (*received, kept, frozen)] == [[], [], [], [], [], [], []]
    assert ["In the open" in text for text in (*received, frozen)] == [True, True, True, True, True, True]


def test_members_find_it_where_strangers_do_not(canary: Canary, client: Client) -> None:
    """With a key of the group the same doors show it: the tests above look in the right places."""
    _, key = api_key(canary.members)
    heard = [address.format(word=canary.word) for address in LISTS]
    heard += [f"documents/{uid}/" for uid in canary.uids]
    heard += [f"documents/by-path/?path={page.url}" for page in canary.closed]
    heard += [f"documents/by-path/?path={canary.hub.url}", "conditions/"]
    assert [address for address in heard if canary.word not in said(client, f"/api/v1/{address}", **key)] == []


def test_its_pictures_and_files_open_to_the_group_alone(canary: Canary, client: Client) -> None:
    """Whoever knows their addresses gets nothing without a key, and nothing of an open page is missing."""
    _, key = api_key(canary.members)
    closed = "".join(said(client, f"/api/v1/documents/{uid}/", **key) for uid in canary.uids)
    uploads = {link for link in links_of(closed) if link.startswith(("/images/", "/files/"))}
    assert {link.split("/")[1] for link in uploads} == {"images", "files"}
    assert {said(client, link)[:3] for link in uploads} == {"404"}
    assert {said(client, link, **key)[:3] for link in uploads} == {"200"}
    assert said(client, picture_address(canary.open.image, "40.png"))[:3] == "200"


def test_a_member_who_is_logged_in_reads_the_plain_page(
    canary: Canary, client: Client, django_user_model: type
) -> None:
    """The plain pages are there for the group too, and their files with them."""
    member = django_user_model.objects.create_user("member")  # type: ignore[attr-defined]  # our own model
    member.groups.add(canary.members)
    client.force_login(member)
    answer = said(client, canary.page.url)
    assert canary.word in answer
    assert canary.word in said(client, canary.file.url)
