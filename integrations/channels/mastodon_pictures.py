"""The picture of a status: uploaded with its words beforehand, which nobody sees and may happen again.

Mastodon drops an upload that is not posted within a day. A server may take its time with one; then the status waits.
"""

from dataclasses import replace

from integrations.channels.answers import RefusalError, final_answer
from integrations.channels.base import Account, Outcome, Payload, Send, Verdict
from integrations.channels.mastodon_answers import classify
from integrations.channels.mastodon_requests import api_request
from integrations.channels.posted_pictures import picture_of, with_number
from integrations.channels.uploads import multipart

LONGEST_ALT = 1500  # characters
PAUSE = 5.0  # seconds until a server that is still at it is asked again
READY = Verdict(Outcome.OK)
NOT_READY = Verdict(Outcome.MEDIA_NOT_READY, "The server is still working on the picture", PAUSE)


def have_picture(account: Account, send: Send) -> Verdict:
    """See to it that the picture of what is about to be sent, if it has one, can be posted."""
    picture = picture_of(account.payload) if account.payload else None
    if picture is None:
        return READY
    try:
        number = account.uploads.numbers.get(picture["url"])
        verdict = state_of(number, account, send) if number else None
        verdict = verdict or upload(picture, account, send)
    except RefusalError as refusal:
        return refusal.verdict
    except LookupError as error:
        return Verdict(Outcome.REJECTED, f"The picture cannot be had: {error}")
    # The token was read a moment ago: there is no newer one.
    return replace(verdict, outcome=Outcome.AUTH_REVOKED) if verdict.outcome is Outcome.AUTH_EXPIRED else verdict


def upload(picture: dict[str, str], account: Account, send: Send) -> Verdict:
    """Give the server a picture and its words, and remember what it calls it.

    Raises:
        LookupError: the picture is gone.
        RefusalError: there was no answer.
    """
    kind, body = multipart({"description": picture["alt"][:LONGEST_ALT]}, *account.uploads.load(picture["url"]))
    response = final_answer(api_request("POST", "/api/v2/media", account, body, content_type=kind), send)
    verdict = classify(response, account.now)
    if verdict.outcome is not Outcome.OK:
        return verdict
    if not verdict.remote_id:
        return Verdict(Outcome.TRANSIENT, "The server does not say what it calls the picture")
    account.uploads.keep(picture["url"], verdict.remote_id)
    return NOT_READY if response.status == 202 else READY


def state_of(number: str, account: Account, send: Send) -> Verdict | None:
    """Whether an upload can be posted; None when the server does not have it any more.

    Raises:
        RefusalError: there was no answer.
    """
    response = final_answer(api_request("GET", f"/api/v1/media/{number}", account), send)
    if response.status == 404:
        return None
    return NOT_READY if response.status == 206 else classify(response, account.now)


def as_sent(payload: Payload, account: Account) -> bytes:
    """A status as it is sent: the server's number stands in place of the picture, and all else is as composed."""
    return with_number(payload, account, lambda number: {"media_ids": [number]})
