"""The declarations of an edition: the standard ones, another edition's, and those that
are asked no longer.
"""

from __future__ import annotations

import pytest

from awards.ledger.models import Row
from nominations import acts
from nominations.declarations.services import (
    add_standard_declarations,
    ask_declaration_again,
    copy_declarations,
    retire_declaration,
)
from nominations.models import Agreement, Declaration, DeclarationText
from tests.factories import (
    make_agreement,
    make_category,
    make_declaration,
    make_edition,
    make_entry,
)

pytestmark = pytest.mark.django_db


def done(code: str) -> list[str]:
    rows = Row.objects.filter(chain=code).order_by("number")
    return list(rows.values_list("act", flat=True))


def test_standard_ones_are_added_once_with_words_in_both_languages() -> None:
    edition = make_edition()
    added = add_standard_declarations(edition=edition, actor=None)
    assert added == edition.declarations.count() > 2
    assert add_standard_declarations(edition=edition, actor=None) == 0
    texts = DeclarationText.objects.filter(declaration__edition=edition)
    assert {text.version for text in texts} == {1}
    assert all(text.text_th and text.text_en for text in texts)
    assert done(edition.code) == [acts.DECLARATIONS_ADDED.code]


def test_one_that_is_there_keeps_its_words() -> None:
    edition, model = make_edition(), make_edition()
    add_standard_declarations(edition=model, actor=None)
    code = model.declarations.earliest("order").code
    own = make_declaration(edition, code)
    add_standard_declarations(edition=edition, actor=None)
    assert edition.declarations.get(code=code).texts.get() == own
    assert edition.declarations.count() == model.declarations.count()


def test_retired_one_keeps_words_and_agreements_and_is_asked_again() -> None:
    edition = make_edition()
    text = make_declaration(edition)
    make_category(edition)
    given = make_agreement(make_entry(edition), text)
    retire_declaration(declaration=text.declaration, actor=None)
    assert Declaration.objects.get().retired_at is not None
    assert (DeclarationText.objects.get(), Agreement.objects.get()) == (text, given)
    ask_declaration_again(declaration=text.declaration, actor=None)
    assert Declaration.objects.get().retired_at is None
    assert DeclarationText.objects.get() == text
    assert done(edition.code) == [
        acts.DECLARATION_RETIRED.code,
        acts.DECLARATION_ASKED_AGAIN.code,
    ]


def test_copy_takes_the_words_of_now_as_the_first_version() -> None:
    source, target = make_edition(), make_edition()
    text = make_declaration(source, "both")
    newer = {"title_th": "ใหม่", "title_en": "New", "text_th": "ก", "text_en": "a"}
    DeclarationText.objects.create(declaration=text.declaration, version=2, **newer)
    make_declaration(source, "only-there")
    own = make_declaration(target, "only-there")
    assert copy_declarations(source=source, target=target, actor=None) == 1
    copied = target.declarations.get(code="both").texts.get()
    assert (copied.version, copied.title_en) == (1, "New")
    assert target.declarations.get(code="only-there").texts.get() == own
    assert done(target.code) == [acts.DECLARATIONS_COPIED.code]
    assert done(source.code) == []


def test_nothing_to_copy_is_not_written() -> None:
    source, target = make_edition(), make_edition()
    assert copy_declarations(source=source, target=target, actor=None) == 0
    assert done(target.code) == []
