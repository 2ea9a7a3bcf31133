"""Whether an ID token is what it seems: signed by the provider, for us, now, and for
this very sign-in (OpenID Connect Core 1.0, 3.1.3.7).

Imported only when somebody signs in with a provider: PyJWT and requests stay out of the
memory of sites that have none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

import jwt
from django.utils.crypto import constant_time_compare

from config.environment.providers import SYMMETRIC, Provider
from config.providers.failures import Failure
from config.providers.identities import Claims

LEEWAY = 60  # seconds that clocks may differ by
NEEDED = ["iss", "aud", "exp", "iat"]


class KeySet(TypedDict):
    """What a provider publishes (RFC 7517)."""

    keys: list[dict[str, object]]


class TokenRefused(Exception):
    """``failure`` says it to the person, the text to a log, without anything of them."""

    def __init__(self, failure: Failure, why: str) -> None:
        super().__init__(why)
        self.failure = failure


def claims_of(
    token: str, *, provider: Provider, nonce: str, keys: Callable[[], KeySet]
) -> Claims:
    """``keys`` fetches the provider's; not asked where tokens are signed by our secret.
    Raises TokenRefused.
    """
    try:
        claims = decode(token, provider, keys)
    except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError) as error:
        raise TokenRefused(Failure.CLOCK, type(error).__name__) from error
    except jwt.PyJWTError as error:
        raise TokenRefused(Failure.REFUSED, type(error).__name__) from error
    refuse_foreign(claims, provider, nonce)
    return claims


def decode(token: str, provider: Provider, keys: Callable[[], KeySet]) -> Claims:
    """By the algorithms that are configured: what the token says of itself chooses only
    among them, and "none" is not one.
    """
    header = jwt.get_unverified_header(token)
    algorithm = header.get("alg")
    if algorithm not in provider.algorithms:
        raise TokenRefused(Failure.REFUSED, f"signed with {algorithm!r:.20}")
    if algorithm in SYMMETRIC:
        key: object = provider.client_secret
    else:
        key = key_for(header.get("kid"), keys())
    claims: Claims = jwt.decode(
        token,
        key=key,  # type: ignore[arg-type]  # (its union of key classes is not exported)
        algorithms=[algorithm],
        audience=provider.client_id,
        issuer=provider.issuer,
        leeway=LEEWAY,
        options={"require": NEEDED},
    )
    return claims


def key_for(kid: object, published: KeySet) -> object:
    """The key of that name; a token without a name is of the only one there is."""
    found = [
        key
        for key in jwt.PyJWKSet.from_dict(dict(published)).keys
        if key.public_key_use in (None, "sig") and (kid is None or key.key_id == kid)
    ]
    if len(found) != 1:
        raise TokenRefused(Failure.REFUSED, f"{len(found)} keys fit the token")
    return found[0].key


def refuse_foreign(claims: Claims, provider: Provider, nonce: str) -> None:
    """A token that was made for another client's sign-in, or for another one of ours."""
    audience = claims["aud"]
    party = claims.get("azp")
    several = isinstance(audience, list) and len(audience) > 1
    if (several or party is not None) and party != provider.client_id:
        raise TokenRefused(Failure.REFUSED, "authorized for another party")
    said = claims.get("nonce")
    if not nonce or not isinstance(said, str) or not constant_time_compare(said, nonce):
        raise TokenRefused(Failure.REFUSED, "of another sign-in")
