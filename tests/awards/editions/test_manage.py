from __future__ import annotations

import io
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from awards.accounts.models import User
from awards.ledger.models import Value
from awards.models import Edition, Round, Weight, WinnerList
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from awards.winners.lines import WinnerLine
from awards.winners.services import freeze_list
from tests.factories import (
    make_edition,
    make_entry,
    make_full_edition,
    make_list,
    make_operator,
    make_organiser,
    make_user,
    make_winner,
    moment,
)

pytestmark = pytest.mark.django_db
NEW = {
    "code": "scsa-2570",
    "name_th": "การประกวดสมมุติ",
    "name_en": "Invented edition",
    "year": "2570",
    "opens_at": "01/01/2570 09:00",
    "closes_at": "31/03/2570 16:30",
    "online_opens_at": "05/04/2570 09:00",
    "online_closes_at": "30/04/2570 18:00",
    "announces_at": "30/05/2570 14:00",
    "organiser": "first@example.org",
}


@pytest.fixture
def operator(client: Client) -> User:
    user = make_operator()
    client.force_login(user)
    return user


@pytest.fixture
def edition(client: Client) -> Edition:
    """Signed in as its organiser."""
    edition = make_full_edition("managed")
    client.force_login(make_organiser(edition))
    return edition


def test_operator_makes_an_edition_with_buddhist_years_and_its_organiser_is_told(
    client: Client, operator: User
) -> None:
    response = client.post("/th/manage/new/", NEW)
    assert response.status_code == 302
    edition = Edition.objects.get(code="scsa-2570")
    assert (edition.year, edition.opens_at.year, edition.announces_at.isoformat()) == (
        2027,
        2027,
        "2027-05-30T07:00:00+00:00",
    )
    assert Message.objects.get(event="organiser-added").to_email == "first@example.org"
    assert list(edition.organisers.values_list("user__email", flat=True)) == [
        "first@example.org"
    ]
    assert edition.rounds.get(code="online").active


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("code", "SCSA 2570"),
        ("code", "new"),
        ("year", "70"),
        ("opens_at", "พรุ่งนี้"),
        ("closes_at", "31/12/2569 16:30"),
        ("announces_at", "01/02/2570 16:30"),
        ("online_closes_at", "05/04/2570 08:00"),
        ("organiser", "not an address"),
        ("name_th", "\u200b"),
    ],
)
def test_wrong_field_says_so_beside_it_and_keeps_what_was_typed(
    client: Client, operator: User, field: str, typed: str
) -> None:
    response = client.post("/th/manage/new/", {**NEW, field: typed})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert NEW["name_en"] in response.content.decode()
    assert not Edition.objects.exists()


def test_taken_code_is_said_beside_the_code(client: Client, operator: User) -> None:
    make_edition("scsa-2570")
    assert list(client.post("/th/manage/new/", NEW).context["form"].errors) == ["code"]


def test_saving_a_page_unchanged_changes_nothing(
    client: Client, edition: Edition
) -> None:
    """Seconds are not shown, so a moment that was not touched must keep its own."""
    address = f"/th/manage/{edition.code}/edition/"
    form = client.get(address).context["form"]
    typed = {
        name: form[name].subwidgets[0].data["value"] or ""
        for name in form.fields
        if name not in ("two_person_rule",)
    }
    typed |= {name: form.initial.get(name) or "" for name in ("about_th", "about_en")}
    assert client.post(address, typed).status_code == 302
    before, after = edition, Edition.objects.get(pk=edition.pk)
    assert (after.opens_at, after.closes_at, after.year) == (
        before.opens_at,
        before.closes_at,
        before.year,
    )


def weights_typed(round_: Round, own: str) -> dict[str, str]:
    edition = round_.edition
    criteria = list(edition.criteria.all())
    return {
        f"w-{category.pk}-{criterion.pk}": own if number == 0 else "20"
        for category in edition.categories.all()
        for number, criterion in enumerate(criteria)
    }


def test_weights_are_saved_when_each_row_sums_to_100(
    client: Client, edition: Edition
) -> None:
    round_ = edition.rounds.get()
    address = f"/th/manage/{edition.code}/weights/online/"
    assert (
        client.post(
            address, {**weights_typed(round_, "๖๐"), "reason": "ตามมติคณะทำงาน"}
        ).status_code
        == 302
    )
    assert set(
        Weight.objects.filter(round=round_).values_list("percent", flat=True)
    ) == {Decimal(60), Decimal(20)}


@pytest.mark.parametrize(
    ("own", "reason"), [("50", "เหตุผล"), ("x", "เหตุผล"), ("60", "")]
)
def test_wrong_weights_or_a_missing_reason_change_nothing(
    client: Client, edition: Edition, own: str, reason: str
) -> None:
    round_ = edition.rounds.get()
    before = set(Weight.objects.values_list("pk", "percent"))
    typed = {**weights_typed(round_, own), "reason": reason}
    response = client.post(f"/th/manage/{edition.code}/weights/online/", typed)
    assert response.status_code == 200
    assert f'value="{own}"' in response.content.decode()
    assert set(Weight.objects.values_list("pk", "percent")) == before


def draft_of(edition: Edition, **fields: object) -> WinnerList:
    winner_list = make_list(edition, published=False, **fields)
    make_winner(winner_list)
    return winner_list


def test_list_is_scheduled_by_a_moment_with_a_buddhist_year(
    client: Client, edition: Edition
) -> None:
    winner_list = draft_of(edition)
    address = f"/th/manage/{edition.code}/lists/{winner_list.version}/schedule/"
    assert client.post(address, {"publish_at": "31/08/2599 16:30"}).status_code == 302
    winner_list.refresh_from_db()
    assert (winner_list.state, winner_list.due_at.year) == (WorkState.QUEUED, 2056)


def test_empty_moment_publishes_nothing(client: Client, edition: Edition) -> None:
    winner_list = draft_of(edition)
    client.post(
        f"/th/manage/{edition.code}/lists/{winner_list.version}/schedule/",
        {"publish_at": ""},
    )
    winner_list.refresh_from_db()
    assert winner_list.state == WorkState.DRAFT


def test_moment_that_has_passed_publishes_nothing(
    client: Client, edition: Edition
) -> None:
    """A slip in the year would make the list public at once."""
    winner_list = draft_of(edition)
    address = f"/en/manage/{edition.code}/lists/{winner_list.version}/schedule/"
    answer = client.post(address, {"publish_at": "31/08/2560 16:30"})
    assert answer.status_code == 422
    assert "This time has passed. Choose a later one." in answer.content.decode()
    winner_list.refresh_from_db()
    assert winner_list.state == WorkState.DRAFT


def test_who_prepared_a_list_cannot_approve_it_by_calling_the_address(
    client: Client, edition: Edition
) -> None:
    Edition.objects.filter(pk=edition.pk).update(two_person_rule=True)
    preparer = User.objects.get(organiser_roles__edition=edition)
    winner_list = draft_of(edition, prepared_by=preparer)
    address = f"/th/manage/{edition.code}/lists/{winner_list.version}/"
    client.post(f"{address}approve/")
    client.post(f"{address}schedule/", {"now": "1"})
    winner_list.refresh_from_db()
    assert (winner_list.approved_by, winner_list.state) == (None, WorkState.DRAFT)
    client.force_login(make_organiser(edition))
    client.post(f"{address}approve/")
    client.post(f"{address}schedule/", {"now": "1"})
    winner_list.refresh_from_db()
    assert winner_list.state == WorkState.QUEUED


def test_list_of_another_edition_is_not_found_by_its_version(
    client: Client, edition: Edition
) -> None:
    other = make_edition()
    draft_of(other, version=7)
    assert client.get(f"/th/manage/{edition.code}/lists/7/").status_code == 404


def test_organiser_is_removed_but_never_the_last(
    client: Client, edition: Edition
) -> None:
    second = make_organiser(edition, make_user(name_th="คนที่สองสมมุติ"))
    first, role = (
        edition.organisers.order_by("pk").first(),
        edition.organisers.get(user=second),
    )
    assert first is not None
    client.post(f"/th/manage/{edition.code}/organisers/{role.pk}/remove/")
    client.post(f"/th/manage/{edition.code}/organisers/{first.pk}/remove/")
    assert list(edition.organisers.all()) == [first]


def test_call_that_opens_later_is_known_to_its_organisers_only(client: Client) -> None:
    edition = make_edition(opens_at=moment(days=1), organiser=make_user())
    assert client.get(f"/th/editions/{edition.code}/").status_code == 404
    client.force_login(make_organiser(edition))
    assert client.get(f"/th/editions/{edition.code}/").status_code == 200


def photograph(kind: str = "JPEG") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, kind)
    return SimpleUploadedFile("photo.jpg", out.getvalue())


def test_picture_is_added_to_a_draft_and_kept_by_the_next_version(
    client: Client, edition: Edition
) -> None:
    winner_list = draft_of(edition)
    winner = winner_list.winners.get()
    address = (
        f"/th/manage/{edition.code}/lists/{winner_list.version}/winners/{winner.pk}/"
    )
    texts = {"caption_th": "ภาพสมมุติ", "caption_en": "Invented", "credit": "ผู้ถ่ายสมมุติ"}
    assert (
        client.post(address, {**texts, "picture": photograph("PNG")}).status_code == 302
    )
    assert client.get(f"{address}picture.jpg").headers["Content-Type"] == "image/jpeg"
    line = WinnerLine(
        **{
            name: getattr(winner, name)
            for name in ("category_code", "category_th", "category_en", "level_code")
        },
        **{
            name: getattr(winner, name)
            for name in ("level_order", "level_th", "level_en", "reference")
        },
        **{name: getattr(winner, name) for name in ("title_th", "organisation_th")},
    )
    again = freeze_list(edition=edition, lines=[line], actor=None).winners.get()
    assert (bool(again.picture), again.credit, again.picture_width) == (
        True,
        "ผู้ถ่ายสมมุติ",
        40,
    )


@pytest.mark.parametrize(
    "content", [b"", b"no picture", b"%PDF-1.4", b"\xff\xd8\xff\xe0broken"]
)
def test_file_that_is_no_picture_is_refused_beside_its_field(
    client: Client, edition: Edition, content: bytes
) -> None:
    winner_list = draft_of(edition)
    winner = winner_list.winners.get()
    address = (
        f"/th/manage/{edition.code}/lists/{winner_list.version}/winners/{winner.pk}/"
    )
    response = client.post(
        address, {"picture": SimpleUploadedFile("a.jpg", content), "credit": "พิมพ์ไว้แล้ว"}
    )
    assert list(response.context["form"].errors) == ["picture"]
    assert "พิมพ์ไว้แล้ว" in response.content.decode()


def test_scheduled_list_keeps_its_pictures(client: Client, edition: Edition) -> None:
    winner_list = draft_of(edition, state=WorkState.QUEUED, due_at=moment(days=1))
    winner = winner_list.winners.get()
    address = (
        f"/th/manage/{edition.code}/lists/{winner_list.version}/winners/{winner.pk}/"
    )
    client.post(address, {"picture": photograph()})
    winner.refresh_from_db()
    assert not winner.picture


@pytest.mark.parametrize("code", ["new", "energy twice", "mobility"])
def test_code_of_a_new_category_that_cannot_be_is_refused_beside_it(
    client: Client, edition: Edition, code: str
) -> None:
    typed = {
        "code": code,
        "order": "9",
        "name_th": "สาขาสมมุติ",
        "name_en": "Invented",
        "reason": "เหตุผล",
    }
    response = client.post(f"/th/manage/{edition.code}/categories/new/", typed)
    assert list(response.context["form"].errors) == ["code"]
    assert edition.categories.count() == 2


def test_new_category_stands_and_its_reason_is_in_the_ledger(
    client: Client, edition: Edition
) -> None:
    typed = {
        "code": "data",
        "order": "๙",
        "name_th": "ข้อมูลเมืองสมมุติ",
        "name_en": "Data",
        "reason": "มติที่ประชุม",
    }
    assert (
        client.post(f"/th/manage/{edition.code}/categories/new/", typed).status_code
        == 302
    )
    assert edition.categories.get(code="data").order == 9
    assert Value.objects.get(chain=edition.code, name="reason").value == "มติที่ประชุม"


def test_removing_a_category_with_entries_is_refused(
    client: Client, edition: Edition
) -> None:
    make_entry(edition, category="mobility")
    client.post(f"/th/manage/{edition.code}/categories/mobility/remove/")
    client.post(f"/th/manage/{edition.code}/categories/environment/remove/")
    assert list(edition.categories.values_list("code", flat=True)) == ["mobility"]


def test_scale_of_a_round_is_written_without_noughts_at_its_end(client: Client) -> None:
    edition = make_full_edition("scale-2566", organiser=(owner := make_user()))
    client.force_login(owner)
    edition.rounds.update(scale_min=0, scale_max=100, scale_step=Decimal("0.50"))
    page = client.get(f"/en/manage/{edition.code}/rounds/").content.decode()
    assert "0–100, step" in page
    assert re.search(r"step\s+0\.5\s", page)
