import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from integrations.channels import channel
from integrations.channels.base import Account, Outcome
from integrations.http import DoorError
from tests.integrations.channels.samples import CONFIGS, MARKER, NOW, PICTURE, SECRETS, Script, account, answer, shared

WORDPRESS = channel("wordpress")
CONFIG = CONFIGS["wordpress"]
ADDRESS = "https://cms.example.org/images/sleep.png"
MESSAGE = shared(image=ADDRESS, image_alt="A rolled towel")
PAYLOAD = WORDPRESS.compose(MESSAGE, CONFIG, MARKER)
NOTHING = answer(200, [])
MADE = answer(201, {"id": 7})


def ready() -> Account:
    """An account about to post a picture."""
    return account(CONFIG, SECRETS["wordpress"], NOW, payload=PAYLOAD)


def test_picture_is_composed_where_it_is_wanted() -> None:
    """The bytes name the picture, its words and its slug; a page without one, or a blog that wants none, gets none."""
    picture = json.loads(PAYLOAD.body)["picture"]
    assert (picture["url"], picture["alt"]) == (ADDRESS, "A rolled towel")
    for message, config in ((shared(image=None), CONFIG), (MESSAGE, {**CONFIG, "picture": "none"})):
        assert "picture" not in json.loads(WORDPRESS.compose(message, config, MARKER).body)


def test_other_words_make_another_upload() -> None:
    """A picture is known by its address and its alternative text."""
    others = (shared(image=ADDRESS, image_alt="A towel"), shared(image=f"{ADDRESS}?2", image_alt="A rolled towel"))
    slugs = {json.loads(WORDPRESS.compose(each, CONFIG, MARKER).body)["picture"]["slug"] for each in (MESSAGE, *others)}
    assert len(slugs) == 3
    assert all(slug.startswith("m-k7qm2xpa-") for slug in slugs)


def test_picture_is_uploaded_with_its_words() -> None:
    """The upload holds file, slug and alternative text, and the post then has its number in place of the picture."""
    ours, door = ready(), Script(NOTHING, MADE, answer(201, {"id": 9}))
    assert WORDPRESS.prepare(ours, door).outcome is Outcome.OK
    WORDPRESS.commit(PAYLOAD, MESSAGE, ours, door)
    asked, upload, post = door.requests
    slug = json.loads(PAYLOAD.body)["picture"]["slug"]
    assert parse_qs(urlsplit(asked.url).query)["slug"] == [slug]
    assert [part in upload.body for part in (PICTURE, slug.encode(), b"A rolled towel")] == [True, True, True]
    sent = {**json.loads(PAYLOAD.body), "featured_media": 7}
    del sent["picture"]
    assert json.loads(post.body) == sent


def test_former_upload_is_taken_up() -> None:
    """What stands on the blog under the picture's slug is not uploaded again."""
    ours = ready()
    assert WORDPRESS.prepare(ours, Script(answer(200, [{"id": 6}]))).outcome is Outcome.OK
    assert ours.uploads.numbers == {ADDRESS: "6"}


@pytest.mark.parametrize(
    "replies,outcome",
    [
        ([NOTHING, answer(201)], Outcome.TRANSIENT),
        ([NOTHING, answer(200, {"odd": 1})], Outcome.TRANSIENT),
        ([NOTHING, answer(500, {"code": "rest_upload_unknown_error", "message": "No such type."})], Outcome.REJECTED),
        ([NOTHING, answer(500, {"code": "rest_upload_sideload_error"})], Outcome.REJECTED),
        ([NOTHING, answer(400, {"code": "rest_upload_file_too_big"})], Outcome.REJECTED),
        ([NOTHING, answer(413)], Outcome.REJECTED),
        ([NOTHING, answer(403, {"code": "rest_cannot_create"})], Outcome.PERMISSION),
        ([NOTHING, answer(429, None, retry_after="30")], Outcome.RATE_LIMITED),
        ([NOTHING, answer(502)], Outcome.TRANSIENT),
        ([NOTHING, DoorError("silence", written=True)], Outcome.TRANSIENT),
        ([answer(401, {"code": "rest_forbidden_context"})], Outcome.AUTH_REVOKED),
        ([answer(503)], Outcome.TRANSIENT),
    ],
)
def test_failed_upload_surely_posts_nothing(replies: list[Any], outcome: Outcome) -> None:
    """An upload may happen again: whatever becomes of it is certain, and nothing is remembered."""
    ours = ready()
    assert WORDPRESS.prepare(ours, Script(*replies)).outcome is outcome
    assert ours.uploads.numbers == {}


def test_picture_that_is_gone_fails_for_good() -> None:
    """Without the file there is nothing to wait for, and the report says why."""

    def gone(_address: str) -> tuple[bytes, str]:
        raise LookupError("its file is gone")

    ours = ready()
    ours = replace(ours, uploads=replace(ours.uploads, load=gone))
    verdict = WORDPRESS.prepare(ours, Script(NOTHING))
    assert (verdict.outcome, verdict.detail) == (Outcome.REJECTED, "The picture cannot be had: its file is gone")


def test_nothing_is_uploaded_for_a_look() -> None:
    """Looking a post up or taking it back needs no picture."""
    assert WORDPRESS.prepare(replace(ready(), payload=None), Script()).outcome is Outcome.OK
