"""Secrets kept out of everything that is stored or shown, however a remote writes down what it was sent.

Known are a secret as it is; quoted as in an address, in JSON, HTML or Python, even twice; in hexadecimal; in base 64,
alone or within a longer text. Not known is what was compressed or encrypted by others.
"""

import html
import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote, quote_plus

REDACTED = "[redacted]"
SHORTEST = 4  # characters; replacing shorter values would only garble the text
URL_SAFE = str.maketrans("+/", "-_")
PREFIXES = ("whsec_", "whsk_")  # of webhook secrets, which work without them too

SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    quote,
    quote_plus,
    lambda text: quote(text, safe=""),
    lambda text: re.sub("%..", lambda escaped: escaped[0].lower(), quote(text, safe="")),
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1].replace("/", r"\/"),
    html.escape,
    lambda text: text.replace("'", r"\'"),
)


class Redaction:
    """Takes secrets out of texts, however they are written there.

    Args:
        secrets: a secret, or a mapping or list of them, however deep; what is no text is no secret.
    """

    def __init__(self, secrets: Any) -> None:
        self._forms = _forms_of_all(frozenset(_strings(secrets)))

    def may_find_any(self, text: str) -> bool:
        """Whether there is something to take out of a text, or of the texts that it was put together from."""
        return any(form in text for form in self._forms)

    def __call__(self, text: str, *, cut: bool = False) -> str:
        """Text without the secrets.

        Args:
            cut: whether the text may end in the middle of a secret; then such a beginning is taken out too.
        """
        for form in self._forms:
            if form in text:
                text = text.replace(form, REDACTED)
        if not cut:
            return text
        begun = min((_beginning(form, text) for form in self._forms if form[:SHORTEST] in text), default=len(text))
        return text[:begun] + REDACTED if begun < len(text) else text


@lru_cache(maxsize=1024)
def _forms_of_all(secrets: frozenset[str]) -> tuple[str, ...]:
    """Every way in which one of them may be written down, the longest first."""
    forms = {form for secret in secrets for form in forms_of(secret)}
    return tuple(sorted(forms, key=len, reverse=True))


@lru_cache(maxsize=1024)
def forms_of(secret: str) -> frozenset[str]:
    """Every way in which a secret may be written down."""
    plain = {secret, *(secret.removeprefix(prefix) for prefix in PREFIXES)}
    encoded = {form for text in plain for form in (*_in_base64(text), text.encode().hex(), text.encode().hex().upper())}
    forms = _spelled(_spelled(plain)) | _spelled(encoded)
    return frozenset(form for form in forms if len(form) >= SHORTEST)


def _spelled(texts: Iterable[str]) -> set[str]:
    return {spell(text) for text in texts for spell in SPELLINGS}


def _in_base64(text: str) -> Iterator[str]:
    """The characters of base 64 that only this text gives, for each place in a group of three where it may begin."""
    data = text.encode()
    for place in range(3):
        first, last = -(-place * 8 // 6), (place + len(data)) * 8 // 6
        certain = b64encode(bytes(place) + data).decode()[first:last]
        yield from (certain, certain.translate(URL_SAFE))


def _beginning(form: str, text: str) -> int:
    """Where the end of `text` is the beginning of `form`; the length of `text` when nowhere."""
    at = text.find(form[:SHORTEST], max(0, len(text) - len(form) + 1))
    while at >= 0 and not form.startswith(text[at:]):
        at = text.find(form[:SHORTEST], at + 1)
    return at if at >= 0 else len(text)


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return _strings(value.values())
    return [text for item in value for text in _strings(item)] if isinstance(value, Iterable) else []
