"""The picture of a post on X, with answers as X describes them."""

import json
from base64 import b64decode
from dataclasses import replace
from typing import Any

import pytest

from integrations.channels import channel
from integrations.channels.base import Account, Outcome, Uploads
from integrations.channels.x_pictures import LARGEST, SEGMENT
from integrations.http import DoorError
from tests.integrations.channels.samples import CONFIGS, MARKER, NOW, PICTURE, SECRETS, Script, account, answer, shared

X = channel("x")
CONFIG = {**CONFIGS["x"], "posts_as": "picture"}
ADDRESS = "https://cms.example.org/images/sleep.png"
MESSAGE = shared(image=ADDRESS, image_alt="A rolled towel")
PAYLOAD = X.compose(MESSAGE, CONFIG, MARKER)
BEGUN = answer(200, {"data": {"id": "7", "expires_after_secs": 86400}})
TAKEN = answer(200, {"data": {"expires_at": 1}})
DONE = answer(200, {"data": {"id": "7", "size": len(PICTURE)}})
DESCRIBED = answer(200, {"data": {"id": "7"}})
WHOLE = (BEGUN, TAKEN, DONE, DESCRIBED)
EXPIRED = answer(401, {"title": "Unauthorized"})
GONE = answer(400, {"title": "Invalid Request", "detail": "Your media IDs are invalid."})


def working(state: str) -> Any:
    return answer(200, {"data": {"id": "7", "processing_info": {"state": state, "check_after_secs": 3}}})


def ready(number: str = "", content: bytes = PICTURE) -> Account:
    """An account about to post a picture, which may have been uploaded before."""
    ours = account(CONFIG, SECRETS["x"], NOW, payload=PAYLOAD)
    numbers = {ADDRESS: number} if number else {}
    return replace(ours, uploads=Uploads(lambda _address: (content, "image/png"), lambda _numbers: None, numbers))


def test_picture_is_composed_where_it_is_wanted() -> None:
    """The bytes name the picture and its words, and the preview shows them; a reply and a link carry none."""
    assert json.loads(PAYLOAD.body)["picture"] == {"url": ADDRESS, "alt": "A rolled towel"}
    assert X.preview(PAYLOAD) == f"{PAYLOAD.text}\n\nPicture: A rolled towel"
    for plain in (X.compose(MESSAGE, CONFIGS["x"], MARKER), X.compose_reply(MESSAGE, CONFIG, MARKER, "9")):
        assert "picture" not in json.loads(plain.body)


def test_picture_is_uploaded_in_segments_and_described() -> None:
    """X is told size and type first, gets every byte in order, then the words; the post has its number."""
    content = bytes(range(256)) * (SEGMENT // 256) + b"end"
    ours, door = (
        ready(content=content),
        Script(BEGUN, TAKEN, TAKEN, DONE, DESCRIBED, answer(201, {"data": {"id": "9"}})),
    )
    assert X.prepare(ours, door).outcome is Outcome.OK
    X.commit(PAYLOAD, MESSAGE, ours, door)
    begin, *segments, end, words, post = door.requests
    assert json.loads(begin.body)["total_bytes"] == len(content)
    sent = [json.loads(segment.body) for segment in segments]
    assert b"".join(b64decode(one["media"]) for one in sent) == content
    assert [one["segment_index"] for one in sent] == [0, 1]
    assert end.url.endswith("/2/media/upload/7/finalize")
    assert json.loads(words.body) == {"id": "7", "metadata": {"alt_text": {"text": "A rolled towel"}}}
    assert json.loads(post.body) == {"text": PAYLOAD.text, "media": {"media_ids": ["7"]}}


def test_picture_without_words_is_not_described() -> None:
    """A decorative picture has none, and X takes no empty ones."""
    ours = replace(ready(), payload=X.compose(shared(image=ADDRESS, image_alt=""), CONFIG, MARKER))
    assert X.prepare(ours, Script(BEGUN, TAKEN, DONE)).outcome is Outcome.OK


@pytest.mark.parametrize("step", range(4))
@pytest.mark.parametrize(
    "failure, outcome",
    [
        (answer(503), Outcome.TRANSIENT),
        (DoorError("silence", written=True), Outcome.TRANSIENT),
        (answer(429, {}, x_rate_limit_remaining="0"), Outcome.RATE_LIMITED),
        (answer(403, {"title": "Forbidden"}), Outcome.PERMISSION),
        (answer(402, {"title": "Payment Required"}), Outcome.QUOTA),
        (answer(400, {"title": "Invalid Request"}), Outcome.REJECTED),
    ],
)
def test_failed_upload_surely_posts_nothing(step: int, failure: Any, outcome: Outcome) -> None:
    """Nobody sees an upload: whatever becomes of any step is certain, and the next attempt begins anew."""
    ours = ready()
    assert X.prepare(ours, Script(*WHOLE[:step], failure)).outcome is outcome
    assert ours.uploads.numbers == {}


@pytest.mark.parametrize("step", range(4))
def test_expired_token_is_renewed_in_the_middle_of_an_upload(step: int) -> None:
    """A 401 of any step renews the token once, and the upload begins anew with the new one."""
    ours, renewed = ready(), answer(200, {"access_token": "second", "refresh_token": "again", "expires_in": 7200})
    door = Script(*WHOLE[:step], EXPIRED, renewed, *WHOLE)
    assert X.prepare(ours, door).outcome is Outcome.OK
    assert door.requests[-1].headers["authorization"] == "Bearer second"
    assert ours.uploads.numbers == {ADDRESS: "7"}


@pytest.mark.parametrize(
    "state, outcome",
    [("pending", Outcome.MEDIA_NOT_READY), ("in_progress", Outcome.MEDIA_NOT_READY), ("failed", Outcome.REJECTED)],
)
def test_post_waits_while_x_is_at_work(state: str, outcome: Outcome) -> None:
    """The number is kept, so that the next attempt only asks."""
    ours = ready()
    verdict = X.prepare(ours, Script(BEGUN, TAKEN, working(state), DESCRIBED))
    assert (verdict.outcome, ours.uploads.numbers) == (outcome, {ADDRESS: "7"})
    assert verdict.retry_after == (3 if outcome is Outcome.MEDIA_NOT_READY else None)


@pytest.mark.parametrize("reply", [DONE, working("succeeded")])
def test_uploaded_picture_is_only_asked_about(reply: Any) -> None:
    """What is ready is not uploaded again."""
    door = Script(reply)
    assert X.prepare(ready(number="7"), door).outcome is Outcome.OK
    assert [request.method for request in door.requests] == ["GET"]


@pytest.mark.parametrize("reply", [GONE, answer(404, {"title": "Not Found Error"})])
def test_forgotten_picture_is_uploaded_again(reply: Any) -> None:
    """X drops what was not posted within a day."""
    ours = ready(number="5")
    assert X.prepare(ours, Script(reply, *WHOLE)).outcome is Outcome.OK
    assert ours.uploads.numbers == {ADDRESS: "7"}


def test_too_large_a_picture_is_told_before_it_is_sent() -> None:
    """X takes five megabytes."""
    assert X.prepare(ready(content=b"x" * (LARGEST + 1)), Script()).outcome is Outcome.REJECTED


def test_picture_that_is_gone_is_told() -> None:
    """The page has another one by now, or none."""

    def load(_address: str) -> tuple[bytes, str]:
        raise LookupError("it was deleted")

    gone = replace(ready(), uploads=Uploads(load, lambda _numbers: None))
    verdict = X.prepare(gone, Script())
    assert (verdict.outcome, verdict.detail) == (Outcome.REJECTED, "The picture cannot be had: it was deleted")


def test_odd_number_is_not_taken_up() -> None:
    """What X calls the picture becomes part of an address: only digits do."""
    odd = answer(200, {"data": {"id": "../users/me"}})
    assert X.prepare(ready(), Script(odd)).outcome is Outcome.TRANSIENT
