"""A real nginx in front, with the configuration that we ship: the same thing, asked in other ways."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from cms.publications import edge
from cms.publications.models import Document
from cms.publications.shown import Medium, store_shown
from tests.flows.publishing.world import World
from tests.nginx import Nginx
from tests.ops.edge.asking import API, ask, detail, kept, places

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),  # nginx does not know of our database
]


def a_detail(world: World) -> str:
    return detail(world.two)


def a_list(_: World) -> str:
    return f"{API}/articles/"


def a_feed(_: World) -> str:
    return "/feeds/json/"


def a_picture(world: World) -> str:
    return places(world.two)[-1]


def a_file(world: World) -> str:
    """A file that nginx has to read in several goes."""
    file: Any = get_document_model()(title="Plan", file=ContentFile(b"0123456789" * 20_000, name="plan.txt"))
    file.save()
    shown_by = Document.objects.get(kind="page", object_id=str(world.two.pk), access="full")
    store_shown(shown_by, {(Medium.FILE, file.pk)})
    return file.url


of_all_kinds = pytest.mark.parametrize("place_in", [a_detail, a_list, a_feed, a_picture, a_file])
uploads = pytest.mark.parametrize("place_in", [a_picture, a_file])
Place = Callable[[World], str]


@of_all_kinds
def test_whoever_asks_for_a_part_gets_the_whole(nginx: Nginx, world: World, place_in: Place) -> None:
    """Nor is a part kept: whether it was asked for first, later or by somebody recognised, everybody has every byte."""
    place = place_in(world)
    for part in ("bytes=2-5", "bytes=-3", "bytes=0-", "bytes=0-1,4-5", "bytes=9999999-"):
        edge.renew()
        first, whole = ask(nginx, place, Range=part), ask(nginx, place)
        later = ask(nginx, place, Range=part, **{"If-Range": whole.headers["ETag"]})
        answers = [first, whole, later, ask(nginx, place, Range=part, Cookie="a=b")]
        assert [answer.headers["X-Cache"] for answer in answers] == ["MISS", "HIT", "HIT", "BYPASS"]
        assert {(answer.status_code, answer.content) for answer in answers} == {(200, whole.content)}
        assert len(whole.content) > 50


@of_all_kinds
def test_what_was_looked_at_by_its_head_is_there_whole(nginx: Nginx, world: World, place_in: Place) -> None:
    """HEAD fills nginx with the whole, so that GET finds it; GET serves HEAD; both tell the same headers."""
    place, plain = place_in(world), {"Accept-Encoding": "identity"}
    for methods in (("HEAD", "GET", "HEAD"), ("GET", "HEAD", "GET")):
        edge.renew()
        answers = [ask(nginx, place, method, **plain) for method in methods]
        assert [answer.headers["X-Cache"] for answer in answers] == ["MISS", "HIT", "HIT"]
        for method, answer in zip(methods, answers, strict=True):
            length = int(answer.headers["Content-Length"])
            assert (answer.status_code, len(answer.content)) == (200, length if method == "GET" else 0)
        for name in ("Content-Length", "ETag", "Content-Type", "Cache-Control"):
            assert len({answer.headers[name] for answer in answers}) == 1, name


@uploads
def test_an_upload_is_kept_once_whatever_stands_behind_its_address(nginx: Nginx, world: World, place_in: Place) -> None:
    """Nobody fills nginx with copies of a large file by making up parameters: the application looks at none."""
    place = place_in(world)
    whole = ask(nginx, place)
    for query in ("?a=1", "?a=2", "?/../x", "?a=1?b=2"):
        assert kept(nginx, f"{place}{query}"), query
        assert ask(nginx, f"{place}{query}").content == whole.content


def test_what_the_application_looks_at_is_kept_apart(nginx: Nginx, world: World) -> None:
    """What is asked of a list or a feed stays part of its address, also where it speaks of uploads."""
    for place, asked in ((a_list(world), ("limit=1", "limit=2")), (a_feed(world), ("locale=en", "locale=de"))):
        answers = [ask(nginx, f"{place}?{query}") for query in asked]
        assert [answer.headers["X-Cache"] for answer in answers] == ["MISS", "MISS"]
        assert answers[0].content != answers[1].content
    of_paths = [ask(nginx, f"{API}/documents/by-path/?path={path}") for path in ("/images/?a=1", "/articles/two/")]
    assert [answer.status_code for answer in of_paths] == [404, 200]
