"""What an open call may still be asked, and what is asked no longer and again:
questions, rules, declarations.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.ledger.models import Row
from awards.models import Edition
from nominations.checklist.services import ask_rule_again, retire_rule, save_rule
from nominations.desk.export_columns import AllColumns
from nominations.entries.missing import missing_items
from nominations.models import Answer, Entry, Export
from nominations.questions.services import (
    ask_question_again,
    retire_question,
    save_question,
)
from nominations.refusals import QuestionLockedError, RuleLockedError
from tests.factories import (
    ago,
    ahead,
    make_category,
    make_declaration,
    make_edition,
    make_organiser,
    make_rule,
    make_user,
)
from tests.nominations.makers import make_entry, make_question

pytestmark = pytest.mark.django_db
NEW = {
    "code": "late",
    "kind": "short_text",
    "label_th": "ใหม่",
    "label_en": "New",
    "required": True,
}


def url(name: str, *args: object) -> str:
    return reverse(f"nominations:{name}", args=args)


def test_open_call_without_an_entry_may_be_asked_anything() -> None:
    edition = make_edition()
    assert save_question(
        edition=edition, question=None, values=dict(NEW), actor=None
    ).required
    rule = {
        "code": "late",
        "kind": "yes_no",
        "label_th": "ใหม่",
        "label_en": "New",
        "required": True,
        "options": {},
    }
    assert save_rule(edition=edition, rule=None, values=dict(rule), actor=None).required


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn"])
def test_refusal_says_how_many_entries_are_at_stake(state: str, client: Client) -> None:
    edition = make_edition()
    for _ in range(2):
        make_entry(edition, state=state)
    with pytest.raises(QuestionLockedError, match="2"):
        save_question(edition=edition, question=None, values=dict(NEW), actor=None)
    with pytest.raises(RuleLockedError, match="2"):
        save_rule(edition=edition, rule=None, values=dict(NEW), actor=None)
    client.force_login(make_organiser(edition))
    address = url("question-new", edition.code).replace("/th/", "/en/")
    page = client.post(address, {**NEW, "required": "on"}).content.decode()
    assert "has 2 entries" in page
    assert 'value="ใหม่"' in page  # nothing typed is lost
    Edition.objects.filter(pk=edition.pk).update(opens_at=ahead(days=1))
    assert save_question(
        edition=edition, question=None, values=dict(NEW), actor=None
    ).required


def acts(subject: str) -> list[str]:
    return list(
        Row.objects.filter(act__startswith=subject)
        .order_by("number")
        .values_list("act", flat=True)
    )


@pytest.mark.parametrize("kind", ["question", "rule", "declaration"])
def test_one_press_asks_no_longer_and_another_brings_all_of_it_back(
    kind: str, client: Client
) -> None:
    edition = make_edition()
    make = {
        "question": make_question,
        "rule": make_rule,
        "declaration": lambda e: make_declaration(e).declaration,
    }
    row: Any = make[kind](edition)
    before = {
        name: value
        for name, value in vars(row).items()
        if name not in ("_state", "retired_at")
    }
    client.force_login(make_organiser(edition))
    address = url(f"{kind}-act", edition.code, row.code)
    listed = url("form-builder" if kind == "question" else "rule-list", edition.code)
    page = client.post(address, {"act": "retire"}, follow=True).content.decode()
    assert 'value="again"' in page
    row.refresh_from_db()
    assert row.retired_at
    assert client.post(address, {"act": "retire"}).status_code == 404
    client.post(address, {"act": "again"})
    assert 'value="again"' not in client.get(listed).content.decode()
    row.refresh_from_db()
    assert row.retired_at is None
    assert {name: getattr(row, name) for name in before} == before
    assert acts(kind)[-2:] == [f"{kind} retired", f"{kind} asked again"]


def test_needed_question_comes_back_as_voluntary_where_somebody_sent_in_without_it() -> (
    None
):
    edition = make_edition()
    category, other = make_category(edition), make_category(edition, "other")
    question = make_question(edition, required=True)
    question.categories.add(category)
    retire_question(question=question, actor=None)
    make_entry(edition, category=other, state="submitted")  # was never asked it
    make_entry(edition, category=category, state="draft")
    assert ask_question_again(question=question, actor=None) is False
    question.refresh_from_db()
    assert question.required
    retire_question(question=question, actor=None)
    answered = make_entry(edition, category=category, state="submitted")
    Answer.objects.create(entry=answered, question=question, value="คำตอบ")
    assert ask_question_again(question=question, actor=None) is False
    retire_question(question=question, actor=None)
    make_entry(edition, category=category, state="submitted")
    assert ask_question_again(question=question, actor=None) is True
    question.refresh_from_db()
    assert not question.required


def test_needed_rule_comes_back_as_voluntary_as_well() -> None:
    edition = make_edition()
    rule = make_rule(edition, required=True)
    retire_rule(rule=rule, actor=None)
    make_entry(edition, state="submitted")
    assert ask_rule_again(rule=rule, actor=None) is True


def test_question_asked_no_longer_is_nowhere_asked_and_has_a_column_only_where_it_was_answered(
    client: Client,
) -> None:
    edition = make_edition()
    bare, answered = (
        make_question(edition, "bare", required=True),
        make_question(edition, "answered", required=True),
    )
    entry = make_entry(edition, category=make_category(edition))
    Answer.objects.create(entry=entry, question=answered, value="คำตอบ")
    for question in (bare, answered):
        retire_question(question=question, actor=None)
    assert [
        item
        for item in missing_items(Entry.objects.get(pk=entry.pk))
        if item.field.startswith("q-")
    ] == []
    columns = AllColumns(Export(edition=edition, requested_by=make_user(), kind="csv"))
    assert [question.code for question in columns.questions] == ["answered"]
    client.force_login(make_organiser(edition))
    page = client.get(
        url("form-builder", edition.code).replace("/th/", "/en/")
    ).content.decode()
    assert page.count("answered in 1 entry") == 1
    assert "1 entry has been started or submitted" in page


def test_limit_above_what_the_kinds_may_have_is_refused(client: Client) -> None:
    edition = make_edition()
    client.force_login(make_organiser(edition))
    sent = {
        "kind": "file",
        "label_th": "เอกสาร",
        "label_en": "Papers",
        "file_megabytes": "150",
    }
    for number, (types, refused) in enumerate(
        [(["pdf"], True), (["pdf", "image"], True), (["video"], False), ([], False)]
    ):
        answer = client.post(
            url("question-new", edition.code),
            {**sent, "code": f"c{number}", "file_types": types},
        )
        assert (answer.status_code == 200) is refused
        if refused:
            assert "20 MB" in str(answer.context["form"].errors["file_megabytes"])


def test_opening_that_has_passed_is_confirmed_before_the_call_goes_live(
    client: Client,
) -> None:
    edition = make_edition(
        opens_at=ahead(days=3), closes_at=ahead(days=30), announces_at=ahead(days=60)
    )
    client.force_login(make_organiser(edition))
    address = f"/en/manage/{edition.code}/edition/"
    form = client.get(address).context["form"]
    assert "open_now" not in form.fields
    typed = {
        name: form[name].value() if form[name].value() is not None else ""
        for name in form.fields
    }
    typed |= {
        name: form[name].subwidgets[0].data["value"]
        for name in ("opens_at", "closes_at", "announces_at")
    }
    typed = {name: value for name, value in typed.items() if value not in (False, None)}
    slip = {**typed, "opens_at": ago(days=360).strftime("%d/%m/%Y 09:00")}
    refused = client.post(address, slip)
    assert "the call would open immediately" in refused.content.decode()
    assert 'name="open_now"' in refused.content.decode()
    assert Edition.objects.get(pk=edition.pk).opens_at == edition.opens_at
    assert client.post(address, {**slip, "open_now": "on"}).status_code == 302
    assert Edition.objects.get(pk=edition.pk).opens_at < ago(days=300)
    # open already: asked no more
    assert client.post(address, {**slip, "name_en": "Renamed"}).status_code == 302
