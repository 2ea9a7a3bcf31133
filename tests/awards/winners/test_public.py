from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from awards.models import Edition, Winner, WinnerList
from awards.outbox.work import WorkState
from awards.site.face import face_of
from awards.winners.share_picture import share_card
from tests.awards.winners.publishing import publish_due_lists
from tests.factories import (
    make_edition,
    make_embargoed_list,
    make_list,
    make_user,
    make_winner,
    moment,
)

pytestmark = pytest.mark.django_db
SECRET = "ลับสุดยอดSECRET"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def photograph() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG")
    return out.getvalue()


def secret_list() -> WinnerList:
    """A list under embargo with everything on it that could leak."""
    edition = make_edition(
        "secret-2569", opens_at=moment(days=-9), closes_at=moment(days=-8)
    )
    winner_list = make_embargoed_list(edition, erratum_th=SECRET, erratum_en=SECRET)
    winner = make_winner(
        winner_list,
        "SECRET-0001",
        title_th=SECRET,
        title_en=SECRET,
        province_code="TH-38",
    )
    winner.picture.save("x.jpg", ContentFile(photograph()))
    return winner_list


def public_addresses(winner_list: WinnerList) -> list[str]:
    """Every address at which something of this list could be: by address, id, language,
    format and search.
    """
    code = winner_list.edition.code
    tails = [
        f"winners/{code}/",
        f"winners/{code}/versions/{winner_list.version}/",
        f"winners/{code}/embed/",
        f"winners/{code}/press-kit.zip",
        f"winners/{code}/SECRET-0001/",
        f"winners/{code}/SECRET-0001/card.png",
    ]
    machine = [f"/api/v1/editions/{code}/winners.{kind}" for kind in ("json", "csv")]
    machine += [
        f"/pictures/winner-{winner.pk}.jpg" for winner in winner_list.winners.all()
    ]
    return [
        f"/{language}/{tail}" for language in ("th", "en") for tail in tails
    ] + machine


def shared_addresses() -> list[str]:
    """Addresses that answer in any case, and may not show it before its moment."""
    tails = [
        "",
        "winners/",
        "gallery/",
        "gallery/?q=SECRET",
        "gallery/?edition=secret-2569",
        "gallery/?province=TH-38",
    ]
    pages = [
        f"/{language}/{tail}"
        for language in ("th", "en")
        for tail in [*tails, "gallery/map/"]
    ]
    return [*pages, "/sitemap.xml", "/feeds/winners.atom", "/api/v1/editions/"]


def shows_it(client: Client, address: str) -> bool:
    text = client.get(address).content.decode()
    marks = [
        SECRET,
        "SECRET-0001",
        "/winners/secret-2569/",
        "editions/secret-2569/winners.json",
    ]
    # an address repeats its own question in its links
    marks += [] if "?" in address else ["province=TH-38"]
    return any(mark in text for mark in marks)


def publish(winner_list: WinnerList) -> None:
    WinnerList.objects.filter(pk=winner_list.pk).update(due_at=moment(seconds=-1))
    assert publish_due_lists() == 1


def test_nothing_of_a_list_is_reachable_before_its_moment_and_all_of_it_after(
    client: Client,
) -> None:
    winner_list = secret_list()
    before = {
        address: client.get(address).status_code
        for address in public_addresses(winner_list)
    }
    assert set(before.values()) == {404}
    assert [
        address for address in shared_addresses() if shows_it(client, address)
    ] == []
    publish(winner_list)
    after = {
        address: client.get(address).status_code
        for address in public_addresses(winner_list)
    }
    assert set(after.values()) == {200}
    shown = [address for address in shared_addresses() if shows_it(client, address)]
    assert [
        address
        for address in shared_addresses()
        if address not in shown and address not in ("/th/", "/en/")
    ] == []


def test_missing_and_embargoed_winners_answer_alike(client: Client) -> None:
    """The not-found page of a list under embargo tells no more than that of an edition
    that is not there.
    """
    winner_list = secret_list()
    there = client.get(f"/th/winners/{winner_list.edition.code}/").content.decode()
    nowhere = client.get("/th/winners/nothing-2569/").content.decode()
    assert there.replace("secret-2569", "") == nowhere.replace("nothing-2569", "")


def published(**fields: object) -> tuple[Edition, WinnerList, Winner]:
    edition = make_edition(opens_at=moment(days=-9), closes_at=moment(days=-8))
    winner_list = make_list(edition)
    return edition, winner_list, make_winner(winner_list, **fields)  # type: ignore[arg-type]


PUBLIC = (
    "winners/",
    "winners/{code}/",
    "winners/{code}/{ref}/",
    "winners/{code}/embed/",
    "gallery/",
    "gallery/map/",
)


@pytest.mark.parametrize("tail", PUBLIC)
def test_public_page_sets_no_cookie_and_holds_no_token(
    client: Client, tail: str
) -> None:
    edition, _, winner = published()
    response = client.get("/th/" + tail.format(code=edition.code, ref=winner.reference))
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert b"csrfmiddlewaretoken" not in response.content
    assert b"nonce" not in response.content


@pytest.mark.parametrize("tail", PUBLIC)
def test_public_page_asks_few_questions_and_one_when_kept(
    client: Client, tail: str
) -> None:
    edition, _, winner = published()
    address = "/th/" + tail.format(code=edition.code, ref=winner.reference)
    with CaptureQueriesContext(connection) as first:
        response = client.get(address)
    with CaptureQueriesContext(connection) as second:
        again = client.get(address)
    assert len(first) <= 7, [query["sql"] for query in first.captured_queries]
    assert len(second) <= 2, [query["sql"] for query in second.captured_queries]
    assert again.content == response.content


def test_page_goes_out_compressed_to_whoever_can_read_it(client: Client) -> None:
    edition, _, _ = published()
    address = f"/en/winners/{edition.code}/"
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
    assert "Content-Encoding" not in plain.headers
    assert {"Accept-Encoding"} == {plain.headers["Vary"], packed.headers["Vary"]}


def main_of(response: Any) -> str:
    page: str = response.content.decode()
    return page[page.index("<main") :]


def test_signed_in_person_reads_the_same_under_a_menu_of_their_own(
    client: Client,
) -> None:
    edition, _, _ = published()
    address, account = f"/th/winners/{edition.code}/", 'href="/th/account/profile/"'
    stranger = client.get(address)
    client.force_login(make_user())
    own = client.get(address)
    assert main_of(own) == main_of(stranger)
    assert account in own.content.decode()
    assert account not in stranger.content.decode()
    assert "no-store" in own.headers["Cache-Control"]
    client.logout()
    assert client.get(address).content == stranger.content
    assert "public" in client.get(address).headers["Cache-Control"]


def test_unchanged_page_answers_304_and_a_correction_is_seen_at_once(
    client: Client,
) -> None:
    edition, old, _ = published()
    address = f"/en/winners/{edition.code}/"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    new = make_list(
        edition, published=False, erratum_th="แก้ชื่อ", erratum_en="A name was corrected"
    )
    make_winner(new, title_en="The right title")
    WinnerList.objects.filter(pk=new.pk).update(state=WorkState.QUEUED)
    publish(new)
    changed = client.get(address, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert "A name was corrected" in changed.content.decode()
    assert "The right title" in changed.content.decode()
    before = client.get(f"{address}versions/{old.version}/").content.decode()
    assert "This version was replaced on" in before


def test_languages_are_kept_apart(client: Client) -> None:
    edition, _, winner = published()
    assert (
        winner.title_th in client.get(f"/th/winners/{edition.code}/").content.decode()
    )
    english = client.get(f"/en/winners/{edition.code}/").content.decode()
    assert winner.title_en in english
    assert winner.title_th not in english


def test_embed_may_be_framed_by_anybody_and_other_pages_by_nobody(
    client: Client,
) -> None:
    edition, _, _ = published()
    embed = client.get(f"/th/winners/{edition.code}/embed/")
    assert "frame-ancestors *" in embed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in embed.headers
    page = client.get(f"/th/winners/{edition.code}/")
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"


def test_gallery_finds_parts_of_words_and_filters(client: Client) -> None:
    edition, winner_list, winner = published(title_th="ระบบเตือนน้ำท่วมสมมุติ")
    other = make_winner(
        winner_list,
        title_th="ไฟถนนสมมุติ",
        smart_code="energy",
        level_code="excellent",
        smarts=["living"],
    )
    found = client.get("/th/gallery/", {"q": "น้ำท่วม"}).content.decode()
    assert winner.title_th in found
    assert other.title_th not in found
    for wish in ({"smart": "energy"}, {"smart": "living"}, {"level": "excellent"}):
        page = client.get(
            "/th/gallery/", {**wish, "edition": edition.code}
        ).content.decode()
        assert other.title_th in page
        assert winner.title_th not in page


@pytest.mark.parametrize(
    "query",
    [
        "page=x",
        "page=-1",
        "page=999999",
        "q=%00",
        "province=zz",
        "level=%F0%9F%98%80",
        "q=" + "ก" * 500,
    ],
)
def test_odd_wishes_never_break_the_gallery(client: Client, query: str) -> None:
    published()
    assert client.get(f"/th/gallery/?{query}").status_code == 200


def test_text_of_a_winner_cannot_end_the_data_block(client: Client) -> None:
    edition, _, winner = published(title_th="</script><b>x</b>", title_en="a & b")
    page = client.get(
        f"/th/winners/{edition.code}/{winner.reference}/"
    ).content.decode()
    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(block)["name"] == "</script><b>x</b>"


def test_winner_page_shows_every_prize_of_the_entry(client: Client) -> None:
    edition, winner_list, winner = published()
    make_winner(
        winner_list,
        winner.reference,
        category_code="energy",
        category_th="พลังงานสมมุติ",
        level_order=1,
    )
    page = client.get(
        f"/th/winners/{edition.code}/{winner.reference}/"
    ).content.decode()
    assert "พลังงานสมมุติ" in page
    assert winner.category_th in page


def test_card_is_a_png_of_the_size_that_networks_ask_for(client: Client) -> None:
    edition, _, winner = published(
        title_th="ระบบเฝ้าระวังน้ำท่วมเมืองที่มีชื่อยาวมากเป็นพิเศษเพื่อดูการตัดบรรทัด" * 3
    )
    response = client.get(f"/th/winners/{edition.code}/{winner.reference}/card.png")
    image = Image.open(io.BytesIO(response.content))
    assert (image.format, image.size) == ("PNG", (1200, 630))


def test_card_draws_letters_of_other_scripts_and_leaves_out_what_no_font_has() -> None:
    def card(title: str) -> bytes:
        return share_card(
            title=title,
            organisation="ก",
            prize="ข",
            edition="ค",
            smart="energy",
            face=face_of(None),
        )

    assert card("北京") != card("東京")
    assert card("รถ 😀 ไฟ") == card("รถ ไฟ")


def test_json_csv_and_feed_say_what_the_list_says(client: Client) -> None:
    edition, winner_list, winner = published(title_th="=1+1 ชื่อเหมือนสูตร")
    data = client.get(f"/api/v1/editions/{edition.code}/winners.json").json()
    assert data["winners"][0]["title"] == {"th": winner.title_th, "en": winner.title_en}
    text = client.get(f"/api/v1/editions/{edition.code}/winners.csv").content.decode(
        "utf-8-sig"
    )
    row = next(csv.DictReader(io.StringIO(text)))
    assert row["title_th"] == "'=1+1 ชื่อเหมือนสูตร"
    feed = ElementTree.fromstring(client.get("/feeds/winners.atom").content)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert data["version"] == winner_list.version


def test_openapi_lists_every_address_of_ours(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {"/api/v1/editions/", "/api/v1/editions/{code}/winners.json"} <= set(paths)


def test_press_kit_holds_both_languages_the_table_and_pictures(client: Client) -> None:
    edition, _, winner = published(credit="ภาพสมมุติ")
    winner.picture.save("x.jpg", ContentFile(photograph()))
    kit = zipfile.ZipFile(
        io.BytesIO(client.get(f"/th/winners/{edition.code}/press-kit.zip").content)
    )
    assert {
        "winners-th.html",
        "winners-en.html",
        "winners.xlsx",
        "pictures/captions.txt",
    } <= set(kit.namelist())
    assert winner.title_en in kit.read("winners-en.html").decode()
    assert "© ภาพสมมุติ" in kit.read("pictures/captions.txt").decode()


def test_captions_of_the_press_kit_name_the_winners_without_a_picture(
    client: Client,
) -> None:
    edition, winner_list, winner = published()
    shown = make_winner(winner_list, organisation_th="เทศบาลผู้ส่งภาพสมมุติ")
    shown.picture.save("x.jpg", ContentFile(photograph()))
    kit = zipfile.ZipFile(
        io.BytesIO(client.get(f"/th/winners/{edition.code}/press-kit.zip").content)
    )
    captions = kit.read("pictures/captions.txt").decode()
    assert (
        f"{winner.reference} {winner.title_th}"
        in captions.partition("Without a picture")[2]
    )
    assert "Picture sent by เทศบาลผู้ส่งภาพสมมุติ" in captions
    assert "©" not in captions


def test_entry_with_two_prizes_is_one_item_for_search_engines(client: Client) -> None:
    edition, winner_list, winner = published()
    make_winner(winner_list, winner.reference, category_code="energy", level_order=1)
    make_winner(winner_list)
    page = client.get(f"/th/winners/{edition.code}/").content.decode()
    data = json.loads(
        page.partition('<script type="application/ld+json">')[2].partition("</script>")[
            0
        ]
    )
    urls = [item["url"] for item in data["itemListElement"]]
    assert len(urls) == len(set(urls)) == data["numberOfItems"] == 2
    assert [item["position"] for item in data["itemListElement"]] == [1, 2]


def test_frozen_picture_loses_its_metadata_and_its_size() -> None:
    from tests.awards.winners.test_lists import freeze, line

    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "somebody at home"
    Image.new("RGBA", (3000, 1000), (10, 20, 30, 40)).convert("RGB").save(
        out, "JPEG", exif=exif
    )
    winner = freeze(make_edition(), lines=[line(picture=out.getvalue())]).winners.get()
    with winner.picture.open("rb") as file:
        content = file.read()
    assert b"somebody at home" not in content
    assert (winner.picture_width, winner.picture_height) == (1600, 533)


def test_unreadable_picture_is_left_out_and_the_list_stands() -> None:
    from tests.awards.winners.test_lists import freeze, line

    assert (
        not freeze(make_edition(), lines=[line(picture=b"no picture")])
        .winners.get()
        .picture
    )


def test_brief_is_cut_between_letters_and_never_inside_one(client: Client) -> None:
    edition, _, winner = published(summary_th="ที่" * 100)
    assert len(winner.brief) <= 200
    assert winner.brief.removesuffix("…").endswith("ที่")
    assert winner.brief in client.get(f"/th/winners/{edition.code}/").content.decode()


def test_shared_link_asks_only_what_is_published_now(
    client: Client, django_assert_num_queries: Any
) -> None:
    """Links that are shared carry words of others: the winners' cards are not made
    again for each of them.
    """
    published = make_list(make_edition())
    make_winner(published)
    address = f"/th/winners/{published.edition.code}/"
    client.get(address)
    with django_assert_num_queries(1):
        page = client.get(f"{address}?fbclid=1")
    assert published.winners.get().title_th in page.content.decode()


def test_kept_cards_go_with_their_list(client: Client) -> None:
    published = make_list(make_edition())
    address = f"/th/winners/{published.edition.code}/"
    client.get(address)
    WinnerList.objects.filter(pk=published.pk).update(superseded_at=moment())
    make_winner(make_list(published.edition), title_th="ผู้ชนะรายใหม่สมมุติ")
    assert "ผู้ชนะรายใหม่สมมุติ" in client.get(f"{address}?fbclid=2").content.decode()
