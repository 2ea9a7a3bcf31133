"""The checklist and the declarations: what passes, what may change when, and who agreed
to which words.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.ledger.models import Row
from awards.models import Edition
from nominations.checklist.pages import read_rules
from nominations.checklist.passing import months_before, passes
from nominations.checklist.services import add_standard_rules, copy_rules, save_rule
from nominations.declarations.services import declare, declared, save_declaration
from nominations.declarations.whole_form import copy_form, ensure_form
from nominations.eligibility.findings import check_entry
from nominations.entries.missing import missing_items
from nominations.entries.saving import save_entry
from nominations.entries.services import submit_entry
from nominations.models import Agreement, DeclarationText, Entry, Rule
from nominations.refusals import (
    ClosedError,
    DeclarationOutdatedError,
    IncompleteError,
    RuleLockedError,
)
from nominations.roof.personal_data import erase, tables
from nominations.statuses import RuleKind
from tests.factories import (
    ago,
    ahead,
    make_agreement,
    make_answer,
    make_category,
    make_declaration,
    make_edition,
    make_organiser,
    make_rule,
    make_rule_answer,
    make_user,
)
from tests.nominations.makers import make_entry, make_question

pytestmark = pytest.mark.django_db

DAY = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("kind", "options", "value", "expected"),
    [
        ("yes_no", {"passes": ["yes"]}, "yes", True),
        ("yes_no", {"passes": ["yes"]}, "no", False),
        ("yes_no", {}, "no", True),
        ("yes_no", {"passes": ["yes"]}, "", None),
        ("single_choice", {"passes": ["a", "b"]}, "c", False),
        ("number", {"least": "6"}, "5.5", False),
        ("number", {"least": "6", "most": "12"}, "12", True),
        ("number", {"most": "12"}, "12.5", False),
        ("date", {"months": 6}, "2026-02-28", True),
        ("date", {"months": 6}, "2026-03-01", False),
        ("date", {}, "2026-08-30", True),
        ("short_text", {}, "อะไรก็ได้", True),
    ],
)
def test_answer_passes_as_the_rule_says(
    kind: str, options: dict[str, Any], value: str, expected: bool | None
) -> None:
    assert passes(Rule(kind=kind, options=options), value, DAY) is expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 5, 31), 1, date(2026, 4, 30)),
        (date(2026, 5, 1), 24, date(2024, 5, 1)),
    ],
)
def test_months_back_end_on_a_day_that_exists(
    day: date, months: int, expected: date
) -> None:
    assert months_before(day, months) == expected


def test_template_brings_rules_and_declarations_once() -> None:
    edition = make_edition()
    ensure_form(edition)
    ensure_form(edition)
    assert edition.rules.count() == 4
    assert [text.required for text in edition.declarations.all()] == [
        True,
        True,
        False,
        False,
    ]
    assert add_standard_rules(edition=edition, actor=None) == []


def test_open_call_gets_no_new_hurdle() -> None:
    edition = make_edition()
    make_entry(edition)
    rule = make_rule(edition, required=False)
    values = {
        "label_th": "ใหม่",
        "label_en": "New",
        "required": False,
        "options": rule.options,
        "kind": rule.kind,
    }
    assert (
        save_rule(edition=edition, rule=rule, values=values, actor=None).label_th
        == "ใหม่"
    )
    for hurdle in ({"required": True}, {"options": {}}, {"kind": "date"}):
        with pytest.raises(RuleLockedError):
            save_rule(
                edition=edition, rule=rule, values={**values, **hurdle}, actor=None
            )
    with pytest.raises(RuleLockedError):
        save_rule(
            edition=edition,
            rule=None,
            values={**values, "code": "late", "required": True},
            actor=None,
        )
    Edition.objects.filter(pk=edition.pk).update(opens_at=ahead(days=1))
    assert save_rule(
        edition=edition, rule=rule, values={**values, "required": True}, actor=None
    ).required


def test_last_years_form_brings_its_rules_and_the_newest_words() -> None:
    source, target = make_edition(), make_edition()
    make_rule(source, "own")
    text = make_declaration(source)
    words = {
        "title_th": "ใหม่",
        "title_en": "New",
        "text_th": "ใหม่",
        "text_en": "New words",
    }
    settings = {"kind": "originality", "required": True, "asks_detail": False}
    save_declaration(
        edition=source,
        declaration=text.declaration,
        values={**words, **settings},
        actor=None,
    )
    copy_form(source=source, target=target, actor=None)
    assert [rule.code for rule in target.rules.all()] == ["own"]
    copied = DeclarationText.objects.get(declaration__edition=target)
    assert (copied.version, copied.text_en) == (1, "New words")
    assert copy_rules(source=source, target=target, actor=None) == 0


def test_entry_is_not_sent_without_rules_and_declarations() -> None:
    edition = make_edition()
    entry = make_entry(edition, category=make_category(edition))
    make_rule(edition)
    make_rule(edition, "voluntary", required=False)
    text, consent = (
        make_declaration(edition),
        make_declaration(edition, "pictures", kind="consent"),
    )
    with pytest.raises(IncompleteError) as refusal:
        submit_entry(entry=entry, user=entry.owner)
    assert [item.field for item in refusal.value.missing] == [
        "r-who-may-enter",
        "d-originality",
    ]
    save_entry(
        entry=entry,
        user=entry.owner,
        fields={},
        answers={},
        rules={"who-may-enter": "no"},
    )
    declare(entry=entry, user=entry.owner, agreed=[text.pk], seen=[text.pk, consent.pk])
    sent = submit_entry(entry=entry, user=entry.owner)
    content = sent.receipts.get().content
    assert content["rules"] == {"who-may-enter": "no"}
    assert [(one["code"], one["version"]) for one in content["declarations"]] == [
        ("originality", 1)
    ]


def new_words(text: DeclarationText) -> DeclarationText:
    words = {"title_th": "ก", "title_en": "New", "text_th": "ข", "text_en": "New words"}
    values = {
        **words,
        "kind": text.declaration.kind,
        "required": text.declaration.required,
        "asks_detail": False,
    }
    return save_declaration(
        edition=text.declaration.edition,
        declaration=text.declaration,
        values=values,
        actor=None,
    )


def test_other_words_are_a_new_version_and_old_agreements_keep_theirs() -> None:
    entry = make_entry(make_edition())
    old = make_declaration(entry.edition)
    declare(entry=entry, user=entry.owner, agreed=[old.pk], seen=[old.pk])
    new = new_words(old)
    assert new_words(old).pk == new.pk
    assert (new.version, Agreement.objects.get().text) == (2, old)
    assert [item.field for item in missing_items(entry) if item.is_declaration] == [
        "d-originality"
    ]
    with pytest.raises(DeclarationOutdatedError):
        declare(entry=entry, user=entry.owner, agreed=[old.pk], seen=[old.pk])
    declare(entry=entry, user=entry.owner, agreed=[new.pk], seen=[new.pk])
    assert [
        row.text.version for row in Agreement.objects.filter(withdrawn_at=None)
    ] == [1, 2]
    assert missing_items(entry)[-1].field != "d-originality"
    acts = Row.objects.filter(chain=entry.edition.code).values_list("act", flat=True)
    assert list(acts).count("declaration agreed") == 2


def test_only_consent_is_taken_back_once_sent_in() -> None:
    entry = make_entry(make_edition(closes_at=ago(hours=1)), state="submitted")
    fixed, consent = (
        make_declaration(entry.edition),
        make_declaration(entry.edition, "pictures", kind="consent"),
    )
    make_agreement(entry, fixed)
    make_agreement(entry, consent)
    both = [fixed.pk, consent.pk]
    assert declare(entry=entry, user=entry.owner, agreed=[], seen=both) == 1
    assert [one.is_current for one in declared(entry)] == [True, False]
    assert declare(entry=entry, user=entry.owner, agreed=both, seen=both) == 1
    Entry.objects.filter(pk=entry.pk).update(state="draft")
    with pytest.raises(ClosedError):
        declare(entry=entry, user=entry.owner, agreed=[], seen=both)


def test_agreements_are_in_a_persons_copy_and_consents_end_with_the_person() -> None:
    entry = make_entry(make_edition(), state="submitted")
    fixed, consent = (
        make_declaration(entry.edition),
        make_declaration(entry.edition, "pictures", kind="consent"),
    )
    make_agreement(entry, fixed, detail="ร่างด้วยเครื่อง")
    make_agreement(entry, consent)
    assert len(tables(entry.owner)["nominations.agreement"]()) == 2
    erase(entry.owner)
    rows = {row.text_id: row for row in Agreement.objects.all()}
    assert rows[consent.pk].withdrawn_at
    assert (rows[fixed.pk].withdrawn_at, rows[fixed.pk].detail) == (None, "")


def test_organiser_writes_a_rule_and_is_told_what_is_wrong(client: Client) -> None:
    organiser = make_user()
    edition = make_edition(opens_at=ahead(days=1), closes_at=ahead(days=2))
    make_organiser(edition, organiser)
    client.force_login(organiser)
    typed = {
        "code": "size",
        "label_th": "ขนาด",
        "label_en": "Size",
        "kind": "single_choice",
        "required": "on",
    }
    page = reverse("nominations:rule-new", args=[edition.code])
    assert b"error_1_id_choices" in client.post(page, typed).content
    client.post(page, {**typed, "choices": "*big | ใหญ่ | Big\nsmall | เล็ก | Small"})
    rule = edition.rules.get()
    assert rule.options["passes"] == ["big"]
    assert [choice["code"] for choice in rule.options["choices"]] == ["big", "small"]
    number = {
        **typed,
        "code": "months",
        "kind": RuleKind.NUMBER,
        "least": "๖",
        "most": "มาก",
    }
    response = client.post(page, number).content.decode()
    assert "error_1_id_most" in response
    assert "มาก" in response
    client.post(page, {**number, "most": ""})
    assert edition.rules.get(code="months").options == {"least": "6"}
    change = client.get(
        reverse("nominations:rule-change", args=[edition.code, "size"])
    ).content.decode()
    assert "*big | ใหญ่ | Big" in change


def test_help_of_a_question_is_shown_as_it_is_written(client: Client) -> None:
    entry = make_entry(make_edition())
    make_rule(entry.edition, help_th="<b>x</b>", help_en="<b>x</b>")
    client.force_login(entry.owner)
    page = client.get(
        reverse("nominations:entry-edit", args=[entry.reference])
    ).content.decode()
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x" in page


@pytest.mark.parametrize(
    ("since", "said", "tone"),
    [
        ("2025-02-28", "12", "good"),
        ("2025-03-28", "12", "good"),
        ("2025-06-15", "12", "warn"),
        ("2025-10-01", "12", "bad"),
        ("2026-05-01", "12", "bad"),
        ("2025-02-28", "", "good"),
        ("", "12", ""),
        ("ไม่ใช่วันที่", "12", ""),
    ],
)
def test_months_in_use_are_compared_with_the_date_of_use(
    since: str, said: str, tone: str
) -> None:
    closes = datetime(2026, 2, 28, 17, tzinfo=timezone.get_default_timezone())
    edition = make_edition(
        opens_at=closes - timedelta(days=60),
        closes_at=closes,
        announces_at=closes + timedelta(days=9),
    )
    rule = make_rule(
        edition, "months", kind="number", options={"least": "6", "since": "began"}
    )
    entry = make_entry(edition, state="submitted")
    if said:
        make_rule_answer(entry, rule, said)
    if since:
        make_answer(entry, make_question(edition, "began", "date"), since)
    found = {
        check.code: check.tone for check in check_entry(entry, read_rules(entry), [])
    }
    assert found.get("months", "") == tone


def test_date_to_compare_with_is_chosen_and_is_no_new_hurdle(client: Client) -> None:
    edition = make_edition()
    make_entry(edition)
    make_question(edition, "began", "date")
    rule = make_rule(edition, "months", kind="number", options={"least": "6"})
    client.force_login(make_organiser(edition))
    address = reverse("nominations:rule-change", args=[edition.code, rule.code])
    typed = {
        "label_th": "ก",
        "label_en": "a",
        "kind": "number",
        "least": "6",
        "since": "began",
        "required": "on",
    }
    assert client.post(address, {**typed, "since": "no-such"}).status_code == 200
    assert client.post(address, typed).status_code == 302
    rule.refresh_from_db()
    assert rule.options == {"least": "6", "since": "began"}
    assert client.post(address, {**typed, "least": "7"}).status_code == 200
