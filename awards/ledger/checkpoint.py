"""A signed head as text: a checkpoint as logs of certificates and of software write it
(C2SP tlog-checkpoint, signed-note, tlog-cosignature), so that witnesses and tools that
are there already understand it.

    awards.example.org/scsa-2566
    512
    uFfQ…=                                  root, Base64
    2026-11-29T06:25:25Z closed             when it was signed, and at what occasion

    — awards.example.org/scsa-2566 Wk0p…=   a line for each signature

Keys are 32 bytes of Ed25519; who signs and who checks brings the arithmetic. The
verifier that is handed out contains this module.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Sign = Callable[[bytes], bytes]
IsSigned = Callable[[bytes, bytes, bytes], bool]  # key, content, signature
DASH = "\N{EM DASH} "
OF_A_LOG, OF_A_WITNESS = b"\x01", b"\x04"
NAME = re.compile(r"[^\s+]{1,200}")
SIZE = re.compile(r"0|[1-9][0-9]{0,11}")


class NoCheckpoint(ValueError):
    """The text is no checkpoint; the message says why."""


@dataclass(frozen=True)
class Head:
    """What is signed."""

    origin: str
    size: int
    root: bytes
    said: str = ""  # moment and occasion: nothing rests on it

    @property
    def text(self) -> str:
        lines = [self.origin, str(self.size), b64encode(self.root).decode()]
        return "\n".join([*lines, *([self.said] if self.said else []), ""])


@dataclass(frozen=True)
class Signature:
    """One line below a head; ``content``: all that follows the key's number."""

    name: str
    key_number: bytes
    content: bytes

    @property
    def line(self) -> str:
        packed = b64encode(self.key_number + self.content).decode()
        return f"{DASH}{self.name} {packed}\n"


@dataclass(frozen=True)
class Checkpoint:
    head: Head
    signatures: tuple[Signature, ...]

    @property
    def text(self) -> str:
        return note_of(self.head, self.signatures)

    def is_signed_by(self, key: bytes, is_signed: IsSigned) -> bool:
        """By the log itself, under its own name."""
        number = key_number(self.head.origin, OF_A_LOG, key)
        return any(
            is_signed(key, self.head.text.encode(), one.content)
            for one in self.signatures
            if (one.name, one.key_number) == (self.head.origin, number)
        )

    def seen_by(self, name: str, key: bytes, is_signed: IsSigned) -> int | None:
        """When this witness saw it (seconds since 1970); None where it did not sign."""
        number = key_number(name, OF_A_WITNESS, key)
        for one in self.signatures:
            if (one.name, one.key_number) == (name, number):
                moment = int.from_bytes(one.content[:8])
                said = witnessed_text(self.head, moment)
                if is_signed(key, said, one.content[8:]):
                    return moment
        return None


def note_of(head: Head, signatures: Iterable[Signature]) -> str:
    return head.text + "\n" + "".join(one.line for one in signatures)


def key_number(name: str, kind: bytes, key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + kind + key).digest()[:4]


def signed(head: Head, key: bytes, sign: Sign) -> Checkpoint:
    """``key``: the public half of the key that ``sign`` signs with."""
    number = key_number(head.origin, OF_A_LOG, key)
    return Checkpoint(head, (Signature(head.origin, number, sign(head.text.encode())),))


def witnessed_text(head: Head, moment: int) -> bytes:
    return f"cosignature/v1\ntime {moment}\n{head.text}".encode()


def cosigned(head: Head, name: str, moment: int, key: bytes, sign: Sign) -> Signature:
    """A witness says that it saw this head, and none that contradicts it."""
    content = moment.to_bytes(8) + sign(witnessed_text(head, moment))
    return Signature(name, key_number(name, OF_A_WITNESS, key), content)


def read_checkpoint(text: str) -> Checkpoint:
    """Raises NoCheckpoint."""
    body, blank, below = text.partition("\n\n")
    if not blank or not below.endswith("\n"):
        raise NoCheckpoint("no blank line between what is signed and its signatures")
    lines = below.removesuffix("\n").split("\n")
    return Checkpoint(read_head(body), tuple(map(read_signature, lines)))


def read_head(body: str) -> Head:
    origin, *rest = body.split("\n")
    if not NAME.fullmatch(origin) or not 2 <= len(rest) <= 3:
        raise NoCheckpoint("a name, a size and a root are wanted, each on its line")
    if not SIZE.fullmatch(rest[0]):
        raise NoCheckpoint(f"{rest[0]!r} is no size")
    root = unpacked(rest[1])
    if len(root) != 32:
        raise NoCheckpoint("the root is not 32 bytes long")
    return Head(origin, int(rest[0]), root, *rest[2:])


def read_signature(line: str) -> Signature:
    name, space, packed = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not space or not NAME.fullmatch(name):
        raise NoCheckpoint("a line below the blank one is no signature")
    content = unpacked(packed)
    if len(content) < 4 + 64:
        raise NoCheckpoint("a signature is too short")
    return Signature(name, content[:4], content[4:])


def unpacked(text: str) -> bytes:
    try:
        found = b64decode(text, validate=True)
    except (Error, ValueError):
        raise NoCheckpoint("a line is not Base64") from None
    if b64encode(found).decode() != text:
        raise NoCheckpoint("a line is not Base64 as it is written")
    return found


def keys_in(lines: str) -> Iterator[tuple[str, bytes]]:
    """Witnesses as they are named to whoever trusts them, one a line: name+number+key,
    where the number is hex and the key Base64 over its kind and its 32 bytes.
    """
    for line in lines.split():
        name, _, rest = line.partition("+")
        number, _, packed = rest.partition("+")
        content = unpacked(packed)
        key = content[1:]
        if len(key) != 32 or key_number(name, content[:1], key).hex() != number:
            raise NoCheckpoint(f"{line!r} is no key of a witness")
        yield name, key


def key_line(name: str, kind: bytes, key: bytes) -> str:
    number = key_number(name, kind, key).hex()
    return f"{name}+{number}+{b64encode(kind + key).decode()}"
