"""Text as readers see it: without markup, in sentences."""

import re
from collections.abc import Iterator
from html import unescape
from unicodedata import normalize

BLOCK_END = re.compile(r"</?(?:p|li|ul|ol|br|hr|h[1-6]|div|blockquote|t[dhr])\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”)\]]*\s+|\n\s*\n")
APOSTROPHES = str.maketrans("’‘ʼ", "'''")


def tidy(text: str) -> str:
    """Text without tags, web addresses and invisible characters; wide and joined characters as plain ones.

    The ends of paragraphs and of items in a list become empty lines.
    """
    shown = unescape(TAG.sub("", BLOCK_END.sub("\n\n", text)))
    return ADDRESS.sub("", INVISIBLE.sub("", normalize("NFKC", shown))).translate(APOSTROPHES)


def sentences(tidied: str) -> Iterator[str]:
    """The sentences of a tidy text, each on one line. An abbreviation with a full stop ends one too."""
    for sentence in SENTENCE_END.split(tidied):
        if one_line := " ".join(sentence.split()):
            yield one_line
