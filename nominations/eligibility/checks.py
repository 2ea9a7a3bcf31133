"""A finding about an entry, and those that need nothing but the entry itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from nominations.checklist.pages import RuleReading
from nominations.checklist.passing import (
    closing_day,
    months_between,
    show_rule_answer,
    wanted,
)
from nominations.entries.form_state import Sheet
from nominations.entries.missing import Missing
from nominations.models import Attachment, Entry, Question
from nominations.organisations.services import clean_number
from nominations.questions.answers import show_answer
from nominations.refusals import NumberError
from nominations.statuses import OrganisationKind, RuleKind, Scan

GOOD, WARN, BAD = "good", "warn", "bad"
JURISTIC = (OrganisationKind.COMPANY, OrganisationKind.STARTUP)


@dataclass(frozen=True)
class Evidence:
    """``url`` leads to what it was found in; empty where there is nothing to open."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Check:
    """``tone`` is the end of a badge's class."""

    code: str
    label: str
    tone: str
    text: str
    evidence: tuple[Evidence, ...] = ()


def check_number(entry: Entry) -> Check:
    label, body = _("13-digit ID number"), entry.organisation
    evidence = (
        Evidence(f"{body.number or '—'} · {body.name} · {body.get_kind_display()}"),
    )
    try:
        clean_number(body.number)
    except NumberError:
        text = _("The ID number is missing, or its check digit is wrong.")
        return Check("number", label, BAD, text, evidence)
    if body.kind in JURISTIC and not body.number.startswith("0"):
        text = _(
            "An organisation's ID number starts with 0. This is a person's number."
        )
        return Check("number", label, WARN, text, evidence)
    return Check("number", label, GOOD, _("The check digit is correct."), evidence)


def check_rules(rules: Iterable[RuleReading]) -> Check:
    label, rules = _("Checklist"), list(rules)
    wrong = [rule for rule in rules if rule.passes is False]
    if wrong:
        said = tuple(
            Evidence(f"{rule.label}: {rule.answer} ({rule.wanted})") for rule in wrong
        )
        return Check(
            "rules",
            label,
            BAD,
            _("According to its answers, the entry does not qualify."),
            said,
        )
    open_ = [rule for rule in rules if rule.required and rule.passes is None]
    if open_:
        said = tuple(Evidence(rule.label) for rule in open_)
        return Check("rules", label, WARN, _("Some questions are not answered."), said)
    return Check("rules", label, GOOD, _("Any answer qualifies."))


def check_in_use(entry: Entry, sheet: Sheet) -> list[Check]:
    """A rule that asks for months of use, beside the date of the question that it
    names: none where it names none.
    """
    found = []
    for rule in sheet.rules:
        question = (
            sheet.by_code.get(rule.options.get("since", ""))
            if rule.kind == RuleKind.NUMBER
            else None
        )
        answer = sheet.answers.get(question.pk) if question else None
        if question and answer and is_day(answer.value):
            found.append(check_months(entry, rule, question, answer.value))
    return found


def is_day(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def check_months(entry: Entry, rule: Any, question: Question, day: str) -> Check:
    """``rule`` comes with ``given``. A month more or less is a way of counting."""
    label, least = _("Months in use"), rule.options.get("least")
    counted = months_between(date.fromisoformat(day), closing_day(entry.edition))
    until = _("%(n)d full months until the call closes") % {"n": counted}
    said = (
        Evidence(f"{question.label}: {show_answer(question, day)} · {until}"),
        Evidence(
            f"{rule.label}: {show_rule_answer(rule, rule.given) or '—'}"
            + (f" ({wanted(rule)})" if least else "")
        ),
    )
    if least and counted < Decimal(least):
        return Check(
            "months",
            label,
            BAD,
            _("According to the date, it has not been in use for long enough."),
            said,
        )
    if rule.given not in (None, "") and abs(Decimal(rule.given) - counted) > 1:
        return Check(
            "months",
            label,
            WARN,
            _("The date and the number of months do not match."),
            said,
        )
    return Check(
        "months",
        label,
        GOOD,
        _("The date and the number of months match."),
        said,
    )


def check_missing(missing: Iterable[Missing]) -> Check:
    label = _("Answers and files")
    lacking = tuple(
        Evidence(item.label) for item in missing if not item.field.startswith("r-")
    )
    if lacking:
        return Check(
            "missing",
            label,
            WARN,
            _("Something the form requires is missing."),
            lacking,
        )
    return Check("missing", label, GOOD, _("Everything the form requires is there."))


def check_files(files: Iterable[Attachment]) -> Check:
    label, wrong = _("Files"), []
    for file in files:
        row = getattr(file, "preparation", None)
        if row is not None and row.scan == Scan.INFECTED:
            wrong.append(
                Evidence(_("%(name)s contains a virus.") % {"name": file.name})
            )
        elif row is not None and any(
            found["where"] == "unreadable" for found in row.findings
        ):
            wrong.append(
                Evidence(_("%(name)s cannot be opened.") % {"name": file.name})
            )
    if wrong:
        return Check("files", label, BAD, _("Some files cannot be read."), tuple(wrong))
    return Check("files", label, GOOD, _("Every file can be read."))
