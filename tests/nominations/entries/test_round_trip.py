"""A file exported here imports here unchanged; and columns that the guess got wrong are
corrected by hand.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from awards.ledger.verifying import verify
from awards.models import Edition
from awards.spreadsheets.formulas import disarmed
from awards.spreadsheets.tables import read_table
from judging.entry_desk.exports import make_due_exports
from nominations.desk.exports import request_export
from nominations.entries.content import content_hash
from nominations.entries.services import reopen_entry
from nominations.files.invariants import problems
from nominations.files.uploads import sweep_uploads
from nominations.importing.services import Outcome, import_entries
from nominations.models import Answer, Entry, Export, ImportFile, Organisation, Receipt
from nominations.statuses import OrganisationKind
from tests.factories import ago, make_category, make_edition, make_organiser
from tests.nominations.makers import make_entry, make_question
from tests.nominations.sheets import number_for, row_for, xlsx

pytestmark = pytest.mark.django_db

CHOICES = [
    {"code": "a", "th": "น้ำ, ดิน", "en": "Water, soil"},
    {"code": "b", "th": "อากาศ", "en": "Air"},
    {"code": "c", "th": "เสียง", "en": "Noise"},
]
ANSWERS: dict[str, tuple[str, Any]] = {
    "story": ("long_text", "บรรทัดแรก\nบรรทัดที่สอง | มีขีด"),
    "formula": ("short_text", "=SUM(A1:A9)"),
    "quoted": ("short_text", "'=พิมพ์อย่างนี้เอง"),
    "since": ("date", "2022-08-31"),
    "count": ("number", "-1250.5"),
    "one": ("single_choice", "a"),
    "many": ("multiple_choice", ["a", "c"]),
    "links": ("link", "https://example.org/a\nhttps://example.org/b"),
    "figures": (
        "table",
        [
            {
                "indicator": "เวลา | นาที",
                "before": "30",
                "after": "",
                "source": "สำรวจ \\ 2565",
            },
            {"indicator": "", "before": "", "after": "9", "source": ""},
        ],
    ),
}


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


def make_full() -> tuple[Edition, Any]:
    """Every kind of question and of organisation; one question is called as a column
    is, two are called the same.
    """
    edition = make_edition(max_categories=2)
    both = [
        make_category(edition),
        make_category(
            edition, "energy", name_th="พลังงาน, แสง", name_en="Energy, light"
        ),
    ]
    options = {"choices": CHOICES, "unit_th": "ครั้ง", "unit_en": "times"}
    asked = {
        code: make_question(edition, code, kind, options=options)
        for code, (kind, _value) in ANSWERS.items()
    }
    make_question(edition, "where", "short_text", label_th="จังหวัด", label_en="Province")
    make_question(
        edition,
        "story-v2",
        "long_text",
        label_th="คำถาม story",
        label_en="Question story",
    )
    for number, kind in enumerate(OrganisationKind.values):
        organisation = Organisation.objects.create(
            name_th=f"หน่วยงาน {number}",
            kind=kind,
            number=number_for(number + 1),
            province_id="TH-55",
        )
        entry = make_entry(edition, state="submitted", organisation=organisation)
        for category in both[: 1 + number % 2]:
            entry.standings.create(category=category)
        for code, (_kind, value) in ANSWERS.items():
            Answer.objects.create(entry=entry, question=asked[code], value=value)
        for code in ("where", "story-v2"):
            Answer.objects.create(
                entry=entry,
                question=edition.questions.get(code=code),
                value=f"ของ {code}",
            )
    return edition, make_organiser(edition)


def exported(edition: Edition, organiser: Any, kind: str, language: str) -> bytes:
    request_export(
        edition=edition, user=organiser, kind=kind, query={}, language=language
    )
    assert make_due_exports() == 1
    with Export.objects.latest("pk").file.open("rb") as file:
        return bytes(file.read())


def run(edition: Edition, content: bytes, **options: Any) -> Outcome:
    return import_entries(
        edition=edition, table=read_table(content), actor=None, **options
    )


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_export_imports_unchanged(kind: str, language: str) -> None:
    edition, organiser = make_full()
    before = {entry.pk: content_hash(entry) for entry in Entry.objects.all()}
    content = exported(edition, organiser, kind, language)
    outcome = run(edition, content)
    assert [problem.as_json() for problem in outcome.rejected] == []
    assert (outcome.created, outcome.unchanged) == (0, len(before))
    assert {entry.pk: content_hash(entry) for entry in Entry.objects.all()} == before
    assert not Receipt.objects.exists()


def test_export_with_one_cell_changed_is_refused_for_that_entry_alone() -> None:
    edition, organiser = make_full()
    table = read_table(exported(edition, organiser, "xlsx", "th"))
    entry = Entry.objects.order_by("reference")[2]
    rows = [[disarmed(str(cell)) for cell in row.cells] for row in table.rows]
    rows[2][table.header.index("ชื่อผลงานภาษาไทย")] = "แก้ในตาราง"
    outcome = run(edition, xlsx(rows, table.header))
    assert [
        (problem.row, entry.reference in problem.reason) for problem in outcome.rejected
    ] == [(4, True)]


def test_export_fills_another_edition_with_the_same_answers() -> None:
    edition, organiser = make_full()
    content = exported(edition, organiser, "xlsx", "th")
    target = make_edition(max_categories=2)
    for category in edition.categories.all():
        category.pk, category.edition = None, target
        category.save()
    for question in edition.questions.all():
        question.pk, question.edition = None, target
        question.save()
    table = read_table(content)
    from nominations.importing.mapping import guess

    mapping = {
        at: name
        for at, name in guess(table, list(target.questions.all())).items()
        if name != "reference"
    }
    outcome = run(target, content, mapping=mapping)
    assert (outcome.rejected, outcome.created) == ([], len(OrganisationKind.values))
    stored = dict(
        Answer.objects.filter(entry__edition=target).values_list(
            "question__code", "value"
        )
    )
    assert stored == {code: value for code, (_kind, value) in ANSWERS.items()} | {
        "where": "ของ where",
        "story-v2": "ของ story-v2",
    }


def test_imported_entries_get_a_receipt_that_the_chain_commits_to() -> None:
    edition = make_edition()
    make_category(edition)
    run(edition, xlsx([row_for(1), row_for(2)]))
    for entry in Entry.objects.all():
        assert entry.receipts.get().sha256 == content_hash(entry)
    run(edition, xlsx([row_for(1), row_for(2, province="แพร่")]))
    assert Receipt.objects.count() == 3
    assert verify(edition.code) == []


def brought(client: Client, edition: Edition, header: list[str], row: list[Any]) -> str:
    file = io.BytesIO(xlsx([row], header))
    file.name = "../กรอก.xlsx"
    response = client.post(
        reverse("nominations:manage-import", args=[edition.code]), {"file": file}
    )
    return str(response["Location"])


def test_columns_with_unknown_names_are_corrected_by_hand(client: Client) -> None:
    edition = make_edition()
    make_category(edition)
    client.force_login(make_organiser(edition))
    row = row_for(1)
    address = brought(client, edition, [f"คอลัมน์ {n}" for n in range(len(row))], row)
    page = client.get(address)
    assert [column.field for column in page.context["columns"]] == [""] * len(row)
    assert page.context["columns"][0].samples == ["team1@example.org"]
    assert client.post(address, {}).context["outcome"].rejected
    fields = [
        "email",
        "organisation_th",
        "kind",
        "number",
        "province",
        "title_th",
        "category",
        "nonsense",
    ]
    said = {f"column-{n}": name for n, name in enumerate(fields)}
    preview = client.post(address, said).context["outcome"]
    assert [(line.row.row, line.fate) for line in preview.preview] == [(2, "new")]
    assert client.post(address, {**said, "column-7": "email"}).context["twice"] == {
        "email"
    }
    assert not Entry.objects.exists()
    client.post(address, {**said, "import": "1"})
    assert Entry.objects.get().owner.email == "team1@example.org"
    assert not ImportFile.objects.exists()


def test_file_of_another_organiser_is_not_found_and_one_left_alone_is_swept(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    edition = make_edition()
    make_category(edition)
    client.force_login(make_organiser(edition))
    address = brought(client, edition, ["อีเมล"], ["a@example.org"])
    client.force_login(make_organiser(edition))
    assert client.get(address).status_code == 404
    assert problems() == []
    ImportFile.objects.update(created_at=ago(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_uploads() == 1
    assert problems() == []


def test_mapping_page_reads_well_in_both_languages(client: Client) -> None:
    edition = make_edition()
    make_category(edition)
    client.force_login(make_organiser(edition))
    address = brought(client, edition, ["อีเมล", ""], ["ไม่ใช่อีเมล", "x"])
    for language in ("th", "en"):
        with translation.override(language):
            assert client.post(address, {"column-0": "email"}).status_code == 200


def test_entry_imported_and_opened_again_stands_as_imported() -> None:
    edition = make_edition()
    make_category(edition)
    run(edition, xlsx([row_for(1)]))
    entry = Entry.objects.get()
    opened = reopen_entry(entry=entry, user=entry.owner)
    assert opened.fallback == entry.receipts.get()
