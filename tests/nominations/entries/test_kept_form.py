"""What an edition asks is kept until it changes, whoever changes it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from awards.models import Category, Edition, Smart
from nominations.entries.content import content_of, content_on
from nominations.entries.form_state import Sheet, sheet_of
from nominations.models import (
    Attachment,
    Declaration,
    DeclarationText,
    Entry,
    Rule,
)
from tests.factories import (
    make_agreement,
    make_answer,
    make_attachment,
    make_category,
    make_declaration,
    make_edition,
    make_entry,
    make_question,
    make_rule,
    make_rule_answer,
)

pytestmark = pytest.mark.django_db
LATER = "เปลี่ยนแล้ว"


def stamp_of(edition: Edition) -> UUID:
    found: UUID = Edition.objects.values_list("form_stamp", flat=True).get(
        pk=edition.pk
    )
    return found


def read(entry: Entry) -> Sheet:
    return sheet_of(Entry.objects.select_related("edition").get(pk=entry.pk))


def in_sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


CHANGES: dict[str, Callable[[Edition], object]] = {
    "question by its row": lambda e: e.questions.get(code="problem").save(),
    "questions at once": lambda e: e.questions.update(label_th=LATER),
    "question in SQL": lambda e: in_sql("UPDATE nominations_question SET required = true"),
    "new question": lambda e: make_question(e, "another"),
    "question gone": lambda e: e.questions.get(code="problem").delete(),
    "put to one category": lambda e: e.questions.get(code="problem").categories.add(
        e.categories.get(code="mobility")
    ),
    "rule": lambda e: Rule.objects.filter(edition=e).update(required=False),
    "declaration": lambda e: Declaration.objects.filter(edition=e).update(
        retired_at=timezone.now()
    ),
    "words of a declaration": lambda e: DeclarationText.objects.filter(
        declaration__edition=e
    ).update(title_th=LATER),
    "category": lambda e: Category.objects.filter(edition=e).update(name_th=LATER),
    "a Smart's name": lambda e: Smart.objects.update(name_th=LATER),
}  # fmt: skip


@pytest.fixture
def edition() -> Edition:
    edition = make_edition()
    make_question(edition, "problem")
    make_category(edition, "mobility")
    make_rule(edition)
    make_declaration(edition)
    return edition


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_the_form_gives_its_edition_a_new_stamp(
    edition: Edition, change: str
) -> None:
    other = make_edition("other")
    before, beside = stamp_of(edition), stamp_of(other)
    CHANGES[change](edition)
    assert stamp_of(edition) != before
    # a question changed in SQL, and a Smart, are not of one edition alone
    if change not in ("a Smart's name", "question in SQL"):
        assert stamp_of(other) == beside


def test_what_is_no_part_of_the_form_leaves_the_stamp(edition: Edition) -> None:
    before = stamp_of(edition)  # a later one than the object has that is saved below
    entry = make_entry(edition, category="mobility")
    make_answer(entry, edition.questions.get(code="problem"))
    edition.about_th = LATER
    edition.save()
    assert stamp_of(edition) == before


def test_a_change_is_seen_at_once_and_one_taken_back_never_was(
    edition: Edition,
) -> None:
    entry = make_entry(edition)
    label = read(entry).by_code["problem"].label_th
    try:
        with transaction.atomic():
            edition.questions.update(label_th=LATER)
            assert read(entry).by_code["problem"].label_th == LATER
            raise RuntimeError
    except RuntimeError:
        pass
    assert read(entry).by_code["problem"].label_th == label
    edition.questions.update(label_th="อีกครั้ง")
    assert read(entry).by_code["problem"].label_th == "อีกครั้ง"


def test_who_changes_what_was_read_changes_nobody_elses(edition: Edition) -> None:
    edition.questions.update(options={"choices": [{"code": "a"}]})
    entry = make_entry(edition)
    sheet = read(entry)
    sheet.by_code["problem"].options["choices"].append("mine")
    sheet.by_code["problem"].label_th = "mine"
    sheet.all_rules[0].given = "mine"
    again = read(entry)
    assert again.by_code["problem"].options == {"choices": [{"code": "a"}]}
    assert again.by_code["problem"].label_th != "mine"
    assert again.all_rules[0].given is None


def test_an_entry_read_in_one_statement_says_what_its_rows_say(
    edition: Edition,
) -> None:
    entry = make_entry(edition, category="mobility")
    make_answer(entry, edition.questions.get(code="problem"), ["ข้อ <หนึ่ง>", {"n": 1.5}])
    make_rule_answer(entry, edition.rules.get(), 12)
    for text in DeclarationText.objects.filter(declaration__edition=edition):
        make_agreement(entry, text, detail="รายละเอียด")
    make_attachment(entry, caption_th="คำบรรยาย")
    gone = make_attachment(entry)
    Attachment.objects.filter(pk=gone.pk).update(removed_at=timezone.now())
    said = content_on(read(entry))
    assert said == content_of(Entry.objects.get(pk=entry.pk))
    assert said["answers"]
    assert said["rules"]
    assert said["declarations"]
    assert len(said["files"]) == 1
