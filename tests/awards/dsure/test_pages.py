from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from PIL import Image

from awards.dsure.announcements.services import (
    publish_due_announcements,
    schedule_announcement,
)
from awards.dsure.models import Announcement, Aspect, Certificate, Subscriber
from awards.dsure.statuses import EventKind
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from tests.factories import (
    make_announcement,
    make_certificate,
    make_maker,
    make_mark,
    make_operator,
    make_registrar,
    make_user,
    moment,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "number", ["dS-001", "ท.ช./๑๒ ก", "A/B/C", "50%? #1", "x.json"]
)
def test_certificate_page_opens_under_any_number(client: Client, number: str) -> None:
    certificate = make_certificate(number)
    response = client.get(certificate.get_absolute_url())
    assert response.status_code == 200
    assert certificate.name_th in response.content.decode()


def test_certificate_number_in_another_spelling_leads_to_the_page(
    client: Client,
) -> None:
    certificate = make_certificate("dS-001")
    assert (
        client.get("/th/dsure/DS-๐๐๑/").headers["Location"]
        == certificate.get_absolute_url()
    )


def test_unannounced_certificate_looks_exactly_like_an_unknown_one(
    client: Client,
) -> None:
    make_certificate("dS-001", announced=False)
    hidden, unknown = client.get("/en/dsure/dS-001/"), client.get("/en/dsure/dS-002/")
    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert hidden.content.replace(b"dS-001", b"") == unknown.content.replace(
        b"dS-002", b""
    )


@pytest.mark.parametrize(
    "address",
    [
        "/en/dsure/",
        "/en/dsure/?q=hidden",
        "/en/dsure/?state=certified",
        "/en/dsure/announcements/",
        "/api/v1/dsure/products.json",
        "/api/v1/dsure/products.csv",
        "/api/v1/dsure/products/hidden-1.json",
        "/feeds/dsure.atom",
        "/en/dsure/qr/{pk}.svg",
        "/en/dsure/pictures/{pk}.webp",
        "/en/dsure/announcements/{announcement}/",
    ],
)
def test_nothing_unannounced_is_reachable(client: Client, address: str) -> None:
    make_certificate("known-1")
    secret = make_certificate(
        "hidden-1", announced=False, name_en="Hidden product", picture="dsure/none.webp"
    )
    announcement = make_announcement(
        secret, title_en="Hidden title", state="queued", due_at=moment(hours=1)
    )
    client.force_login(make_user())
    response = client.get(address.format(pk=secret.pk, announcement=announcement.pk))
    body = (
        b"".join(response.streaming_content) if response.streaming else response.content
    )  # type: ignore[attr-defined]
    assert b"Hidden" not in body
    assert b"hidden-1" not in body


def test_register_lists_in_thai_dictionary_order(client: Client) -> None:
    for name in ("เกม", "ขวด", "กล้อง"):
        make_certificate(name_th=name)
    text = client.get("/th/dsure/").content.decode()
    assert text.index("กล้อง") < text.index("เกม") < text.index("ขวด")


@pytest.mark.parametrize(
    "address", ["/en/dsure/", "/en/dsure/manage/", "/en/dsure/manage/announcements/"]
)
def test_list_page_makes_the_same_number_of_queries_for_one_row_and_for_thirty(
    client: Client, address: str
) -> None:
    client.force_login(make_registrar())
    counts = []
    for size in (1, 29):
        for _ in range(size):
            certificate = make_certificate(mark=make_mark())
            make_announcement(certificate)
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


@pytest.mark.parametrize(
    "query",
    [
        "q=\x00",
        "q=" + "ก" * 5000,
        "page=9999999",
        "page=abc",
        "maker=" + "9" * 30,
        "state=x",
        "mark=%00",
        "q=%ED%A0%80",
        "q=%FF%FE",
        "maker=๑",
    ],
)
def test_register_survives_any_query(client: Client, query: str) -> None:
    make_certificate()
    assert client.get(f"/en/dsure/?{query}").status_code == 200
    assert client.get(f"/api/v1/dsure/products.json?{query}").status_code == 200


def test_json_and_csv_say_the_same(client: Client) -> None:
    make_certificate("dS-001", name_en="=1+1")
    product = client.get("/api/v1/dsure/products.json").json()["products"][0]
    body = b"".join(client.get("/api/v1/dsure/products.csv").streaming_content).decode(
        "utf-8-sig"
    )  # type: ignore[attr-defined]
    row = next(csv.DictReader(io.StringIO(body)))
    assert product["number"] == row["number"] == "dS-001"
    assert (product["name_en"], row["name_en"]) == ("=1+1", "'=1+1")
    assert (
        client.get("/api/v1/dsure/products/dS-001.json").json()["state"] == "certified"
    )


@pytest.mark.parametrize("number", ["dS-001", "dS 001", "ดีชัวร์~001@ก"])
def test_file_leads_to_the_page_of_each_product(client: Client, number: str) -> None:
    certificate = make_certificate(number)
    product = client.get("/api/v1/dsure/products.json").json()["products"][0]
    with translation.override("en"):
        page = certificate.get_absolute_url()
    assert product["url"] == settings.SITE_URL + page
    assert client.get(page).status_code == 200


def test_unchanged_register_answers_not_modified(client: Client) -> None:
    make_certificate()
    etag = client.get("/api/v1/dsure/products.json").headers["ETag"]
    assert (
        client.get(
            "/api/v1/dsure/products.json", headers={"If-None-Match": etag}
        ).status_code
        == 304
    )
    schedule_announcement(
        actor=None, announcement=make_announcement(make_certificate(announced=False))
    )
    publish_due_announcements()
    assert (
        client.get(
            "/api/v1/dsure/products.json", headers={"If-None-Match": etag}
        ).status_code
        == 200
    )


def test_register_page_is_kept_without_session_and_new_in_the_moment_of_publication(
    client: Client,
) -> None:
    make_certificate("DS-1")
    schedule_announcement(
        actor=None,
        announcement=make_announcement(make_certificate("DS-2", announced=False)),
    )
    addresses = [
        "/en/dsure/",
        "/en/dsure/?q=DS",
        "/en/dsure/DS-1/",
        "/en/dsure/announcements/",
    ]
    first = [client.get(address) for address in addresses]
    for address, answer in zip(addresses, first, strict=True):
        assert (answer.cookies, "csrf" in answer.content.decode()) == ({}, False)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).content == answer.content
            assert (
                client.get(
                    address, headers={"If-None-Match": answer.headers["ETag"]}
                ).status_code
                == 304
            )
        # Anybody can make up a search: its answer fills no memory and is asked anew.
        assert "?" in address or len(queries) == 2
    assert (
        client.get("/en/dsure/DS-2/").status_code,
        "DS-2" in first[0].content.decode(),
    ) == (404, False)
    publish_due_announcements()
    assert client.get("/en/dsure/DS-2/").status_code == 200
    for address in addresses[:2]:
        assert "DS-2" in client.get(address).content.decode()


def test_registrar_sees_the_unannounced_page_and_nobody_gets_it_kept(
    client: Client,
) -> None:
    secret = make_certificate("DS-SECRET", announced=False)
    client.force_login(make_registrar())
    assert client.get(secret.get_absolute_url()).status_code == 200
    assert Client().get(secret.get_absolute_url()).status_code == 404


def test_hint_beside_the_picture_speaks_of_one_only_where_there_is_one(
    client: Client,
) -> None:
    client.force_login(make_registrar())
    kept = "A file is already set. A new file replaces it."
    assert kept not in client.get("/en/dsure/manage/certificates/add/").content.decode()
    bare, pictured = make_certificate(), make_certificate(picture="dsure/x.jpg")
    assert (
        kept
        not in client.get(f"/en/dsure/manage/certificates/{bare.pk}/").content.decode()
    )
    assert (
        kept
        in client.get(f"/en/dsure/manage/certificates/{pictured.pk}/").content.decode()
    )


def test_feed_holds_published_announcements_in_both_languages(client: Client) -> None:
    make_announcement(make_certificate(), published_at=moment(hours=-1), state="done")
    assert "ประกาศรายชื่อผลิตภัณฑ์" in client.get("/feeds/dsure.atom").content.decode()
    assert (
        "Products announced" in client.get("/feeds/dsure.atom?lang=en").content.decode()
    )


def form_fields(
    certificate: Certificate | None = None, **changed: Any
) -> dict[str, Any]:
    fields = {
        "number": "dS-๑",
        "name_th": "เซนเซอร์",
        "name_en": "Sensor",
        "maker": (certificate.maker if certificate else make_maker()).pk,
        "mark": (certificate.mark if certificate else make_mark()).pk,
        "issued_on": "31/8/2566",
        "expires_on": "",
    }
    return {**fields, **changed}


def picture() -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(target, "PNG")
    return SimpleUploadedFile("p.png", target.getvalue(), "image/png")


def test_registrar_registers_a_certificate_with_picture(
    client: Client, settings: Any, tmp_path: Any
) -> None:
    client.force_login(make_registrar())
    response = client.post(
        "/en/dsure/manage/certificates/add/", form_fields(picture=picture())
    )
    assert response.status_code == 302
    certificate = Certificate.objects.get()
    page = client.get(response.headers["Location"]).content.decode()
    assert "Registered. It becomes public when you announce it." in page
    assert certificate.issued_on.isoformat() == "2023-08-31"
    shown = client.get(f"/en/dsure/pictures/{certificate.pk}.webp")
    assert b"".join(shown.streaming_content)[8:12] == b"WEBP"  # type: ignore[attr-defined]
    certificate.picture.delete(save=False)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("number", "manage", "becomes part of a web address"),
        ("number", "a/../b", "becomes part of a web address"),
        ("issued_on", "31/2/2566", "Enter a valid date"),
        ("expires_on", "1/1/2566", "before the issue date"),
        (
            "picture",
            SimpleUploadedFile("x.png", b"<svg onload=alert(1)>", "image/png"),
            "that is not damaged",
        ),
        ("name_th", "", "required"),
        ("number", "x\x00y", "Null characters"),
    ],
)
def test_registrar_is_told_beside_the_field(
    client: Client, field: str, value: Any, said: str
) -> None:
    client.force_login(make_registrar())
    response = client.post(
        "/en/dsure/manage/certificates/add/", form_fields(**{field: value})
    )
    assert response.status_code == 200
    assert said in response.content.decode()
    assert "เซนเซอร์" in response.content.decode() or field == "name_th"
    assert not Certificate.objects.exists()


@pytest.mark.parametrize(
    ("sent", "left"), [({}, "kept"), ({"no_picture": "on"}, "none")]
)
def test_picture_of_a_certificate_stays_until_it_is_removed_on_purpose(
    client: Client, sent: dict[str, str], left: str
) -> None:
    client.force_login(make_registrar())
    certificate = make_certificate("dS-1", announced=False, picture="dsure/x.webp")
    address = f"/en/dsure/manage/certificates/{certificate.pk}/"
    assert client.post(address, form_fields(certificate, **sent)).status_code == 302
    certificate.refresh_from_db()
    assert bool(certificate.picture) is (left == "kept")


def test_registrar_amends_a_public_certificate_with_a_note(client: Client) -> None:
    client.force_login(make_registrar())
    certificate = make_certificate("dS-1")
    address = f"/en/dsure/manage/certificates/{certificate.pk}/"
    assert (
        "Say what changed and why"
        in client.post(address, form_fields(certificate)).content.decode()
    )
    notes = {"note_th": "แก้ชื่อ", "note_en": "Name corrected"}
    assert client.post(address, form_fields(certificate, **notes)).status_code == 302
    client.logout()
    assert (
        "Name corrected" in client.get("/en/dsure/dS-1/", follow=True).content.decode()
    )


def announcement_of_one() -> Announcement:
    return make_announcement(make_certificate("dS-1", announced=False))


def sent_by(page: HttpResponse) -> dict[str, Any]:
    """The boxes of the form on a page as a browser would send them."""
    form = page.context["form"]  # type: ignore[attr-defined]
    values = {box.html_name: box.value() for box in form}
    return {name: value for name, value in values.items() if value not in (None, "")}


@pytest.mark.parametrize(
    ("make", "address", "field"),
    [
        (lambda: make_certificate("dS-1", announced=False), "certificates/{}/", "kind"),
        (make_maker, "makers/{}/", "website"),
        (make_mark, "marks/{}/", "level_en"),
        (announcement_of_one, "announcements/{}/edit/", "text_en"),
    ],
    ids=["certificate", "maker", "mark", "announcement"],
)
def test_who_saves_second_is_shown_what_was_saved_meanwhile(
    client: Client, make: Any, address: str, field: str
) -> None:
    """Two registrars, or two windows: nothing is put back to what it was unsaid."""
    client.force_login(make_registrar())
    made = make()
    here = f"/en/dsure/manage/{address.format(made.pk)}"
    first, second = sent_by(client.get(here)), sent_by(client.get(here))
    words = "https://example.org/first"
    assert client.post(here, {**first, field: words}).status_code == 302
    name = next(name for name in second if name in ("name_th", "title_th"))
    answer = client.post(here, {**second, name: "ชื่อที่สอง"})
    page = answer.content.decode()
    assert "This was changed in the meantime." in page
    assert words in page.split("Saved in the meantime")[1]
    made.refresh_from_db()
    assert getattr(made, field) == words
    assert getattr(made, name) != "ชื่อที่สอง"
    assert client.post(here, sent_by(answer)).status_code == 302  # type: ignore[arg-type]
    made.refresh_from_db()
    assert getattr(made, name) == "ชื่อที่สอง"


def test_what_is_ticked_meanwhile_is_shown_and_not_taken_away_unsaid(
    client: Client,
) -> None:
    client.force_login(make_registrar())
    rows = [make_certificate(f"dS-{n}", announced=False) for n in (1, 2)]
    announcement = make_announcement(rows[0])
    tested = [
        Aspect.objects.create(code=code, name_th=code, name_en=f"Test of {code}")
        for code in ("privacy", "safety")
    ]
    mark = make_mark()
    mark.aspects.set(tested[:1])
    for made, box, choices in (
        (mark, "aspects", tested),
        (announcement, "certificates", rows),
    ):
        kind = "marks/{}/" if made is mark else "announcements/{}/edit/"
        here = f"/en/dsure/manage/{kind.format(made.pk)}"
        both, one = [row.pk for row in choices], [choices[0].pk]
        first, second = sent_by(client.get(here)), sent_by(client.get(here))
        assert client.post(here, {**first, box: both}).status_code == 302
        answer = client.post(here, {**second, box: one})
        [shown] = answer.context["form"].meanwhile
        assert shown.text == ", ".join(map(str, choices))
        assert getattr(made, box).count() == 2
        kept = sent_by(answer)
        assert client.post(here, {**kept, box: both}).status_code == 302
        again = client.post(here, {**second, box: both})
        assert again.context["form"].meanwhile == ()


@pytest.mark.parametrize(
    ("language", "shown"), [("th", "31/08/2566"), ("en", "31/08/2023")]
)
def test_day_stands_in_its_box_in_the_years_of_the_reader(
    client: Client, language: str, shown: str
) -> None:
    client.force_login(make_registrar())
    made = make_certificate("dS-1", announced=False, issued_on=date(2023, 8, 31))
    page = client.get(f"/{language}/dsure/manage/certificates/{made.pk}/")
    assert f'name="issued_on" value="{shown}"' in page.content.decode()
    client.post(f"/{language}/dsure/manage/certificates/{made.pk}/", sent_by(page))  # type: ignore[arg-type]
    assert not made.events.filter(kind=EventKind.AMENDED).exists()


def test_registrar_suspends_a_certificate(client: Client) -> None:
    client.force_login(make_registrar())
    certificate = make_certificate("dS-1")
    address = f"/en/dsure/manage/certificates/{certificate.pk}/state/"
    assert client.get(address).status_code == 200
    data = {"to_state": "suspended", "reason_th": "ตรวจซ้ำ", "reason_en": "Tested again"}
    assert client.post(address, data).status_code == 302
    assert "Status changed." in client.get("/en/dsure/dS-1/").content.decode()
    client.logout()
    page = client.get("/en/dsure/dS-1/").content.decode()
    assert "Suspended since" in page
    assert "product-off" in page  # no green mark on what may not carry it
    assert "Tested again" in page


def test_registrar_writes_previews_and_schedules_an_announcement(
    client: Client,
) -> None:
    client.force_login(make_registrar())
    certificate = make_certificate(announced=False)
    texts = {"title_th": "ประกาศ", "title_en": "News", "certificates": [certificate.pk]}
    assert client.post("/en/dsure/manage/announcements/add/", texts).status_code == 302
    announcement = Announcement.objects.get()
    address = f"/en/dsure/manage/announcements/{announcement.pk}/"
    preview = client.get(address).content.decode()
    assert "ประกาศ" in preview
    assert certificate.name_en in preview
    for wrong in ("", "1/12/2560 17:00"):
        assert client.post(address, {"when": "moment", "at": wrong}).status_code == 200
    assert (
        client.post(address, {"when": "moment", "at": "1/12/2599 17:00:05"}).status_code
        == 302
    )
    announcement.refresh_from_db()
    assert announcement.due_at.isoformat() == "2056-12-01T10:00:05+00:00"
    assert client.post(f"{address}back/").status_code == 302
    assert client.get(f"{address}edit/").status_code == 200


@pytest.mark.parametrize("part", ["marks", "aspects", "makers", "laboratories"])
def test_registrar_adds_and_edits_what_certificates_are_made_of(
    client: Client, part: str
) -> None:
    client.force_login(make_registrar())
    data = {
        "code": "x",
        "order": "1",
        "name_th": "ชื่อ",
        "name_en": "Name",
        "language": "th",
    }
    assert client.post(f"/en/dsure/manage/{part}/add/", data).status_code == 302
    page = client.get(f"/en/dsure/manage/{part}/").content.decode()
    assert "ชื่อ" in page
    assert (
        client.get(f"/en/dsure/manage/{part}/9999999999999999999999/").status_code
        == 404
    )


def test_operator_appoints_and_dismisses_a_registrar(client: Client) -> None:
    person = make_user("keeper@example.org", verified=True)
    client.force_login(make_operator())
    assert (
        client.post(
            "/en/dsure/manage/registrars/", {"email": "Keeper@example.org"}
        ).status_code
        == 302
    )
    assert (
        client.post(
            f"/en/dsure/manage/registrars/{person.registrar.pk}/dismiss/"
        ).status_code
        == 302
    )
    client.force_login(make_registrar())
    assert client.get("/en/dsure/manage/registrars/").status_code == 403


@pytest.mark.parametrize(
    "address", ["", "announcements/", "certificates/add/", "marks/", "registrars/"]
)
def test_outsider_may_not_keep_the_register(client: Client, address: str) -> None:
    assert client.get(f"/en/dsure/manage/{address}").status_code == 302
    client.force_login(make_user())
    assert client.get(f"/en/dsure/manage/{address}").status_code == 403


def test_subscription_is_confirmed_from_its_mail_and_ended_by_one_click() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/en/dsure/subscribe/")
    token = page.context["csrf_token"]
    asked = client.post(
        "/en/dsure/subscribe/",
        {"email": "A@example.org", "csrfmiddlewaretoken": str(token)},
    )
    assert asked.status_code == 302
    subscriber = Subscriber.objects.get(email="a@example.org")
    confirm = f"/en/dsure/subscription/{subscriber.token}/"
    assert confirm in Message.objects.get().text
    shown = client.get(confirm)
    subscriber.refresh_from_db()
    assert subscriber.confirmed_at is None
    client.post(confirm, {"csrfmiddlewaretoken": str(shown.context["csrf_token"])})
    assert Subscriber.objects.standing().exists()
    stranger = Client(enforce_csrf_checks=True)
    end = f"/en/dsure/unsubscribe/{subscriber.token}/"  # as in mails of before
    assert [
        stranger.post(end, {"List-Unsubscribe": "One-Click"}).status_code
        for _ in range(2)
    ] == [200, 200]
    assert not Subscriber.objects.exists()


def test_subscribing_a_known_address_looks_the_same_and_says_so_by_mail_alone(
    client: Client,
) -> None:
    Subscriber.objects.create(email="a@example.org", token="t", confirmed_at=moment())
    first = client.post("/en/dsure/subscribe/", {"email": "a@example.org"})
    second = client.post("/en/dsure/subscribe/", {"email": "b@example.org"})
    assert first.headers["Location"] == second.headers["Location"]
    mails = {message.to_email: message.text for message in Message.objects.all()}
    assert sorted(mails) == ["a@example.org", "b@example.org"]
    assert "/subscription/" in mails["b@example.org"]
    assert "/subscription/" not in mails["a@example.org"]
    assert Subscriber.objects.filter(email="a@example.org").count() == 1


def test_qr_code_is_an_svg(client: Client) -> None:
    certificate = make_certificate()
    response = client.get(f"/th/dsure/qr/{certificate.pk}.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert b"style=" not in response.content


def test_history_shows_nothing_from_before_the_announcement(client: Client) -> None:
    certificate = make_certificate("dS-1")
    certificate.events.create(kind="registered", at=moment(days=-3))
    certificate.events.create(kind="state", at=moment(days=-2), note_en="secret reason")
    assert "secret reason" not in client.get("/en/dsure/dS-1/").content.decode()
    assert (
        json.loads(client.get("/api/v1/dsure/products/dS-1.json").content)["history"]
        == []
    )


def test_shared_link_to_the_register_asks_only_what_is_published_now(
    client: Client, django_assert_num_queries: Any
) -> None:
    make_certificate(name_th="กล้องสมมุติ")
    client.get("/th/dsure/")
    with django_assert_num_queries(1):
        page = client.get("/th/dsure/?fbclid=1").text
    assert "กล้องสมมุติ" in page
    assert "กล้องสมมุติ" not in client.get("/th/dsure/?fbclid=1&q=nothing+such").text


def test_pages_of_the_register_are_kept_apart(client: Client) -> None:
    for number in range(31):
        make_certificate(f"K-{number:03d}", name_th=f"สินค้า {number:03d}")
    first, second = (
        client.get("/th/dsure/?a=1").text,
        client.get("/th/dsure/?a=1&page=2").text,
    )
    assert ("K-000" in first, "K-030" in first) == (True, False)
    assert ("K-000" in second, "K-030" in second) == (False, True)
    assert "?a=1&amp;page=2" in first
    assert client.get("/th/dsure/?page=x&b=1").text.count("K-000") == first.count(
        "K-000"
    )


def test_no_announcement_is_scheduled_that_changed_since_it_was_read(
    client: Client,
) -> None:
    client.force_login(make_registrar())
    announcement = make_announcement(make_certificate(announced=False))
    name = reverse("dsure:announcement-preview", args=[announcement.pk])
    here, typed = f"/en{name[3:]}", {"when": "now"}
    read = {"seen": seen_on(client.get(here).content.decode())}
    Announcement.objects.filter(pk=announcement.pk).update(text_en="Other words")
    page = client.post(here, {**read, **typed}).content.decode()
    announcement.refresh_from_db()
    assert "This announcement was changed after you opened the page." in page
    assert announcement.state == WorkState.DRAFT
    again = {"seen": seen_on(page)}
    assert client.post(here, {**again, **typed}).status_code == 302
    announcement.refresh_from_db()
    assert announcement.state == WorkState.QUEUED


def seen_on(page: str) -> str:
    [seen] = re.findall(r'name="seen" value="(\w+)"', page)
    return str(seen)
