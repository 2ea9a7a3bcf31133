"""What the site's keepers watch: who tries to get in, and what is refused. Each event is
counted for ``/metrics``, and most are a line of the log.

A line names nobody: an account by its number, an address that was typed by a keyed hash
(the same address gives the same one, so a series of tries shows), and the network by its
first part. No password, no code, no token.
"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Mapping
from enum import StrEnum

from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from awards.accounts.models import User
from awards.accounts.visitors import client_address

log = logging.getLogger("awards.security")
NETWORK = {4: 24, 6: 48}  # bits of an address that are written


class Event(StrEnum):
    SIGNED_IN = "signed-in"
    WRONG_PASSWORD = "wrong-password"
    WRONG_FACTOR = "wrong-factor"
    REUSED_CODE = "reused-code"
    TOO_MANY_TRIES = "too-many-tries"
    KNOWN_PASSWORD = "known-password"
    FORBIDDEN = "forbidden"
    FORGED = "forged"  # no token, or from another site
    LIMITED = "limited"


def note(
    event: Event,
    request: HttpRequest | None,
    *,
    user: User | None = None,
    email: str = "",
    way: str = "",
) -> None:
    """``user``: whose account; ``email``: what was typed, where nobody was found by it;
    ``way``: by what it was shown.
    """
    count(event)
    said = {
        "account": str(user.pk) if user else "",
        "typed": hashed(email) if email else "",
        "way": way,
        "network": network_of(request) if request else "",
    }
    log.info("%s%s", event, "".join(f" {k}={v}" for k, v in said.items() if v))


def hashed(email: str) -> str:
    said = email.strip().lower()
    return salted_hmac(
        "awards.accounts.watching", said, algorithm="sha256"
    ).hexdigest()[:12]


def network_of(request: HttpRequest) -> str:
    """Empty for a visitor without an address."""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return ""
    return str(ipaddress.ip_network((address, NETWORK[address.version]), strict=False))


def count(event: Event) -> None:
    """Since the cache was last emptied; whoever reads figures knows counters that begin
    anew.
    """
    cache = caches["limits"]
    try:
        cache.incr(key_of(event))
    except ValueError:
        cache.add(key_of(event), 0, None)
        cache.incr(key_of(event))


def counted() -> Mapping[Event, int]:
    found = caches["limits"].get_many([key_of(event) for event in Event])
    return {event: found.get(key_of(event), 0) for event in Event}


def key_of(event: Event) -> str:
    return f"watched:{event}"
