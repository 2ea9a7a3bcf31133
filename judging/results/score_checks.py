"""What speaks against an import of scores, and what is worth knowing of it; only
ballots that change are asked.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.language.bilingual import reader_language
from awards.language.thai import format_datetime
from awards.ledger.services import database_now
from awards.models import Edition, Round
from judging.ballot_kinds import PAIRS, kind_of
from judging.conflicts.services import conflict_pairs
from judging.models import Ballot
from judging.results.score_sheets import Refusal
from judging.results.score_written import Written
from judging.statuses import BallotState, JudgeState
from nominations.statuses import EntryState


def refusals_of(
    edition: Edition, round_: Round, ballots: list[Written]
) -> Iterable[Refusal]:
    if ballots and edition.winner_lists.filter(published_at__isnull=False).exists():
        words = _(
            "The winners of this edition are published, so scores can no longer be "
            "changed."
        )
        yield Refusal(min(one.given.row for one in ballots), "", words)
        return
    if ballots and not round_.active:
        words = _(
            "The round %(round)s is not used in this edition. Turn it on in the "
            "edition's settings first."
        )
        yield Refusal(
            min(one.given.row for one in ballots), "", words % {"round": round_.code}
        )
        return
    if ballots and kind_of(round_) is PAIRS:
        words = _("Judges of this round compare entries in pairs: it has no scores.")
        yield Refusal(min(one.given.row for one in ballots), "", words)
        return
    conflicts = conflict_pairs(edition)
    for one in ballots:
        yield from refusals_of_ballot(one, conflicts)


def refusals_of_ballot(
    one: Written, conflicts: set[tuple[int, int]]
) -> Iterable[Refusal]:
    given = one.given
    if given.judge.state != JudgeState.ACCEPTED:
        yield Refusal(
            given.row,
            "judge",
            _("No judge who has accepted in this edition has this email address."),
        )
    if given.place.entry.state != EntryState.SUBMITTED:
        yield Refusal(
            given.row,
            "entry",
            _("This edition has no submitted entry with this reference."),
        )
    if (given.judge.pk, given.place.entry_id) in conflicts:
        yield Refusal(
            given.row, "judge", _("This judge has a conflict with this entry.")
        )
    elif one.assignment is not None and one.assignment.recused_at is not None:
        words = _(
            "This entry was removed from this judge on %(day)s. First assign it again "
            "on the assignments page."
        )
        day = format_datetime(one.assignment.recused_at, reader_language())
        yield Refusal(given.row, "judge", words % {"day": day})
    if given.state == BallotState.DRAFT and one.state == BallotState.SUBMITTED:
        words = _(
            "This ballot is submitted here, but the file says draft. Only the judge "
            "can reopen it."
        )
        yield Refusal(given.row, "state", words)
    if given.state == BallotState.SUBMITTED and all(
        value is None for value in one.values.values()
    ):
        yield Refusal(
            given.row,
            "score",
            _("This ballot has no scores and cannot be submitted empty."),
        )


def remarks_on(round_: Round, ballots: list[Written]) -> Iterable[str]:
    """In words for who imports."""
    if not ballots:
        return
    if round_.opens_at > database_now():
        yield _("The round %(round)s has not opened yet.") % {"round": round_.code}
    later = Ballot.objects.filter(
        assignment__round__edition=round_.edition_id,
        assignment__round__order__gt=round_.order,
        state="submitted",
    ).values_list("assignment__round__code", flat=True)
    for code in sorted(set(later)):
        yield _(
            "A later round, %(code)s, already has submitted ballots. They are not "
            "changed."
        ) % {"code": code}
    drafts = [
        one
        for one in ballots
        if one.state == BallotState.DRAFT and one.given.state == BallotState.SUBMITTED
    ]
    taken_back = sum(bool(one.ballot and one.ballot.version) for one in drafts)
    if taken_back:
        words = ngettext(
            "%(n)d ballot was reopened by its judge. The file submits it again.",
            "%(n)d ballots were reopened by their judges. The file submits them again.",
            taken_back,
        )
        yield words % {"n": taken_back}
    if begun := len(drafts) - taken_back:
        words = ngettext(
            "%(n)d ballot was started by its judge. The file replaces the draft.",
            "%(n)d ballots were started by their judges. The file replaces the drafts.",
            begun,
        )
        yield words % {"n": begun}
