"""Counting text as X counts it.

Source: twitter-text's configuration, version 3. Text is normalised to NFC; a character of the scripts that say
little per sign (Latin, Cyrillic, Arabic, Devanagari and others, up to U+10FF) and common punctuation weigh 1, every
other character 2, an emoji with all its modifiers 2, a link 23 however long it is. A post may weigh 280.
"""

import re
from collections.abc import Callable, Iterator
from unicodedata import normalize

from integrations.channels.links_in_text import link_spans

MAX_WEIGHT = 280
LINK_WEIGHT = 23
EMOJI_WEIGHT = 2
ELLIPSIS = "…"

Pieces = Callable[[str], Iterator[tuple[str, int]]]

LIGHT_RANGES = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))

_PICTOGRAPH = (
    "[\u203c\u2049\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab"
    "\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
)
# Those that take a colour of skin: Unicode's Emoji_Modifier_Base.
_TONED = (
    "[\u261d\u26f9\u270a-\u270d\U0001f385\U0001f3c2-\U0001f3c4\U0001f3c7\U0001f3ca-\U0001f3cc\U0001f442\U0001f443"
    "\U0001f446-\U0001f450\U0001f466-\U0001f478\U0001f47c\U0001f481-\U0001f483\U0001f485-\U0001f487\U0001f48f"
    "\U0001f491\U0001f4aa\U0001f574\U0001f575\U0001f57a\U0001f590\U0001f595\U0001f596\U0001f645-\U0001f647"
    "\U0001f64b-\U0001f64f\U0001f6a3\U0001f6b4-\U0001f6b6\U0001f6c0\U0001f6cc\U0001f90c\U0001f90f"
    "\U0001f918-\U0001f91f\U0001f926\U0001f930-\U0001f939\U0001f93c-\U0001f93e\U0001f977\U0001f9b5\U0001f9b6"
    "\U0001f9b8\U0001f9b9\U0001f9bb\U0001f9cd-\U0001f9cf\U0001f9d1-\U0001f9dd\U0001fac3-\U0001fac5"
    "\U0001faf0-\U0001faf8]"
)
_TAGS = "(?:[\U000e0020-\U000e007e]+\U000e007f)?"
_ELEMENT = f"(?:{_TONED}\ufe0f?[\U0001f3fb-\U0001f3ff]|{_PICTOGRAPH}\ufe0f?){_TAGS}"
EMOJI = re.compile(
    f"[#*0-9]\ufe0f?\u20e3|[\U0001f1e6-\U0001f1ff]{{2}}|[\xa9\xae\u2122]\ufe0f|{_ELEMENT}(?:\u200d{_ELEMENT})*"
)


def weighted_length(text: str, *, emoji_as_one: bool = True) -> int:
    """What `text` weighs for X.

    Args:
        emoji_as_one: an emoji sequence weighs 2 as a whole (version 3); otherwise each of its characters weighs on
            its own (version 2).
    """
    return sum(weight for _, weight in weighted_pieces(normalize("NFC", text), emoji_as_one=emoji_as_one))


def weighted_pieces(text: str, *, emoji_as_one: bool = True) -> Iterator[tuple[str, int]]:
    """The links, emoji and single characters that normalised `text` is made of, each with its weight."""
    position = 0
    for start, end in link_spans(text):
        yield from _plain_pieces(text[position:start], emoji_as_one)
        yield text[start:end], LINK_WEIGHT
        position = end
    yield from _plain_pieces(text[position:], emoji_as_one)


def weight_of(text: str, pieces: Pieces) -> int:
    """What `text` weighs where a text is made of such `pieces`."""
    return sum(weight for _, weight in pieces(normalize("NFC", text)))


def shorten(text: str, limit: int, pieces: Pieces = weighted_pieces) -> str:
    """`text` if it weighs at most `limit`, else its beginning, cut between two words and ended by an ellipsis.

    A text without spaces is cut between two signs. No link and no emoji is ever cut. Empty if nothing fits.

    Args:
        pieces: how the service weighs a text.
    """
    text = normalize("NFC", text)
    if weight_of(text, pieces) <= limit:
        return text
    start = _fitting_start(text, limit - weight_of(ELLIPSIS, pieces), pieces)
    words = start if text[len(start)].isspace() else start.rpartition(" ")[0] or start
    kept = words.rstrip(" \t\n,;:.\u2013\u2014-(")
    return kept + ELLIPSIS if kept else ""


def _plain_pieces(text: str, emoji_as_one: bool) -> Iterator[tuple[str, int]]:
    position = 0
    for found in EMOJI.finditer(text) if emoji_as_one else ():
        yield from _characters(text[position : found.start()])
        yield found[0], EMOJI_WEIGHT
        position = found.end()
    yield from _characters(text[position:])


def _characters(text: str) -> Iterator[tuple[str, int]]:
    for character in text:
        light = any(first <= ord(character) <= last for first, last in LIGHT_RANGES)
        yield character, 1 if light else 2


def _fitting_start(text: str, limit: int, pieces: Pieces) -> str:
    weight, end = 0, 0
    for piece, piece_weight in pieces(text):
        weight += piece_weight
        if weight > limit:
            break
        end += len(piece)
    return text[:end]
