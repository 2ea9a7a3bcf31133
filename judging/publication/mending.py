"""What looks wrong with a list, and where its reader puts it right."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from awards.models import Edition, Winner
from awards.roles import Area, Right, right_of
from awards.winners.lines import ACROSS
from awards.winners.unchecked import Unchecked
from awards.winners.words import names_frozen
from judging.publication.checks import Checked, Finding, check_list
from judging.publication.facts import known_of


def findings_of(
    edition: Edition, winners: list[Winner], unchecked: Unchecked
) -> list[tuple[Finding, str]]:
    """What looks wrong, with the address where it is put right; of an entry with several
    prizes each thing once.
    """
    levels = list(edition.prize_levels.all())
    allowed = {level.code: level.per_category for level in levels}
    categories = {
        category.code: str(category.name) for category in edition.categories.all()
    }
    names = (
        "reference",
        "category_code",
        "level_code",
        "level_order",
        "title_th",
        "title_en",
        "summary_en",
    )
    more = ("organisation_th", "organisation_en", "shared")
    known = known_of(edition.pk, [winner.reference for winner in winners])
    lines = [
        Checked(
            **{name: getattr(winner, name) for name in (*names, *more)},
            names_frozen=names_frozen(winner),
            **known.get(winner.reference, {}),
            **known.get((winner.category_code, winner.reference), {}),
        )
        for winner in winners
    ]
    found = check_list(
        lines,
        allowed,
        categories,
        unchecked,
        {level.code: str(level.name) for level in levels},
    )
    version = winners[0].winner_list.version if winners else 0
    places = [(one, mending_address(edition, one, version)) for one in found]
    return list(
        {(one.text, one.reference, to): (one, to) for one, to in places}.values()
    )


# Where each kind of finding is mended; what is not named here is a matter of the decision.
OF_ENTRY = {
    "withdrawn",
    "not-eligible",
    "no-thai-title",
}
OF_ENGLISH = {"no-english-title", "no-english-summary", "no-english-name"}
OF_BALLOTS = {"recused-ballot", "few-ballots", "overruled-conflict"}


@dataclass(frozen=True)
class Place:
    """A page of the edition, and the area whose readers it opens for."""

    page: str
    area: Area
    args: tuple[str | int, ...] = ()


def mending_place(finding: Finding, version: int) -> Place:
    """The organiser's page of the entry, of its ballots, or of the decision."""
    entry = (finding.reference,)
    if finding.kind == "unchecked-entries":
        return Place("nominations:eligibility-desk", Area.ELIGIBILITY)
    if finding.kind == "unchecked":
        return Place("nominations:eligibility-check", Area.ELIGIBILITY, entry)
    if finding.kind in OF_ENGLISH:
        return Place("judging:list-english", Area.WINNERS, (version,))
    if finding.kind in OF_ENTRY:
        return Place("nominations:manage-entry", Area.ENTRIES, entry)
    if finding.kind in OF_BALLOTS:
        return Place("judging:result-entry", Area.RESULTS, entry)
    if finding.kind in ("changed-since", "name-changed"):
        return Place("judging:list-preview", Area.RESULTS)
    if finding.category == ACROSS["category_code"]:
        return Place("judging:overall-edit", Area.RESULTS)
    return Place("judging:decision-edit", Area.RESULTS, (finding.category,))


def mending_address(edition: Edition, finding: Finding, version: int) -> str:
    """Empty where the list's reader may not go."""
    place = mending_place(finding, version)
    if not goes_to(edition, place.area):
        return ""
    return reverse(place.page, args=[edition.code, *place.args])


def goes_to(edition: Edition, area: Area) -> bool:
    return right_of(getattr(edition, "own_role", None), area) >= Right.READS
