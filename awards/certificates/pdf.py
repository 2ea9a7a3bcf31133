"""A certificate as PDF/A-2b, typeset with Typst and signed with the operator's key
where there is one.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

from awards.certificates.open_badge import address
from awards.language.numerals import counts_in_thai
from awards.language.thai import format_date
from awards.models import Credential
from awards.own_loop import run_apart
from awards.paper.typeset import svg_of, typeset_pdf, typeset_png
from awards.site.artwork import drawing_of
from awards.site.drawing.petals import emblem as default_emblem
from awards.site.letterhead import ACCENT
from awards.winners.issuer import ISSUER_EN, ISSUER_TH

TEMPLATE = "awards/certificates/certificate.typ"


def qr_code(text: str) -> str:
    import segno

    target = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        target, kind="svg", border=0, xmldecl=False, nl=False
    )
    return target.getvalue().decode()


@lru_cache(maxsize=32)
def picture(name: str) -> str:
    """A stored logo or signature for the template; a stored picture never changes.
    Empty for no name.
    """
    from PIL import Image

    if not name:
        return ""
    with default_storage.open(name) as file:
        content = file.read()
    with Image.open(io.BytesIO(content)) as image:
        return svg_of(content, "image/png", image.width, image.height)


@lru_cache(maxsize=32)
def stored_emblem(name: str) -> str:
    """The drawing of an emblem as it was when the certificate was prepared."""
    with default_storage.open(name) as file:
        return drawing_of(file.read())


def head(credential: Credential) -> dict[str, str]:
    """As it was frozen. Certificates from before faces were frozen keep the look that
    they were issued with: the house's colour, neither emblem nor organiser.
    """
    frozen = credential.extra.get("head")
    if frozen is None:
        plain = {"accent": ACCENT, "emblem": ""}
        return {**plain, "organiser_th": "", "organiser_en": ""}
    name = frozen["emblem"]
    return {**frozen, "emblem": stored_emblem(name) if name else default_emblem()}


def shown(name: str, pictures: Mapping[str, str]) -> str:
    return pictures.get(name) or picture(name)


NOTHING: Mapping[str, str] = {}


def words(
    credential: Credential,
    *,
    specimen: bool = False,
    pictures: Mapping[str, str] = NOTHING,
) -> dict[str, object]:
    """What the template prints."""
    url = address("credential-open", credential.code)
    digits = counts_in_thai if credential.extra.get("thai_digits") else str
    signers = [
        {**one, "image": shown(one["image"], pictures)}
        for one in credential.extra.get("signers", [])
    ]
    return {
        "issuer_th": ISSUER_TH,
        "issuer_en": ISSUER_EN,
        "title_th": credential.title_th,
        "title_en": credential.title_en,
        "name_th": credential.name_th,
        "name_en": credential.name_en,
        "text_th": credential.text_th.split("\n"),
        "text_en": credential.text_en.split("\n"),
        "date_th": digits(format_date(credential.issued_at, "th")),
        "date_en": format_date(credential.issued_at, "en"),
        "code": credential.code,
        "url": url,
        "qr": qr_code(url),
        "qr_says": (
            f"คิวอาร์โค้ดสำหรับตรวจสอบเกียรติบัตร · QR code to check this certificate: {url}"
        ),
        "head": head(credential),
        "signers": signers,
        "logos": [shown(name, pictures) for name in credential.extra.get("logos", [])],
        "specimen": specimen,
        "demo": settings.DEMO,
    }


def make_pdf(credential: Credential) -> bytes:
    """Raises typst.TypstError on a broken template; the signature is left out where no
    PDF_KEY_FILE is set.
    """
    pdf = typeset_pdf(TEMPLATE, words(credential), made_at=credential.issued_at)
    key = settings.ENVIRONMENT.pdf_key_file
    return sign_pdf(pdf, key) if key else pdf


def make_picture(credential: Credential, pictures: Mapping[str, str]) -> bytes:
    """How a certificate would look, as PNG marked as a specimen; ``pictures``: SVGs not
    stored yet, by name.
    """
    return typeset_png(
        TEMPLATE, words(credential, specimen=True, pictures=pictures), ppi=80
    )


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
        raise ValueError(
            f"PDF_KEY_FILE: {path} holds no key and certificate that can be read"
        )
    return signer


def sign_pdf(pdf: bytes, key: Path) -> bytes:
    """A PAdES signature in a field of its own, invisible; any later change of the file
    breaks it.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    metadata = signers.PdfSignatureMetadata(
        field_name="Signature",
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    target = io.BytesIO()
    signer = signers.PdfSigner(metadata, signer_of(key))
    run_apart(
        signer.async_sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=target)
    )
    return target.getvalue()
