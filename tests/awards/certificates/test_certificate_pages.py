"""Certificates as organisers make them and as recipients find them."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from awards.certificates import amendments, emails, packages, services
from awards.ledger.models import Row
from awards.models import CertificateKind, Credential, Edition, Package, Wording
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from awards.roof.personal_data import erase, tables
from judging.decisions.certificates import prepare_certificates
from tests.factories import (
    make_credential,
    make_entry,
    make_full_edition,
    make_judge,
    make_list,
    make_organiser,
    make_user,
    make_winner,
    moment,
)

pytestmark = pytest.mark.django_db
WORDS = {"title_th": "ก", "title_en": "a", "text_th": "{name}", "text_en": "{name}"}


def organised(client: Client) -> Edition:
    edition = make_full_edition()
    client.force_login(make_organiser(edition))
    return edition


def at(edition: Edition, tail: str = "") -> str:
    return f"/en/manage/{edition.code}/certificates/{tail}"


def picture(mode: str = "RGBA", kind: str = "PNG") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new(mode, (2400, 300), "navy").save(out, kind)
    return SimpleUploadedFile("../logo.png", out.getvalue())


def test_template_takes_words_and_pictures_made_harmless(client: Client) -> None:
    edition = organised(client)
    address = at(edition, "wording/winner/")
    assert (
        "{oops}"
        in client.post(address, {**WORDS, "text_th": "{oops}"}).content.decode()
    )
    liar = SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>")
    assert (
        "Choose a JPEG, PNG or WebP file."
        in client.post(address, {**WORDS, "logo": liar}).content.decode()
    )
    assert not Wording.objects.exists()
    sent = {
        **WORDS,
        "logo": picture(),
        "signature": picture("RGB", "JPEG"),
        "signer_th": "ผู้ลงนามสมมุติ",
    }
    assert client.post(address, sent).status_code == 302
    wording = Wording.objects.get()
    with wording.logo.open() as file, Image.open(file) as stored:
        assert (stored.format, stored.mode, stored.size) == ("PNG", "RGBA", (1000, 125))
    assert "logo.png" not in wording.logo.name
    assert client.post(address, {**WORDS, "no_logo": "on"}).status_code == 302
    wording.refresh_from_db()
    assert (bool(wording.logo), bool(wording.signature)) == (False, True)


def test_specimen_follows_what_is_typed_and_stores_nothing(client: Client) -> None:
    edition = organised(client)
    address = at(edition, "wording/judge/")
    shown = client.get(address).content.decode()
    typed = client.post(
        address, {**WORDS, "logo": picture()}, headers={"HX-Request": "true"}
    ).content.decode()
    again = client.post(address, {**WORDS, "preview": "1"}).content.decode()
    pictures = [
        page.partition("data:image/png;base64,")[2].partition('"')[0]
        for page in (shown, typed, again)
    ]
    assert len(set(pictures)) == 3
    assert all(base64.b64decode(one).startswith(b"\x89PNG") for one in pictures)
    assert (
        client.post(
            address, {"title_th": "x"}, headers={"HX-Request": "true"}
        ).status_code
        == 204
    )
    assert not Wording.objects.exists()


def test_certificate_keeps_the_pictures_it_was_made_with(client: Client) -> None:
    edition = organised(client)
    client.post(
        at(edition, "wording/winner/"),
        {**WORDS, "logo": picture(), "second_signature": picture()},
    )
    make_winner(make_list(edition))
    prepare_certificates(edition=edition, kind=CertificateKind.WINNER)
    client.post(at(edition, "wording/winner/"), {**WORDS, "no_logo": "on"})
    assert services.make_due_certificates() == 1
    credential = Credential.objects.get()
    assert len(credential.extra["logos"]) == 1
    with credential.pdf.open() as file:
        assert b"/Subtype/Image" in file.read().replace(
            b"/Subtype /Image", b"/Subtype/Image"
        )


def test_recipients_of_each_kind_are_chosen_and_hold_what_is_made(
    client: Client,
) -> None:
    edition = organised(client)
    entry, other = make_entry(edition), make_entry(edition)
    make_entry(edition, state="draft")
    judge = make_judge(edition, make_user(name_th="กรรมการ", name_en="A judge"))
    make_judge(edition)  # has given no name
    make_judge(edition, make_user(name_th="ไม่ตอบ"), state="invited")
    make_winner(make_list(edition, published=False), entry.reference)
    chosen = {"chosen": [other.reference]}
    assert client.post(at(edition, "for/entrant/"), chosen).status_code == 302
    assert Credential.objects.get().holder == other.owner
    assert (
        "1 of 2 have no certificate yet"
        in client.get(at(edition, "for/entrant/")).content.decode()
    )
    assert (
        "has not entered a name yet"
        in client.get(at(edition, "for/judge/")).content.decode()
    )
    for kind in CertificateKind:
        client.post(at(edition, f"for/{kind}/"), {"all": "1"})
    holders = {
        row.kind: row.holder for row in Credential.objects.exclude(kind="entrant")
    }
    assert holders == {"winner": entry.owner, "judge": judge.user}
    assert Credential.objects.filter(kind="entrant").count() == 2
    assert client.get(at(edition, "for/nobody/")).status_code == 404


def made(edition: Edition, *, published: bool) -> Credential:
    entry = make_entry(edition)
    make_winner(make_list(edition, published=published), entry.reference)
    prepare_certificates(edition=edition, kind=CertificateKind.WINNER)
    services.make_due_certificates()
    return Credential.objects.get(reference__endswith=entry.reference)


def test_holder_is_told_once_and_only_when_it_is_public(client: Client) -> None:
    edition = organised(client)
    credential = made(edition, published=False)
    holder = Client()
    holder.force_login(credential.holder)  # type: ignore[arg-type]
    assert client.post(at(edition, "mail/winner/")).status_code == 302
    assert emails.mail_due_certificates() == 0
    assert credential.code not in holder.get("/en/certificates/").content.decode()
    edition.winner_lists.update(published_at=moment(seconds=-1))
    assert [emails.mail_due_certificates() for _ in range(2)] == [1, 0]
    mail = Message.objects.get(event="certificate-ready")
    assert credential.code in mail.text
    assert "/certificates/" in mail.text
    assert credential.code in holder.get("/en/certificates/").content.decode()
    assert "My certificates" in holder.get("/en/desk/").content.decode()


def test_zip_holds_what_stands_and_is_thrown_away_after_a_day(client: Client) -> None:
    edition = organised(client)
    credential = made(edition, published=False)
    make_credential(edition)  # not made yet
    address = client.post(at(edition, "zip/"), {"kind": "winner"}).headers["Location"]
    assert "<progress" in client.get(address).content.decode()
    assert client.get(f"{address}file/").status_code == 404
    assert packages.make_due_packages() == 1
    assert (
        "1 certificate is in the file. None is missing"
        in client.get(address).content.decode()
    )
    content = b"".join(client.get(f"{address}file/").streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        [name] = archive.namelist()
        assert (
            name
            == f"winner/{credential.reference.replace(':', '-')}-{credential.code}.pdf"
        )
        assert archive.read(name).startswith(b"%PDF")
    package = Package.objects.get()
    storage, stored = package.file.storage, package.file.name
    Package.objects.update(finished_at=moment(days=-2))
    packages.make_due_packages()
    assert (Package.objects.exists(), storage.exists(stored)) == (False, False)


def test_zip_waits_for_certificates_that_are_still_being_made(client: Client) -> None:
    edition = organised(client)
    made(edition, published=False)
    late = make_credential(edition)
    address = client.post(at(edition, "zip/"), {"kind": ""}).headers["Location"]
    assert packages.make_due_packages() == 0
    assert "1 of 2 certificates are ready" in client.get(address).content.decode()
    assert client.get(f"{address}file/").status_code == 404
    assert (
        "The ZIP is created when all are ready"
        in client.get(at(edition)).content.decode()
    )
    assert services.make_due_certificates() == 1
    assert packages.make_due_packages() == 1
    assert (
        "2 certificates are in the file. None is missing"
        in client.get(address).content.decode()
    )
    assert late.code in " ".join(names_in(client, address))
    make_credential(edition)
    assert "More certificates were prepared" in client.get(address).content.decode()


def names_in(client: Client, address: str) -> list[str]:
    content = b"".join(client.get(f"{address}file/").streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def test_references_are_shown_without_codes(client: Client) -> None:
    edition = organised(client)
    credential = made(edition, published=False)
    category, _colon, reference = credential.reference.partition(":")
    for tail in ("", "for/winner/"):
        page = client.get(at(edition, tail)).content.decode()
        shown = page[page.index("<tbody") :].replace(
            f'value="{credential.reference}"', ""
        )
        assert reference in shown
        assert f"{category}:" not in shown


def test_zip_names_what_could_not_be_made(client: Client) -> None:
    edition = organised(client)
    made(edition, published=False)
    failed = make_credential(edition, state=WorkState.FAILED)
    address = client.post(at(edition, "zip/"), {"kind": ""}).headers["Location"]
    assert packages.make_due_packages() == 1
    page = client.get(address).content.decode()
    assert "1 of 2 certificates are in the file" in page
    assert failed.name_en in page
    assert "missing.txt" in names_in(client, address)


def amended(client: Client) -> tuple[Edition, list[Credential]]:
    """Three were made and told; then one is misspelt, one loses its prize, one stays."""
    edition = organised(client)
    first = make_list(edition)
    for reference in ("STAYS", "MISSPELT", "GONE"):
        entry = make_entry(edition, reference=reference)
        make_winner(
            first,
            entry.reference,
            organisation_th=f"หน่วยงาน {reference}",
            title_th="ชื่อ",
            title_en="Name",
        )
    prepare_certificates(edition=edition, kind=CertificateKind.WINNER)
    emails.ask_for_mail(edition=edition, kind="winner", actor=None)
    first.superseded_at = moment(minutes=-1)
    first.save()
    second = make_list(edition, erratum_en="A name was misspelt", erratum_th="สะกดชื่อผิด")
    for reference, name in (("STAYS", "หน่วยงาน STAYS"), ("MISSPELT", "หน่วยงานที่สะกดถูก")):
        old = first.winners.get(reference=reference)
        texts = {
            "organisation_en": old.organisation_en,
            "title_th": "ชื่อ",
            "title_en": "Name",
        }
        make_winner(second, reference, organisation_th=name, **texts)
    return edition, list(Credential.objects.order_by("pk"))


def test_amendment_proposes_what_no_longer_fits_and_follows_what_is_chosen(
    client: Client,
) -> None:
    edition, [stays, misspelt, gone] = amended(client)
    found = {
        one.credential.pk: (one.anew is not None, one.changed)
        for one in amendments.proposals(edition)
    }
    assert found == {misspelt.pk: (True, ("name_th",)), gone.pk: (False, ())}
    assert "2 certificates no longer match" in client.get(at(edition)).content.decode()
    page = client.get(at(edition, "amendment/")).content.decode()
    assert "A name was misspelt" in page
    sent = {"chosen": [misspelt.pk, gone.pk, stays.pk], "because": "สะกดชื่อผิด"}
    assert client.post(at(edition, "amendment/"), sent).status_code == 302
    standing = {row.reference: row for row in Credential.objects.standing()}
    assert set(standing) == {stays.reference, misspelt.reference}
    again = standing[misspelt.reference]
    assert (again.name_th, again.holder) == ("หน่วยงานที่สะกดถูก", misspelt.holder)
    assert again.mail_asked_at is not None
    assert amendments.proposals(edition) == []
    assert Row.objects.filter(act="certificate-revoked").count() == 2


def test_revoked_by_hand_with_its_reason(client: Client) -> None:
    edition = organised(client)
    credential = made(edition, published=True)
    assert (
        client.post(
            at(edition, f"{credential.pk}/revoke/"), {"because": " "}
        ).status_code
        == 200
    )
    assert (
        client.post(
            at(edition, f"{credential.pk}/revoke/"), {"because": "ชื่อผิด"}
        ).status_code
        == 302
    )
    assert "ชื่อผิด" in client.get(at(edition)).content.decode()
    public = client.get(f"/en/verify/{credential.code}/").content.decode()
    assert "no longer valid" in public
    assert "ชื่อผิด" not in public


def test_operator_of_the_site_reads_no_certificate_beforehand(client: Client) -> None:
    credential = made(make_full_edition(), published=False)
    client.force_login(make_user(is_operator=True))
    for tail in ("", f"{credential.pk}.pdf", "wording/winner/"):
        assert client.get(at(credential.edition, tail)).status_code == 403


def test_persons_certificates_are_in_their_export_and_a_judges_is_emptied() -> None:
    user, edition = make_user(name_th="กรรมการ"), make_full_edition()
    make_list(edition)
    judged = make_credential(edition, holder=user, name_th="กรรมการ")
    won = make_credential(edition, make_winner(edition.winner_lists.get()), holder=user)
    assert {row["code"] for row in tables(user)["awards.credential"]()} == {
        judged.code,
        won.code,
    }
    erased: Any = erase(user)
    judged.refresh_from_db()
    won.refresh_from_db()
    assert (judged.name_th, judged.is_revoked, judged.holder) == ("", True, None)
    assert (won.name_th != "", won.is_revoked, won.holder) == (True, False, None)
    assert erased.refused[0]["what"] == f"certificate of {won.reference}"
    assert Client().get(f"/th/verify/{judged.code}/").status_code == 200


@pytest.mark.parametrize(
    ("language", "says"), [("th", "แจ้งการเพิกถอน"), ("en", "was revoked")]
)
def test_holder_is_told_of_the_revocation_and_why_in_their_language(
    client: Client, language: str, says: str
) -> None:
    edition = organised(client)
    credential = made(edition, published=True)
    holder = make_user("holder@example.org", language=language)
    Credential.objects.filter(pk=credential.pk).update(holder=holder)
    assert str(holder) in client.get(at(edition, f"{credential.pk}/revoke/")).text
    for _ in range(2):
        client.post(at(edition, f"{credential.pk}/revoke/"), {"because": "ชื่อผิดสมมุติ"})
    mail = Message.objects.get(event="certificate-revoked")
    assert (mail.to_email, mail.language) == ("holder@example.org", language)
    assert says in mail.subject
    assert "ชื่อผิดสมมุติ" in mail.text
    assert f"/{language}/verify/{credential.code}/" in mail.text


def test_nobody_learns_from_a_revocation_that_they_would_have_won(
    client: Client,
) -> None:
    edition = organised(client)
    credential = made(edition, published=False)
    Credential.objects.filter(pk=credential.pk).update(holder=make_user())
    client.post(at(edition, f"{credential.pk}/revoke/"), {"because": "ชื่อผิดสมมุติ"})
    assert not Message.objects.exists()


def test_person_who_is_forgotten_is_not_written_to(client: Client) -> None:
    credential = made(organised(client), published=True)
    Credential.objects.filter(pk=credential.pk).update(holder=make_user())
    services.empty_certificate(credential)
    assert not Message.objects.exists()
