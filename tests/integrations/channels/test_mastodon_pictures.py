import json
from dataclasses import replace
from typing import Any

import pytest

from integrations.channels import channel
from integrations.channels.base import Account, Outcome
from integrations.http import DoorError, Response
from tests.integrations.channels.samples import CONFIGS, MARKER, NOW, PICTURE, SECRETS, Script, account, answer, shared

MASTODON = channel("mastodon")
CONFIG = {**CONFIGS["mastodon"], "posts_as": "picture"}
ADDRESS = "https://cms.example.org/images/sleep.png"
MESSAGE = shared(image=ADDRESS, image_alt="A rolled towel")
PAYLOAD = MASTODON.compose(MESSAGE, CONFIG, MARKER)
READY = answer(200, {"id": "7", "url": "https://mastodon.example.org/7.png"})


def ready(number: str = "") -> Account:
    """An account about to post a picture, which may have been uploaded before."""
    ours = account(CONFIG, SECRETS["mastodon"], NOW, payload=PAYLOAD)
    ours.uploads.numbers.update({ADDRESS: number} if number else {})
    return ours


def test_picture_is_composed_where_it_is_wanted() -> None:
    """The bytes name the picture and its words; a page without one, or a destination for links, sends none."""
    assert json.loads(PAYLOAD.body)["picture"] == {"url": ADDRESS, "alt": "A rolled towel"}
    assert MASTODON.preview(PAYLOAD) == f"{PAYLOAD.text}\n\nPicture: A rolled towel"
    for message, config in ((shared(image=None), CONFIG), (MESSAGE, CONFIGS["mastodon"])):
        plain = MASTODON.compose(message, config, MARKER)
        assert "picture" not in json.loads(plain.body)
        assert MASTODON.preview(plain) == plain.text


def test_picture_is_uploaded_with_its_words() -> None:
    """The upload holds file and alternative text, and the status then has its number in place of the picture."""
    ours, door = ready(), Script(READY, answer(200, {"id": "9"}))
    assert MASTODON.prepare(ours, door).outcome is Outcome.OK
    MASTODON.commit(PAYLOAD, MESSAGE, ours, door)
    upload, status = door.requests
    assert upload.url == "https://mastodon.example.org/api/v2/media"
    assert PICTURE in upload.body
    assert b"A rolled towel" in upload.body
    sent = {**json.loads(PAYLOAD.body), "media_ids": ["7"]}
    del sent["picture"]
    assert json.loads(status.body) == sent


def test_key_does_not_depend_on_the_upload() -> None:
    """A picture that had to be uploaded again makes no other post of it."""
    keys = set()
    for number in ("7", "8"):
        door = Script(answer(200, {"id": "9"}))
        MASTODON.commit(PAYLOAD, MESSAGE, ready(number=number), door)
        keys.add(door.requests[0].headers["idempotency-key"])
    assert len(keys) == 1


@pytest.mark.parametrize(
    "replies,outcome,kept",
    [
        ([READY], Outcome.OK, "7"),
        ([answer(202, {"id": "7", "url": None})], Outcome.MEDIA_NOT_READY, "7"),
        ([answer(200)], Outcome.TRANSIENT, None),
        ([answer(422, {"error": "File type could not be verified"})], Outcome.REJECTED, None),
        ([answer(429, {}, x_ratelimit_reset="2026-11-22T18:30:00Z")], Outcome.RATE_LIMITED, None),
        ([answer(401, {"error": "The access token was revoked"})], Outcome.AUTH_REVOKED, None),
        ([answer(500)], Outcome.TRANSIENT, None),
        ([DoorError("silence", written=True)], Outcome.TRANSIENT, None),
    ],
)
def test_failed_upload_surely_posts_nothing(replies: list[Any], outcome: Outcome, kept: str | None) -> None:
    """Nobody sees an upload: whatever becomes of it is certain, and only what arrived is remembered."""
    ours = ready()
    assert MASTODON.prepare(ours, Script(*replies)).outcome is outcome
    assert ours.uploads.numbers.get(ADDRESS) == kept


@pytest.mark.parametrize(
    "replies,outcome,kept",
    [
        ([READY], Outcome.OK, "6"),
        ([answer(206, {"id": "6", "url": None})], Outcome.MEDIA_NOT_READY, "6"),
        ([answer(404), READY], Outcome.OK, "7"),
        ([answer(422, {"error": "Error processing thumbnail"})], Outcome.REJECTED, "6"),
        ([answer(503)], Outcome.TRANSIENT, "6"),
    ],
)
def test_former_upload_is_taken_up(replies: list[Response], outcome: Outcome, kept: str) -> None:
    """What was uploaded before is asked for, and uploaded again only when the server has dropped it."""
    ours = ready(number="6")
    assert MASTODON.prepare(ours, Script(*replies)).outcome is outcome
    assert ours.uploads.numbers == {ADDRESS: kept}


def test_picture_that_is_gone_fails_for_good() -> None:
    """Without the file there is nothing to wait for, and the report says why."""

    def gone(_address: str) -> tuple[bytes, str]:
        raise LookupError("its file is gone")

    ours = ready()
    ours = replace(ours, uploads=replace(ours.uploads, load=gone))
    verdict = MASTODON.prepare(ours, Script())
    assert (verdict.outcome, verdict.detail) == (Outcome.REJECTED, "The picture cannot be had: its file is gone")


def test_nothing_is_uploaded_for_a_look() -> None:
    """Looking a post up or taking it back needs no picture."""
    assert MASTODON.prepare(replace(ready(), payload=None), Script()).outcome is Outcome.OK
