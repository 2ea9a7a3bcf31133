"""The one file of keys that bundles and credentials are signed with."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from django.test import Client, override_settings

from awards.ledger.signing import (
    KeyProblem,
    fingerprint,
    make_key,
    public_pem,
    read_keys,
    site_keys,
)

NEW, OLD, OLDEST = (Ed25519PrivateKey.generate() for _ in range(3))


def private_pem(key: Ed25519PrivateKey | X25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys.pem"


def test_first_private_key_signs_and_all_public_halves_are_published(
    file: Path,
) -> None:
    file.write_bytes(
        private_pem(NEW) + private_pem(OLD) + public_pem(OLDEST.public_key())
    )
    keys = read_keys(file)
    assert keys.signing is not None
    assert private_pem(keys.signing) == private_pem(NEW)
    assert [fingerprint(key) for key in keys.public] == [
        fingerprint(key.public_key()) for key in (NEW, OLD, OLDEST)
    ]


def test_bundles_and_credentials_publish_the_same_keys(
    client: Client, file: Path
) -> None:
    """A private key that signs no more: its public half stands in both lists."""
    file.write_bytes(private_pem(NEW) + private_pem(OLD))
    with override_settings(SIGNING_KEY_FILE=file):
        pem = client.get("/.well-known/award-signing-key.pem").content
        jwks = client.get("/.well-known/jwks.json").json()["keys"]
    assert pem == public_pem(NEW.public_key()) + public_pem(OLD.public_key())
    assert len(jwks) == pem.count(b"BEGIN PUBLIC KEY") == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (public_pem(OLD.public_key()), "no private key"),
        (b"", "no private key"),
        (private_pem(X25519PrivateKey.generate()), "no Ed25519 key"),
        (private_pem(NEW).replace(b"MC", b"!!"), "cannot be read"),
    ],
)
def test_file_without_a_usable_key_is_refused_and_says_why(
    file: Path, content: bytes, said: str
) -> None:
    file.write_bytes(content)
    with pytest.raises(KeyProblem, match=said):
        read_keys(file)


def test_site_without_a_file_has_no_keys() -> None:
    with override_settings(SIGNING_KEY_FILE=None, DEMO=False):
        keys = site_keys()
    assert keys.signing is None
    assert keys.public == ()


def test_demonstration_makes_its_key_once(tmp_path: Path) -> None:
    with override_settings(SIGNING_KEY_FILE=None, DEMO=True, VAR=tmp_path):
        first, again = site_keys(), site_keys()
    assert first.public
    assert first == again
    assert (tmp_path / "demo_signing_key.pem").stat().st_mode & 0o777 == 0o600


def test_key_that_is_there_stays(file: Path) -> None:
    file.write_bytes(private_pem(NEW))
    make_key(file)
    assert file.read_bytes() == private_pem(NEW)
