"""An authority of our own that stamps on loopback: its root, its certificate, its lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from asn1crypto import keys, tsp
from asn1crypto import x509 as der
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    generate_private_key,
)
from django.utils import timezone
from pyhanko.sign.timestamps import DummyTimeStamper

STAMPING = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
SIGNING = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.CODE_SIGNING])


@cache
def rsa(number: int) -> RSAPrivateKey:
    """Made once in a process: it takes its time."""
    return generate_private_key(65537, 2048)


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def root(name: str, key: RSAPrivateKey) -> x509.Certificate:
    now = timezone.now()
    return (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=99))
        .not_valid_after(now + timedelta(days=99))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )


def leaf(
    issuer: x509.Certificate, key: RSAPrivateKey, usage: x509.ExtendedKeyUsage
) -> x509.Certificate:
    now = timezone.now()
    return (
        x509.CertificateBuilder()
        .subject_name(named("Stamps of an invented authority"))
        .issuer_name(issuer.subject)
        .public_key(rsa(2).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )


@dataclass(frozen=True)
class Authority:
    root: x509.Certificate
    leaf: x509.Certificate
    at: datetime | None = None  # what it says the time is

    @classmethod
    def made(
        cls,
        name: str = "Invented root",
        usage: x509.ExtendedKeyUsage = STAMPING,
        at: datetime | None = None,
        key: int = 1,
    ) -> Authority:
        above = root(name, rsa(key))
        return cls(above, leaf(above, rsa(key), usage), at)

    def write_root(self, path: Path) -> Path:
        path.write_bytes(self.root.public_bytes(serialization.Encoding.PEM))
        return path

    def answer(self, request: bytes) -> bytes:
        plain = rsa(2).private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        certificate = der.Certificate.load(
            self.leaf.public_bytes(serialization.Encoding.DER)
        )
        stamper = DummyTimeStamper(
            certificate, keys.PrivateKeyInfo.load(plain), fixed_dt=self.at
        )
        asked = tsp.TimeStampReq.load(request)
        return bytes(stamper.request_tsa_response(asked).dump())
