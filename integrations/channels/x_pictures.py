"""The picture of a post on X: uploaded in segments with its words beforehand, which nobody sees and may happen again.

X forgets an upload that is not posted within a day, and may take its time with one; then the post waits.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from integrations.channels.account import Account, Payload, Send
from integrations.channels.answers import RefusalError
from integrations.channels.base import Outcome, Verdict
from integrations.channels.posted_pictures import picture_of, with_number
from integrations.channels.x_requests import api_request, ask

LARGEST = 5 * 1024 * 1024  # bytes
SEGMENT = 1024 * 1024  # bytes
LONGEST_ALT = 1000  # characters
PAUSE = 5.0  # seconds, where X does not say when to ask again
READY = Verdict(Outcome.OK)
FORGOTTEN = {400, 404}  # the status of what X does not have any more


def have_picture(account: Account, send: Send) -> Verdict:
    """See to it that the picture of what is about to be sent, if it has one, can be posted."""
    picture = picture_of(account.payload) if account.payload else None
    if picture is None:
        return READY
    number = account.uploads.numbers.get(picture["url"])
    try:
        verdict = state_of(number, account, send) if number else None
        return verdict or upload(picture, account, send)
    except RefusalError as refusal:
        return refusal.verdict


def upload(picture: Mapping[str, str], account: Account, send: Send) -> Verdict:
    """Give X a picture and its words, and remember what it calls it.

    Raises:
        RefusalError: a step was refused, or had no answer.
    """
    try:
        content, media_type = account.uploads.load(picture["url"])
    except LookupError as error:
        return Verdict(Outcome.REJECTED, f"The picture cannot be had: {error}")
    if len(content) > LARGEST:
        return Verdict(Outcome.REJECTED, f"X takes pictures of up to {LARGEST // 1024**2} MB, and this one is larger")
    number, finished = _given(content, media_type, account, send)
    if picture["alt"]:
        words = {"alt_text": {"text": picture["alt"][:LONGEST_ALT]}}
        post("/2/media/metadata", {"id": number, "metadata": words}, account, send)
    account.uploads.keep(picture["url"], number)
    return judged(finished)


def _given(content: bytes, media_type: str, account: Account, send: Send) -> tuple[str, dict[str, Any]]:
    """Upload a file in segments; gives what X calls it, and X's last answer."""
    begun = {"media_type": media_type, "media_category": "tweet_image", "total_bytes": len(content)}
    number = number_in(post("/2/media/upload/initialize", begun, account, send))
    for index, start in enumerate(range(0, len(content), SEGMENT)):
        segment = b64encode(content[start : start + SEGMENT]).decode()
        post(f"/2/media/upload/{number}/append", {"segment_index": index, "media": segment}, account, send)
    return number, post(f"/2/media/upload/{number}/finalize", None, account, send)


def state_of(number: str, account: Account, send: Send) -> Verdict | None:
    """Whether an upload can be posted; None when X does not have it any more.

    Raises:
        RefusalError: X could not be asked.
    """
    path = f"/2/media/upload?command=STATUS&media_id={number}"
    try:
        return judged(ask(api_request("GET", path, account), account, send))
    except RefusalError as refusal:
        if refusal.missing or refusal.status in FORGOTTEN:
            return None
        raise


def judged(answer: Mapping[str, Any]) -> Verdict:
    """What X's answer says of an upload; a picture that needs no work has no state."""
    work = (answer.get("data") or {}).get("processing_info") or {}
    if work.get("state") == "failed":
        return Verdict(Outcome.REJECTED, "X could not make anything of the picture")
    if work.get("state") in {"pending", "in_progress"}:
        pause = float(work.get("check_after_secs") or PAUSE)
        return Verdict(Outcome.MEDIA_NOT_READY, "X is still working on the picture", pause)
    return READY


def post(path: str, content: Mapping[str, Any] | None, account: Account, send: Send) -> dict[str, Any]:
    """One step of an upload; each may be repeated.

    Raises:
        RefusalError: it was refused, or had no answer.
    """
    body = b"" if content is None else json.dumps(content).encode()
    return ask(api_request("POST", path, account, body), account, send)


def number_in(answer: Mapping[str, Any]) -> str:
    """What X calls an upload that has begun.

    Raises:
        RefusalError: it does not say.
    """
    number = str((answer.get("data") or {}).get("id") or "")
    if not number.isdecimal():
        raise RefusalError(Verdict(Outcome.TRANSIENT, "X does not say what it calls the picture"))
    return number


def as_sent(payload: Payload, account: Account) -> bytes:
    """A post as it is sent: X's number stands in place of the picture, and all else is as composed."""
    return with_number(payload, account, lambda number: {"media": {"media_ids": [number]}})
