"""A kind of question of our own, made here, through all that kinds take part in."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from awards.models import Edition
from awards.spreadsheets.tables import read_table
from judging.entry_desk.exports import make_due_exports
from nominations.desk.exports import request_export
from nominations.desk.filters import filtered_entries
from nominations.entries.file_receipts import answer_lines
from nominations.entries.history import field_histories
from nominations.entries.missing import missing_items
from nominations.entries.missing_in_sql import missing_in
from nominations.entries.reading import read_entry
from nominations.entries.services import submit_entry
from nominations.importing.services import import_entries
from nominations.models import Answer, Entry, Export, Question
from nominations.questions.kinds import KINDS
from nominations.questions.kinds.base import PARTS, Kind, Told
from nominations.questions.kinds.link import web_link
from nominations.statuses import QuestionKind
from tests.factories import make_category, make_edition, make_organiser
from tests.judging.stage import assigned, edition_in_judging, entry_in, judge_of
from tests.nominations.makers import make_entry, make_question
from tests.nominations.sheets import HEADER, row_for, xlsx

pytestmark = pytest.mark.django_db

PLACE = {"lat": "13.75", "lon": "100.5"}
SHOWN = "13.75° N, 100.5° E"
LINK = "https://map.example.org/13.75/100.5"
POINT = re.compile(r"(\d+(?:\.\d+)?), (\d+(?:\.\d+)?)")


class Point(Kind):
    """A place, typed as ``13.75, 100.5`` and stored as a dictionary."""

    code = "point"
    template = f"{PARTS}/_links.html"
    option_names = ("area",)

    @property
    def label(self) -> str:
        return "A place on the map"

    def setup_fields(self) -> dict[str, forms.Field]:
        return {"area": forms.CharField(label="Area of the map", required=False)}

    def setup_initial(self, options: dict[str, Any]) -> dict[str, Any]:
        return {"area": options.get("area", "")}

    def setup_errors(self, data: dict[str, Any]) -> dict[str, str]:
        return {} if data.get("area") else {"area": "Name the area of the map."}

    def options_from(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"area": data["area"]}

    def narrows(self, before: dict[str, Any], after: dict[str, Any]) -> bool:
        return before.get("area") != after.get("area")

    def widget(self, question: Question) -> forms.Widget:
        return forms.TextInput(attrs={"data-area": question.options["area"]})

    def prefill(self, value: Any) -> Any:
        return f"{value['lat']}, {value['lon']}" if isinstance(value, dict) else value

    def parse(self, question: Question, typed: Any) -> Any:
        if not typed.strip():
            return {}
        found = POINT.fullmatch(typed.strip())
        if not found:
            raise ValidationError("Write latitude and longitude.")
        return {"lat": found[1], "lon": found[2]}

    def show(self, question: Question, value: Any) -> str:
        return f"{value['lat']}° N, {value['lon']}° E"

    def links(self, value: Any) -> tuple[str, ...]:
        if not value:
            return ()
        return (f"https://map.example.org/{value['lat']}/{value['lon']}",)

    def sample(self, question: Question) -> Any:
        return PLACE

    def export(self, question: Question, value: Any) -> str:
        return str(self.prefill(value)) if value else ""


class SecretPoint(Point):
    """One that tells who entered, whatever the question's row says."""

    code = "secret_point"
    tells_entrant = True


@pytest.fixture(autouse=True)
def _kinds_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (Point(), SecretPoint()):
        monkeypatch.setitem(KINDS, kind.code, kind)


def asked(edition: Edition, kind: str = "point", **fields: Any) -> Question:
    return make_question(edition, "where", kind, options={"area": "town"}, **fields)


def drafted(edition: Edition | None = None, **fields: Any) -> tuple[Entry, Question]:
    edition = edition or make_edition()
    entry = make_entry(edition, category=make_category(edition), **fields)
    return entry, asked(edition, required=True)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"nominations:{name}", args=args)


def test_public_pages_tell_texts_and_links_and_no_address_figure_or_file() -> None:
    told = {
        kind.code: kind.told for kind in KINDS.values() if kind.told is not Told.NOT
    }
    assert told == {
        QuestionKind.SHORT_TEXT: Told.AS_WRITTEN,
        QuestionKind.LONG_TEXT: Told.AS_WRITTEN,
        QuestionKind.LINK: Told.AS_LINKS,
        QuestionKind.VIDEO: Told.AS_LINKS,
    }


def test_every_kind_that_can_be_stored_has_one_line_in_the_table() -> None:
    ours = {Point.code, SecretPoint.code}
    assert set(KINDS) - ours == set(QuestionKind.values)
    assert all(KINDS[code].code == code and KINDS[code].label for code in KINDS)


def test_organiser_builds_a_question_of_it_with_options_of_its_own() -> None:
    edition = make_edition()
    client = signed_in(make_organiser(edition))
    sent = {"code": "where", "kind": "point", "label_th": "ที่ใด", "label_en": "Where"}
    page = client.post(url("question-new", edition.code), sent)
    assert page.context["form"].errors == {"area": ["Name the area of the map."]}
    client.post(url("question-new", edition.code), {**sent, "area": "town"})
    question = Question.objects.get()
    assert (question.kind, question.options) == ("point", {"area": "town"})
    page = client.get(url("question-change", edition.code, "where"))
    assert page.context["form"].initial["area"] == "town"
    listed = client.get(url("form-builder", edition.code)).content.decode()
    assert "A place on the map" in listed
    preview = client.get(url("form-preview", edition.code))
    assert 'data-area="town"' in preview.content.decode()
    preview = client.get(url("form-preview", edition.code), {"as": "judge"})
    assert LINK in preview.content.decode()


def test_option_that_could_make_answers_wrong_is_locked_once_there_are_entries() -> (
    None
):
    entry, question = drafted()
    client = signed_in(make_organiser(entry.edition))
    sent = {"kind": "point", "label_th": "ก", "label_en": "a", "required": "on"}
    address = url("question-change", entry.edition.code, question.code)
    assert client.post(address, {**sent, "area": "country"}).status_code == 200
    question.refresh_from_db()
    assert question.options == {"area": "town"}
    assert client.post(address, {**sent, "area": "town"}).status_code == 302


def test_entrant_types_it_is_told_what_is_wrong_and_finds_it_again() -> None:
    entry, _question = drafted()
    client, address = signed_in(entry.owner), url("entry-edit", entry.reference)
    assert 'data-area="town"' in client.get(address).content.decode()
    page = client.post(address, {"q-where": "in the middle"})
    assert page.status_code == 422
    assert "Write latitude and longitude." in page.content.decode()
    assert 'value="in the middle"' in page.content.decode()
    client.post(address, {"q-where": "13.75, 100.5"})
    assert Answer.objects.get().value == PLACE
    assert 'value="13.75, 100.5"' in client.get(address).content.decode()


def test_it_is_saved_while_typing_and_says_who_wrote_something_else() -> None:
    entry, _question = drafted()
    client, address = signed_in(entry.owner), url("entry-save", entry.reference)
    sent = {"only": "q-where", "v-q-where": "0"}
    told = client.post(address, {**sent, "q-where": "nowhere"}).json()
    assert told["problems"] == {"q-where": "Write latitude and longitude."}
    told = client.post(address, {**sent, "q-where": "13.75, 100.5"}).json()
    assert (told["versions"], told["missing"].count("q-where")) == ({"q-where": 1}, 0)
    told = client.post(address, {**sent, "q-where": "14, 101"}).json()
    assert told["clashes"]["q-where"]["theirs"] == "13.75, 100.5"
    assert Answer.objects.get().value == PLACE


@pytest.mark.parametrize("value", [None, {}, PLACE])
def test_it_is_lacking_until_it_is_answered(value: Any) -> None:
    entry, question = drafted(state="submitted")
    if value is not None:
        Answer.objects.create(entry=entry, question=question, value=value)
    edition, organiser = entry.edition, make_organiser(entry.edition)
    lacks = not value
    fields = [item.field for item in missing_items(entry)]
    assert ("q-where" in fields) is lacks
    found = filtered_entries(organiser, edition, {"missing": "q-where"})
    assert (entry in found) is lacks
    assert (question.label in missing_in(edition, [entry])[entry.pk]) is lacks


def judged_page(question_kind: str, **fields: Any) -> str:
    edition = edition_in_judging()
    standing = entry_in(edition)
    question = asked(edition, question_kind, **fields)
    Answer.objects.create(entry=standing.entry, question=question, value=PLACE)
    judge = judge_of(edition)
    row = assigned(judge, standing)
    address = reverse("judging:ballot-edit", args=[row.pk])
    page = signed_in(judge.user).get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_blind_judge_reads_it_as_its_template_shows_it() -> None:
    assert f'href="{LINK}"' in judged_page("point")


@pytest.mark.parametrize(
    ("kind", "names_entrant"), [("point", True), ("secret_point", False)]
)
def test_blind_judge_never_sees_one_that_tells_the_entrant(
    kind: str, names_entrant: bool
) -> None:
    page = judged_page(kind, names_entrant=names_entrant)
    assert "13.75" not in page
    assert "คำถาม where" not in page


def test_preview_for_blind_judges_leaves_it_out_and_says_so() -> None:
    edition = make_edition()
    question = asked(edition, "secret_point")
    client = signed_in(make_organiser(edition))
    page = client.get(url("form-preview", edition.code), {"as": "judge"})
    assert page.context["left_out"] == [question]
    assert LINK not in page.content.decode()


def test_reader_who_may_know_the_entrant_sees_it_all_the_same() -> None:
    entry, _question = drafted()
    hidden = make_question(entry.edition, "home", "secret_point", options={})
    Answer.objects.create(entry=entry, question=hidden, value=PLACE)
    assert read_entry(entry, blind=True).answers == ()
    [answer] = read_entry(entry, blind=False).answers
    assert (answer.text, answer.links) == (SHOWN, (LINK,))


def test_receipt_and_history_say_it_in_words() -> None:
    entry, question = drafted()
    client, address = signed_in(entry.owner), url("entry-edit", entry.reference)
    client.post(address, {"q-where": "13.75, 100.5"})
    entry = submit_entry(entry=entry, user=entry.owner)
    content = entry.receipts.get().content
    assert content["answers"] == {"where": PLACE}
    assert answer_lines(entry, content) == [[question.label, SHOWN]]
    texts = [v.text for field in field_histories(entry) for v in field.versions]
    assert SHOWN in texts


def test_desk_shows_it_as_a_column() -> None:
    entry, question = drafted(state="submitted")
    Answer.objects.create(entry=entry, question=question, value=PLACE)
    client = signed_in(make_organiser(entry.edition))
    address = url("manage-entries", entry.edition.code)
    page = client.get(address, {"columns": "q-where"}).content.decode()
    assert SHOWN in page


@pytest.fixture
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.mark.usefixtures("_media_in_a_folder_of_its_own")
def test_spreadsheet_brings_out_what_it_brings_in() -> None:
    edition = make_edition()
    make_category(edition)
    question = asked(edition)
    header = [*HEADER, question.label_th]
    wrong = xlsx([[*row_for(1), "nowhere"]], header)
    outcome = import_entries(edition=edition, table=read_table(wrong), actor=None)
    [problem] = outcome.rejected
    assert "Write latitude and longitude." in problem.reason
    right = xlsx([[*row_for(1), "13.75, 100.5"]], header)
    import_entries(edition=edition, table=read_table(right), actor=None)
    assert Answer.objects.get(question=question).value == PLACE
    request_export(
        edition=edition,
        user=make_organiser(edition),
        kind="xlsx",
        query={},
        language="th",
    )
    assert make_due_exports() == 1
    with Export.objects.get().file.open("rb") as file:
        content = bytes(file.read())
    cells = openpyxl.load_workbook(io.BytesIO(content)).active
    assert cells is not None
    assert "13.75, 100.5" in [cell.value for row in cells.rows for cell in row]
    again = import_entries(edition=edition, table=read_table(content), actor=None)
    assert (again.rejected, again.unchanged) == ([], 1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.example.org", "https://www.example.org"),
        ("เมือง.ไทย/งาน", "https://เมือง.ไทย/งาน"),
        ("http://example.org", "http://example.org"),
    ],
)
def test_address_typed_without_its_beginning_is_one(typed: str, kept: str) -> None:
    assert web_link(typed) == kept


@pytest.mark.parametrize("typed", ["ไม่มี", "javascript:alert(1)", "ftp://example.org"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        web_link(typed)
