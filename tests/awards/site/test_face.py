"""The face of the site and of an edition: who sets it, where it shows, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from awards.files.pictures import Picture
from awards.ledger.models import Row
from awards.models import Edition, Identity, Partner, WrittenPage
from awards.outbox.rendering import render_mail
from awards.refusals import Refused
from awards.site.frame import forget_frame
from awards.site.services import remove_page, save_identity, save_page, save_partner
from tests.factories import (
    ahead,
    make_edition,
    make_list,
    make_organiser,
    make_partner,
    make_user,
    make_winner,
    make_written_page,
)

pytestmark = pytest.mark.django_db
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"


@pytest.fixture
def edition() -> Edition:
    return make_edition(closes_at=ahead(days=3))


@pytest.fixture
def organiser(client: Client, edition: Edition) -> Any:
    user = make_user()
    make_organiser(edition, user)
    client.force_login(user)
    return user


def form(**given: Any) -> dict[str, Any]:
    return {"hero_x": "50", "hero_y": "50", **given}


def test_what_is_saved_shows_on_the_call_and_in_the_ledger(
    client: Client, edition: Edition, organiser: Any
) -> None:
    upload = SimpleUploadedFile("e.svg", SVG, "image/svg+xml")
    saved = form(
        accent="#0b5f66",
        emblem_file=upload,
        organiser_en="Office of Cities",
        phone="0 2000 0000",
    )
    response = client.post(f"/en/manage/{edition.code}/site/identity/", saved)
    assert response.status_code == 302
    page = client.get(f"/en/editions/{edition.code}/").content.decode()
    assert "/identity/0b5f66.css" in page
    assert "Office of Cities" in page
    assert 'href="tel:020000000"' in page
    emblem = client.get(f"/identity/{edition.identity.pk}/emblem")
    assert emblem["Content-Type"] == "image/svg+xml"
    assert emblem["Content-Security-Policy"].startswith("default-src 'none'")
    assert Row.objects.filter(chain=edition.code, act="identity-set").count() == 1


def test_accent_that_cannot_be_read_is_refused_with_the_nearest_that_can(
    client: Client, edition: Edition, organiser: Any
) -> None:
    url = f"/en/manage/{edition.code}/site/identity/"
    page = client.post(url, form(accent="#ffcc00")).content.decode()
    assert "The nearest that can be read: #" in page
    assert not Identity.objects.filter(edition=edition).exists()
    with pytest.raises(Refused) as refused:
        save_identity(edition=edition, actor=organiser, accent="#ffcc00")
    assert refused.value.field == "accent"


def test_preview_shows_and_saves_nothing(
    client: Client, edition: Edition, organiser: Any
) -> None:
    url = f"/en/manage/{edition.code}/site/identity/"
    page = client.post(url, form(accent="#0b5f66", preview="1"))
    assert "/identity/0b5f66.css" in page.content.decode()
    part = client.post(url, form(accent="#0b5f66", preview="1"), HTTP_HX_REQUEST="true")
    assert part.content.decode().lstrip().startswith('<div id="identity-preview"')
    assert not Identity.objects.exists()


def test_edition_takes_from_the_site_what_it_leaves_empty(
    client: Client, edition: Edition, organiser: Any
) -> None:
    save_identity(edition=None, actor=organiser, email="site@example.org", phone="1")
    save_identity(edition=edition, actor=organiser, phone="2")
    page = client.get(f"/en/editions/{edition.code}/").content.decode()
    assert "mailto:site@example.org" in page
    assert "tel:2" in page


def test_kept_page_of_winners_is_made_anew_when_a_face_changes(client: Client) -> None:
    published = make_edition()
    make_winner(make_list(published))
    url = f"/en/winners/{published.code}/"
    before = client.get(url)
    save_identity(edition=published, actor=make_user(), accent="#0b5f66")
    after = client.get(url)
    assert "/identity/0b5f66.css" in after.content.decode()
    assert before["ETag"] != after["ETag"]
    save_identity(edition=None, actor=make_user(), phone="0 2999 9999")
    assert "0 2999 9999" in client.get(url).content.decode()


def test_mail_has_the_letterhead_of_its_edition(edition: Edition) -> None:
    user = make_user()
    save_identity(
        edition=edition, actor=user, accent="#0b5f66", organiser_en="Office of Cities"
    )
    told = {"edition": edition, "has_password": True}
    template = "awards/emails/organiser_added.txt"
    own = render_mail(template, told, "en", edition.code).html
    other = render_mail(template, told, "en").html
    assert "#0b5f66" in own
    assert "Office of Cities" in own
    assert "#0b5f66" not in other
    assert "Office of Cities" not in other


def test_sheet_is_served_for_readable_colours_only(client: Client) -> None:
    response = client.get("/identity/0b5f66.css")
    assert "immutable" in response["Cache-Control"]
    assert "--accent: #0b5f66" in response.content.decode()
    for wrong in ("ffcc00", "0b5f6", "zzzzzz"):
        assert client.get(f"/identity/{wrong}.css").status_code == 404


def test_partner_is_shown_by_its_kind_and_goes_when_removed(
    client: Client, edition: Edition, organiser: Any
) -> None:
    partner = save_partner(
        edition=edition,
        actor=organiser,
        tier="3-supporter",
        name_th="มูลนิธิ",
        name_en="Foundation",
    )
    page = client.get(f"/en/editions/{edition.code}/").content.decode()
    assert page.index("Supported by") < page.index("Foundation")
    client.post(f"/en/manage/{edition.code}/site/partners/{partner.pk}/remove/")
    assert not Partner.objects.exists()


def test_draft_page_and_page_of_a_hidden_edition_are_nobodys(client: Client) -> None:
    hidden = make_edition(opens_at=ahead(days=1), closes_at=ahead(days=2))
    draft = make_written_page(None, published_at=None, title_en="Draft words")
    secret = make_written_page(hidden, title_en="Hidden words")
    logo = make_partner(hidden)
    for page in (draft, secret):
        assert client.get(f"/en/pages/{page.pk}/{page.code}/").status_code == 404
    news = client.get("/en/news/").content.decode()
    assert "Draft words" not in news
    assert "Hidden words" not in news
    assert client.get(f"/identity/partners/{logo.pk}/logo").status_code == 404


def test_page_in_the_menu_stands_on_every_page(client: Client) -> None:
    user = make_user()
    words = {"title_th": "เกี่ยวกับ", "title_en": "About us", "body_en": "**Bold**"}
    page = save_page(
        edition=None, actor=user, published=True, code="about", in_menu=True, **words
    )
    assert "About us" in client.get("/en/winners/").content.decode()
    shown = client.get(f"/en/pages/{page.pk}/about/").content.decode()
    assert "<strong>Bold</strong>" in shown
    save_page(edition=None, actor=user, page=page, published=False)
    assert "About us" not in client.get("/en/winners/").content.decode()


def test_removed_page_leaves_the_menu_of_kept_pages_too(client: Client) -> None:
    user = make_user()
    pages = [
        save_page(
            edition=None,
            actor=user,
            published=True,
            code=code,
            in_menu=True,
            title_th=code,
            title_en=f"The {code} page",
        )
        for code in ("older", "newest")
    ]
    kept = client.get("/en/winners/")
    assert "The older page" in kept.content.decode()
    remove_page(page=pages[0], actor=user)
    after = client.get("/en/winners/", headers={"If-None-Match": kept["ETag"]})
    assert after.status_code == 200
    assert "The older page" not in after.content.decode()
    assert "The newest page" in after.content.decode()


def test_address_of_a_page_is_one_pages_only() -> None:
    user = make_user()
    save_page(edition=None, actor=user, published=True, code="faq", title_th="ก")
    with pytest.raises(Refused) as refused:
        save_page(edition=None, actor=user, published=True, code="faq", title_th="ข")
    assert refused.value.field == "code"
    assert WrittenPage.objects.count() == 1


def test_replaced_file_goes_once_that_is_certain(
    edition: Edition, django_capture_on_commit_callbacks: Any
) -> None:
    user, picture = make_user(), Picture(b"\xff\xd8\xff", 1200, 600)
    first = save_identity(edition=edition, actor=user, hero=picture).hero
    storage, name = first.storage, first.name
    with django_capture_on_commit_callbacks(execute=True):
        save_identity(edition=edition, actor=user, without_hero=True)
        assert storage.exists(name)
    assert not storage.exists(name)
    forget_frame()
