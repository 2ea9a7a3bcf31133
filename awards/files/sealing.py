"""Content that the disk, the database and a backup hold and cannot read: AES-256 in
Galois counter mode, with a key that stands elsewhere.

What is stored: a mark, the key's id, 96 random bits, then what was encrypted and its
tag of 128 bits. A changed byte is found, and so is content put under another row.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence

from django.utils.translation import gettext as _

from awards.refusals import Refused

MARK = b"SEALED1\n"
KEY_BYTES, ID_BYTES, NONCE_BYTES = 32, 8, 12
HEAD = len(MARK) + ID_BYTES + NONCE_BYTES


class SealError(Refused):
    """What is stored cannot be read; the words say why and what to do."""


def key_id(key: bytes) -> str:
    """16 hex digits that tell keys apart and tell nothing about them."""
    return hashlib.sha256(b"id of a key\n" + key).hexdigest()[: 2 * ID_BYTES]


def seal(content: bytes, key: bytes, *, bound_to: str) -> bytes:
    """``bound_to``: whose content it is; the same is asked when it is opened."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE_BYTES)
    head = MARK + bytes.fromhex(key_id(key)) + nonce
    return head + AESGCM(key).encrypt(nonce, content, head + bound_to.encode())


def unseal(sealed: bytes, keys: Sequence[bytes], *, bound_to: str) -> bytes:
    """Raises SealError where no key fits, or where it is not what was sealed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    head, rest = sealed[:HEAD], sealed[HEAD:]
    if len(head) < HEAD or not head.startswith(MARK):
        raise SealError(_changed())
    wanted = key_of(sealed)
    key = next((key for key in keys if key_id(key) == wanted), None)
    if key is None:
        raise SealError(
            _(
                "This file was encrypted with the key %(key)s, which this site does not "
                "have. Ask the operator to put it back into PAPERS_KEY_FILE."
            )
            % {"key": wanted}
        )
    try:
        return AESGCM(key).decrypt(head[-NONCE_BYTES:], rest, head + bound_to.encode())
    except InvalidTag:
        raise SealError(_changed()) from None


def key_of(sealed: bytes) -> str:
    return sealed[len(MARK) : len(MARK) + ID_BYTES].hex()


def _changed() -> str:
    return _(
        "This file was changed or damaged after it was stored, and cannot be read. Ask "
        "the operator to restore it from a backup, or the entrant to upload it again."
    )
