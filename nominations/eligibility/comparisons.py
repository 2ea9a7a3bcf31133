"""Findings about an entry beside others: those of its edition that were sent in, and the
winners of editions before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.language.bilingual import reader_language
from awards.models import Edition, Winner
from awards.speed.prepared_query import Prepared
from nominations.eligibility.checks import BAD, GOOD, WARN, Check, Evidence
from nominations.eligibility.sent_in import Other, SentIn, plain_names
from nominations.eligibility.similar_titles import Match, titles_among
from nominations.models import Entry

LIKE = 0.5


# Of a past winner: what is compared, then what is said of it where it is alike.
PAST = (
    "pk",
    "title_th",
    "title_en",
    "organisation_th",
    "organisation_en",
    "reference",
    "level_th",
    "level_en",
    "shared",
    "winner_list__edition__code",
    "winner_list__edition__name_th",
    "winner_list__edition__name_en",
)


class PastWinner(NamedTuple):
    """A winner of another edition's published list, in the columns of ``PAST``."""

    pk: int
    title_th: str
    title_en: str
    organisation_th: str
    organisation_en: str
    reference: str
    level_th: str
    level_en: str
    shared: bool
    code: str
    edition_th: str
    edition_en: str

    @property
    def edition(self) -> Edition:
        return Edition(code=self.code, name_th=self.edition_th, name_en=self.edition_en)

    @property
    def winner(self) -> Winner:
        names = ("title", "organisation", "level")
        said = {
            f"{name}_{language}": getattr(self, f"{name}_{language}")
            for name in names
            for language in ("th", "en")
        }
        return Winner(reference=self.reference, shared=self.shared, **said)


@dataclass(frozen=True)
class Beside:
    """What an entry is compared with: ``sent``, all of its edition; ``winners`` of
    other editions' published lists.
    """

    sent: SentIn
    winners: list[PastWinner]


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


def check_past_winners(entry: Entry, winners: list[PastWinner]) -> Check:
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


def winners_but_of(edition: int) -> QuerySet[Winner, Any]:
    standing = Q(
        winner_list__published_at__isnull=False, winner_list__superseded_at=None
    )
    rows = Winner.objects.filter(standing).exclude(winner_list__edition=edition)
    rows = rows.order_by("-winner_list__published_at", "order")
    return rows.values_list(*PAST)


won_before: Prepared[Winner] = Prepared(winners_but_of)


def past_winners(edition: int) -> list[PastWinner]:
    return [PastWinner(*row) for row in won_before.tuples(edition)]


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
