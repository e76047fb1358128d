"""A URL is vetted without the network: it must be plain, public as far as one can see, and allowed."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings
from urllib3.util import parse_url

from integrations.http import vet_url
from integrations.http.targets import Target


@pytest.fixture(autouse=True)
def as_in_production(settings: Settings) -> None:
    """Nothing is allowed that the base settings do not allow."""
    settings.OUTBOUND_ALLOW_HTTP = settings.OUTBOUND_ALLOW_LOOPBACK = False
    settings.OUTBOUND_PORTS = [443, 8443]


VISIBLY_AMBIGUOUS = r"""
https://127.0.0.1\@example.org/
https://example.org\@127.0.0.1/
https://example.org#@127.0.0.1/
https://example.org/#fragment
https://user@example.org/
https://user:password@example.org/
https://@example.org/
https://a@b@example.org/
https://ex%61mple.org/
https://example.org%2f@127.0.0.1/
https://example.org:0/
https://[::1%25eth0]/
"""
AMBIGUOUS = VISIBLY_AMBIGUOUS.split()
AMBIGUOUS += [" https://example.org/", "https://example.org/ b", "https://exam\tple.org/", "https://example.org/\x00"]
AMBIGUOUS += ["https://example.org/\r\nX: y"]


@pytest.mark.parametrize("url", AMBIGUOUS)
def test_ambiguous_addresses_are_refused(url: str) -> None:
    """What two parsers may read in two ways, or carries a login, is not an address for us."""
    with pytest.raises(ValueError, match=r"Leave out|two ways"):
        vet_url(url)


INCOMPLETE = ["", "example.org", "https:example.org", "https:///path", "https://", "//example.org", "https://*.org/"]
INCOMPLETE += ["https://example.org:port/", "https://example.org:443:443/", "https://[::1/", "mailto:a@example.org"]


@pytest.mark.parametrize("url", INCOMPLETE)
def test_incomplete_addresses_are_refused(url: str) -> None:
    """Half an address gets a message, never an exception of a parser."""
    with pytest.raises(ValueError, match="not a complete web address"):
        vet_url(url)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "1.2.3", "8.8.8.8.8"])
def test_numbers_must_be_written_in_full(host: str) -> None:
    """Short, octal and hexadecimal forms, which resolvers take for addresses, are refused."""
    with pytest.raises(ValueError, match="in full"):
        vet_url(f"https://{host}/")


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "[::ffff:8.8.8.8]", "localhost"])
def test_forbidden_addresses_are_refused_at_once(host: str) -> None:
    """An address that can be seen to be forbidden is refused before it is saved."""
    with pytest.raises(ValueError, match="public internet"):
        vet_url(f"https://{host}/")


@pytest.mark.parametrize("host", ["-a.example.org", "a..example.org", "a" * 64 + ".org", "a.example.org..", "$.org"])
def test_impossible_names_are_refused(host: str) -> None:
    """A name that cannot exist is refused, whoever notices first."""
    with pytest.raises(ValueError, match=r"name of a host|complete web address"):
        vet_url(f"https://{host}/")


def test_schemes_and_ports_are_listed(settings: Settings) -> None:
    """https and the listed ports only, unless the settings say more."""
    for url in ("http://example.org/", "https://example.org:22/", "ftp://example.org/", "https://example.org:80/"):
        with pytest.raises(ValueError, match=r"begins with|Port"):
            vet_url(url)
    settings.OUTBOUND_ALLOW_HTTP, settings.OUTBOUND_PORTS = True, [80]
    assert vet_url("http://example.org/").port == 80


def test_an_address_has_an_end() -> None:
    """Addresses of more than 2,048 characters are refused."""
    with pytest.raises(ValueError, match="2048"):
        vet_url("https://example.org/" + "a" * 2048)


GOOD = {
    "https://example.org": Target("https://example.org/", "https", "example.org", 443),
    "https://EXAMPLE.org.:8443/A?b=@c": Target("https://example.org.:8443/A?b=@c", "https", "example.org", 8443),
    "https://example.org?@127.0.0.1/": Target("https://example.org/?@127.0.0.1/", "https", "example.org", 443),
    "https://8.8.8.8/": Target("https://8.8.8.8/", "https", "8.8.8.8", 443),
    "https://[2606:4700::1]/": Target("https://[2606:4700::1]/", "https", "2606:4700::1", 443),
    "https://bücher.example/ü": Target("https://xn--bcher-kva.example/%C3%BC", "https", "xn--bcher-kva.example", 443),
    "https://social.example/@a_b/1": Target("https://social.example/@a_b/1", "https", "social.example", 443),
}


@pytest.mark.parametrize("url", GOOD)
def test_plain_addresses_are_understood(url: str) -> None:
    """Names, numbers and umlauts come out in the one form that is sent."""
    assert vet_url(url) == GOOD[url]


PIECES = st.sampled_from([*"@:/\\#?%[]. \t", "127.0.0.1", "example.org", "[::1]", "443", "%40", "ü", "。", "①"])


@given(st.lists(PIECES | st.text(max_size=3), max_size=8).map("".join))
def test_whatever_passes_reads_the_same_to_all(rest: str) -> None:
    """Any text is either refused with a message or names one host, the same for every parser."""
    try:
        target = vet_url(f"https://{rest}")
    except ValueError:
        return
    assert urlsplit(target.url).hostname in (target.host, f"{target.host}.")
    assert (parse_url(target.url).host or "").strip("[]").removesuffix(".") == target.host
    assert not {"127.0.0.1", "::1"} & {target.host}
