"""Findings about an entry beside others: those of its edition that were sent in, and the
winners of editions before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.language.bilingual import reader_language
from awards.models import Winner
from nominations.eligibility.checks import BAD, GOOD, WARN, Check, Evidence
from nominations.eligibility.similar_titles import Match, plain, titles_among
from nominations.models import Entry

LIKE = 0.5


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
