"""Counting text as Mastodon counts it.

Source: Mastodon's StatusLengthValidator. A character is what people see as one sign, a link 23 of them however long
it is. Signs made of several code points are counted one by one here, but for emoji: never less than Mastodon counts.
"""

from collections.abc import Iterator

from integrations.channels.weighted_text import EMOJI, LINK_WEIGHT, weighted_pieces

LONGEST_STATUS = 500  # characters, where a server does not allow more


def counted_pieces(text: str) -> Iterator[tuple[str, int]]:
    """The links, emoji and single characters that normalised `text` is made of, each with its length."""
    for piece, _ in weighted_pieces(text):
        yield piece, _length(piece)


def _length(piece: str) -> int:
    if piece.lower().startswith(("http://", "https://")):
        return LINK_WEIGHT
    return 1 if EMOJI.fullmatch(piece) else len(piece)
