"""Findings about an entry beside others: those of its edition that were sent in, and the
winners of editions before.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.language.bilingual import reader_language
from nominations.eligibility.checks import BAD, GOOD, WARN, Check, Evidence
from nominations.eligibility.past_winners import PastWinner, PastWinners
from nominations.eligibility.sent_in import Other, SentIn
from nominations.eligibility.similar_titles import Match
from nominations.models import Entry

LIKE = 0.5


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


def check_titles(entry: Entry, sent: SentIn) -> Check:
    label, alike = _("Similar titles"), sent.alike(entry, LIKE)
    if alike:
        said = tuple(
            evidence_of(entry, other, percent(match)) for other, match in alike
        )
        return Check(
            "titles",
            label,
            WARN,
            _("The same entry may have been submitted twice."),
            said,
        )
    return Check("titles", label, GOOD, _("No other entry has a similar title."))


def percent(match: Match[int]) -> str:
    return _("%(n)d %% similar") % {"n": round(match.score * 100)}


def check_past_winners(entry: Entry, winners: PastWinners) -> Check:
    """Published lists of other editions: the same organisation, or a title like this one."""
    label, found = _("Past winners"), list(winners.beside(entry, LIKE))
    said = tuple(past(row, match) for row, match in found)
    if any(match for _row, match in found):
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


def past(row: PastWinner, match: Match[int] | None) -> Evidence:
    edition, winner = row.edition, row.winner
    parts = [
        str(edition),
        str(winner.level),
        str(winner.title),
        str(winner.organisation),
        percent(match) if match else "",
    ]
    url = reverse("awards:winner-show", args=[row.code, row.reference])
    return Evidence(" · ".join(part for part in parts if part), url)
