from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from awards.ledger.checkpoint import (
    OF_A_LOG,
    OF_A_WITNESS,
    Checkpoint,
    Head,
    NoCheckpoint,
    cosigned,
    key_line,
    keys_in,
    read_checkpoint,
    signed,
)
from judging.bundle.verifier.signature import is_signed_by

SITE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
WITNESS = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
HEAD = Head("awards.example.org/x-2566", 512, bytes(32), "2026-11-29T06:25:25Z closed")


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def by_library(key: bytes, content: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, content)
    except InvalidSignature:
        return False
    return True


def site_signed(head: Head = HEAD) -> Checkpoint:
    return signed(head, public(SITE), SITE.sign)


def test_text_is_a_checkpoint_as_other_logs_write_it() -> None:
    """Read here by the words of C2SP's tlog-checkpoint and signed-note, not by our code."""
    text, below = site_signed().text.split("\n\n")
    assert text.split("\n") == [
        "awards.example.org/x-2566",
        "512",
        b64encode(bytes(32)).decode(),
        "2026-11-29T06:25:25Z closed",
    ]
    dash, name, packed = below.removesuffix("\n").split(" ")
    assert (dash, name) == ("\u2014", "awards.example.org/x-2566")
    assert len(packed) == 92  # Base64 of 4 and 64 bytes


@pytest.mark.parametrize("is_signed", [by_library, is_signed_by])
def test_only_the_key_and_the_words_that_were_signed_fit(is_signed: object) -> None:
    read = read_checkpoint(site_signed().text)
    assert read == site_signed()
    assert read.is_signed_by(public(SITE), is_signed)  # type: ignore[arg-type]
    assert not read.is_signed_by(public(WITNESS), is_signed)  # type: ignore[arg-type]
    for other in (
        {"size": 511},
        {"root": b"\x01" * 32},
        {"said": ""},
        {"origin": "awards.example.org/y"},
    ):
        told = replace(read, head=replace(read.head, **other))  # type: ignore[arg-type]
        assert not told.is_signed_by(public(SITE), is_signed)  # type: ignore[arg-type]


def test_witness_adds_a_line_and_its_moment() -> None:
    line = cosigned(
        HEAD, "witness.example.net", 1_790_000_000, public(WITNESS), WITNESS.sign
    )
    both = read_checkpoint(site_signed().text + line.line)
    assert both.is_signed_by(public(SITE), is_signed_by)
    name = "witness.example.net"
    assert both.seen_by(name, public(WITNESS), is_signed_by) == 1_790_000_000
    assert both.seen_by(name, public(SITE), is_signed_by) is None
    moved = replace(line, content=(1_790_000_001).to_bytes(8) + line.content[8:])
    told = read_checkpoint(site_signed().text + moved.line)
    assert told.seen_by(name, public(WITNESS), is_signed_by) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n\n",
        "no blank line\n1\nAAAA\n",
        "a b\n1\nROOT\n\nLINE",
        "a\n01\nROOT\n\nLINE",
        "a\n-1\nROOT\n\nLINE",
        "a\n1\nAAAA\n\nLINE",
        "a\n1\nROO!\n\nLINE",
        "a\n1\nROOT\nmore\nand more\n\nLINE",
        "a\n1\nROOT\n\nno dash\n",
        "a\n1\nROOT\n\n\u2014 a AAAA\n",
        "a\n1\nROOT\n\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    root, line = b64encode(bytes(32)).decode(), site_signed().signatures[0].line
    with pytest.raises(NoCheckpoint):
        read_checkpoint(text.replace("ROOT", root).replace("LINE", line))


def test_keys_of_witnesses_are_read_as_they_are_handed_out() -> None:
    line = key_line("witness.example.net", OF_A_WITNESS, public(WITNESS))
    assert list(keys_in(f"{line}\n")) == [("witness.example.net", public(WITNESS))]
    other = key_line("witness.example.net", OF_A_LOG, public(SITE)).partition("+")[2]
    with pytest.raises(NoCheckpoint):
        list(keys_in(f"somebody.else+{other}"))
