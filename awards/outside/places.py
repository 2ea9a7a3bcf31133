"""Which hosts may be asked, and at which of their addresses."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from urllib3.exceptions import HTTPError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

HTTPS = 443
PORTS = {"https": HTTPS, "http": 80}
# An IPv6 network that stands for IPv4 addresses (RFC 6052): the address is its end.
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


class OutgoingRefused(HTTPError):
    """We do not ask this. The words are for whoever runs the site."""


@dataclass(frozen=True)
class Place:
    """Where a request goes: what the rules are about."""

    scheme: str
    host: str  # in small letters, IPv6 without brackets
    port: int

    def __str__(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{name}:{self.port}"

    @property
    def is_named_as_private(self) -> bool:
        """The configuration says that this one may stand in the own network."""
        return self in map(place_of, settings.OUTGOING_PRIVATE_ORIGINS)

    @property
    def is_named(self) -> bool:
        named = {place_of(f"https://{host}") for host in settings.OUTGOING_HOSTS}
        return self in named or self.is_named_as_private


def place_of(url: str) -> Place:
    """Raises OutgoingRefused for what is no address of a web site."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise OutgoingRefused(f"not an address: {problem}") from None
    if parts.scheme not in PORTS or not host:
        raise OutgoingRefused("only addresses that begin with https:// are asked")
    return Place(parts.scheme, host.rstrip("."), port or PORTS[parts.scheme])


def addresses_of(place: Place) -> list[tuple[str, int]]:
    """Checked addresses to connect to, as ``socket.create_connection`` takes them.

    The name is looked up once, here: what was checked is what is connected to. Raises
    OutgoingRefused, and what ``socket.getaddrinfo`` raises.
    """
    if not place.is_named:
        raise OutgoingRefused(
            f"{place} is not asked: name its host in OUTGOING_HOSTS if it should be"
        )
    found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    texts = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for text in texts:
        address = ipaddress.ip_address(text.partition("%")[0])
        if not may_be_asked(address, private=place.is_named_as_private):
            raise OutgoingRefused(
                f"{place} is not asked: its address {text} is not a public one"
            )
    return [(text, place.port) for text in texts]


def may_be_asked(address: Address, *, private: bool = False) -> bool:
    """Whether it is on the public Internet; with ``private`` also in the own network,
    but never where a machine's provider answers about the machine itself.
    """
    return all(_is_fine(form, private=private) for form in forms_of(address))


def forms_of(address: Address) -> Iterator[Address]:
    """The address, and the IPv4 addresses that it stands for."""
    yield address
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            yield address.ipv4_mapped
        if address.sixtofour:
            yield address.sixtofour
        if address.teredo:
            yield from address.teredo
        if address in TRANSLATED:
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _is_fine(address: Address, *, private: bool) -> bool:
    never = address.is_link_local or address.is_multicast or address.is_unspecified
    if never or address in METADATA:
        return False
    if private or stands_for_another(address):
        return True
    return address.is_global and not address.is_reserved


def stands_for_another(address: Address) -> bool:
    """Whose end alone says where it leads: ``forms_of`` gives that, too."""
    if isinstance(address, ipaddress.IPv4Address):
        return False
    return address.ipv4_mapped is not None or address in TRANSLATED


# Amazon's, Alibaba's and Oracle's services that give a machine's keys away; the usual
# 169.254.169.254 is link-local.
METADATA = frozenset(
    map(ipaddress.ip_address, ("fd00:ec2::254", "100.100.100.200", "192.0.0.192"))
)
