"""WordPress itself, as Debian has it: what the channel believes of it, and what its readers see."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.utils import timezone
from pytest_django import Settings

from integrations.channels import channel
from integrations.channels.base import Account, Message, Outcome, Presence, Verdict
from integrations.channels.uploads import multipart
from integrations.channels.wordpress import slug_of
from integrations.channels.wordpress_requests import api_request
from integrations.delivery.look import look_once
from integrations.http import DoorError, Request, Response, send
from integrations.models import Delivery, Destination
from integrations.sandbox.wordpress_users import open_user
from tests.cms.content import article, home
from tests.flows.publishing.steps import edited
from tests.flows.publishing.world import picture, published
from tests.integrations.channels.samples import MARKER, account, shared
from tests.sandbox_server import running_sandbox
from tests.services import NEVER
from tests.wordpress import AUTHOR, PRETTY, Blog, running_blog

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wordpress")]

WORDPRESS = channel("wordpress")
BLOCKS = [{"type": "paragraph", "value": "<p>Lie on your <b>side</b> [gallery].</p>"}]
DOCUMENT = {"title": "Sleeping with a stiff neck", "url": "https://example.org/en/articles/sleep/", "body": BLOCKS}
PICTURED: dict[str, Any] = {"image": "https://cms.example.org/images/towel.png", "image_alt": "A “rolled” towel"}
slowly = partial(replace, deadline=NEVER)


@pytest.fixture(scope="session")
def installed() -> Iterator[Blog]:
    with running_blog() as blog:
        yield blog


@pytest.fixture
def blog(installed: Blog) -> Blog:
    """A blog without posts."""
    installed.clear()
    return installed


@pytest.fixture
def author(blog: Blog) -> Account:
    """The blog, connected by a user who is an author there."""
    return connected(blog, AUTHOR)


def connected(blog: Blog, username: str, **config: str) -> Account:
    secret = {"application_password": blog.passwords[username]}
    return account({"site": blog.address, "username": username, **config}, secret, datetime.now(UTC))


def door(request: Request) -> Response:
    return send(slowly(request))


def silent(request: Request, **checks: Any) -> Response:
    """A door behind which everything happens, and no answer comes back from what creates a post."""
    answered = send(slowly(request), **checks)
    if request.method == "POST" and "/media" not in request.url:
        raise DoorError("silence", written=True)
    return answered


def post(on: Account, message: Message, through: Any = door, update: str = "") -> Verdict:
    """Post a message, or put it in the place of a post, as a delivery does."""
    payload = WORDPRESS.compose(message, on.config, MARKER)
    on.payload = payload
    prepared = WORDPRESS.prepare(on, through)
    if prepared.outcome is not Outcome.OK:
        return prepared
    if update:
        return WORDPRESS.update(update, payload, on, through)
    return WORDPRESS.commit(payload, message, on, through)


def look_up(on: Account) -> Any:
    return WORDPRESS.lookup(MARKER, on, datetime.now(UTC), door)


def seen(blog: Blog, link: str) -> str:
    return requests.get(link, timeout=NEVER).text


def test_a_post_stands_once_with_its_picture(blog: Blog, author: Account) -> None:
    """Strangers read title, summary and link, see the picture with its words, and the date of the page."""
    posted = post(author, shared(**PICTURED, first_published_at="2026-11-02T09:30:00+01:00"))
    assert posted.outcome is Outcome.OK
    assert blog.front_page().count(">Sleeping with a stiff neck</a></h2>") == 1
    page = seen(blog, posted.remote_url)
    assert '<p><a href="https://example.org/en/articles/sleep/">Sleeping with a stiff neck</a></p>' in page
    assert "<p>What helps, what does not, and when to see a doctor.</p>" in page
    assert 'alt="A “rolled” towel"' in page
    (stands,) = blog.posts()
    assert (stands["slug"], stands["date_gmt"]) == (slug_of(MARKER), "2026-11-02T08:30:00")


def test_a_lost_answer_is_found_and_adopted(blog: Blog, author: Account) -> None:
    """Before the post a look says absent for certain; after it the post is found, in the trash as well."""
    assert look_up(author).presence is Presence.ABSENT
    with pytest.raises(DoorError) as error:
        post(author, shared(), silent)
    assert WORDPRESS.classify_error(error.value).outcome is Outcome.UNKNOWN
    (stands,) = blog.posts()
    found = look_up(author)
    assert (found.presence, found.remote_id, found.remote_url) == (Presence.FOUND, str(stands["id"]), stands["link"])
    WORDPRESS.retract(found.remote_id, author, door)
    assert look_up(author).remote_id == found.remote_id


def look() -> list[str]:
    """One look of a worker at whatever is under way, now; the states of all deliveries."""
    Delivery.objects.update(due_at=timezone.now())
    look_once()
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
def test_a_page_goes_its_whole_way(
    blog: Blog, author: Account, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Posted once although its answer is lost, found, corrected in place and taken back, as workers do it."""
    settings.MEDIA_ROOT = tmp_path
    given = {"config": author.config, "secret": author.secret, "announce_delay": 0, "on_correction": "update"}
    Destination.objects.create(channel="wordpress", name="Blog", **given)
    page = article(title="Sleeping with a stiff neck", image=picture(), image_alt="A rolled towel")
    home().add_child(instance=page)
    published(page)
    with monkeypatch.context() as broken:
        broken.setattr("integrations.http.send", silent)
        assert look() == ["uncertain"]
    assert look() == ["sent"]
    (stands,) = blog.posts()
    assert Delivery.objects.get().remote_id == str(stands["id"])
    edited(page, title="Sleeping well")
    assert look() == ["sent", "sent"]
    assert [(post["id"], post["title"]["raw"]) for post in blog.posts()] == [(stands["id"], "Sleeping well")]
    page.unpublish()
    assert look() == ["sent", "sent", "sent"]
    assert [post["id"] for post in blog.posts(status="trash")] == [stands["id"]]


def test_sending_twice_would_post_twice(blog: Blog, author: Account) -> None:
    """WordPress gives the second post another slug in silence: this is why nothing is sent again on a guess."""
    first, second = (post(author, shared()) for _ in range(2))
    assert first.remote_id != second.remote_id
    assert sorted(stands["slug"] for stands in blog.posts()) == [slug_of(MARKER), f"{slug_of(MARKER)}-2"]
    assert look_up(author).remote_id == first.remote_id


def test_a_picture_is_uploaded_once(blog: Blog, author: Account) -> None:
    """What was uploaded before an answer was lost is taken up by the next attempt."""
    for _ in range(2):
        post(replace(author, uploads=replace(author.uploads, numbers={})), shared(**PICTURED))
    (picture,) = blog.api("GET", "/media")
    assert {stands["featured_media"] for stands in blog.posts()} == {picture["id"]}


def test_a_correction_changes_the_post_and_leaves_the_rest(blog: Blog, author: Account) -> None:
    """Words and picture are the page's; where, when and whether a post is shown belongs to the blog's people."""
    posted = post(author, shared(**PICTURED))
    blog.api("POST", f"/posts/{posted.remote_id}", json={"status": "private", "slug": "sleep", "sticky": True})
    assert post(author, shared(title="Sleeping well"), update=posted.remote_id).outcome is Outcome.OK
    (stands,) = blog.posts()
    assert (stands["title"]["raw"], stands["featured_media"]) == ("Sleeping well", 0)
    assert (stands["status"], stands["slug"], stands["sticky"]) == ("private", "sleep", True)


def test_what_is_taken_back_is_in_the_trash(blog: Blog, author: Account) -> None:
    """Nobody reads it any more, taking back again is success, and so it is once the trash is emptied."""
    posted = post(author, shared())
    assert [WORDPRESS.retract(posted.remote_id, author, door).outcome for _ in range(2)] == [Outcome.OK, Outcome.OK]
    assert "Sleeping with a stiff neck" not in blog.front_page()
    assert [stands["id"] for stands in blog.posts(status="trash")] == [int(posted.remote_id)]
    blog.clear()
    assert WORDPRESS.retract(posted.remote_id, author, door).outcome is Outcome.OK
    assert post(author, shared(), update=posted.remote_id).outcome is Outcome.REJECTED


def test_a_wrong_password_is_named(blog: Blog, author: Account) -> None:
    """Nothing is posted, taken back or called absent; the verdict is about the credentials."""
    posted, wrong = post(author, shared()), replace(author, secret={"application_password": "guessed"})
    payload = WORDPRESS.compose(shared(), wrong.config, MARKER)
    refused = WORDPRESS.commit(payload, shared(), wrong, door)
    assert refused.outcome is Outcome.AUTH_EXPIRED
    assert refused.detail.startswith("The blog answered 401 (")
    assert WORDPRESS.probe(wrong, door).outcome is Outcome.AUTH_EXPIRED
    assert WORDPRESS.retract(posted.remote_id, wrong, door).outcome is Outcome.AUTH_EXPIRED
    sighting = look_up(wrong)
    assert (sighting.presence, sighting.expired) == (Presence.UNKNOWN, True)
    assert [str(stands["id"]) for stands in blog.posts()] == [posted.remote_id]


def test_drafts_are_for_the_blog_s_people(blog: Blog) -> None:
    """A draft is found again and not seen; once somebody has published it, a correction leaves it published."""
    on = connected(blog, AUTHOR, status="draft")
    posted = post(on, shared())
    assert look_up(on).remote_id == posted.remote_id
    assert "Sleeping with a stiff neck" not in blog.front_page()
    blog.api("POST", f"/posts/{posted.remote_id}", json={"status": "publish"})
    post(on, shared(title="Sleeping well"), update=posted.remote_id)
    assert "Sleeping well" in blog.front_page()


@pytest.mark.parametrize(
    "title",
    [
        "Schlafen — Ärger & Größe 🧘🏽‍♀️",
        'A "quoted" <b>bold</b> title ]]> & more',
        "النوم مع رقبة متيبسة",
        "<script>alert(1)</script>",
        "[gallery] <!-- /wp:html --> &amp; %s {{ }} \\' \\\\",
    ],
)
def test_hostile_words_stay_words(blog: Blog, title: str) -> None:
    """Whatever title and summary hold is read as it was written, posted by an administrator, of whom all is taken."""
    on = connected(blog, "admin")
    posted = post(on, shared(title=title, summary=title, text={}))
    (stands,) = blog.posts()
    assert html.unescape(stands["title"]["raw"]) == title
    page = seen(blog, posted.remote_url)
    assert "<script>alert" not in page
    assert "<b>bold" not in page
    assert letters(Words(page).text).count(letters(title)) >= 2


class Words(HTMLParser):
    """The text of a page."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(markup)

    def handle_data(self, data: str) -> None:
        self.text += data


def letters(text: str) -> str:
    """A text without what WordPress's typography changes: spaces, quotes and dashes."""
    return re.sub(r"[\s\"'“”‘’′″–—-]+", "", text)


def test_the_whole_page_is_read_on_the_blog(blog: Blog) -> None:
    """Its running text stands there as it was written, by an author's hand; no shortcode runs."""
    on = connected(blog, AUTHOR, posts_as="whole")
    page = seen(blog, post(on, replace(shared(locale="en"), document=DOCUMENT)).remote_url)
    assert '<div lang="en" dir="auto"><p>Lie on your <b>side</b> [gallery].</p>' in html.unescape(page)


def test_plain_permalinks_need_to_be_told(blog: Blog, author: Account) -> None:
    """Where there is no /wp-json/, it is said that this answer is not WordPress's; the other way works there."""
    blog.set_permalinks("")
    try:
        astray = post(author, shared())
        assert (astray.outcome, look_up(author).presence) == (Outcome.UNKNOWN, Presence.UNKNOWN)
        assert "is this its address" in astray.detail
        on = connected(blog, AUTHOR, routes="plain")
        posted = post(on, shared(**PICTURED))
        assert (posted.outcome, look_up(on).remote_id) == (Outcome.OK, posted.remote_id)
        assert WORDPRESS.probe(on, door).outcome is Outcome.OK
        assert WORDPRESS.retract(posted.remote_id, on, door).outcome is Outcome.OK
    finally:
        blog.set_permalinks(PRETTY)


def test_a_user_who_may_not_is_told_what(blog: Blog, author: Account) -> None:
    """An author may do all that is needed; a subscriber posts nothing and reads why."""
    reader = connected(blog, "reader")
    assert WORDPRESS.probe(author, door).outcome is Outcome.OK
    probed = WORDPRESS.probe(reader, door)
    assert probed.outcome is Outcome.PERMISSION
    assert probed.detail.startswith("The user may not write posts or ")
    assert post(reader, shared()).outcome is Outcome.PERMISSION
    assert look_up(reader).presence is Presence.UNKNOWN


def test_files_that_the_blog_does_not_take_are_refused(blog: Blog, author: Account) -> None:
    """A picture of a kind that WordPress does not know is refused for good, and nothing is posted."""
    author.uploads = replace(author.uploads, load=lambda _address: (b"<svg/>", "image/svg+xml"))
    refused = post(author, shared(**PICTURED))
    assert refused.outcome is Outcome.REJECTED
    assert "not allowed to upload this file type" in refused.detail
    assert blog.posts() == []


def test_the_stand_in_answers_as_wordpress_does(blog: Blog, author: Account, tmp_path: Path) -> None:
    """To the same requests of author, reader and stranger the sandbox says what WordPress says."""
    with running_sandbox(tmp_path / "sandbox.sqlite3") as sandbox:
        ours, secret = sandbox.account("wordpress"), open_user(sandbox.store, "reader", "read")["password"]
        config = {**ours.config, "username": "reader"}
        said = told(ours, account(config, {"application_password": secret}))
    assert said == told(author, connected(blog, "reader"))


def told(author: Account, reader: Account) -> list[tuple[str, int, str]]:
    """What a blog says to a series of requests: of each its name, the status, and the code of a refusal."""
    stranger = replace(author, secret={"application_password": "guessed"})
    first = door(request_to("POST", "/posts", author, {"title": "One", "slug": "one", "status": "publish"}))
    one, kind = f"/posts/{json.loads(first.body)['id']}", multipart({}, b"<svg/>", "image/svg+xml")
    said = []
    for name, who in {"author": author, "reader": reader, "stranger": stranger}.items():
        asked = [
            api_request("GET", "/wp/v2/users/me", who, {"context": "edit"}),
            api_request(
                "GET", "/wp/v2/posts", who, {"slug": "one", "context": "edit", "status": "publish,draft,trash"}
            ),
            api_request("GET", "/wp/v2/media", who, {"slug": "one", "context": "edit"}),
            request_to("POST", "/posts", who, {}),
            request_to("POST", "/posts", who, {"title": "Two", "featured_media": 999}),
            request_to("POST", "/posts", who, {"title": "Two", "status": "odd"}),
            request_to("POST", one, who, {"title": "Other"}),
            request_to("POST", "/posts/999999", who, {"title": "Other"}),
            api_request("POST", "/wp/v2/media", who, body=kind[1], content_type=kind[0]),
        ]
        for request in asked:
            answer = door(request)
            said.append((f"{name} {request.method} {urlsplit(request.url).path}", answer.status, code(answer)))
    for who in (reader, stranger, author, author):
        answer = door(api_request("DELETE", f"/wp/v2{one}", who))
        said.append(("DELETE", answer.status, code(answer)))
    return [(re.sub(r"\d{1,5}$", "1", name), status, refusal) for name, status, refusal in said]


def request_to(method: str, route: str, who: Account, content: dict[str, Any]) -> Request:
    return api_request(method, f"/wp/v2{route}", who, body=json.dumps(content).encode())


def code(answer: Response) -> str:
    content = json.loads(answer.body)
    return str(content.get("code", "")) if isinstance(content, dict) else ""


def test_categories_and_tags_are_the_configured_ones(blog: Blog) -> None:
    """A post is filed where the settings say; without any, WordPress files it by its own default."""
    category = blog.api("POST", "/categories", json={"name": f"Health {datetime.now(UTC):%s%f}"})["id"]
    post(connected(blog, AUTHOR, categories=f"1, {category}"), shared())
    (stands,) = blog.posts()
    assert (sorted(stands["categories"]), stands["tags"]) == ([1, category], [])
