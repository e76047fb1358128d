"""Which addresses nobody may send us to.

The standard library's flags are no filter: `is_global` is true for `::127.0.0.1`, for NAT64, 6to4 and ISATAP forms
of 127.0.0.1, for multicast. The table is our own, after the IANA special-purpose registries (RFC 6890 and its
updates). IPv6 is closed except for the block from which public addresses are given out. Forms that carry an IPv4
address are refused whatever they carry: who means an IPv4 address writes it.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

FORBIDDEN_V4 = {
    IPv4Network("0.0.0.0/8"): "this network",
    IPv4Network("10.0.0.0/8"): "private",
    IPv4Network("100.64.0.0/10"): "shared by carriers",
    IPv4Network("127.0.0.0/8"): "loopback",
    IPv4Network("168.63.129.16/32"): "cloud metadata",
    IPv4Network("169.254.0.0/16"): "link-local, cloud metadata",
    IPv4Network("172.16.0.0/12"): "private",
    IPv4Network("192.0.0.0/24"): "protocol assignments, cloud metadata",
    IPv4Network("192.0.2.0/24"): "documentation",
    IPv4Network("192.31.196.0/24"): "AS112",
    IPv4Network("192.52.193.0/24"): "AMT",
    IPv4Network("192.88.99.0/24"): "6to4 relay",
    IPv4Network("192.168.0.0/16"): "private",
    IPv4Network("192.175.48.0/24"): "AS112",
    IPv4Network("198.18.0.0/15"): "benchmarking",
    IPv4Network("198.51.100.0/24"): "documentation",
    IPv4Network("203.0.113.0/24"): "documentation",
    IPv4Network("224.0.0.0/4"): "multicast",
    IPv4Network("240.0.0.0/4"): "reserved, broadcast",
}

# Only for the reason they give: all of these lie outside the public block.
OUTSIDE_V6 = {
    IPv6Network("::/128"): "unspecified",
    IPv6Network("::1/128"): "loopback",
    IPv6Network("::/96"): "an IPv4-compatible form",
    IPv6Network("::ffff:0:0/96"): "an IPv4-mapped form",
    IPv6Network("::ffff:0:0:0/96"): "an IPv4-translated form",
    IPv6Network("64:ff9b::/96"): "a NAT64 form",
    IPv6Network("64:ff9b:1::/48"): "a NAT64 form",
    IPv6Network("fc00::/7"): "private",
    IPv6Network("fe80::/10"): "link-local",
    IPv6Network("fec0::/10"): "site-local",
    IPv6Network("ff00::/8"): "multicast",
}

PUBLIC_V6 = IPv6Network("2000::/3")
FORBIDDEN_V6 = {
    IPv6Network("2001::/23"): "protocol assignments, Teredo",
    IPv6Network("2001:db8::/32"): "documentation",
    IPv6Network("2002::/16"): "a 6to4 form",
    IPv6Network("2620:4f:8000::/48"): "AS112",
    IPv6Network("3fff::/20"): "documentation",
}

LOOPBACK = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
ISATAP = (0x00005EFE, 0x02005EFE)  # the upper half of the interface identifier, RFC 5214, section 6.1


@lru_cache(maxsize=4096)
def address_of(text: str) -> Address:
    """The address that a text is, without brackets.

    Raises:
        ValueError: the text is no address.
    """
    return ip_address(text)


@lru_cache(maxsize=4096)
def why_forbidden(address: Address | str, *, allow_loopback: bool = False) -> str:
    """Why nothing may be sent to an address; empty when it is public.

    Args:
        address: an address or its text, without brackets.
        allow_loopback: whether 127.0.0.0/8 and ::1 (in these forms only) are allowed.

    Raises:
        ValueError: the text is no address.
    """
    address = ip_address(address)
    if allow_loopback and any(address in network for network in LOOPBACK):
        return ""
    return _why_v4(address) if isinstance(address, IPv4Address) else _why_v6(address)


def _why_v4(address: IPv4Address) -> str:
    return next((why for network, why in FORBIDDEN_V4.items() if address in network), "")


def _why_v6(address: IPv6Address) -> str:
    if address not in PUBLIC_V6:
        return next((why for network, why in OUTSIDE_V6.items() if address in network), "not a public block")
    if (int(address) >> 32) & 0xFFFFFFFF in ISATAP:
        return "an ISATAP form"
    return next((why for network, why in FORBIDDEN_V6.items() if address in network), "")
