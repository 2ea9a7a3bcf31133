"""What the software finds about an entry for the eligibility desk, each finding with
its evidence. People decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.language.bilingual import reader_language
from awards.models import Winner
from nominations.checklist.pages import RuleReading
from nominations.checklist.passing import (
    closing_day,
    months_between,
    show_rule_answer,
    wanted,
)
from nominations.eligibility.similar_titles import Match, plain, titles_among
from nominations.entries.form_state import Sheet, sheet_of
from nominations.entries.missing import Missing
from nominations.models import Attachment, Entry, Question
from nominations.organisations.services import clean_number
from nominations.questions.answers import show_answer
from nominations.refusals import NumberError
from nominations.statuses import OrganisationKind, RuleKind, Scan

GOOD, WARN, BAD = "good", "warn", "bad"
JURISTIC = (OrganisationKind.COMPANY, OrganisationKind.STARTUP)
LIKE = 0.5


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


@dataclass(frozen=True)
class Other:
    """An entry of the edition that was sent in, to compare with."""

    reference: str
    titles: tuple[str, str]
    number: str
    names: frozenset[str]
    categories: frozenset[str]


@dataclass(frozen=True)
class Beside:
    """What an entry is compared with: ``sent``, all of its edition; ``winners`` of
    other editions' published lists.
    """

    sent: list[Other]
    winners: list[Winner]


def beside(edition: int) -> Beside:
    return Beside(sent_in(edition), list(past_winners(edition)))


def check_entry(
    entry: Entry,
    rules: Iterable[RuleReading],
    missing: Iterable[Missing],
    sheet: Sheet | None = None,
) -> list[Check]:
    """All checks, the grave ones first. ``entry`` comes with its edition and organisation.

    ``sheet``: what was read of it already.
    """
    return check_among(
        entry, rules, missing, sheet or sheet_of(entry), beside(entry.edition_id)
    )


def check_among(
    entry: Entry,
    rules: Iterable[RuleReading],
    missing: Iterable[Missing],
    sheet: Sheet,
    others: Beside,
) -> list[Check]:
    """The same, with what it is compared with read already: for one after the other."""
    sent = others.sent
    same = of_same_body(entry, sent)
    categories = frozenset(sheet.category_codes)
    found = [
        check_number(entry),
        check_rules(rules),
        check_missing(missing),
        check_files(sheet.files),
        check_same_body(entry, same),
        check_category(entry, same, categories),
        check_titles(entry, sent),
        check_past_winners(entry, others.winners),
        *check_in_use(entry, sheet),
    ]
    order = {BAD: 0, WARN: 1, GOOD: 2}
    return sorted(found, key=lambda check: order[check.tone])


def sent_in(edition: int) -> list[Other]:
    """All of the edition, so that the titles of one are set in order once for all of them."""
    rows = Entry.objects.filter(edition=edition).submitted()
    rows = rows.annotate(
        number=F("organisation__number"), codes=ArrayAgg("standings__category__code")
    )
    fields = (
        "reference",
        "title_th",
        "title_en",
        "number",
        "organisation__name_th",
        "organisation__name_en",
        "codes",
    )
    return [
        Other(
            reference,
            (th, en),
            number,
            plain_names(name_th, name_en),
            frozenset(filter(None, codes or ())),
        )
        for reference, th, en, number, name_th, name_en, codes in rows.order_by(
            "reference"
        ).values_list(*fields)
    ]


BRACKETS = re.compile(r"[(（\[].*?[)）\]]")


@lru_cache(maxsize=16_384)
def plain_names(*names: str) -> frozenset[str]:
    """Names as they are compared: without spaces, signs and what stands in brackets."""
    return frozenset(bare for name in names if (bare := plain(BRACKETS.sub("", name))))


def address(entry: Entry, reference: str) -> str:
    return reverse(
        "nominations:eligibility-check", args=[entry.edition.code, reference]
    )


def evidence_of(entry: Entry, other: Other, more: str = "") -> Evidence:
    thai, english = other.titles
    title = (english or thai) if reader_language() == "en" else (thai or english)
    return Evidence(
        " · ".join(part for part in (other.reference, title, more) if part),
        address(entry, other.reference),
    )


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


def of_same_body(entry: Entry, others: Iterable[Other]) -> list[Other]:
    body = entry.organisation
    own = plain_names(body.name_th, body.name_en)
    others = (other for other in others if other.reference != entry.reference)
    return [
        other
        for other in others
        if (body.number and other.number == body.number) or own & other.names
    ]


def check_same_body(entry: Entry, same: list[Other]) -> Check:
    label = _("Entries from the same organisation")
    if same:
        said = tuple(evidence_of(entry, other) for other in same)
        return Check(
            "organisation",
            label,
            WARN,
            _("Other entries have the same ID number or name."),
            said,
        )
    return Check(
        "organisation", label, GOOD, _("No other entry has the same ID number or name.")
    )


def check_category(
    entry: Entry, same: list[Other], categories: frozenset[str]
) -> Check:
    label = _("One entry per category")
    same = [other for other in same if other.categories & categories]
    if same:
        text = _("The organisation has another entry in the same category.")
        return Check(
            "category",
            label,
            BAD,
            text,
            tuple(evidence_of(entry, other) for other in same),
        )
    return Check(
        "category",
        label,
        GOOD,
        _("The only entry of its organisation in its category."),
    )


def check_titles(entry: Entry, sent: list[Other]) -> Check:
    label, by_reference = (
        _("Similar titles"),
        {other.reference: other for other in sent},
    )
    titles = titles_among(
        tuple((other.reference, title) for other in sent for title in other.titles)
    )
    alike = titles.like(
        [entry.title_th, entry.title_en], least=LIKE, but=entry.reference
    )
    if alike:
        said = tuple(
            evidence_of(entry, by_reference[match.key], percent(match))
            for match in alike
        )
        return Check(
            "titles",
            label,
            WARN,
            _("The same entry may have been submitted twice."),
            said,
        )
    return Check("titles", label, GOOD, _("No other entry has a similar title."))


def percent(match: Match[str]) -> str:
    return _("%(n)d %% similar") % {"n": round(match.score * 100)}


def check_past_winners(entry: Entry, winners: list[Winner]) -> Check:
    """Published lists of other editions: the same organisation, or a title like this one."""
    label, body = _("Past winners"), entry.organisation
    own = plain_names(body.name_th, body.name_en)
    same = {
        row.pk
        for row in winners
        if own & plain_names(row.organisation_th, row.organisation_en)
    }
    titles = titles_among(
        tuple(
            (row.pk, title) for row in winners for title in (row.title_th, row.title_en)
        )
    )
    alike = {
        match.key: match
        for match in titles.like([entry.title_th, entry.title_en], least=LIKE)
    }
    said = tuple(
        past(row, alike.get(row.pk))
        for row in winners
        if row.pk in same or row.pk in alike
    )
    if alike:
        return Check(
            "winners",
            label,
            BAD,
            _("A similar title has won before."),
            said,
        )
    if said:
        return Check(
            "winners",
            label,
            WARN,
            _("The organisation has won before, with another entry."),
            said,
        )
    return Check(
        "winners",
        label,
        GOOD,
        _("Neither the organisation nor a similar title has won before."),
    )


def past_winners(edition: int) -> QuerySet[Winner]:
    standing = Q(
        winner_list__published_at__isnull=False, winner_list__superseded_at=None
    )
    rows = Winner.objects.filter(standing).exclude(winner_list__edition=edition)
    return rows.select_related("winner_list__edition").order_by(
        "-winner_list__published_at", "order"
    )


def past(row: Winner, match: Match[str] | None) -> Evidence:
    edition = row.winner_list.edition
    parts = [
        str(edition),
        str(row.level),
        str(row.title),
        str(row.organisation),
        percent(match) if match else "",
    ]
    url = reverse("awards:winner-show", args=[edition.code, row.reference])
    return Evidence(" · ".join(part for part in parts if part), url)
