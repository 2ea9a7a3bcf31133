"""The site's Ed25519 key: what is signed with it can be checked by anybody who has the
public half.

SIGNING_KEY_FILE is a PEM file whose first block is the private key; PEM blocks of
public keys after it are keys that were used before and are published beside it. To
change keys: put the old public key below the new private one. A demonstration without
the setting makes a key of its own under var/.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

BLOCK = re.compile(rb"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----", re.DOTALL)


def key_file() -> Path | None:
    if settings.SIGNING_KEY_FILE:
        return Path(settings.SIGNING_KEY_FILE)
    own = Path(settings.BASE_DIR) / "var" / "demo_signing_key.pem"
    if settings.DEMO and not own.exists():
        make_key(own)
    return own if settings.DEMO else None


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


def signing_key() -> Ed25519PrivateKey | None:
    """None where the site has no key. Raises ValueError when the file holds none of Ed25519."""
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = key_file()
    if path is None:
        return None
    key = forms.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path}: expected an Ed25519 private key")
    return key


def published_keys() -> list[Ed25519PublicKey]:
    """The key in use first, then those used before it."""
    key, path = signing_key(), key_file()
    if key is None or path is None:
        return []
    return [key.public_key(), *public_keys(path.read_bytes())]


def public_keys(pem: bytes) -> list[Ed25519PublicKey]:
    """Every Ed25519 public key of a PEM file. Raises ValueError for a block that is
    none of a public key.
    """
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    found = []
    for block in BLOCK.finditer(pem):
        if block[1] == b"PUBLIC KEY":
            key = forms.load_pem_public_key(block[0] + b"\n")
            found += [key] if isinstance(key, Ed25519PublicKey) else []
    return found


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


def is_signed(
    content: bytes, signature: bytes, keys: Iterable[Ed25519PublicKey]
) -> bool:
    from cryptography.exceptions import InvalidSignature

    for key in keys:
        try:
            key.verify(signature, content)
            return True
        except InvalidSignature:
            continue
    return False
