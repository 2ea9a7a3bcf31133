"""Secrets of second factors are kept encrypted: who reads the database alone cannot make
a code.

The key follows from SECRET_KEY; after it was changed, SECRET_KEY_FALLBACKS still open
what was kept before.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"secrets of second factors"


def key_of(secret: str) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def keys() -> MultiFernet:
    return MultiFernet(
        [
            key_of(str(secret))
            for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        ]
    )


def encrypt(text: str) -> str:
    return keys().encrypt(text.encode()).decode()


def decrypt(kept: str) -> str:
    """Raises InvalidToken where it was kept under a key that is gone."""
    return keys().decrypt(kept.encode()).decode()
