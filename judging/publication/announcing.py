"""Who is told what when a list appears: the first one tells everybody, a correction
only whom it changes.
"""

from __future__ import annotations

from awards.accounts.models import User
from awards.certificates.emails import certificate_mails
from awards.models import Winner, WinnerList
from awards.outbox.planned import PlannedMail
from awards.roles import Area
from judging.models import FeedbackRules, rules_of
from judging.publication.corrections import correction_mails
from judging.publication.list_mails import moment_of, planned
from judging.publication.mail_kinds import ORGANISER_ANNOUNCED
from judging.publication.mail_values import Outcome, published_values
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
    at = moment_of(winner_list)
    told = [
        planned(
            winner_list,
            user,
            ORGANISER_ANNOUNCED,
            (),
            lambda language: published_values(winners, at),
        )
        for user in organisers
    ]
    return to_entrants(winner_list, winners) + told


def to_entrants(winner_list: WinnerList, winners: list[Winner]) -> list[PlannedMail]:
    """One mail for all entries of a person; winners first."""
    edition = winner_list.edition
    mine: dict[User, list[Entry]] = {}
    for entry in (
        Entry.objects.filter(edition=edition, state="submitted")
        .select_related("owner")
        .order_by("pk")
    ):
        entry.edition = edition
        mine.setdefault(entry.owner, []).append(entry)
    prizes, rules = by_reference(winners), rules_of(edition)
    found = [
        to_entrant(winner_list, owner, outcome_of(own, prizes, rules))
        for owner, own in mine.items()
    ]
    return sorted(found, key=lambda plan: plan.event, reverse=True)


def outcome_of(
    own: list[Entry], prizes: dict[str, list[Winner]], rules: FeedbackRules
) -> Outcome:
    return Outcome(
        won=[winner for entry in own for winner in prizes.get(entry.reference, [])],
        entries=[entry for entry in own if entry.is_in_running],
        unjudged=[entry for entry in own if not entry.is_in_running],
        feedback=rules,
    )


def to_entrant(winner_list: WinnerList, owner: User, outcome: Outcome) -> PlannedMail:
    return planned(winner_list, owner, outcome.kind, outcome.about, outcome.values)
