"""Another installation watches a record from outside: it keeps the last head that it saw,
and signs a newer one only where that grew out of it. Whoever shows one ledger to the
judges and another to the public has to show both to the witness.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from binascii import Error
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from django.conf import settings

from awards.ledger.checkpoint import (
    OF_A_WITNESS,
    Checkpoint,
    Head,
    NoCheckpoint,
    cosigned,
    key_line,
    read_checkpoint,
)
from awards.ledger.tree import is_consistent

Read = Callable[[str], bytes]  # an address → what stands there; raises CannotTellError
PROVES = "consistency.json?first={first}&size={size}"


class LiesError(Exception):
    """What is shown now contradicts what was seen, or is not what it says."""


class CannotTellError(Exception):
    """It could not be asked, or it answers something else than a record."""


class NotThereError(CannotTellError):
    """The site answers that there is no such thing."""


@dataclass(frozen=True)
class Memory:
    """The last checkpoint seen of a record, in a file of its own."""

    folder: Path
    address: str

    @property
    def path(self) -> Path:
        name = hashlib.sha256(self.address.encode()).hexdigest()[:24]
        return self.folder / f"{name}.checkpoint"

    def seen(self) -> Checkpoint | None:
        if not self.path.exists():
            return None
        return read_checkpoint(self.path.read_text())

    def keep(self, text: str) -> None:
        """Whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".part")
        beside.write_text(text)
        beside.replace(self.path)


def is_signed(key: bytes, content: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, content)
    except InvalidSignature:
        return False
    return True


def witness(memory: Memory, keys: Sequence[bytes], read: Read) -> Checkpoint:
    """The newest head, checked against the last one seen and kept. ``keys``: of the site
    that is watched, from elsewhere. Raises LiesError, CannotTellError.
    """
    text = as_text(read(f"{memory.address}checkpoint"))
    try:
        shown = read_checkpoint(text)
    except NoCheckpoint as problem:
        raise CannotTellError(f"no checkpoint: {problem}") from problem
    if not any(shown.is_signed_by(key, is_signed) for key in keys):
        raise LiesError("the checkpoint is not signed with the key given")
    known = memory.seen()
    if known is not None:
        check_grew(known.head, shown.head, memory.address, read)
    memory.keep(text)
    return shown


def check_grew(old: Head, new: Head, address: str, read: Read) -> None:
    if old.origin != new.origin:
        raise LiesError(f"it was {old.origin}, it is {new.origin}")
    if new.size < old.size:
        raise LiesError(f"{old.size} rows were signed, {new.size} are shown: truncated")
    if new.size == old.size:
        if new.root != old.root:
            raise LiesError(f"two ledgers of {new.size} rows were signed: forked")
        return
    place = PROVES.format(first=old.size, size=new.size)
    try:
        proof = hashes_in(read(f"{address}{place}"))
    except NotThereError:
        raise LiesError(f"the head of {old.size} rows is not known any more") from None
    if not is_consistent(old.size, new.size, proof, old.root, new.root):
        raise LiesError(
            f"the first {old.size} of {new.size} rows are not those that were signed: "
            "rewritten"
        )


def hashes_in(answer: bytes) -> list[bytes]:
    try:
        return [b64decode(one, validate=True) for one in json.loads(answer)["hashes"]]
    except (ValueError, KeyError, TypeError, Error) as problem:
        raise CannotTellError(f"no proof: {problem}") from problem


def as_text(answer: bytes) -> str:
    try:
        return answer.decode()
    except UnicodeDecodeError as problem:
        raise CannotTellError("no checkpoint: not UTF-8") from problem


def own_name() -> str:
    return urlsplit(settings.SITE_URL).netloc


def cosigned_text(shown: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The checkpoint with this installation's line below it, to be handed back."""
    public = key.public_key().public_bytes_raw()
    moment = int(datetime.now(UTC).timestamp())
    return shown.text + cosigned(shown.head, own_name(), moment, public, key.sign).line


def own_key_line(key: Ed25519PrivateKey) -> str:
    """How this witness is named to whoever wants to trust it."""
    return key_line(own_name(), OF_A_WITNESS, key.public_key().public_bytes_raw())


def read_outside(address: str) -> bytes:
    """Over HTTP, the one way out."""
    from requests.exceptions import RequestException

    from awards.outside.sessions import outgoing_session

    try:
        with outgoing_session() as session:
            answer = session.get(address)
    except RequestException as problem:
        raise CannotTellError(str(problem)) from problem
    if answer.status_code == 404:
        raise NotThereError(f"{address} answers 404")
    if answer.status_code != 200:
        raise CannotTellError(f"{address} answers {answer.status_code}")
    return bytes(answer.content)
