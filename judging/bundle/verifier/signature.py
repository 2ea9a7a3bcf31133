"""Ed25519 as RFC 8032 has it, for checking alone: a verifier of one file needs no
library for it.
"""

import hashlib
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME
ROOT = pow(2, (PRIME - 1) // 4, PRIME)  # of -1
# DER of "an Ed25519 public key", before its 32 bytes
HEAD = bytes.fromhex("302a300506032b6570032100")
BLOCK = re.compile(
    rb"-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+?)-----END PUBLIC KEY-----"
)
Point = tuple[int, int, int, int]  # X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z
NEUTRAL: Point = (0, 1, 1, 0)


def added(a: Point, b: Point) -> Point:
    left, right = (
        (a[1] - a[0]) * (b[1] - b[0]) % PRIME,
        (a[1] + a[0]) * (b[1] + b[0]) % PRIME,
    )
    cross, height = 2 * CURVE * a[3] * b[3] % PRIME, 2 * a[2] * b[2] % PRIME
    e, f, g, h = right - left, height - cross, height + cross, right + left
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(number: int, point: Point) -> Point:
    found = NEUTRAL
    while number:
        if number & 1:
            found = added(found, point)
        point = added(point, point)
        number >>= 1
    return found


def same(a: Point, b: Point) -> bool:
    return (a[0] * b[2] - b[0] * a[2]) % PRIME == 0 and (
        a[1] * b[2] - b[1] * a[2]
    ) % PRIME == 0


def point_of(text: bytes) -> Point | None:
    """The point that 32 bytes stand for; None where they stand for none."""
    number = int.from_bytes(text, "little")
    odd, y = number >> 255, number & ((1 << 255) - 1)
    if len(text) != 32 or y >= PRIME:
        return None
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * ROOT % PRIME
    if (x * x - square) % PRIME or (x == 0 and odd):
        return None
    x = PRIME - x if x & 1 != odd else x
    return x, y, 1, x * y % PRIME


BASE = point_of((4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little"))


def is_signed_by(key: bytes, content: bytes, signature: bytes) -> bool:
    """``key``: 32 bytes; ``signature``: 64."""
    public, commitment = point_of(key), point_of(signature[:32])
    number = int.from_bytes(signature[32:], "little")
    if (
        public is None
        or commitment is None
        or BASE is None
        or len(signature) != 64
        or number >= ORDER
    ):
        return False
    challenge = (
        int.from_bytes(
            hashlib.sha512(signature[:32] + key + content).digest(), "little"
        )
        % ORDER
    )
    return same(times(number, BASE), added(commitment, times(challenge, public)))


def keys_of(pem: bytes) -> Iterator[bytes]:
    """The 32 bytes of each Ed25519 public key in a PEM file."""
    for block in BLOCK.finditer(pem):
        try:
            der = b64decode(b"".join(block[1].split()), validate=True)
        except Error:
            continue
        if len(der) == len(HEAD) + 32 and der.startswith(HEAD):
            yield der[len(HEAD) :]


def fingerprint(key: bytes) -> str:
    """Hex SHA-256 of the key in DER form, as `openssl pkey -pubin -outform DER |
    sha256sum` gives it.
    """
    return hashlib.sha256(HEAD + key).hexdigest()
