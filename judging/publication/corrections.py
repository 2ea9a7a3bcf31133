"""Mails with a list that corrects a published one: only to those whose outcome or text
it changes.
"""

from __future__ import annotations

from typing import Any

from awards.accounts.models import User
from awards.models import Winner, WinnerList
from awards.outbox.planned import PlannedMail
from judging.publication.list_mails import moment_of, planned
from judging.publication.mail_kinds import (
    CORRECTION_CHANGED,
    CORRECTION_LOST,
    CORRECTION_WON,
    ORGANISER_CORRECTED,
)
from judging.publication.mail_values import corrected_values, correction_values
from judging.publication.outcomes import Change, Turn, changes_between
from nominations.models import Entry

# The words of a mail follow what is hardest to read in it: nobody who lost a prize is
# congratulated.
KIND_OF = {
    Turn.LOST: CORRECTION_LOST,
    Turn.LOWERED: CORRECTION_LOST,
    Turn.OTHER: CORRECTION_CHANGED,
    Turn.TEXT: CORRECTION_CHANGED,
    Turn.WON: CORRECTION_WON,
}
HARDEST = (Turn.LOST, Turn.LOWERED, Turn.OTHER, Turn.WON, Turn.TEXT)


def correction_mails(
    winner_list: WinnerList,
    former: WinnerList,
    winners: list[Winner],
    organisers: list[User],
) -> list[PlannedMail]:
    changes = changes_between(former.winners.all(), winners)
    at = moment_of(winner_list)
    told = [
        planned(
            winner_list,
            user,
            ORGANISER_CORRECTED,
            (),
            lambda language: corrected_values(changes, str(winner_list.erratum), at),
        )
        for user in organisers
    ]
    return to_entrants(winner_list, changes) + told


def to_entrants(winner_list: WinnerList, changes: list[Change]) -> list[PlannedMail]:
    """One mail a person, about all of their entries that changed; also where an entry
    was withdrawn since.
    """
    owners: dict[str, Any] = {
        entry.reference: entry.owner
        for entry in Entry.objects.filter(
            edition=winner_list.edition_id,
            reference__in=[change.reference for change in changes],
        ).select_related("owner")
    }
    theirs: dict[Any, list[Change]] = {}
    for change in changes:
        if owner := owners.get(change.reference):
            theirs.setdefault(owner, []).append(change)
    return [to_owner(winner_list, owner, own) for owner, own in theirs.items()]


def to_owner(
    winner_list: WinnerList, owner: User, changes: list[Change]
) -> PlannedMail:
    changes = sorted(changes, key=lambda change: HARDEST.index(change.turn))
    return planned(
        winner_list,
        owner,
        KIND_OF[changes[0].turn],
        tuple(change.reference for change in changes),
        lambda language: correction_values(changes, str(winner_list.erratum)),
    )
