"""Headers that a destination adds."""

import pytest

from integrations.channels.extra_headers import header_problem, parsed


def test_headers_are_lines() -> None:
    """Names in any case, values as they stand, empty lines ignored."""
    lines = "X-Team: content: health \r\n\r\nx-tier:1\n"
    assert parsed(lines, secret=False) == {"x-team": "content: health", "x-tier": "1"}


FORBIDDEN = """
Host Connection Keep-Alive TE Trailer Transfer-Encoding Upgrade Proxy-Authorization Proxy-Connection Expect Cookie Date
Content-Length Content-Type Content-Encoding Webhook-Id Webhook-Signature User-Agent Via Forwarded X-Forwarded-For
Accept-Encoding Range Sec-Fetch-Site
"""


@pytest.mark.parametrize("name", FORBIDDEN.split())
def test_what_belongs_to_the_connection_or_the_message_is_refused(name: str) -> None:
    """In any case of letters, secret or not."""
    for written in (name, name.upper(), name.lower()):
        assert header_problem(f"{written}: x", secret=False) == header_problem(f"{written}: x", secret=True) != ""


@pytest.mark.parametrize(
    "line",
    [
        "X-A: b\rX-B: c",
        "X-A: b\x00",
        "X-A: b\u2028X-B: c",
        "X-A: b\x85X-B: c",
        "X-A: caf\u00e9",
        "X-A : b\n c: d",
        "X-A:",
        "X A: b",
        "X-\u212a: b",
        ": b",
        "no colon",
        "X-A: " + "b" * 1001,
        "X-A: 1\nx-a: 2",
        "\n".join(f"X-{number}: b" for number in range(21)),
    ],
)
def test_nothing_that_could_break_a_request_is_sent(line: str) -> None:
    """No line breaks of any kind, nothing that is not plain, nothing twice, not too many."""
    assert header_problem(line, secret=False)


def test_credentials_are_secret() -> None:
    """What authorizes is taken only where it is kept encrypted and never shown."""
    line = "Authorization: Bearer t0ken"
    assert header_problem(line, secret=False)
    assert parsed(line, secret=True) == {"authorization": "Bearer t0ken"}
