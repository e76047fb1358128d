import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from integrations.channels import channel
from integrations.channels.base import Account, Outcome, Presence, Verdict
from integrations.channels.uploads import multipart
from integrations.channels.wordpress_requests import api_request
from integrations.http import DoorError, Request, send
from integrations.sandbox.connect import blog
from integrations.sandbox.wordpress_users import open_user
from tests.integrations.channels.samples import MARKER, PICTURE, account, shared
from tests.sandbox_server import RunningSandbox, running_sandbox

WORDPRESS = channel("wordpress")
PICTURED = {"image": "https://cms.example.org/images/sleep.png", "image_alt": "A rolled towel"}


def post(on: Account, update: str = "", **share: Any) -> Verdict:
    """Make a post, or change one that stands, as a delivery does."""
    message = shared(**share)
    on.payload = WORDPRESS.compose(message, on.config, MARKER)
    prepared = WORDPRESS.prepare(on, send)
    if prepared.outcome is not Outcome.OK:
        return prepared
    if update:
        return WORDPRESS.update(update, on.payload, on, send)
    return WORDPRESS.commit(on.payload, message, on, send)


def look_up(on: Account) -> Presence:
    return WORDPRESS.lookup(MARKER, on, datetime.now(UTC), send).presence


def user(sandbox: RunningSandbox, name: str, capabilities: str) -> Account:
    """The same blog, with another user."""
    open_user(sandbox.store, name, capabilities)
    return account(**blog(sandbox.store, sandbox.address, name))


def test_post_stands_is_found_and_trashed(sandbox: RunningSandbox) -> None:
    """A post stands once, is found by its slug, and in the trash as well; taking it back twice is success."""
    on = sandbox.account("wordpress")
    assert look_up(on) is Presence.ABSENT
    posted = post(on)
    (stands,) = sandbox.blog_posts()
    assert (stands["id"], posted.remote_url) == (posted.remote_id, f"{sandbox.address}/blog/{stands['slug']}/")
    assert look_up(on) is Presence.FOUND
    assert [WORDPRESS.retract(posted.remote_id, on, send).outcome for _ in range(2)] == [Outcome.OK, Outcome.OK]
    assert (sandbox.blog_posts(), look_up(on)) == ([], Presence.FOUND)
    assert WORDPRESS.retract("99", on, send).outcome is Outcome.OK


def test_the_same_slug_again_is_another_post(sandbox: RunningSandbox) -> None:
    """As WordPress does it: in silence, under another slug."""
    on = sandbox.account("wordpress")
    for _ in range(2):
        post(on)
    assert [stands["slug"] for stands in sandbox.blog_posts()] == ["m-k7qm2xpa-2", "m-k7qm2xpa"]
    for stands in sandbox.blog_posts():
        WORDPRESS.retract(stands["id"], on, send)
    assert sandbox.blog_posts() == []


def test_picture_stands_with_its_words_once(sandbox: RunningSandbox) -> None:
    """It is uploaded once however often it is tried, and a correction without one takes it away."""
    on = sandbox.account("wordpress")
    posted = post(on, **PICTURED)
    on.uploads.numbers.clear()
    assert post(on, posted.remote_id, **PICTURED).outcome is Outcome.OK
    (stands,) = sandbox.blog_posts()
    assert (stands["alt"], stands["edited"]) == ("A rolled towel", True)
    assert send(Request("GET", sandbox.address + stands["picture"])).body == PICTURE
    with sandbox.store.reading() as db:
        assert db.execute("SELECT COUNT(*) FROM wordpress_media").fetchone()[0] == 1
    post(on, posted.remote_id, title="Sleeping well")
    assert [(entry["title"], entry["picture"]) for entry in sandbox.blog_posts()] == [("Sleeping well", "")]
    assert send(Request("GET", f"{sandbox.address}/wordpress/media/9")).status == 404


def test_only_its_author_changes_a_post(sandbox: RunningSandbox) -> None:
    """Another author may write, but not there; a reader may do nothing; a stranger neither, and learns nothing."""
    on = sandbox.account("wordpress")
    posted = post(on)
    other = user(sandbox, "other", "edit_posts edit_published_posts delete_published_posts")
    reader, stranger = user(sandbox, "reader", "read"), account(on.config, {"application_password": "guessed"})
    assert WORDPRESS.retract(posted.remote_id, other, send).outcome is Outcome.PERMISSION
    assert post(other, posted.remote_id).outcome is Outcome.PERMISSION
    assert [post(each).outcome for each in (other, reader)] == [Outcome.PERMISSION, Outcome.PERMISSION]
    assert post(stranger).outcome is Outcome.AUTH_EXPIRED
    assert [look_up(each) for each in (reader, stranger)] == [Presence.UNKNOWN, Presence.UNKNOWN]
    assert len(sandbox.blog_posts()) == 1


def test_probe_knows_what_a_user_may_do(sandbox: RunningSandbox) -> None:
    """The demonstration's user may do all that is needed; strangers and readers may not."""
    on = sandbox.account("wordpress")
    assert WORDPRESS.probe(on, send).outcome is Outcome.OK
    assert WORDPRESS.probe(user(sandbox, "reader", "read"), send).outcome is Outcome.PERMISSION
    for secret in ("guessed", ""):
        astray = replace(on, secret={"application_password": secret})
        assert WORDPRESS.probe(astray, send).outcome is Outcome.AUTH_EXPIRED
    for header in ("Basic !", "Bearer x"):
        request = Request("GET", f"{sandbox.address}/wp-json/wp/v2/users/me", {"authorization": header})
        assert send(request).status == 401


@pytest.mark.parametrize(
    "content",
    [
        {"title": "hello", "colour": "red"},
        {"title": 5},
        {"title": "hello", "status": "secret"},
        {"title": "hello", "categories": "1"},
        {"title": "hello", "featured_media": "7"},
        {"title": ""},
        {},
        [],
    ],
)
def test_what_wordpress_would_not_take_is_refused(sandbox: RunningSandbox, content: Any) -> None:
    """Unknown fields, values of another kind and empty posts leave nothing."""
    on = sandbox.account("wordpress")
    response = send(api_request("POST", "/wp/v2/posts", on, body=json.dumps(content).encode()))
    assert (response.status, "code" in json.loads(response.body)) == (400, True)
    assert sandbox.blog_posts() == []


@pytest.mark.parametrize("content,media_type,status", [(b"<svg/>", "image/svg+xml", 500), (b"", "image/png", 500)])
def test_files_that_wordpress_would_not_take_are_refused(
    sandbox: RunningSandbox, content: bytes, media_type: str, status: int
) -> None:
    """What is no picture is refused as WordPress refuses it."""
    kind, body = multipart({}, content, media_type)
    on = sandbox.account("wordpress")
    assert send(api_request("POST", "/wp/v2/media", on, body=body, content_type=kind)).status == status
    assert send(api_request("POST", "/wp/v2/media", on, body=b"{}")).status == 400


def test_silence_after_the_request_is_judged_unknown(sandbox: RunningSandbox) -> None:
    """A post that was accepted before the connection broke is unknown, and a look-up finds it."""
    on = sandbox.account("wordpress")
    sandbox.spoil("wordpress", "accept_then_drop")
    with pytest.raises(DoorError) as error:
        post(on)
    assert WORDPRESS.classify_error(error.value).outcome is Outcome.UNKNOWN
    assert look_up(on) is Presence.FOUND


@pytest.mark.parametrize("name", ["read", "edit", "delete", "user", "media"])
def test_every_other_call_can_be_spoiled(sandbox: RunningSandbox, name: str) -> None:
    """Each meets the fault that is meant for it, and only that."""
    on = sandbox.account("wordpress")
    posted = post(on)
    sandbox.spoil(f"wordpress-{name}", "503")
    fine = {
        "user": WORDPRESS.probe(on, send).outcome is Outcome.OK,
        "read": look_up(on) is Presence.FOUND,
        "edit": post(on, posted.remote_id).outcome is Outcome.OK,
        "media": post(on, posted.remote_id, **PICTURED).outcome is Outcome.OK,
        "delete": WORDPRESS.retract(posted.remote_id, on, send).outcome is Outcome.OK,
    }
    assert [spoiled for spoiled, went_well in fine.items() if not went_well] == [name]


def test_posts_outlive_a_restart(sandbox: RunningSandbox) -> None:
    """What stood before stands after, and the password is still good."""
    on = sandbox.account("wordpress")
    post(on)
    with running_sandbox(sandbox.data) as again:
        assert look_up(replace(on, config={**on.config, "site": again.address})) is Presence.FOUND
