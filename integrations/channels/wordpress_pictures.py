"""The featured image of a post: uploaded with its alternative text beforehand, which may happen again.

It is known by a slug of its own, so that what was uploaded before an answer was lost is taken up again.
"""

from dataclasses import replace
from hashlib import sha256

from integrations.channels.answers import RefusalError
from integrations.channels.base import Account, Outcome, Payload, Send, Verdict
from integrations.channels.posted_pictures import picture_of, with_number
from integrations.channels.uploads import multipart
from integrations.channels.wordpress_requests import api_request, ask, find


def have_picture(account: Account, send: Send) -> Verdict:
    """See to it that the picture of what is about to be sent, if it has one, is on the blog."""
    picture = picture_of(account.payload) if account.payload else None
    if picture is None:
        return Verdict(Outcome.OK)
    try:
        stands = find("media", picture["slug"], account, send)
        number = str(stands[0]["id"]) if stands else uploaded(picture, account, send)
    except RefusalError as refusal:
        return lasting(refusal.verdict)
    except LookupError as error:
        return Verdict(Outcome.REJECTED, f"The picture cannot be had: {error}")
    account.uploads.keep(picture["url"], number)
    return Verdict(Outcome.OK)


def lasting(verdict: Verdict) -> Verdict:
    """The password was read a moment ago: there is no newer one."""
    return replace(verdict, outcome=Outcome.AUTH_REVOKED) if verdict.outcome is Outcome.AUTH_EXPIRED else verdict


def uploaded(picture: dict[str, str], account: Account, send: Send) -> str:
    """Give the blog a picture and its words; what it calls it.

    Raises:
        LookupError: the picture is gone.
        RefusalError: the blog did not take it.
    """
    fields = {"slug": picture["slug"], "alt_text": picture["alt"]}
    kind, body = multipart(fields, *account.uploads.load(picture["url"]))
    answer = ask(api_request("POST", "/wp/v2/media", account, body=body, content_type=kind), account, send)
    if not isinstance(answer, dict) or not answer.get("id"):
        raise RefusalError(Verdict(Outcome.TRANSIENT, "The blog does not say what it calls the picture"))
    return str(answer["id"])


def picture_slug(slug: str, url: str, alt: str) -> str:
    """By which a picture of a post is known on the blog: another one, or other words, are another upload."""
    return f"{slug}-{sha256(f'{url} {alt}'.encode()).hexdigest()[:10]}"


def as_sent(payload: Payload, account: Account) -> bytes:
    """A post as it is sent: the blog's number stands in place of the picture, and all else is as composed."""
    return with_number(payload, account, lambda number: {"featured_media": int(number)})
