"""An edition's face on what leaves the site: certificates, papers, slides, mails."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageColor

from awards.ceremony.documents import script_pdf, seating_pdf, slides_pdf
from awards.ceremony.running_order import running_of
from awards.certificates import services
from awards.certificates.pdf import make_pdf, words
from awards.models import Credential, Edition
from awards.outbox.rendering import render_mail
from awards.site.artwork import Artwork
from awards.site.letterhead import ACCENT
from awards.site.services import save_identity
from nominations.entries.dossiers import dossier_pdf
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_list,
    make_user,
    make_winner,
)
from tests.papers import text_of

pytestmark = pytest.mark.django_db
TEAL, RED = "#0b5f66", "#a4262c"
ORGANISER = "Office of Cities"


def square(colour: str) -> Artwork:
    drawn = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' width='9' height='9'>"
        f"<path fill='{colour}' d='M0 0h9v9H0z'/></svg>"
    )
    return Artwork(drawn.encode(), "svg")


@pytest.fixture
def edition() -> Edition:
    """With a face that differs from the site's in everything."""
    user = make_user()
    save_identity(
        edition=None,
        actor=user,
        accent=RED,
        organiser_th="ของเว็บไซต์",
        organiser_en="The site's own",
    )
    edition = make_edition()
    save_identity(
        edition=edition,
        actor=user,
        accent=TEAL,
        emblem=square("#12ab34"),
        organiser_th="สำนักงานเมือง",
        organiser_en=ORGANISER,
        phone="0 2999 0000",
        email="cities@example.org",
    )
    make_winner(make_list(edition))
    return edition


def colours_of(pdf: bytes) -> set[tuple[int, ...]]:
    """Every colour of the first page's picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    return {colour for _count, colour in picture.getcolors(1 << 24)}


def has(pdf: bytes, colour: str) -> bool:
    return ImageColor.getrgb(colour) in colours_of(pdf)


def certificate(edition: Edition) -> Credential:
    services.prepare_for_winners(
        winner_list=edition.winner_lists.get(), actor=make_user()
    )
    return Credential.objects.get(edition=edition, revoked_at=None)


def test_certificate_has_the_edition_s_colour_emblem_and_organiser(
    edition: Edition, tmp_path: Path
) -> None:
    pdf = make_pdf(certificate(edition))
    text = text_of(pdf, tmp_path)
    assert ORGANISER in text
    assert "The site's own" not in text
    assert has(pdf, TEAL)
    assert has(pdf, "#12ab34")
    assert not has(pdf, ACCENT)


def test_certificate_keeps_its_face_when_the_edition_s_changes(
    edition: Edition,
) -> None:
    credential = certificate(edition)
    before = make_pdf(credential)
    save_identity(
        edition=edition,
        actor=make_user(),
        accent=RED,
        emblem=square("#0000ff"),
        organiser_en="Somebody else",
    )
    assert make_pdf(Credential.objects.get(pk=credential.pk)) == before
    save_identity(edition=edition, actor=make_user(), without_emblem=True)
    assert make_pdf(Credential.objects.get(pk=credential.pk)) == before


def test_certificate_from_before_faces_were_kept_looks_as_it_did(
    edition: Edition,
) -> None:
    credential = certificate(edition)
    del credential.extra["head"]
    head = words(credential)["head"]
    assert head == {
        "accent": ACCENT,
        "emblem": "",
        "organiser_th": "",
        "organiser_en": "",
    }


def test_slides_and_papers_of_the_stage_have_the_edition_s_face(
    edition: Edition, tmp_path: Path
) -> None:
    running = running_of(edition)
    slides = slides_pdf(running)
    assert ORGANISER in text_of(slides, tmp_path)
    assert has(slides, "#12ab34")
    for paper in (script_pdf(running), seating_pdf(running)):
        assert has(paper, TEAL)
        assert "สำนักงานเมือง" in text_of(paper, tmp_path)


def test_dossier_has_the_edition_s_face(edition: Edition, tmp_path: Path) -> None:
    make_category(edition)
    pdf = dossier_pdf(make_entry(edition, state="submitted"), "en")
    assert has(pdf, TEAL)
    assert ORGANISER in text_of(pdf, tmp_path)


def test_mail_is_headed_and_signed_by_its_edition(edition: Edition) -> None:
    template, told = "awards/emails/organiser_added.txt", {"has_password": True}
    mail = render_mail(template, {**told, "edition": edition}, "en", edition.code)
    signature = f"{edition.name_en}\n{ORGANISER}\n0 2999 0000 · cities@example.org"
    assert signature in mail.text
    assert mail.html.count(edition.name_en) >= 2
    assert "The site&#x27;s own" not in mail.html


def test_mail_of_no_edition_is_signed_by_the_site(edition: Edition) -> None:
    mail = render_mail("account/email/unknown_account.txt", {"email": "x@y.z"}, "en")
    assert "Smart City Solutions Awards\nThe site's own" in mail.text


def test_edition_without_a_face_signs_with_its_name_and_the_site_s_organiser(
    edition: Edition,
) -> None:
    plain = make_edition()
    mail = render_mail(
        "account/email/unknown_account.txt", {"email": "x@y.z"}, "en", plain.code
    )
    assert f"{plain.name_en}\nThe site's own" in mail.text
