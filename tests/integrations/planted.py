"""Planted secrets, remotes that repeat them in every way, and a search that finds them in every way.

The search knows nothing of how secrets are taken out: it undoes whatever may hide a text, and looks for a part of one.
"""

import html
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from typing import Any
from urllib.parse import quote, unquote, unquote_plus

from integrations.channels import CHANNELS
from integrations.channels.base import Channel
from tests.hostile_server import Behaviour, answering
from tests.integrations.channels.samples import CONFIGS

PART = 12  # characters of a secret that are looked for, beginning at every fourth
STEP = 4


def planted(name: str, channel: Channel) -> dict[str, Any]:
    """A secret of every sort that a channel issues or asks for; none of it stands anywhere else."""
    typed = {}
    for setting in channel.settings:
        if setting.secret:
            digest = sha256(f"{name} {setting.name}".encode()).hexdigest()
            text = f"{digest[:14]}/+{digest[14:28]}=&'<%"
            typed[setting.name] = f"Authorization: Bearer {text}" if setting.lines else text
    return {**(channel.issue_secret({}) or {}), **typed}


SECRETS = {name: secret for name, channel in CHANNELS.items() if (secret := planted(name, channel))}


def config(channel: str, address: str) -> dict[str, Any]:
    """The settings of a destination that talks to a server at `address`."""
    addresses = {setting.name: address for setting in CHANNELS[channel].settings if setting.address}
    return {**CONFIGS[channel], **addresses}


def strings(channel: str) -> list[str]:
    """A channel's planted secrets, one by one, without what everybody knows."""
    values = SECRETS[channel].values()
    texts = [text for value in values for text in (value if isinstance(value, list) else [value])]
    return [text.rpartition(" ")[2] for text in texts]


def written(secret: str) -> list[str]:
    """How a remote may write a secret down."""
    data = secret.encode()
    encoded = [b64encode(before + data).decode() for before in (b"", b":", b"id:")]
    return [secret, quote(secret, safe=""), html.escape(secret), json.dumps(secret), data.hex(), *encoded]


def repeating(status: str, secrets: list[str]) -> Behaviour:
    """An answer of that status with the secrets in headers, their names, and wherever channels read."""
    said = [way for secret in secrets for way in written(secret)]
    headers = [f"X-Said: {way}" for way in said] + [f"{quote(secret, safe='')}: x" for secret in secrets]
    words, made = "; ".join(said), {"id": secrets[-1]}
    answer = {**made, "data": made, "detail": words, "error": {"message": words, "code": 100}, "said": said}
    head = "\r\n".join([f"HTTP/1.1 {status} {words}", *headers, "", ""])
    return answering(head.encode() + json.dumps(answer).encode())


def found(text: str, channel: str) -> list[str]:
    """The parts of a channel's secrets that can be read in a text, by whatever way."""
    parts = {secret[at : at + PART] for secret in strings(channel) for at in range(0, len(secret) - PART + 1, STEP)}
    return [part for view in _views(text) for part in parts if part in view]


def _views(text: str) -> Iterator[str]:
    """The text as it is, and as it may be undone."""
    yield text
    unescaped = text.replace(r"\/", "/").replace(r"\"", '"').replace(r"\\", "\\")
    for view in (text, unescaped, html.unescape(text)):
        yield from (view, unquote(view), unquote(unquote(view)), unquote_plus(view))
    for run in re.findall(r"[0-9a-fA-F]{24,}", text):
        yield from (bytes.fromhex(run[at : at + (len(run) - at) // 2 * 2]).decode(errors="replace") for at in (0, 1))
    for run in re.findall(r"[A-Za-z0-9+/_-]{16,}", unescaped):
        yield from (_from_base64(run[at:]) for at in range(4))


def _from_base64(run: str) -> str:
    whole = run[: len(run) // 4 * 4].replace("-", "+").replace("_", "/")
    with suppress(ValueError):  # then it was no base64
        return b64decode(whole).decode(errors="replace")
    return ""
