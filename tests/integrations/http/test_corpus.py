"""However an address of this machine is written, whoever names it and whatever leads there: nobody is called.

On loopback a canary listens and counts every connection; the settings are those of production but for http and ports.
"""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django import Settings

from integrations.http import DoorError, Request, send
from tests.hostile_server import HostileServer, answering

NO_CONTENT = b"HTTP/1.1 204 No Content\r\n\r\n"


@pytest.fixture
def canaries(settings: Settings) -> Iterator[list[HostileServer]]:
    """Servers on loopback, IPv6 too where the machine has it, of whom nobody may hear."""
    settings.OUTBOUND_ALLOW_LOOPBACK = False
    with HostileServer(answering(NO_CONTENT)) as old, HostileServer(answering(NO_CONTENT), address="::1") as new:
        canaries = [old, new]
        yield canaries
    assert [canary.visits for canary in canaries] == [0, 0]


def refuse(url: str) -> None:
    """Send to an address that is refused for good, before anything is connected or written."""
    with pytest.raises(DoorError) as caught:
        send(Request("POST", url, body=b"x", deadline=1), before_connect=pytest.fail)
    assert (caught.value.written, caught.value.refused) == (False, True)


IPV4_NUMBERS = """
127.0.0.1 127.0.0.1. 127.1.2.3 127.255.255.254 0.0.0.0 2130706433 017700000001 0x7f000001 0X7F000001 0177.0.0.1
0177.0.0.01 0x7f.0.0.1 0x7f.0x0.0x0.0x1 127.1 127.0.1 127.0x1 0177.1 0 0x0 00 127.0.0.1.0x 00000177.0.0.1
127.000.000.001 １２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 127．0．0．1 127｡0｡0｡1 %31%32%37.0.0.1
127.0.0.1%00 127.0.0.1%2f 127.0.0.1%0a
"""
IPV6_NUMBERS = """
[::1] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::] [::127.0.0.1] [::7f00:1] [::ffff:127.0.0.1]
[::ffff:7f00:1] [::FFFF:7F00:1] [0:0:0:0:0:ffff:127.0.0.1] [::ffff:0:127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1]
[64:ff9b:1::127.0.0.1] [2002:7f00:1::] [2001::80ff:fffe] [2606:4700::5efe:127.0.0.1] [2606:4700::200:5efe:7f00:1]
[fe80::5efe:127.0.0.1] [fe80::1] [fe80::1%25lo] [fe80::1%lo] [::1%25lo] [::1%lo] [::1%251] [fec0::1] [fec0::7f00:1]
[fd00::1] [ff02::1] [::ffff:2130706433] [127.0.0.1] [::1]. [v1.127.0.0.1] [[::1]] ::1 [::1
"""
METADATA = """
169.254.169.254 169.254.170.2 169.254.170.23 169.254.0.23 168.63.129.16 100.100.100.200 192.0.0.192 2852039166
0xa9fea9fe 0251.0376.0251.0376 169.254.43518 [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [64:ff9b::a9fe:a9fe]
[2002:a9fe:a9fe::] [::ffff:168.63.129.16] [fd00:ec2::254] [fd20:ce::254] [fe80::a9fe:a9fe%251]
[2606:4700::5efe:a9fe:a9fe]
"""
NAMES_OF_OURS = "localhost LOCALHOST localhost. ｌｏｃａｌｈｏｓｔ ⓛocalhost"


@pytest.mark.parametrize(
    "host", [*IPV4_NUMBERS.split(), *IPV6_NUMBERS.split(), *METADATA.split(), *NAMES_OF_OURS.split()]
)
def test_no_way_of_writing_an_address_opens_the_door(canaries: list[HostileServer], host: str) -> None:
    """Decimal, octal, hexadecimal, short, wide, embedded, scoped or escaped: it is refused for good."""
    for canary in canaries:
        refuse(f"http://{host}:{canary.port}/")


@pytest.mark.parametrize("host", ["2130706433", "017700000001", "0x7f000001", "0177.0.0.1", "127.1", "0"])
def test_the_canary_would_sing(host: str) -> None:
    """A client that leaves such a number to the system reaches this machine: the cases above are no fancies."""
    with HostileServer(answering(NO_CONTENT)) as canary, socket.create_connection((host, canary.port), 1):
        pass  # being heard is all that is wanted
    assert canary.visits == 1


TRICKS = r"""
http://127.0.0.1:{port}\@example.org/
http://example.org\@127.0.0.1:{port}/
http://example.org\.127.0.0.1:{port}/
http:\\127.0.0.1:{port}\
http:/\127.0.0.1:{port}/
http:///127.0.0.1:{port}/
http:127.0.0.1:{port}/
http://example.org#@127.0.0.1:{port}/
http://127.0.0.1:{port}#@example.org/
http://example.org;@127.0.0.1:{port}/
http://example.org&@127.0.0.1:{port}/
http://example.org%23@127.0.0.1:{port}/
http://example.org%2f@127.0.0.1:{port}/
http://example.org%5c@127.0.0.1:{port}/
http://example.org:80@127.0.0.1:{port}/
http://example.org@127.0.0.1:{port}/
http://@127.0.0.1:{port}/
http://127.0.0.1:{port}:80/
http://127.0.0.1:{port}@example.org:80/
http://127.0.0.1%09:{port}/
http://[::1]@127.0.0.1:{port}/
http://[::1]:{port}@example.org/
http://[127.0.0.1]:{port}/
http://[::1]example.org:{port}/
http://example.org[::1]:{port}/
http://exa@mple@127.0.0.1:{port}/
//127.0.0.1:{port}/
unix://127.0.0.1:{port}/
http+unix://127.0.0.1:{port}/
file://127.0.0.1:{port}/
gopher://127.0.0.1:{port}/
ftp://127.0.0.1:{port}/
ws://127.0.0.1:{port}/
"""
INVISIBLE_TRICKS = [
    "http://127.0.0.1:{port}\t@example.org/",
    "http://exa\nmple.org@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\r\nHost: example.org/",
    "http://127.0.0.1:{port}\x00.example.org/",
    " http://127.0.0.1:{port}/",
    "http://127.0.0.1\u200b:{port}/",
    "http://127.0.0.1\u00ad:{port}/",
    "http://127.0.0.1:\u0661\u0662/",
]


@pytest.mark.parametrize("url", [trick for trick in TRICKS.split("\n") if trick] + INVISIBLE_TRICKS)
def test_no_trick_on_parsers_opens_the_door(canaries: list[HostileServer], url: str) -> None:
    """What parsers read in different ways, or is no web address, is refused for good."""
    for canary in canaries:
        refuse(url.format(port=canary.port))


@pytest.fixture
def resolves_to(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets every name resolve to these addresses."""

    def prepare(*addresses: str) -> None:
        found = [(None, None, 0, "", (address, 0)) for address in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: found)

    return prepare


LEADS_ASTRAY = """
127.0.0.1 0.0.0.0 10.0.0.1 169.254.169.254 168.63.129.16 100.64.0.1 192.168.1.1 172.16.0.1 224.0.0.1 255.255.255.255
::1 :: ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1:: 2001::1
2606:4700::5efe:7f00:1 fe80::1%lo fe80::1 ::1%lo fec0::1 fd00:ec2::254 ff02::1 2001:db8::1 100::1
"""
GOOD = ("8.8.8.8", "2606:4700:4700::1111")


@pytest.mark.parametrize("address", LEADS_ASTRAY.split())
def test_a_name_that_leads_astray_leads_nowhere(
    canaries: list[HostileServer], resolves_to: Callable[..., None], address: str
) -> None:
    """Alone, before or after good addresses: one forbidden address refuses the whole name."""
    for found in ([address], [address, *GOOD], [*GOOD, address]):
        resolves_to(*found)
        for canary in canaries:
            refuse(f"http://example.org:{canary.port}/")


@pytest.mark.parametrize("name", ["localhost.localdomain", "ip6-localhost", "localhost.example.org", "localtest.me"])
def test_other_names_of_this_machine_are_judged_by_where_they_lead(
    canaries: list[HostileServer], resolves_to: Callable[..., None], name: str
) -> None:
    """No list of names is kept: whatever resolves to loopback is refused."""
    resolves_to("127.0.0.1", "::1")
    for canary in canaries:
        refuse(f"http://{name}:{canary.port}/")


@pytest.mark.parametrize("status", [300, 301, 302, 303, 305, 307, 308])
def test_no_redirect_is_followed(settings: Settings, status: int) -> None:
    """Wherever an answer points, even to a place that were allowed, its sender is not sent on."""
    settings.OUTBOUND_ALLOW_LOOPBACK = True
    with HostileServer(answering(NO_CONTENT)) as canary:
        head = f"HTTP/1.1 {status} Elsewhere\r\nLocation: {canary.url()}\r\nRefresh: 0; url={canary.url()}\r\n\r\n"
        with HostileServer(answering(head.encode())) as server:
            answer: Any = send(Request("POST", server.url(), body=b"x"))
    assert (answer.status, server.visits, canary.visits) == (status, 1, 0)
