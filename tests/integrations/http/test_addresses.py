"""No address that is special in any way, in any form, is one we send to."""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.http.addresses import FORBIDDEN_V4, FORBIDDEN_V6, OUTSIDE_V6, why_forbidden

FORBIDDEN = """
0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.255
168.63.129.16 169.254.0.1 169.254.169.254 169.254.170.2 172.16.0.0 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1
192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.0 192.168.255.255 192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.1
203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
64:ff9b:1::1 100::1 100:0:0:1::1 2001::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:808:808::1
2620:4f:8000::1 2606:4700::5efe:127.0.0.1 2606:4700::200:5efe:8.8.8.8 3fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254
fe80::1 fe80::5efe:10.0.0.1 febf::1 fec0::1 ff02::1 ff0e::1
"""

PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 168.63.129.15
168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 192.169.0.0
198.17.255.255 198.20.0.0 223.255.255.255 2001:200::1 2001:4860:4860::8888 2003::1 2606:4700:4700::1111 2a00:1450::1
3ffe::1
"""


@pytest.mark.parametrize("address", FORBIDDEN.split())
def test_special_addresses_are_forbidden(address: str) -> None:
    """Private, local, reserved, documentation and metadata addresses, and every form that carries another address."""
    assert why_forbidden(address)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_public_addresses_are_allowed(address: str) -> None:
    """Public addresses, also those next to a special range."""
    assert why_forbidden(address) == ""


# What the standard library's flags take for public, some of it in some versions only: the exceptions, one by one.
MISSED_BY_FLAGS = """
168.63.129.16/32 192.0.0.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.175.48.0/24
2001::/23 2002::/16 2620:4f:8000::/48 3fff::/20
"""
MISSED_NETWORKS = [ip_network(text) for text in MISSED_BY_FLAGS.split()]
GIVEN_OUT = ip_network("2000::/3")
ISATAP = (bytes.fromhex("00005efe"), bytes.fromhex("02005efe"))
NETWORKS: list[IPv4Network | IPv6Network] = [*FORBIDDEN_V4, *FORBIDDEN_V6, *OUTSIDE_V6, GIVEN_OUT]


def is_special(address: IPv4Address | IPv6Address) -> bool:
    """What the flags say, and what they miss: written without a look at the table."""
    if any(address in network for network in MISSED_NETWORKS):
        return True
    if address.version == 6 and (address not in GIVEN_OUT or address.packed[8:12] in ISATAP):
        return True
    return not address.is_global or address.is_multicast or address.is_reserved


def edges(network: IPv4Network | IPv6Network) -> list[IPv4Address | IPv6Address]:
    """The first and last address of a network, and their neighbours outside."""
    kind, most = type(network.network_address), (1 << network.max_prefixlen) - 1
    first, last = int(network.network_address), int(network.broadcast_address)
    return [kind(number) for number in (first - 1, first, last, last + 1) if 0 <= number <= most]


ADDRESSES = (
    st.ip_addresses()
    | st.sampled_from([address for network in NETWORKS for address in edges(network)])
    | st.sampled_from(NETWORKS).flatmap(lambda network: st.ip_addresses(network=network))
)


@given(ADDRESSES)
def test_the_table_says_what_the_standard_library_says_with_its_gaps_filled(
    address: IPv4Address | IPv6Address,
) -> None:
    """No address passes that is special, and none is refused that is not."""
    assert bool(why_forbidden(address)) is is_special(address)


@pytest.mark.parametrize("network", NETWORKS, ids=str)
def test_networks_end_where_they_end(network: IPv4Network | IPv6Network) -> None:
    """At the edges of every network in the table too."""
    for address in edges(network):
        assert bool(why_forbidden(address)) is is_special(address)


EMBEDDED: dict[str, Callable[[int, int], int]] = {
    "compatible": lambda v4, _: v4,
    "mapped": lambda v4, _: 0xFFFF << 32 | v4,
    "translated": lambda v4, _: 0xFFFF << 48 | v4,
    "NAT64": lambda v4, _: 0x64FF9B << 96 | v4,
    "local NAT64": lambda v4, _: 0x64FF9B0001 << 80 | v4,
    "6to4": lambda v4, noise: 0x2002 << 112 | v4 << 80 | noise & (1 << 80) - 1,
    "Teredo": lambda v4, noise: 0x20010000 << 96 | v4 << 64 | noise & (1 << 64) - 1,
    "ISATAP": lambda v4, noise: 1 << 125 | (noise & (1 << 61) - 1) << 64 | 0x00005EFE << 32 | v4,
    "ISATAP, universal": lambda v4, noise: 1 << 125 | (noise & (1 << 61) - 1) << 64 | 0x02005EFE << 32 | v4,
}


@given(st.ip_addresses(v=4), st.sampled_from(sorted(EMBEDDED)), st.integers(0, (1 << 80) - 1))
def test_no_form_carries_an_ipv4_address(address: IPv4Address, form: str, noise: int) -> None:
    """An IPv6 address with an IPv4 address in it is forbidden, whatever that one is."""
    assert why_forbidden(IPv6Address(EMBEDDED[form](int(address), noise)))


@given(st.ip_addresses())
def test_the_exception_for_loopback_is_narrow(address: IPv4Address | IPv6Address) -> None:
    """With loopback allowed nothing else changes."""
    if address.is_loopback:
        return
    assert why_forbidden(address, allow_loopback=True) == why_forbidden(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1"])
def test_loopback_can_be_allowed(address: str) -> None:
    """The two plain forms of loopback, for development."""
    assert why_forbidden(address, allow_loopback=True) == ""
    assert why_forbidden(ip_address(address)) == "loopback"


def test_what_is_no_address_is_an_error() -> None:
    """A name is not taken for a public address."""
    with pytest.raises(ValueError, match=r"example\.org"):
        why_forbidden("example.org")
