"""Letters as search compares them."""

import re
from unicodedata import normalize

from cms.points.codes import codes_in

HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
HAN_RUN = re.compile(f"[{HAN}]+")


class _Letters(dict[int, str]):
    """What stands for each character: one character, so that places in a text stay what they are."""

    def __missing__(self, code: int) -> str:
        plain = normalize("NFKD", chr(code))[0].lower()
        self[code] = letter = plain if len(plain) == 1 and plain.isalnum() else " "
        return letter


LETTERS = _Letters()


def composed(text: str) -> str:
    """The text as `fold` expects it: letters and their accents in one."""
    return normalize("NFC", text)


def fold(text: str) -> str:
    """Small letters without accents, and spaces for all that is neither letter nor digit; as long as the text.

    Args:
        text: as `composed` gives it.
    """
    return text.translate(LETTERS)


def code_word(code: str) -> str:
    """The one word that stands for a point: `bl23`, `exb2`."""
    return fold(code).replace(" ", "")


def other_spellings(text: str) -> str:
    """What else a text can be found by: the codes of points in one spelling, and Han characters one by one.

    Where Han characters make words, no space says; a question asks for them in a row.
    """
    codes = (code_word(code) for _spelled, code in codes_in(text))
    return " ".join([*codes, *("".join(HAN_RUN.findall(text)))])
