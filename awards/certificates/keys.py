"""The public halves of the site's keys as JWK, the form verifiers of credentials read."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def jwk_of(key: Ed25519PublicKey) -> dict[str, str]:
    """The public key as a JWK whose ``kid`` is its thumbprint (RFC 7638, RFC 8037)."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    jwk = {
        "crv": "Ed25519",
        "kty": "OKP",
        "x": base64url(key.public_bytes(Encoding.Raw, PublicFormat.Raw)),
    }
    canonical = json.dumps(jwk, sort_keys=True, separators=(",", ":"))
    return {
        **jwk,
        "kid": base64url(hashlib.sha256(canonical.encode()).digest()),
        "alg": "EdDSA",
        "use": "sig",
    }
