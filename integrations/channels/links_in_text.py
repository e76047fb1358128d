"""Spotting the links that X will make of a text, after the rules of twitter-text.

A link is an http(s) address, or a bare domain with a well-known ending ("example.org/sleep"). What follows another
word, an "@", a "#" or a "$" directly is none.
"""

import re
from collections.abc import Iterator

from integrations.channels.top_level_domains import KNOWN

LONGEST_LABEL = 63  # of a domain name, as it travels (RFC 1035)
LONGEST_HOST = 253

_LATIN = "\xc0-\xd6\xd8-\xf6\xf8-\u024f"
_ASCII_PUNCTUATION = r"!-/:-@\[-`{-~"
_OTHER_PUNCTUATION = r"\u2000-\u206f\u3000-\u3003\u3008-\u3020\ufe00-\ufeff\uff00-\uff0f\ufff0-\uffff"
_SIGN = rf"[^\s\x00-\x1f\x7f\xa0{_ASCII_PUNCTUATION}{_OTHER_PUNCTUATION}]"
_KNOWN_ENDING = "(?:" + "|".join(sorted(KNOWN, key=lambda ending: (-len(ending), ending))) + ")"


def _host(sign: str, ending: str) -> str:
    subdomain = rf"{sign}(?:(?:{sign}|[_-])*{sign})?"
    domain = rf"{sign}(?:(?:{sign}|-)*{sign})?"
    return rf"(?:{subdomain}\.)*{domain}\.{ending}"


_ASCII_HOST = _host("[a-z0-9]", "(?:xn--[a-z0-9]+|[a-z]{2,63})") + r"(?![\w@+-])"
_ANY_HOST = _host(_SIGN, _KNOWN_ENDING) + "(?![0-9a-z@+-])"
_BARE_HOST = _host(f"[a-z0-9{_LATIN}]", _KNOWN_ENDING) + f"(?![0-9a-z{_LATIN}_@+-])"

_PATH_SIGN = rf"[a-z0-9\u0400-\u04ff{_LATIN}!*';:=+,.$/%#\[\]\-\u2013_~@|&]"
_PATH_END = rf"[a-z0-9\u0400-\u04ff{_LATIN}=_#/+\-]"
_PARENTHESES = rf"\({_PATH_SIGN}+\)"
_PATH = rf"/(?:{_PATH_SIGN}*(?:{_PARENTHESES}{_PATH_SIGN}*)*(?:{_PATH_END}|{_PARENTHESES})|@{_PATH_SIGN}+/)?"
_QUERY = r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]"
_REST = rf"(?::[0-9]+)?(?:{_PATH})?(?:{_QUERY})?"

LINK = re.compile(
    r"(?<![A-Za-z0-9@\uff20$#\uff03\ufffe\ufeff\uffff])"
    rf"(?:https?://t\.co/[a-z0-9]{{1,40}}(?![a-z0-9])|https?://(?!t\.co/[a-z0-9])(?P<host>{_ASCII_HOST}|{_ANY_HOST}){_REST}"
    rf"|(?<![-_./])(?P<bare>{_BARE_HOST}){_REST})",
    re.IGNORECASE,
)


def link_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each link in `text` (which is in normal form C), in order."""
    for found in LINK.finditer(text):
        if _travels(found["host"] or found["bare"] or "t.co"):
            yield found.span()


def _travels(host: str) -> bool:
    """Whether the domain name system can carry `host`: its labels in ASCII form are not too long."""
    try:
        labels = [label if label.isascii() else _ascii_form(label) for label in host.split(".")]
    except ValueError:
        return False
    return max(map(len, labels)) <= LONGEST_LABEL and len(".".join(labels)) <= LONGEST_HOST


def _ascii_form(label: str) -> str:
    if label.lower().startswith("xn--"):
        raise ValueError(f"{label} claims to be in ASCII form and is not")
    return "xn--" + label.lower().encode("punycode").decode()
