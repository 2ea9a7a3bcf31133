"""A certificate as PDF/A-2b, typeset with Typst and signed with the operator's key where there is one."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
from django.conf import settings

from awards.accounts.thai import format_date, thai_digits
from awards.accounts.typeset import typeset_pdf
from awards.certificates.badges import address
from awards.certificates.models import Credential


def qr_code(text: str) -> str:
    target = io.BytesIO()
    segno.make(text, error="m", micro=False).save(target, kind="svg", border=0, xmldecl=False, nl=False)
    return target.getvalue().decode()


def words(credential: Credential) -> dict[str, Any]:
    """What the template prints."""
    url = address("awards:credential-verify", credential.code)
    digits = thai_digits if credential.extra.get("thai_digits") else str
    return {
        "title_th": credential.title_th,
        "title_en": credential.title_en,
        "name_th": digits(credential.name_th),
        "name_en": credential.name_en,
        "text_th": credential.text_th.split("\n"),
        "text_en": credential.text_en.split("\n"),
        "date_th": digits(format_date(credential.issued_at, "th")),
        "date_en": format_date(credential.issued_at, "en"),
        "code": credential.code,
        "url": url,
        "qr": qr_code(url),
        **{key: credential.extra.get(key, "") for key in ("signer_th", "signer_en", "office_th", "office_en")},
        "demo": settings.DEMO,
    }


def make_pdf(credential: Credential) -> bytes:
    """Raises typst.TypstError on a broken template; the signature is left out where no PDF_KEY_FILE is set."""
    pdf = typeset_pdf("certificates/certificate.typ", words(credential), made_at=credential.issued_at)
    key = settings.ENVIRONMENT.pdf_key_file
    return sign_pdf(pdf, key) if key else pdf


@lru_cache(maxsize=2)
def signer_of(path: Path) -> Any:
    """A PKCS#12 file without a password, or PEM with the private key and its certificate chain."""
    from pyhanko.sign import signers

    loader: Any = signers.SimpleSigner
    if path.suffix.lower() in (".p12", ".pfx"):
        signer = loader.load_pkcs12(str(path))
    else:
        signer = loader.load(str(path), str(path), ca_chain_files=(str(path),))
    if signer is None:
        raise ValueError(f"PDF_KEY_FILE: {path} holds no key and certificate that can be read")
    return signer


def sign_pdf(pdf: bytes, key: Path) -> bytes:
    """A PAdES signature in a field of its own, invisible; any later change of the file breaks it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    metadata = signers.PdfSignatureMetadata(
        field_name="Signature", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    target = io.BytesIO()
    signers.PdfSigner(metadata, signer_of(key)).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=target)
    return target.getvalue()
