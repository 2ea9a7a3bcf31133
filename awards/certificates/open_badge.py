"""Open Badges 3.0: a certificate as a W3C Verifiable Credential, signed as a JWT
(VC-JWT, EdDSA).

Sources: 1EdTech Open Badges 3.0 (JSON Web Token proof), W3C Verifiable Credentials 2.0,
W3C Bitstring Status List 1.0, RFC 7515, RFC 8037. The signature is checked offline with
the key; whether it was revoked is asked of the site.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from awards.certificates.keys import base64url, jwk_of
from awards.ledger.signing import SiteKeys
from awards.models import Credential
from awards.winners.issuer import ISSUER_EN

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
STATUS_BITS = (
    131_072  # the least the standard allows, so that a revocation hides in a crowd
)


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def address(name: str, *args: object) -> str:
    with override("en"):
        return settings.SITE_URL + reverse(name, args=args)


def issuer() -> dict[str, object]:
    return {
        "id": address("credential-issuer"),
        "type": ["Profile"],
        "name": ISSUER_EN,
        "url": settings.SITE_URL,
    }


def status_of(credential: Credential) -> dict[str, object]:
    part, index = divmod(credential.status_index, STATUS_BITS)
    url = address("credential-status", part)
    return {
        "id": f"{url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": url,
    }


def valid_from(credential: Credential) -> datetime:
    """The day printed on it; the publication, where that came earlier: no verifier
    takes a credential of tomorrow.
    """
    lists = credential.edition.winner_lists.filter(published_at__isnull=False)
    first = (
        lists.order_by("published_at").values_list("published_at", flat=True).first()
    )
    return min(credential.issued_at, first) if first else credential.issued_at


def document(credential: Credential) -> dict[str, Any]:
    """The credential before it is signed. ``achievement.id`` names what was achieved,
    not who did.
    """
    verify = address("awards:credential-verify", credential.code)
    return {
        "@context": CONTEXT,
        "id": verify,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": issuer(),
        "validFrom": stamp(valid_from(credential)),
        "name": credential.title_en,
        "credentialSubject": {
            "id": f"{verify}#recipient",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityType": "name",
                    "hashed": False,
                    "identityHash": credential.name_en,
                }
            ],
            "achievement": {
                "id": f"{verify}#achievement",
                "type": ["Achievement"],
                "name": credential.title_en,
                "description": one_line(credential.text_en),
                "criteria": {"narrative": one_line(credential.text_th)},
            },
        },
        "credentialStatus": status_of(credential),
    }


def one_line(text: str) -> str:
    return " ".join(text.split())


def key_address(kid: str) -> str:
    return address("credential-key", kid)


def signed(claims: dict[str, object], keys: SiteKeys) -> str:
    """A compact JWS. Raises ValueError where there is no key to sign with."""
    if keys.signing is None:
        raise ValueError("no signing key")
    header = {
        "alg": "EdDSA",
        "typ": "JWT",
        "kid": key_address(jwk_of(keys.signing.public_key())["kid"]),
    }
    parts = [
        base64url(json.dumps(part, ensure_ascii=False).encode())
        for part in (header, claims)
    ]
    content = ".".join(parts)
    return f"{content}.{base64url(keys.signing.sign(content.encode()))}"


def as_jwt(credential: Credential, keys: SiteKeys) -> str:
    found = document(credential)
    registered = {
        "iss": found["issuer"]["id"],
        "jti": found["id"],
        "nbf": int(datetime.fromisoformat(found["validFrom"]).timestamp()),
        "sub": found["credentialSubject"]["id"],
    }
    return signed({**found, **registered}, keys)


def bitstring(revoked: Iterable[int]) -> str:
    """Multibase base64url of the gzipped list; bit 0 is the leftmost of the first byte."""
    bits = bytearray(STATUS_BITS // 8)
    for index in revoked:
        bits[index // 8] |= 0x80 >> (index % 8)
    return "u" + base64url(gzip.compress(bytes(bits), mtime=0))


def read_bit(encoded: str, index: int) -> bool:
    """How a verifier reads it."""
    padded = encoded[1:] + "=" * (-len(encoded[1:]) % 4)
    bits = gzip.decompress(base64.urlsafe_b64decode(padded))
    return bool(bits[index // 8] & (0x80 >> (index % 8)))


def status_list(
    part: int, revoked: Iterable[int], made_at: datetime, keys: SiteKeys
) -> str:
    url = address("credential-status", part)
    claims = {
        "@context": CONTEXT[:1],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer()["id"],
        "validFrom": stamp(made_at),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": bitstring(revoked),
        },
    }
    return signed(
        {
            **claims,
            "iss": claims["issuer"],
            "jti": url,
            "nbf": int(made_at.timestamp()),
        },
        keys,
    )
