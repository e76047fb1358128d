"""Whoever guesses right is told no more than whoever guesses wrong, and nothing that is hidden moves what is shown."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.articles.models import ArticlePage
from cms.media.addresses import file_address, picture_address
from cms.publications.models import Access, Document, DocumentFacet
from cms.publications.search import postgresql
from integrations.delivery.look import look_once
from integrations.models import Attempt, Delivery, Destination
from integrations.sandbox.connect import demo_destinations
from tests.cms.content import article, published
from tests.flows.gate.doors import ADMIN, Door, Known, doors, known_of
from tests.flows.gate.filling import CODE
from tests.flows.gate.listening import left_behind
from tests.flows.gate.site import Canary
from tests.flows.gate.walk import Heard, listen, said
from tests.sandbox_server import running_sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("gate guesses")]

MANY = {f"api/v1/{name}/" for name in ("documents", "search", "search/suggest", "changes", "sitemap", "locales")}
DRAWN_ANEW = "_util/login/"  # a form has a token of its own each time
ELSEWHERE = 900_000  # no row has such a key
LITERAL = re.compile(r"'[^']*'(?:::\w+)?|\b\d+(?:\.\d+)?\b|\bX'\w*'")
SEVERAL = re.compile(r"\(\?(?:, \?)+\)")
# A feed names itself by its address, so that these follow from the question.
NAME_OF_FEED = re.compile(r'(?<=ETag: )"\w+"|(?<=urn:uuid:)[\w-]+')


def hidden(canary: Canary) -> Known:
    """What somebody knows who has everything that is closed to guess at."""
    told = Document.objects.filter(audience="public")
    closed = Document.objects.exclude(uid__in=told.values("uid"))
    facets: dict[str, list[str]] = {}
    shown = set(DocumentFacet.objects.filter(document__in=told).values_list("name", "value"))
    for name, value in sorted(
        set(DocumentFacet.objects.filter(document__in=closed).values_list("name", "value")) - shown
    ):
        facets.setdefault(name, []).append(value)
    uploads = uploads_of(canary.image, canary.file)
    return known_of(closed, pks=[canary.image.pk], uploads=uploads, files=[canary.image.file.name], facets=facets)


def uploads_of(image: Any, file: Any) -> list[str]:
    """Addresses that were given to members, and some made out of them."""
    pictures = [picture_address(image, name) for name in ("40.png", "40.webp", "9999.png", "drawing.svg")]
    return [*pictures, file_address(file.pk, file.filename), file_address(file.pk, "other.txt")]


class MakingUp:
    """Puts something made up in the place of everything that is hidden, the same each time."""

    def __init__(self, canary: Canary, known: Known) -> None:
        uids = [uid for uids in known.uids.values() for uid in uids]
        self.others = {uid: str(uuid5(NAMESPACE_URL, uid)) for uid in uids}
        stored = Path(canary.image.file.name).stem
        self.others |= {canary.word: "x" * len(canary.word), CODE: "GV28", stored: "x" * len(stored)}
        image = SimpleNamespace(pk=canary.image.pk + ELSEWHERE, file_hash="0" * 40)
        file = SimpleNamespace(pk=canary.file.pk + ELSEWHERE, filename=canary.file.filename)
        self.uploads = uploads_of(image, file)

    def text(self, text: str) -> str:
        for known, other in self.others.items():
            text = text.replace(known, other)
        return text

    def known(self, known: Known) -> Known:
        return replace(
            known,
            uids={name: list(map(self.text, uids)) for name, uids in known.uids.items()},
            paths=list(map(self.text, known.paths)),
            pks=[pk + ELSEWHERE for pk in known.pks],
            uploads=list(map(self.text, self.uploads)),
            files=list(map(self.text, known.files)),
            facets={name: list(map(self.text, values)) for name, values in known.facets.items()},
        )


def answer_and_work(client: Client, address: str, told: Callable[[str], str]) -> tuple[str, list[str]]:
    """What is said, and the shape of every question put to the database for it."""
    postgresql.asked.cache_clear()  # a question that was read before is not read again, whoever asks it
    with CaptureQueriesContext(connection) as asked:
        answer = NAME_OF_FEED.sub("", said(client, address)) if "/feeds/" in address else said(client, address)
    work = [SEVERAL.sub("(?)", LITERAL.sub("?", query["sql"])) for query in asked]
    return told(answer), work


def test_who_guesses_right_is_told_no_more_than_who_guesses_wrong(canary: Canary, client: Client) -> None:
    """Answers, headers and the work they make are the same for what is hidden and for what never was."""
    known = hidden(canary)
    making_up = MakingUp(canary, known)
    pairs = [
        pair
        for right, wrong in zip(doors(known), doors(making_up.known(known)), strict=True)
        for pair in zip([right.address, *right.asked], [wrong.address, *wrong.asked], strict=True)
        if pair[0] != pair[1] and not right.route.startswith(ADMIN)
    ]
    asked = {right.split("/")[1] for right, _wrong in pairs}
    assert asked >= {"api", "feeds", "files", "images", "media", "articles"}
    for right, wrong in pairs:
        guessed = answer_and_work(client, right, making_up.text)
        assert guessed == answer_and_work(client, wrong, making_up.text), right


def test_what_is_shown_does_not_move_with_what_is_hidden(canary: Canary, client: Client) -> None:
    """Whatever is edited, published or deleted behind the gate: lists, counts, cursors, ETags and ranks stay as they
    are to the byte."""
    public = Document.objects.filter(audience="public").exclude(access=Access.TEASER)
    shown = [door for door in doors(known_of(public, pks=[canary.open.image.pk])) if not door.route.startswith(ADMIN)]
    steady = [door for door in shown if door.route != DRAWN_ANEW]
    addresses = [address for door in steady for address in (door.address, *(door.asked if is_list(door) else ()))]
    before = listen(client, addresses, {})
    for page in canary.half_open:
        page.overview = page.summary = "Another text."
        page.save(clean=False)
    canary.stand(ArticlePage, canary.closed[-1])
    canary.reconcile()
    assert moved(before, listen(client, addresses, {})) == []
    for page in canary.closed:
        Page.objects.filter(pk=page.pk).delete()
    canary.reconcile()
    assert moved(before, listen(client, addresses, {})) == []


def is_list(door: Door) -> bool:
    """Whether it is an address that shows many types at once; the lists of one type are the same view."""
    return door.route.startswith("feeds/") or door.route in MANY


def moved(before: Heard, after: Heard) -> list[str]:
    return [address for address, answer in before.items() if answer != after[address]]


def test_a_picture_of_an_open_page_is_open(canary: Canary, client: Client) -> None:
    """Public use wins: what a public and a gated page show is nobody's secret."""
    address = picture_address(canary.image, "40.png")
    assert said(client, address)[:3] == "404"
    published(article(image=canary.image, image_alt="Shown to all."))
    canary.reconcile()
    assert said(client, address)[:3] == "200"


def test_nothing_of_it_leaves_the_house(canary: Canary, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Webhooks with whole documents, posts, what is kept of the attempts, and logs tell of open pages alone."""
    with running_sandbox(tmp_path / "sandbox.sqlite3") as sandbox:
        for demo in demo_destinations(sandbox.port, sandbox.data):
            config = {**demo["config"], **({"payload": "full"} if demo["channel"] == "webhook" else {})}
            Destination.objects.create(**{**demo, "config": config}, announce_delay=0)
        look_once()
        stores = (sandbox.messages(), sandbox.posts(), sandbox.page_posts(), sandbox.statuses(), sandbox.blog_posts())
        received = [json.dumps(said, default=str) for said in stores]
        kept = b"".join(path.read_bytes() for path in tmp_path.glob("sandbox.sqlite3*")).decode(errors="replace")
    frozen = " ".join(bytes(delivery.body or b"").decode() for delivery in Delivery.objects.all())
    attempts = str(list(Attempt.objects.values()))
    texts = [*received, frozen, attempts, kept, *left_behind(caplog)]
    assert [found for text in texts if (found := canary.found_in(text))] == []
    assert ["In the open" in text for text in (*received, frozen)] == [True] * 6
    assert Attempt.objects.exists()
