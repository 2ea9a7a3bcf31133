"""What is known of the lines of a winner list before it goes out, for
``judging.publication.checks``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models import Q

from awards.models import Edition, Round
from awards.winners.lines import ACROSS
from judging.models import Ballot, Conflict, Decision, OverallDecision
from judging.publication.checks import Known
from judging.publication.eligibility_facts import known_of_entries
from judging.ranking import ranked_rows
from judging.results.pages import lines_now
from judging.results.services import deciding_round
from nominations.models import Entry, EntryCategory


def known_of(edition_id: int, references: Sequence[str]) -> Known:
    """What the check of eligibility and the judging say of these entries."""
    found: Known = {reference: {} for reference in references}
    for told in (
        known_of_entries(edition_id, references),
        known_of_judging(edition_id, references),
    ):
        for key, facts in told.items():
            found.setdefault(key, {}).update(facts)
    return found


def known_of_judging(edition_id: int, references: Sequence[str]) -> Known:
    """In a handful of statements, whatever the number of winners."""
    if not references:
        return {}
    edition, wanted = Edition.objects.get(pk=edition_id), set(references)
    found: Known = {
        reference: {"names_now": names}
        for reference, names in names_of(edition, wanted).items()
    }
    for reference in tainted_ballots(edition) & wanted:
        found[reference]["recused_ballot_counted"] = True
    for reference in overruled_conflicts(edition) & wanted:
        found[reference]["overruled_conflict"] = True
    reasons = reasons_of(edition)
    found |= {place: {"reason": reason} for place, reason in reasons.items()}
    for place, facts in standing_facts(edition, wanted).items():
        found[place] = {**facts, "reason": reasons.get(place, "")}
    return found


def names_of(
    edition: Edition, references: set[str]
) -> dict[str, tuple[str, str, str, str]]:
    rows = Entry.objects.filter(edition=edition, reference__in=references)
    names = ("title_th", "title_en", "organisation__name_th", "organisation__name_en")
    return {
        reference: (a, b, c, d)
        for reference, a, b, c, d in rows.values_list("reference", *names)
    }


def standing_facts(
    edition: Edition, references: set[str]
) -> dict[tuple[str, str], dict[str, object]]:
    """Rank and ballots of each entry in each of its categories, in the round that decides."""
    round_ = deciding_round(edition)
    if round_ is None:
        return {}
    ranks = {
        (code, row["entry"]): row["rank"]
        for code, rows in lines_now(round_, entries=references).items()
        for row in ranked_rows(rows)
    }
    ballots = ballots_of(round_, references)
    places = EntryCategory.objects.filter(
        entry__edition=edition, entry__reference__in=references
    )
    return {
        place: {
            "rank": ranks.get(place),
            "ballots": ballots[place],
            "quorum": round_.quorum,
        }
        for place in places.values_list("category__code", "entry__reference")
    }


def ballots_of(round_: Round, references: set[str]) -> Counter[tuple[str, str]]:
    place = "assignment__entry_category"
    rows = Ballot.objects.counted().filter(
        assignment__round=round_, **{f"{place}__entry__reference__in": references}
    )
    return Counter(
        rows.values_list(f"{place}__category__code", f"{place}__entry__reference")
    )


def tainted_ballots(edition: Edition) -> set[str]:
    """Entries with a counted ballot of a judge who is recused from it or in conflict
    with it. There must be none.
    """
    rows = Ballot.objects.counted().filter(assignment__round__edition=edition)
    standing = defaultdict(set)
    for judge, entry in (
        Conflict.objects.standing()
        .filter(judge__edition=edition)
        .values_list("judge_id", "entry_id")
    ):
        standing[judge].add(entry)
    found = rows.filter(
        Q(assignment__recused_at__isnull=False) | Q(assignment__judge__in=standing)
    ).values_list(
        "assignment__judge_id",
        "assignment__entry_category__entry_id",
        "assignment__entry_category__entry__reference",
        "assignment__recused_at",
    )
    return {
        reference
        for judge, entry, reference, recused in found
        if recused or entry in standing[judge]
    }


def overruled_conflicts(edition: Edition) -> set[str]:
    """Entries with a counted ballot of a judge whose conflict with it an organiser has
    overruled.
    """
    pairs = set(
        Conflict.objects.filter(
            judge__edition=edition, overruled_at__isnull=False
        ).values_list("judge_id", "entry_id")
    )
    rows = Ballot.objects.counted().filter(assignment__judge__in={judge for judge, _entry in pairs}).values_list(
        "assignment__judge_id",
        "assignment__entry_category__entry_id",
        "assignment__entry_category__entry__reference",
    ) if pairs else []  # fmt: skip
    return {reference for judge, entry, reference in rows if (judge, entry) in pairs}


def reasons_of(edition: Edition) -> dict[tuple[str, str], str]:
    place = "entry_category"
    rows = Decision.objects.filter(entry_category__entry__edition=edition).values_list(
        f"{place}__category__code", f"{place}__entry__reference", "reason"
    )
    overall = OverallDecision.objects.filter(entry__edition=edition).values_list(
        "entry__reference", "reason"
    )
    found = {(category, reference): reason for category, reference, reason in rows}
    return found | {
        (ACROSS["category_code"], reference): reason for reference, reason in overall
    }
