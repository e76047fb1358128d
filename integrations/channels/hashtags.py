"""Hashtags made of tags: CamelCase, of letters alone."""

from collections.abc import Iterable
from itertools import groupby
from unicodedata import category, normalize


def hashtags(tags: Iterable[str]) -> list[str]:
    """A hashtag for each tag that has a letter, in their order, none twice.

    Letters of every script count, with the marks that belong to them; digits, signs and spaces end a word. Each word
    begins with a capital, so that screen readers tell them apart.
    """
    words = (_words(tag) for tag in tags)
    made = ("#" + "".join(word[:1].upper() + word[1:] for word in parts) for parts in words if parts)
    found: dict[str, str] = {}
    for tag in made:
        found.setdefault(tag.casefold(), tag)
    return list(found.values())


def _words(tag: str) -> list[str]:
    grouped = groupby(normalize("NFC", tag), key=lambda sign: category(sign)[0] in "LM")
    words = ("".join(signs) for is_word, signs in grouped if is_word)
    return [word for word in words if any(sign.isalpha() for sign in word)]
