"""Pictures on the stand-in for X, through the real network door, judged by X's own description."""

import json
from typing import Any

import pytest
import requests

from integrations.channels import channel
from integrations.channels.base import Account, Outcome, Send
from integrations.channels.x_requests import api_request
from integrations.http import send
from tests.integrations.channels.samples import MARKER, PICTURE, shared
from tests.sandbox_server import RunningSandbox

X = channel("x")
ADDRESS = "https://cms.example.org/images/towel.png"
MESSAGE = shared(image=ADDRESS, image_alt="A rolled towel")


@pytest.fixture
def ready(sandbox: RunningSandbox) -> Account:
    """An account about to post a picture."""
    account = sandbox.account("x")
    account.config = {**account.config, "posts_as": "picture"}
    account.payload = X.compose(MESSAGE, account.config, MARKER)
    return account


def test_picture_stands_with_its_words(sandbox: RunningSandbox, ready: Account, judged_send: Send) -> None:
    """Every step and answer is as X describes it, and people see the picture and its alternative text."""
    assert ready.payload
    assert X.prepare(ready, judged_send).outcome is Outcome.OK
    assert X.commit(ready.payload, MESSAGE, ready, judged_send).outcome is Outcome.OK
    (post,) = sandbox.posts()
    assert post["alt"] == "A rolled towel"
    assert requests.get(sandbox.address + post["picture"], timeout=30).content == PICTURE
    assert 'alt="A rolled towel"' in requests.get(sandbox.address, timeout=30).text


def test_post_waits_for_its_picture(sandbox: RunningSandbox, ready: Account, judged_send: Send) -> None:
    """While X is at work nothing is posted; then the same upload is."""
    sandbox.spoil("x-finalize", "processing:60")
    for _ in range(2):
        verdict = X.prepare(ready, judged_send)
        assert verdict.outcome is Outcome.MEDIA_NOT_READY
        assert verdict.retry_after == pytest.approx(60, abs=30)
    with sandbox.store.writing() as db:
        db.execute("UPDATE x_media SET ready_at = 0")
    assert X.prepare(ready, judged_send).outcome is Outcome.OK


def test_posted_picture_is_not_posted_again(sandbox: RunningSandbox, ready: Account, judged_send: Send) -> None:
    """An upload is good for one post: another attempt finds it used and uploads anew."""
    assert ready.payload
    X.prepare(ready, judged_send)
    X.commit(ready.payload, MESSAGE, ready, judged_send)
    (first,) = ready.uploads.numbers.values()
    X.prepare(ready, judged_send)
    assert first not in ready.uploads.numbers.values()


@pytest.mark.parametrize(
    "path, content",
    [
        ("initialize", {"media_type": "text/html", "media_category": "tweet_image", "total_bytes": 1}),
        ("initialize", {"media_type": "image/png", "media_category": "tweet_image", "total_bytes": 99_999_999}),
        ("initialize", {"media_type": "image/png", "media_category": "tweet_image", "total_bytes": 1, "colour": 1}),
        ("7/append", {"segment_index": 0, "media": "AAAA"}),
        ("7/append", {"segment_index": 1000, "media": "AAAA"}),
        ("7/append", {"media": "no base64"}),
        ("7/finalize", {}),
    ],
)
def test_odd_steps_are_refused(ready: Account, path: str, content: Any) -> None:
    """What X's description does not know, or what was not begun, is a 400."""
    request = api_request("POST", f"/2/media/upload/{path}", ready, json.dumps(content).encode())
    assert send(request).status == 400


def test_half_a_picture_is_not_finished(ready: Account, judged_send: Send) -> None:
    """The segments must add up to what was announced."""
    begun = {"media_type": "image/png", "media_category": "tweet_image", "total_bytes": len(PICTURE) + 1}
    answer = judged_send(api_request("POST", "/2/media/upload/initialize", ready, json.dumps(begun).encode()))
    number = json.loads(answer.body)["data"]["id"]
    assert judged_send(api_request("POST", f"/2/media/upload/{number}/finalize", ready)).status == 400


@pytest.mark.parametrize("media", [{"media_ids": ["123"]}, {"media_ids": []}, {"media_ids": "7"}, 7])
def test_post_with_a_picture_that_is_not_there_is_refused(sandbox: RunningSandbox, ready: Account, media: Any) -> None:
    """And leaves nothing."""
    body = json.dumps({"text": "Hello", "media": media}).encode()
    assert send(api_request("POST", "/2/tweets", ready, body)).status == 400
    assert sandbox.posts() == []
