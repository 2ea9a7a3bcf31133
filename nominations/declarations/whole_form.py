"""The form that an entrant fills in as a whole: questions, checklist, declarations."""

from __future__ import annotations

from django.db import transaction

from awards.accounts.models import User
from awards.models import Edition
from nominations.checklist.services import add_standard_rules, copy_rules
from nominations.declarations.services import (
    add_standard_declarations,
    copy_declarations,
)
from nominations.questions.services import add_standard_questions, copy_questions


def ensure_form(edition: Edition) -> None:
    """An edition that has no form yet gets the standard one when the first person needs
    it, with its checklist.
    """
    if not edition.questions.exists():
        add_standard_form(edition=edition, actor=None)


@transaction.atomic
def add_standard_form(*, edition: Edition, actor: User | None) -> None:
    """Questions, checklist and declarations, as far as their codes are not there yet."""
    add_standard_questions(edition=edition, actor=actor)
    add_standard_rules(edition=edition, actor=actor)
    add_standard_declarations(edition=edition, actor=actor)


@transaction.atomic
def copy_form(*, source: Edition, target: Edition, actor: User) -> int:
    """Take over another edition's form; what has a code that is there stays as it is.
    Returns how many questions came.
    """
    copied = copy_questions(source=source, target=target, actor=actor)
    copy_rules(source=source, target=target, actor=actor)
    copy_declarations(source=source, target=target, actor=actor)
    return copied
