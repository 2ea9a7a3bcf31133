"""What a certificate says, letter by letter, and where its code leads."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.test import Client

from awards.certificates import services
from awards.certificates.pdf import make_pdf, words
from awards.models import CertificateKind, Credential
from tests.factories import (
    make_credential,
    make_edition,
    make_entry,
    make_full_edition,
    make_list,
    make_organiser,
    make_user,
    make_winner,
)
from tests.papers import text_of

pytestmark = pytest.mark.django_db


def winners_certificate(**texts: str) -> Credential:
    edition = make_edition(name_th="รางวัลเมือง ประจำปี 2569", name_en="City awards 2026")
    make_winner(make_list(edition), **texts)
    services.prepare_for_winners(winner_list=edition.winner_lists.get(), actor=None)
    return Credential.objects.get(edition=edition)


def test_thai_digits_leave_names_alone() -> None:
    names = {
        "organisation_th": "MS Org 209",
        "title_th": "ระบบ 5G ตำบลที่ 7",
        "category_th": "เมือง 4.0",
    }
    credential = winners_certificate(**names)
    assert [name in credential.text_th for name in names.values()] == [True] * 3
    assert "รางวัลเมือง ประจำปี ๒๕๖๙" in credential.text_th
    printed = words(credential)
    # so that the recipient's own line stands out
    assert printed["name_th"] in printed["text_th"]
    assert not set("0123456789") & set(printed["date_th"])
    assert not set("๐๑๒๓๔๕๖๗๘๙") & set(
        credential.text_en + printed["date_en"] + printed["code"] + printed["url"]
    )


def test_edition_without_thai_digits_has_none() -> None:
    edition = make_edition(name_th="รางวัลเมือง ประจำปี 2569")
    wording = services.wording_of(edition, CertificateKind.WINNER)
    wording.thai_digits = False
    services.save_wording(wording=wording, actor=None)
    make_winner(make_list(edition))
    services.prepare_for_winners(winner_list=edition.winner_lists.get(), actor=None)
    printed = words(Credential.objects.get())
    assert not set("๐๑๒๓๔๕๖๗๘๙") & set("".join(printed["text_th"]) + printed["date_th"])


def alternative_texts(node: Any) -> list[str]:
    """Of the tagged document, in its order."""
    if not isinstance(node, pikepdf.Dictionary):
        return (
            [text for part in node for text in alternative_texts(part)]
            if isinstance(node, pikepdf.Array)
            else []
        )
    own = [str(node["/Alt"])] if "/Alt" in node else []
    return own + (alternative_texts(node["/K"]) if "/K" in node else [])


def test_code_on_the_paper_says_in_words_what_it_is_for() -> None:
    credential = make_credential(make_edition())
    with pikepdf.open(io.BytesIO(make_pdf(credential))) as document:
        [said] = alternative_texts(document.Root.StructTreeRoot)
    assert "คิวอาร์โค้ด" in said
    assert f"/verify/{credential.code}/" in said


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "th"),
        ("th-TH,th;q=0.9,en;q=0.8", "th"),
        ("en-US,en;q=0.9,th;q=0.8", "th"),
        ("en-GB,en", "en"),
        ("de", "th"),
    ],
)
def test_printed_address_leads_to_the_page_in_the_readers_language(
    client: Client, asked: str, language: str
) -> None:
    credential = winners_certificate()
    printed = words(credential)["url"]
    assert printed == f"{settings.SITE_URL}/verify/{credential.code}/"
    headers = {"Accept-Language": asked} if asked else {}
    answer = client.get(f"/verify/{credential.code}/", headers=headers)
    assert answer.headers["Location"] == f"/{language}/verify/{credential.code}/"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_member_is_led_to_the_language_that_they_chose(client: Client) -> None:
    credential = winners_certificate()
    client.force_login(make_user(language="en"))
    assert (
        client.get(f"/verify/{credential.code}/").headers["Location"].startswith("/en/")
    )


@pytest.mark.parametrize(
    ("language", "issuer"),
    [
        ("th", "โครงการประกวดระบบบริการเมืองอัจฉริยะดีเด่น"),
        ("en", "Smart City Solutions Awards"),
    ],
)
def test_verification_names_issuer_edition_and_who_signed(
    client: Client, language: str, issuer: str
) -> None:
    credential = winners_certificate()
    signer = {
        "name_th": "ผู้ลงนามสมมุติ",
        "office_th": "ผู้อำนวยการ",
        "name_en": "Invented Signer",
        "office_en": "",
    }
    Credential.objects.update(extra={"signers": [{**signer, "image": ""}]})
    page = client.get(f"/{language}/verify/{credential.code}/").content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert issuer in main
    assert getattr(credential.edition, f"name_{language}") in main
    assert (
        "ผู้ลงนามสมมุติ, ผู้อำนวยการ" if language == "th" else "Invented Signer, ผู้อำนวยการ"
    ) in main


def test_letters_without_a_font_are_told_before_and_hold_back_only_theirs(
    client: Client, tmp_path: Path
) -> None:
    edition = make_full_edition()
    client.force_login(make_organiser(edition))
    winner_list = make_list(edition, published=False)
    for reference, name in (
        ("GOOD", "北京市 Ǎ الرياض"),
        ("ODD", "ភ្នំពេញ"),
        ("SMILE", "เมือง"),
    ):
        title = "รถ 😀" if reference == "SMILE" else "รถ"
        make_winner(
            winner_list,
            make_entry(edition, reference=reference).reference,
            organisation_th=name,
            title_th=title,
        )
    address = f"/en/manage/{edition.code}/certificates/for/winner/"
    page = client.get(address).content.decode()
    start = page.index('id="unprintable"')
    warning = page[start : page.index("</ul>", start)]
    assert "2 recipients have characters" in warning
    assert "😀 (U+1F600)" in warning
    assert "GOOD" not in warning
    assert "Create missing certificates (1)" in page
    client.post(address, {"all": "1"})
    made = Credential.objects.get()
    assert made.name_th == "北京市 Ǎ الرياض"
    client.post(address, {"chosen": made.reference.replace("GOOD", "SMILE")})
    decided = Credential.objects.exclude(pk=made.pk).get()
    assert "รถ [U+1F600]" in text_of(make_pdf(decided), tmp_path)
    assert "?" not in text_of(make_pdf(made), tmp_path)


def test_template_with_a_letter_that_cannot_be_printed_is_refused(
    client: Client,
) -> None:
    edition = make_full_edition()
    client.force_login(make_organiser(edition))
    sent = {
        "title_th": "ก 😀",
        "title_en": "a",
        "text_th": "{name}",
        "text_en": "{name}",
    }
    page = client.post(
        f"/en/manage/{edition.code}/certificates/wording/winner/", sent
    ).content.decode()
    assert "😀 (U+1F600) cannot be printed" in page
    assert not edition.wordings.exists()


def test_stage_says_which_names_its_papers_cannot_write(client: Client) -> None:
    edition = make_full_edition()
    client.force_login(make_organiser(edition))
    make_winner(make_list(edition, published=False), "ODD", organisation_th="ភ្នំពេញ")
    page = client.get(f"/en/manage/{edition.code}/stage/").content.decode()
    assert "These characters cannot be printed" in page
    assert "(U+1797)" in page
