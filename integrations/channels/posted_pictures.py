"""The picture of a post that has to be uploaded first: in the composed bytes its address and its words stand for it."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from integrations.channels.account import Account, Payload, as_json


def picture_in(share: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What stands for the page's picture among the content of a post; nothing where there is or shall be none."""
    address = share.get("image") if config.get("posts_as") == "picture" else None
    return {"picture": {"url": address, "alt": share.get("image_alt") or ""}} if address else {}


def picture_of(payload: Payload) -> dict[str, str] | None:
    """Address and words of the picture that a post was composed with."""
    picture: dict[str, str] | None = json.loads(payload.body).get("picture")
    return picture


def with_number(payload: Payload, account: Account, place: Callable[[str], Mapping[str, Any]]) -> bytes:
    """A post as it is sent: what the remote calls the picture stands in its place, and all else is as composed.

    Args:
        place: the members of the post that hold the remote's number.
    """
    picture = picture_of(payload)
    if picture is None:
        return payload.body
    content = json.loads(payload.body)
    del content["picture"]
    named = {**content, **place(account.uploads.numbers[picture["url"]])}
    return as_json(named)


def preview(payload: Payload) -> str:
    """What a person sees of a post: its text, and what its picture shows."""
    picture = picture_of(payload)
    return f"{payload.text}\n\nPicture: {picture['alt'] or picture['url']}" if picture else payload.text
