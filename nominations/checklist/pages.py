"""The checklist and the declarations of an entry as they are read by its entrant and by
organisers. Never by judges.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from awards.language.bilingual import reader_language
from awards.language.thai import format_datetime
from awards.speed.any_of import any_number_of
from awards.speed.prepared_query import Prepared
from nominations.checklist.passing import closing_day, passes, show_rule_answer, wanted
from nominations.checklist.questions_asked import rules_answered
from nominations.models import Agreement, DeclarationText, Entry, Rule, RuleAnswer
from nominations.models.content import ChecklistContent, KeptAgreement
from nominations.models.with_columns import AnsweredRule


@dataclass(frozen=True)
class RuleReading:
    """``passes`` is None where nothing was answered. ``wanted``: what would pass, in words."""

    code: str
    label: str
    answer: str
    passes: bool | None
    wanted: str
    required: bool


@dataclass(frozen=True)
class DeclarationReading:
    code: str
    title: str
    version: int
    at: datetime
    by: str
    detail: str


def read_rules(entry: Entry) -> list[RuleReading]:
    """Those still asked, and those asked no longer that were answered."""
    return rules_read(entry, rules_answered(entry, retired=True))


def rules_read(entry: Entry, rules: Iterable[AnsweredRule]) -> list[RuleReading]:
    """The same of rules that were read already, each with ``given``."""
    day = closing_day(entry.edition)
    return [
        rule_reading(rule, day)
        for rule in rules
        if rule.retired_at is None or rule.given
    ]


def rule_reading(rule: AnsweredRule, day: date) -> RuleReading:
    answer = show_rule_answer(rule, rule.given)
    return RuleReading(
        rule.code,
        rule.label,
        answer,
        passes(rule, rule.given, day),
        wanted(rule),
        rule.required,
    )


def read_declarations(entry: Entry) -> list[DeclarationReading]:
    """What stands, in the words that were agreed to."""
    return declarations_of([entry.pk])[entry.pk]


agreements_of: Prepared[Agreement] = Prepared(
    lambda entries: (
        Agreement.objects.filter(any_number_of("entry_id", entries), withdrawn_at=None)
        .select_related("text__declaration", "user")
        .order_by("pk")
    )
)


def declarations_of(entries: Collection[int]) -> dict[int, list[DeclarationReading]]:
    """For many entries in one question: the newest agreement that stands to each
    declaration, in their order.
    """
    rows = agreements_of(list(entries))
    newest = {(row.entry_id, row.text.declaration_id): row for row in rows}
    found: dict[int, list[DeclarationReading]] = {pk: [] for pk in entries}
    ordered = sorted(
        newest.values(),
        key=lambda row: (row.text.declaration.order, row.text.declaration.code),
    )
    for row in ordered:
        found[row.entry_id].append(declaration_reading(row))
    return found


def declaration_reading(row: Agreement) -> DeclarationReading:
    text, by = row.text, str(row.user) if row.user else ""
    return DeclarationReading(
        text.declaration.code, text.title, text.version, row.agreed_at, by, row.detail
    )


def content_of_checklist(entry: Entry) -> ChecklistContent:
    """For the content that a receipt covers; empty where the edition asks for neither."""
    return contents_of_checklists([entry.pk])[entry.pk]


def contents_of_checklists(entries: Collection[int]) -> dict[int, ChecklistContent]:
    """The same for many entries in two questions, by their numbers."""
    given: dict[int, dict[str, object]] = {pk: {} for pk in entries}
    rows = RuleAnswer.objects.filter(entry__in=entries).order_by("rule__code")
    for pk, code, value in rows.values_list("entry_id", "rule__code", "value"):
        given[pk][code] = value
    agreed = declarations_of(entries)
    return {pk: content_in(given[pk], kept_of(agreed[pk])) for pk in entries}


def kept_of(agreed: Iterable[DeclarationReading]) -> list[KeptAgreement]:
    return [
        {
            "code": one.code,
            "version": one.version,
            "agreed_at": one.at.isoformat(),
            "detail": one.detail,
        }
        for one in agreed
    ]


def content_in(
    answers: dict[str, object], said: list[KeptAgreement]
) -> ChecklistContent:
    content = ChecklistContent()
    if answers:
        content["rules"] = answers
    if said:
        content["declarations"] = said
    return content


def lines_of_checklist(entry: Entry, content: ChecklistContent) -> list[list[str]]:
    """The same in words, from content that was kept: label and text."""
    given = content.get("rules", {})
    rules = Rule.objects.filter(edition=entry.edition_id, code__in=given)
    lines = [[rule.label, show_rule_answer(rule, given[rule.code])] for rule in rules]
    return lines + declaration_lines(entry, content.get("declarations", []))


def declaration_lines(entry: Entry, agreed: list[KeptAgreement]) -> list[list[str]]:
    codes = [one["code"] for one in agreed]
    texts = DeclarationText.objects.filter(
        declaration__edition=entry.edition_id, declaration__code__in=codes
    )
    words = {
        (text.declaration.code, text.version): text
        for text in texts.select_related("declaration")
    }
    said = _("agreed to in version %(version)s on %(when)s")
    lines = []
    for one in agreed:
        text = words.get((one["code"], one["version"]))
        when = format_datetime(
            datetime.fromisoformat(one["agreed_at"]), reader_language()
        )
        parts = [
            said % {"version": one["version"], "when": when},
            text.text if text else "",
            one["detail"],
        ]
        lines.append(
            [
                text.title if text else one["code"],
                "\n".join(part for part in parts if part),
            ]
        )
    return lines
