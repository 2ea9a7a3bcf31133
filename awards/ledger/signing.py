"""The site's Ed25519 keys: what is signed with them can be checked by anybody who has
the public half. Bundles of results and digital credentials are signed with the same one.

SIGNING_KEY_FILE holds PEM blocks. The first private key signs. Every further key,
private or public, is one that was used before: its public half stays published, so that
what it signed can be checked for ever. That is all there is to rotation
(docs/credentials.md). A demonstration without the setting makes a key of its own under
var/, which proves nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

BLOCK = re.compile(rb"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----", re.DOTALL)


class KeyProblem(ValueError):
    """The key file holds no usable key; the message says what is wrong."""


@dataclass(frozen=True)
class SiteKeys:
    """``signing`` is None where the site has no key file; ``public`` holds its public
    half first, then those of the keys used before it.
    """

    signing: Ed25519PrivateKey | None
    public: tuple[Ed25519PublicKey, ...]


def site_keys() -> SiteKeys:
    """Read once in a process: a new key needs a restart, as every setting does. Raises
    KeyProblem, and OSError where the file cannot be opened.
    """
    path = key_file()
    return keys_once_read(path) if path else SiteKeys(None, ())


@lru_cache(maxsize=4)
def keys_once_read(path: Path) -> SiteKeys:
    return read_keys(path)


def key_file() -> Path | None:
    if settings.SIGNING_KEY_FILE:
        return Path(settings.SIGNING_KEY_FILE)
    own: Path = settings.VAR / "demo_signing_key.pem"
    if settings.DEMO and not own.exists():
        make_key(own)
    return own if settings.DEMO else None


def read_keys(path: Path) -> SiteKeys:
    """Raises KeyProblem for a file without a private key, for a block that cannot be
    read, and for a key of another kind than Ed25519.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private: list[Ed25519PrivateKey] = []
    public: list[Ed25519PublicKey] = []
    for block in BLOCK.finditer(path.read_bytes()):
        key = key_of_block(block[0])
        if isinstance(key, Ed25519PrivateKey):
            private.append(key)
            public.append(key.public_key())
        else:
            public.append(key)
    if not private:
        raise KeyProblem(f"{path} holds no private key in PEM")
    return SiteKeys(private[0], tuple(public))


def key_of_block(pem: bytes) -> Ed25519PrivateKey | Ed25519PublicKey:
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

    try:
        key = (
            forms.load_pem_public_key(pem)
            if b"PUBLIC KEY-----" in pem
            else forms.load_pem_private_key(pem, password=None)
        )
    except (ValueError, TypeError) as error:
        raise KeyProblem(f"the key cannot be read: {error}") from None
    if not isinstance(key, Ed25519PrivateKey | Ed25519PublicKey):
        raise KeyProblem(
            "the key is no Ed25519 key (openssl genpkey -algorithm ed25519)"
        )
    return key


def make_key(path: Path) -> None:
    """A new private key, readable by its owner alone; a file that is there stays."""
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path.parent.mkdir(parents=True, exist_ok=True)
    secret = Ed25519PrivateKey.generate().private_bytes(
        forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption()
    )
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as target:
        target.write(secret)


def public_pem(key: Ed25519PublicKey) -> bytes:
    from cryptography.hazmat.primitives import serialization as forms

    return key.public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo)


def fingerprint(key: Ed25519PublicKey) -> str:
    """Hex SHA-256 of the key in DER form, as `openssl pkey -pubin -outform DER |
    sha256sum` gives it.
    """
    from cryptography.hazmat.primitives import serialization as forms

    return hashlib.sha256(
        key.public_bytes(forms.Encoding.DER, forms.PublicFormat.SubjectPublicKeyInfo)
    ).hexdigest()
