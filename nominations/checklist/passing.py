"""Whether an answer to a rule passes: what the rule's row says, applied to what the
entrant wrote.

``options`` of a rule: ``passes`` (codes that pass, for yes/no and single choice),
``choices`` (code, th, en), ``least`` and ``most`` (numbers), ``months`` (a date must
lie at least so many months before the call closes), ``unit_th`` and ``unit_en``,
``since`` (of a number of months: the code of the question whose date it must fit, which
the eligibility desk compares). A text always passes: somebody reads it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from awards.language.bilingual import reader_language
from awards.models import Edition
from nominations.models import Question, Rule
from nominations.questions.answers import show_answer
from nominations.statuses import QuestionKind, RuleKind

YES, NO = "yes", "no"
YES_NO_CHOICES = [
    {"code": YES, "th": "ใช่", "en": "Yes"},
    {"code": NO, "th": "ไม่ใช่", "en": "No"},
]


def as_question(rule: Rule) -> Question:
    """The rule as a question of the form, so that it is typed, read and shown in the same ways."""
    options = dict(rule.options)
    if rule.kind == RuleKind.YES_NO:
        options["choices"] = YES_NO_CHOICES
    kind = QuestionKind.SINGLE_CHOICE if rule.kind == RuleKind.YES_NO else rule.kind
    texts = {
        name: getattr(rule, name)
        for name in ("label_th", "label_en", "help_th", "help_en")
    }
    return Question(code=rule.code, kind=kind, options=options, limit=300, **texts)


def show_rule_answer(rule: Rule, value: object) -> str:
    return show_answer(as_question(rule), value)


def closing_day(edition: Edition) -> date:
    return edition.closes_at.astimezone().date()


def passes(rule: Rule, value: Any, closes_on: date) -> bool | None:
    """None where there is no answer. ``closes_on``: the day on which the call closes."""
    if value in (None, "", []):
        return None
    options = rule.options
    if rule.kind in (RuleKind.YES_NO, RuleKind.CHOICE):
        return value in options.get("passes", []) or not options.get("passes")
    if rule.kind == RuleKind.NUMBER:
        number = Decimal(value)
        least, most = options.get("least"), options.get("most")
        return (not least or number >= Decimal(least)) and (
            not most or number <= Decimal(most)
        )
    if rule.kind == RuleKind.DATE and options.get("months"):
        return date.fromisoformat(value) <= months_before(
            closes_on, int(options["months"])
        )
    return True


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(day)


def months_between(since: date, until: date) -> int:
    """Whole months from one day to another; below 0 where it lies later."""
    return (
        (until.year - since.year) * 12
        + until.month
        - since.month
        - (until.day < since.day)
    )


def wanted(rule: Rule) -> str:
    """What passes, in words; empty where everything does."""
    options = rule.options
    if rule.kind in (RuleKind.YES_NO, RuleKind.CHOICE) and options.get("passes"):
        return show_answer(
            Question(
                kind=QuestionKind.MULTIPLE_CHOICE, options=as_question(rule).options
            ),
            options["passes"],
        )
    if rule.kind == RuleKind.NUMBER:
        parts = (
            [_("at least %(n)s") % {"n": options["least"]}]
            if options.get("least")
            else []
        )
        parts += (
            [_("at most %(n)s") % {"n": options["most"]}] if options.get("most") else []
        )
        unit = options.get(f"unit_{reader_language()}") or options.get("unit_th", "")
        return " ".join([", ".join(parts), *([unit] if parts and unit else [])])
    if rule.kind == RuleKind.DATE and options.get("months"):
        return _("at least %(n)s months before the call closes") % {
            "n": options["months"]
        }
    return ""
