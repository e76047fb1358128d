"""No secret is left in a text, however it is written there."""

import html
import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.redaction import Redaction

TEXT = st.text('ab0 %/"ü', max_size=20)


@given(TEXT.filter(lambda text: len(text) >= 4), TEXT, TEXT)
def test_no_secret_is_left_in_a_text(secret: str, before: str, after: str) -> None:
    """A secret is taken out wherever it stands, plain or quoted as in a URL."""
    for form in (secret, quote(secret, safe="")):
        assert form not in Redaction({"token": secret})(before + form + after).replace("[redacted]", "|")


def test_all_that_is_text_is_taken_out() -> None:
    """Secrets are found however deep they stand; a webhook secret also without its prefix; the rest of a text stays."""
    secrets = {
        "tokens": ["first token", "first token and more"],
        "secret": "whsec_abcdefgh",
        "expires": 1234,
        "id": "12",
    }
    text = "first token and more, first token, abcdefgh, whsec_abcdefgh, 1234, 12"
    assert Redaction(secrets)(text) == "[redacted], [redacted], [redacted], [redacted], 1234, 12"


SECRETS = ["a token+with/every=kind&of'sign", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "plain-token_0123", "ünïcode"]
WAYS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "in an address": lambda secret: quote(secret, safe=""),
    "in an address, in small letters": lambda secret: re.sub("%..", lambda hit: hit[0].lower(), quote(secret, safe="")),
    "in a path": quote,
    "in a form": quote_plus,
    "in an address, twice": lambda secret: quote(quote(secret, safe=""), safe=""),
    "in JSON": json.dumps,
    "in JSON by PHP": lambda secret: json.dumps(secret).replace("/", r"\/"),
    "in JSON, twice": lambda secret: json.dumps(json.dumps(secret)),
    "in HTML": html.escape,
    "in hexadecimal": lambda secret: secret.encode().hex(),
    "in capital hexadecimal": lambda secret: secret.encode().hex().upper(),
    "in base 64": lambda secret: b64encode(secret.encode()).decode(),
    "in base 64 after a byte": lambda secret: b64encode(f":{secret}".encode()).decode(),
    "in base 64 between bytes": lambda secret: b64encode(f"id:{secret};".encode()).decode(),
    "in base 64 for addresses": lambda secret: urlsafe_b64encode(f"id:{secret}".encode()).decode(),
    "in base 64, in an address": lambda secret: quote(b64encode(secret.encode()), safe=""),
}


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("way", WAYS)
def test_a_secret_is_found_however_it_is_written(way: str, secret: str) -> None:
    """Next to nothing of it is left: in base 64 at most the ends of groups that it shares with its neighbours."""
    written = WAYS[way](secret)
    left = Redaction({"token": secret})(f"before {written} after")
    assert "[redacted]" in left
    assert len(left) <= len("before [redacted] after") + 10


def test_what_a_text_was_cut_off_in_is_taken_out() -> None:
    """Where a text may have been cut, the beginning of a secret at its end is one; elsewhere it is not."""
    assert Redaction("plain-token")("you sent plain-tok", cut=True) == "you sent [redacted]"
    assert Redaction("plain-token")("you sent plain-plain-tok", cut=True) == "you sent plain-[redacted]"
    assert Redaction("plain-token")("you sent plain-tok") == "you sent plain-tok"
    assert Redaction("plain-token")("you sent pla", cut=True) == "you sent pla"
