"""Pages and papers of the stage, read by two tools that are not ours."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from awards.ledger.models import Row
from awards.models import Edition, StagePlan, StageWord
from tests.factories import (
    World,
    make_full_edition,
    make_list,
    make_organiser,
    make_stage,
    make_winner,
    make_world,
)
from tests.papers import check_pdf, page_count, text_of

pytestmark = pytest.mark.django_db
NAME = "องค์การบริหารส่วนจังหวัดตัวอย่างสมมุติ"


def staged(client: Client, winners: int = 3) -> Edition:
    edition = make_full_edition()
    client.force_login(make_organiser(edition))
    winner_list = make_list(edition, published=False)
    for number in range(winners):
        make_winner(
            winner_list,
            f"W-{number}",
            organisation_th=f"{NAME} {number}",
            level_order=number + 1,
        )
    return edition


def paper(client: Client, edition: Edition, name: str, language: str = "th") -> bytes:
    response = client.get(f"/{language}/manage/{edition.code}/stage/papers/{name}")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    return response.content


@pytest.mark.parametrize("language", ["th", "en"])
def test_script_is_read_in_order_with_readings(
    client: Client, tmp_path: Path, language: str
) -> None:
    edition = staged(client)
    make_stage(edition, "W-1", **{f"reading_{language}": "SAM-MUT"})
    content = paper(client, edition, "script.pdf", language)
    check_pdf(content, tmp_path)
    text = text_of(content, tmp_path)
    assert text.index("Invented municipality" if language == "en" else NAME) > 0
    assert "SAM-MUT" in text
    secret = {
        "th": "ปกปิดจนกว่าจะประกาศ",
        "en": "Confidential until the winners are announced",
    }[language]
    assert secret in text


@pytest.mark.parametrize(("reveal", "pages"), [(True, 7), (False, 4)])
def test_slides_are_16_to_9_one_per_prize(
    client: Client, tmp_path: Path, reveal: bool, pages: int
) -> None:
    edition = staged(client)
    StagePlan.objects.create(edition=edition, reveal=reveal)
    content = paper(client, edition, "slides.pdf")
    check_pdf(content, tmp_path)
    assert page_count(content, tmp_path) == pages
    info = subprocess.run(
        ["pdfinfo", tmp_path / "paper.pdf"], capture_output=True, text=True, check=True
    ).stdout
    width, height = (
        float(part) for part in info.partition("Page size:")[2].split()[:3:2]
    )
    assert width / height == pytest.approx(16 / 9, abs=0.001)


def test_seating_names_everybody_and_calculates_nothing(
    client: Client, tmp_path: Path
) -> None:
    edition = staged(client)
    make_stage(edition, "W-2", coming=4, receiver_th="=HYPERLINK(1)")
    check_pdf(paper(client, edition, "seating.pdf"), tmp_path)
    book = load_workbook(io.BytesIO(paper(client, edition, "seating.xlsx", "en")))
    attendance, seats = (
        list(book[name].values) for name in ("Attendance", "Seats in the hall")
    )
    assert [row[1] for row in attendance[1:]] == ["W-2", "W-1", "W-0"]
    assert attendance[1][7:11] == ("'=HYPERLINK(1)", 4, "yes", "B1–B4")
    assert len(seats) == 1 + 4 + 2 + 2


def test_plan_and_words_are_changed_by_form_and_said_in_the_ledger(
    client: Client,
) -> None:
    edition = staged(client)
    base = f"/en/manage/{edition.code}/stage/"
    plan: dict[str, Any] = {
        "grouping": "category",
        "seats_per_row": "๑๐",
        "kept_rows": "2",
        "usual_party": "1",
    }
    assert "at least 1" in client.post(
        f"{base}plan/", {**plan, "seats_per_row": "0"}
    ).content.decode().replace("greater than or equal to", "at least")
    assert client.post(f"{base}plan/", plan).status_code == 302
    assert StagePlan.objects.get().seats_per_row == 10
    assert Row.objects.filter(act="stage-planned").exists()
    assert (
        client.post(
            f"{base}winners/W-1/", {"reading_th": " พะ-เยา ", "coming": "๓"}
        ).status_code
        == 302
    )
    word = StageWord.objects.get()
    assert (word.reading_th, word.coming) == ("พะ-เยา", 3)
    assert "พะ-เยา" in client.get(f"{base}script/").content.decode()
    assert client.get(f"{base}winners/NOBODY/").status_code == 404


def test_without_a_list_the_page_says_so(client: Client) -> None:
    edition = make_full_edition()
    client.force_login(make_organiser(edition))
    base = f"/en/manage/{edition.code}/stage/"
    assert "No winner list yet" in client.get(base).content.decode()
    assert client.get(f"{base}papers/script.pdf").status_code == 404


def answer(client: Client, world: World, **said: str) -> Any:
    client.force_login(world.entrant)
    return client.post(f"/en/entries/{world.entry.reference}/ceremony/", said)


def test_entrant_answers_and_learns_nothing(client: Client) -> None:
    world = make_world()
    assert (
        answer(client, world, reading_en="Pha-ka-krong", coming="x").status_code == 200
    )
    assert (
        answer(client, world, reading_en="Pha-ka-krong", coming="4").status_code == 302
    )
    page = client.get(f"/en/entries/{world.entry.reference}/ceremony/").content.decode()
    assert "Pha-ka-krong" in page
    client.force_login(world.organiser)
    shown = client.get(f"/en/manage/{world.edition.code}/stage/").content.decode()
    assert "Pha-ka-krong" in shown


def test_entrant_is_not_asked_once_winners_are_public(client: Client) -> None:
    world = make_world()
    answer(client, world, coming="4")
    world.winner_list.delete()
    make_list(world.edition)
    assert "no longer asking" in answer(client, world, coming="9").content.decode()
    assert StageWord.objects.get(side="entrant").coming == 4
    client.force_login(world.other_entrant)
    assert (
        client.get(f"/en/entries/{world.other_entry.reference}/ceremony/").status_code
        == 404
    )


def test_seat_given_by_hand_stands_on_the_page_and_in_the_lists(
    client: Client, tmp_path: Path
) -> None:
    edition = staged(client)
    address = f"/en/manage/{edition.code}/stage/winners/W-0/"
    refused = client.post(address, {"seat": "Z99", "note": "stays"}).text
    assert "This seat does not exist" in refused
    assert "stays" in refused
    assert client.post(address, {"seat": " c ๔", "coming": "2"}).status_code == 302
    assert "C4–C5" in client.get(f"/en/manage/{edition.code}/stage/").text
    assert "C4" in text_of(paper(client, edition, "seating.pdf"), tmp_path)
    book = load_workbook(io.BytesIO(paper(client, edition, "seating.xlsx", "en")))
    assert [
        row[10] for row in list(book["Attendance"].values)[1:] if row[1] == "W-0"
    ] == ["C4–C5"]
    assert [
        row[1] for row in list(book["Seats in the hall"].values)[1:] if row[0] == "C"
    ] == ["C4", "C5"]
