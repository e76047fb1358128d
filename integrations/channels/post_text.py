"""The words of a post: an editor's own for the channel, or title and summary, as far as they fit beside the link."""

from collections.abc import Mapping
from typing import Any

from integrations.channels.weighted_text import Pieces, shorten, weight_of

SHORTEST_SUMMARY = 20  # less of a summary than this is noise


def post_text(share: Mapping[str, Any], channel: str, link: str, most: int, pieces: Pieces) -> str:
    """The text of a post that is nothing but text.

    Args:
        channel: whose own text is meant.
        most: what a post may weigh.
        pieces: how the service weighs a text.
    """
    room = most - weight_of(link, pieces) - len("\n\n")
    own = ((share.get("text") or {}).get(channel) or "").strip()
    lead = shorten(own, room, pieces) if own else title_and_summary(share, room, pieces)
    return f"{lead}\n\n{link}" if lead else link


def title_and_summary(share: Mapping[str, Any], room: int, pieces: Pieces) -> str:
    title = shorten(" ".join(share["title"].split()), room, pieces)
    left = room - weight_of(title, pieces) - len("\n\n")
    summary = " ".join((share.get("summary") or "").split()) if left >= SHORTEST_SUMMARY else ""
    return f"{title}\n\n{shorten(summary, left, pieces)}" if summary else title
