"""From where a request comes, for counting: the one address that the visitor cannot choose."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"
HOUSEHOLD = (
    64  # bits of an IPv6 address that one line of an Internet provider has for itself
)


def client_address(request: HttpRequest) -> str:
    """An IPv4 address, or the network of an IPv6 one.

    What ``X-Forwarded-For`` says is believed only from our own proxies: they are as
    many as PROXIES says, each has added the address it was asked from at the end, and
    the last of them asks from a socket or a private network.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES and not is_public(peer):
        said = [
            part.strip()
            for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        ]
        if len(said) >= settings.PROXIES and (named := normal(said[-settings.PROXIES])):
            return named
    return normal(peer) or UNKNOWN


def parsed(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_public(peer: str) -> bool:
    address = parsed(peer)
    return bool(address and address.is_global)


def normal(text: str) -> str:
    """Empty for what is no address."""
    address = parsed(text)
    if isinstance(address, ipaddress.IPv6Address):
        return str(
            ipaddress.ip_network((address, HOUSEHOLD), strict=False).network_address
        )
    return str(address or "")
