from __future__ import annotations

import base64
import io
import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.test import Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.jws import extract_compact

from awards.certificates import open_badge, services
from awards.certificates.keys import base64url
from awards.certificates.pdf import make_pdf, sign_pdf
from awards.certificates.services import Recipient
from awards.certificates.wording import filled, unknown_places
from awards.ledger.models import Row
from awards.ledger.signing import keys_once_read, read_keys
from awards.models import CertificateKind, Credential, WinnerList
from awards.own_loop import run_apart
from awards.winners.lines import WinnerLine
from awards.winners.services import discard_list, freeze_list
from tests.factories import make_edition, make_list, make_winner, moment
from tests.papers import check_pdf, page_count, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # typesets papers


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }


@pytest.fixture
def key(settings: Any, tmp_path: Path) -> Ed25519PrivateKey:
    """A signing key of the test's own."""
    fresh = Ed25519PrivateKey.generate()
    file = tmp_path / "key.pem"
    file.write_bytes(pem(fresh))
    settings.SIGNING_KEY_FILE = file
    keys_once_read.cache_clear()
    return fresh


def pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def make_winners(count: int = 1, *, published: bool = True) -> WinnerList:
    winner_list = make_list(make_edition(), published=published)
    for _ in range(count):
        make_winner(winner_list)
    return winner_list


def prepared(*, published: bool = True) -> Credential:
    winner_list = make_winners(published=published)
    services.prepare_for_winners(winner_list=winner_list, actor=None)
    return Credential.objects.get(edition=winner_list.edition)


def test_each_winner_gets_one_certificate_however_often_it_is_asked_for() -> None:
    winner_list = make_winners(3)
    made = [
        services.prepare_for_winners(winner_list=winner_list, actor=None)
        for _ in range(2)
    ]
    assert made == [3, 0]
    assert Row.objects.filter(act="certificates-prepared").count() == 1


def test_placeholders_that_mean_nothing_are_named() -> None:
    assert unknown_places("{name} {nmae}") == ["{nmae}"]
    assert filled("{name} {x}", {"name": "{level}", "level": "no"}) == "{level} {x}"


def test_pdf_is_pdf_a_and_no_two_tools_find_a_fault(tmp_path: Path) -> None:
    credential = prepared()
    assert services.make_due_certificates() == 1
    credential.refresh_from_db()
    with credential.pdf.open() as file:
        content = file.read()
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.open_metadata().pdfa_status == "2B"
    check_pdf(content, tmp_path)
    text = text_of(content, tmp_path)
    assert credential.code in text
    assert "Certificate of Award" in text
    assert page_count(content, tmp_path) == 1


def certificate_and_key(folder: Path) -> Path:
    """An invented authority's key and certificate as PEM, as PDF_KEY_FILE holds them."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Invented signer")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number()
    )
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    builder = builder.not_valid_before(now).not_valid_after(now + timedelta(days=9))
    made = builder.add_extension(usage, critical=True)
    file = folder / "pdf.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(
        secret + made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    )
    return file


def signature_of(content: bytes, trusted: Path) -> Any:
    """What pyHanko finds of the one signature; trust rests on this certificate alone,
    not on the machine's list.
    """
    from pyhanko.keys import load_cert_from_pemder
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    pem = trusted.read_bytes()
    (trusted.parent / "root.pem").write_bytes(
        pem[pem.index(b"-----BEGIN CERTIFICATE") :]
    )
    context = ValidationContext(
        trust_roots=[load_cert_from_pemder(trusted.parent / "root.pem")],
        allow_fetching=False,
    )
    (signature,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
    return run_apart(async_validate_pdf_signature(signature, context))


def test_signed_pdf_shows_any_later_change(tmp_path: Path) -> None:
    key = certificate_and_key(tmp_path)
    signed = sign_pdf(make_pdf(prepared()), key)
    status = signature_of(signed, key)
    assert (status.intact, status.valid, status.coverage.name) == (
        True,
        True,
        "ENTIRE_FILE",
    )
    broken = signed.replace(b"/MediaBox", b"/MediaBux", 1)
    assert not signature_of(broken, key).intact
    with pikepdf.open(io.BytesIO(signed)) as document:
        assert document.open_metadata().pdfa_status == "2B"
    check_pdf(signed, tmp_path)


def part(token: str, number: int) -> dict[str, Any]:
    text = token.split(".")[number]
    found: dict[str, Any] = json.loads(
        base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    )
    return found


def test_credential_is_signed_with_the_published_key(
    client: Client, key: Ed25519PrivateKey
) -> None:
    credential = prepared()
    token = client.get(f"/en/verify/{credential.code}/credential.jwt").content.decode()
    header, claims = part(token, 0), part(token, 1)
    jwk = client.get(
        header["kid"].partition("/.well-known")[1]
        + header["kid"].partition("/.well-known")[2]
    ).json()
    raw = base64.urlsafe_b64decode(jwk["x"] + "=")
    signature = base64.urlsafe_b64decode(token.split(".")[2] + "==")
    Ed25519PublicKey.from_public_bytes(raw).verify(
        signature, token.rpartition(".")[0].encode()
    )
    assert claims["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert claims["iss"] == claims["issuer"]["id"]
    assert client.get("/.well-known/jwks.json").json()["keys"][0]["kid"] == jwk["kid"]


# RFC 9864 renames it; verifiers know the old name
@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_verifier_that_is_not_ours_takes_the_credential_as_published(
    client: Client, key: Ed25519PrivateKey
) -> None:
    """joserfc (a JOSE library we do not use ourselves): finds the key by the address in
    ``kid``, checks the signature
    and the registered claims, and refuses a changed word, another key and "none".
    """
    credential = prepared()
    # the ceremony's day, not yet come
    Credential.objects.filter(pk=credential.pk).update(issued_at=moment(days=9))
    token = client.get(f"/en/verify/{credential.code}/credential.jwt").content.decode()
    kid = extract_compact(token.encode()).headers()["kid"]
    published = OKPKey.import_key(
        client.get(kid.removeprefix(settings.SITE_URL)).json()
    )
    claims = jwt.decode(token, published, algorithms=["EdDSA"]).claims
    issuer = client.get("/api/v1/credentials/issuer.json").json()["id"]
    wanted = {
        "iss": {"essential": True, "value": issuer},
        "jti": {"essential": True, "value": claims["id"]},
    }
    jwt.JWTClaimsRegistry(
        nbf={"essential": True}, sub={"essential": True}, **wanted
    ).validate(claims)
    head, body, signature = token.split(".")
    changed = base64url(json.dumps({**claims, "name": "x"}).encode())
    none = base64url(b'{"alg":"none"}')
    for forged in (f"{head}.{changed}.{signature}", f"{none}.{body}."):
        with pytest.raises(JoseError):
            jwt.decode(forged, published, algorithms=["EdDSA"])
    with pytest.raises(JoseError):
        jwt.decode(token, OKPKey.generate_key("Ed25519"), algorithms=["EdDSA"])


# RFC 9864 renames it; verifiers know the old name
@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_same_verifier_reads_the_revocation_and_keys_of_before(
    client: Client, key: Ed25519PrivateKey, tmp_path: Path
) -> None:
    """Rotated as docs/credentials.md says: what the old key signed holds, the list is
    signed by the new one.
    """
    credential = prepared()
    token = client.get(f"/en/verify/{credential.code}/credential.jwt").content.decode()
    file = tmp_path / "key.pem"
    file.write_bytes(pem(Ed25519PrivateKey.generate()) + file.read_bytes())
    keys_once_read.cache_clear()
    services.revoke(credential=credential, because="ชื่อผิด", actor=None)

    def checked(signed: str) -> Any:
        kid = extract_compact(signed.encode()).headers()["kid"]
        return jwt.decode(
            signed,
            OKPKey.import_key(client.get(kid.removeprefix(settings.SITE_URL)).json()),
            ["EdDSA"],
        )

    old = checked(token)
    status = old.claims["credentialStatus"]
    answer = client.get(
        status["statusListCredential"].removeprefix(settings.SITE_URL)
    ).content.decode()
    listed = checked(answer)
    assert listed.header["kid"] != old.header["kid"]
    encoded = listed.claims["credentialSubject"]["encodedList"]
    assert open_badge.read_bit(encoded, int(status["statusListIndex"]))


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl on this machine")
def test_openssl_accepts_the_signature_offline_and_refuses_a_changed_word(
    key: Ed25519PrivateKey, tmp_path: Path
) -> None:
    """A verifier that is not ours and knows only the key."""
    token = open_badge.as_jwt(prepared(), read_keys(tmp_path / "key.pem"))
    (tmp_path / "public.pem").write_bytes(
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    content, _, signature = token.rpartition(".")
    (tmp_path / "signature").write_bytes(base64.urlsafe_b64decode(signature + "=="))
    for text, accepted in ((content, True), (content[:-2] + "xx", False)):
        (tmp_path / "content").write_text(text)
        command = (
            "openssl pkeyutl -verify -pubin -inkey public.pem -rawin -in content "
            "-sigfile signature"
        )
        ended = subprocess.run(
            command.split(), cwd=tmp_path, capture_output=True, check=False
        )
        assert (ended.returncode == 0) == accepted, ended.stderr


def test_revocation_shows_on_the_page_and_in_the_status_list(
    client: Client, key: Ed25519PrivateKey
) -> None:
    credential, other = prepared(), prepared()
    services.revoke(credential=credential, because="ชื่อผิด", actor=None)
    assert (
        "no longer valid"
        in client.get(f"/en/verify/{credential.code}/").content.decode()
    )
    token = client.get("/api/v1/credentials/status/0").content.decode()
    encoded = part(token, 1)["credentialSubject"]["encodedList"]
    read = [
        open_badge.read_bit(encoded, one.status_index) for one in (credential, other)
    ]
    assert read == [True, False]
    assert (
        services.prepare_for_winners(
            winner_list=credential.winner.winner_list, actor=None
        )
        == 1
    )  # type: ignore[union-attr]


def test_nothing_of_an_unpublished_list_can_be_checked_yet(
    client: Client, key: Ed25519PrivateKey
) -> None:
    credential = prepared(published=False)
    services.make_due_certificates()
    for tail in ("", "certificate.pdf", "credential.jwt"):
        assert client.get(f"/en/verify/{credential.code}/{tail}").status_code == 404
    services.revoke(credential=credential, because="x", actor=None)
    encoded = part(client.get("/api/v1/credentials/status/0").content.decode(), 1)[
        "credentialSubject"
    ]["encodedList"]
    assert not open_badge.read_bit(encoded, credential.status_index)


def test_entrants_and_judges_get_theirs_once_the_edition_has_published(
    client: Client,
) -> None:
    edition = make_edition()
    recipients = [Recipient("judge:1", "ผศ.ดร. สมมุติ", "Asst Prof Invented")]
    services.prepare(
        edition=edition, kind=CertificateKind.JUDGE, recipients=recipients, actor=None
    )
    code = Credential.objects.get().code
    assert client.get(f"/en/verify/{code}/").status_code == 404
    make_list(edition)
    assert client.get(f"/en/verify/{code}/").status_code == 200


def test_code_is_understood_as_people_type_it(client: Client) -> None:
    credential = prepared()
    typed = credential.code.lower().replace("-", " ")
    assert (
        client.get("/en/verify/", {"code": typed}).headers["Location"]
        == f"/en/verify/{credential.code}/"
    )
    assert client.get("/en/verify/AAAA-BBBB/").status_code == 404


def test_a_sweep_makes_no_more_certificates_than_it_was_told_to() -> None:
    services.prepare_for_winners(winner_list=make_winners(5), actor=None)
    assert [services.make_due_certificates(limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert Credential.objects.exclude(pdf="").count() == 5


def test_certificates_of_a_draft_that_is_frozen_anew_leave_no_file(
    tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    """Nor does one whose list was thrown away while the worker typeset it."""
    edition = make_edition()
    winner = make_winner(make_list(edition, published=False))
    services.prepare_for_winners(winner_list=winner.winner_list, actor=None)
    services.make_due_certificates()
    assert len(list(tmp_path.rglob("*.pdf"))) == 1
    texts = {
        name: getattr(winner, name)
        for name in ("category_code", "category_th", "category_en", "level_code")
    }
    texts |= {
        name: getattr(winner, name)
        for name in ("level_th", "level_en", "reference", "title_th")
    }
    line = WinnerLine(**texts, level_order=1, organisation_th=winner.organisation_th)
    with django_capture_on_commit_callbacks(execute=True):
        frozen = freeze_list(edition=edition, lines=[line], actor=None)
    assert list(tmp_path.rglob("*.pdf")) == []
    services.prepare_for_winners(winner_list=frozen, actor=None)
    late = Credential.objects.get()
    services.make_due_certificates()
    with django_capture_on_commit_callbacks(execute=True):
        discard_list(winner_list=frozen, actor=None)
    assert list(tmp_path.rglob("*.pdf")) == []
    assert not Credential.objects.filter(pk=late.pk).exists()


def test_certificates_of_a_published_list_keep_their_files(
    tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    edition = make_edition()
    services.prepare_for_winners(
        winner_list=make_winner(make_list(edition)).winner_list, actor=None
    )
    services.make_due_certificates()
    draft = make_winner(make_list(edition, published=False)).winner_list
    with django_capture_on_commit_callbacks(execute=True):
        discard_list(winner_list=draft, actor=None)
    assert len(list(tmp_path.rglob("*.pdf"))) == 1
