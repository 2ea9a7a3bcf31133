"""Who is told what when a list appears: the first one tells everybody, a correction
only whom it changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awards.accounts.models import User
from awards.certificates.emails import certificate_mails
from awards.models import Winner, WinnerList
from awards.outbox.planned import PlannedMail
from awards.roles import Area
from judging.models import rules_of
from judging.publication.corrections import correction_mails
from judging.publication.list_mails import planned
from judging.publication.outcomes import by_reference, former_list
from nominations.models import Entry


def planned_mails(winner_list: WinnerList) -> list[PlannedMail]:
    """All that goes out once this list is public; nothing is written."""
    return [*certificate_mails(winner_list), *announcement_mails(winner_list)]


def announcement_mails(winner_list: WinnerList) -> list[PlannedMail]:
    """Who is told in which words when this list appears; nothing is written."""
    winners = list(winner_list.winners.all())
    organisers = [
        row.user
        for row in winner_list.edition.organisers.reading(Area.PUBLICATION)
        .select_related("user")
        .order_by("pk")
    ]
    former = former_list(winner_list)
    if former:
        return correction_mails(winner_list, former, winners, organisers)
    told = [
        planned(winner_list, user, "organiser_announced", (), {"winners": winners})
        for user in organisers
    ]
    return to_entrants(winner_list, winners) + told


def to_entrants(winner_list: WinnerList, winners: list[Winner]) -> list[PlannedMail]:
    """One mail for all entries of a person; winners first."""
    edition = winner_list.edition
    mine: dict[Any, list[Entry]] = {}
    for entry in (
        Entry.objects.filter(edition=edition, state="submitted")
        .select_related("owner")
        .order_by("pk")
    ):
        entry.edition = edition
        mine.setdefault(entry.owner, []).append(entry)
    prizes, rules = by_reference(winners), rules_of(edition)
    found = [
        to_entrant(winner_list, owner, own, prizes, {"feedback": rules})
        for owner, own in mine.items()
    ]
    return sorted(found, key=lambda plan: plan.event, reverse=True)


def to_entrant(
    winner_list: WinnerList,
    owner: User,
    own: list[Entry],
    prizes: dict[str, list[Winner]],
    context: Mapping[str, object],
) -> PlannedMail:
    """Of the prizes; without one that the entries did not win; of those never in the
    running, just that.
    """
    won = [winner for entry in own for winner in prizes.get(entry.reference, [])]
    judged = [entry for entry in own if entry.is_in_running]
    rest = [entry for entry in own if not entry.is_in_running]
    event, about = "unjudged_announced", tuple(entry.reference for entry in rest)
    if won:
        event, about = (
            "winner_announced",
            tuple(dict.fromkeys(winner.reference for winner in won)),
        )
    elif judged:
        event, about = "entrant_announced", tuple(entry.reference for entry in judged)
    return planned(
        winner_list,
        owner,
        event,
        about,
        {"won": won, "entries": judged, "unjudged": rest, **context},
    )
