"""The keys credentials are signed with: Ed25519, in SIGNING_KEY_FILE.

The file holds PEM blocks. The first private key signs. Every further key, private or
public, is an older one whose public half stays published, so that what it signed can be
checked for ever: that is all there is to rotation.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

PEM = re.compile(rb"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----", re.DOTALL)


class KeyProblem(Exception):
    """The key file holds no usable key; the message says what is wrong."""


@dataclass(frozen=True)
class Keys:
    """``signing`` is None where no key was given."""

    signing: Ed25519PrivateKey | None
    public: tuple[Ed25519PublicKey, ...]


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


def read_keys(path: Path) -> Keys:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private: list[Ed25519PrivateKey] = []
    public: list[Ed25519PublicKey] = []
    for block in PEM.finditer(path.read_bytes()):
        key = loaded(block[0])
        if isinstance(key, Ed25519PrivateKey):
            private.append(key)
        public.append(key.public_key() if isinstance(key, Ed25519PrivateKey) else key)
    if not private:
        raise KeyProblem(f"{path} holds no private key in PEM")
    return Keys(private[0], tuple(public))


def loaded(pem: bytes) -> Ed25519PrivateKey | Ed25519PublicKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )
    from cryptography.hazmat.primitives.serialization import (
        load_pem_private_key,
        load_pem_public_key,
    )

    try:
        key: Any = (
            load_pem_public_key(pem)
            if b"PUBLIC" in pem
            else load_pem_private_key(pem, password=None)
        )
    except (ValueError, TypeError) as error:
        raise KeyProblem(f"the key cannot be read: {error}") from None
    if not isinstance(key, Ed25519PrivateKey | Ed25519PublicKey):
        raise KeyProblem(
            "the key is no Ed25519 key (openssl genpkey -algorithm ed25519)"
        )
    return key


def current_keys() -> Keys:
    """Read once in a process: a new key needs a restart, as every setting does."""
    path = settings.ENVIRONMENT.signing_key_file or (
        demo_key() if settings.DEMO else None
    )
    return cached_keys(path) if path else Keys(None, ())


@lru_cache(maxsize=4)
def cached_keys(path: Path) -> Keys:
    return read_keys(path)


def demo_key() -> Path:
    """The demonstration signs, too: with a key that is made once and proves nothing."""
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path: Path = settings.VAR / "demo_signing_key.pem"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = Ed25519PrivateKey.generate()
        path.touch(mode=0o600)
        path.write_bytes(
            fresh.private_bytes(
                forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption()
            )
        )
    return path
