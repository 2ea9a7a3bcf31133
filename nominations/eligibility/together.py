"""Entries whose checks all passed, found eligible together: listed first, then decided.

Everything is read in a fixed number of questions, however many entries there are.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.models import Edition
from nominations.checklist.pages import rules_read
from nominations.checklist.questions_asked import current_texts
from nominations.eligibility.checks import GOOD, Check
from nominations.eligibility.findings import check_among
from nominations.eligibility.locks import held_by_others
from nominations.eligibility.queue import waiting_for
from nominations.eligibility.sent_in import sent_in
from nominations.eligibility.services import Word, give_word
from nominations.entries.form_state import Sheet, answered
from nominations.entries.missing import Missing
from nominations.entries.missing_in_sql import missing_in, questions_of
from nominations.models import (
    Agreement,
    Answer,
    Attachment,
    DeclarationText,
    Entry,
    EntryCategory,
    Rule,
    RuleAnswer,
)
from nominations.refusals import EntryError
from nominations.statuses import Eligibility, Outcome

AT_ONCE = 200  # entries looked at for one page
READ_ALIKE = (Eligibility.UNCHECKED, Eligibility.SECOND)


@dataclass(frozen=True)
class Looked:
    """``passed``: every check of the software is in order. ``open``: how many others
    wait for this reader's own eyes. ``more``: wait beyond those that were looked at.
    ``away``: were asked for and do not wait for this reader, or somebody has them open.
    """

    passed: list[Entry]
    open: int
    more: int
    away: int = 0


@dataclass(frozen=True)
class Together:
    """``decided``: references. ``left``: reference → why not."""

    decided: list[str]
    left: dict[str, str]


def look_through(edition: Edition, user: User, among: Collection[str] = ()) -> Looked:
    """What waits for this reader and nobody else has open, parted by the checks.
    ``among``: references to look at only; empty for all.
    """
    free = waiting_for(edition, user).filter(eligibility__in=READ_ALIKE)
    free = free.exclude(hold__in=held_by_others(user))
    if among:
        free = free.filter(reference__in=among)
    standings = EntryCategory.objects.select_related("category__smart")
    rows = free.select_related("organisation", "edition").prefetch_related(
        Prefetch("standings", standings.order_by("pk"))
    )
    entries = list(rows[:AT_ONCE])
    more = free.count() - len(entries) if len(entries) == AT_ONCE else 0
    passed = passing(edition, entries)
    away = max(0, len(set(among)) - len(entries) - more)
    return Looked(passed, len(entries) - len(passed), more, away)


def passing(edition: Edition, entries: Sequence[Entry]) -> list[Entry]:
    """Those of ``entries`` of which no check says anything but good. Standings must be
    prefetched.
    """
    checks = checks_of(edition, entries)
    return [
        entry
        for entry in entries
        if all(check.tone == GOOD for check in checks[entry.pk])
    ]


def checks_of(edition: Edition, entries: Sequence[Entry]) -> dict[int, list[Check]]:
    """Every check of every entry, by the entry's number."""
    sent = sent_in(edition.pk)
    missing = missing_in(edition, entries)
    unsigned = declarations_missing(edition, entries)
    found = {}
    for sheet in sheets_of(edition, entries):
        entry = sheet.entry
        lacking = [Missing("", label) for label in missing[entry.pk]]
        lacking += [Missing("d-", text.title) for text in unsigned[entry.pk]]
        rules = rules_read(entry, sheet.all_rules)
        found[entry.pk] = check_among(entry, rules, lacking, sheet, sent)
    return found


def sheets_of(edition: Edition, entries: Sequence[Entry]) -> list[Sheet]:
    """As ``sheet_of`` for each, with its rules and files."""
    answers: dict[int, dict[int, Answer]] = defaultdict(dict)
    for answer in Answer.objects.filter(entry__in=entries):
        answers[answer.entry_id][answer.question_id] = answer
    files: dict[int, list[Attachment]] = defaultdict(list)
    for file in Attachment.objects.filter(entry__in=entries).with_preparation():
        files[file.entry_id].append(file)
    rules, given = list(Rule.objects.filter(edition=edition)), rules_given(entries)
    sheets = []
    for entry in entries:
        sheet = Sheet(
            entry, questions_of(edition), answers[entry.pk], list(entry.standings.all())
        )
        sheet.files = files[entry.pk]
        sheet.all_rules = [
            answered(copy.copy(rule), given[entry.pk].get(rule.pk)) for rule in rules
        ]
        sheets.append(sheet)
    return sheets


def rules_given(entries: Sequence[Entry]) -> dict[int, dict[int, object]]:
    given: dict[int, dict[int, object]] = defaultdict(dict)
    rows = RuleAnswer.objects.filter(entry__in=entries)
    for entry, rule, value in rows.values_list("entry_id", "rule_id", "value"):
        given[entry][rule] = value
    return given


def declarations_missing(
    edition: Edition, entries: Sequence[Entry]
) -> dict[int, list[DeclarationText]]:
    """Required declarations, in their words of today, that nobody agreed to."""
    required = list(current_texts(edition.pk).filter(declaration__required=True))
    rows = Agreement.objects.filter(entry__in=entries, withdrawn_at=None)
    agreed = set(rows.values_list("entry_id", "text_id"))
    return {
        entry.pk: [text for text in required if (entry.pk, text.pk) not in agreed]
        for entry in entries
    }


@transaction.atomic
def find_eligible_together(
    *, edition: Edition, reader: User, chosen: Mapping[str, int]
) -> Together:
    """“Eligible” on each of ``chosen`` (reference → the pass that was listed) whose
    checks still all pass; the others are left as they are, each with why.
    """
    if not chosen:
        return Together([], {})
    standing = {
        entry.reference: entry
        for entry in look_through(edition, reader, among=list(chosen)).passed
    }
    decided, left = [], {}
    for reference, number in chosen.items():
        entry = standing.get(reference)
        if entry is None:
            left[reference] = _("It changed in the meantime. Check it on its own.")
            continue
        try:
            give_word(
                entry=entry, reader=reader, number=number, word=Word(Outcome.ELIGIBLE)
            )
        except EntryError as refused:
            left[reference] = str(refused.message)
        else:
            decided.append(reference)
    return Together(decided, left)
