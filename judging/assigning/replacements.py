"""One assignment at a time: by hand, moved to another judge, or one more ballot from
whoever is best placed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.bilingual import reader_language
from awards.models import Edition, Round
from judging.assigning.draft import Wish, is_away, situation_of
from judging.assigning.engine import as_json, plan_extra
from judging.assigning.services import announce, give, take_assignment_away
from judging.conflicts.findings import refresh_conflicts
from judging.conflicts.services import conflict_pairs
from judging.matching import Reason, say
from judging.models import Assignment, Judge, judged_in
from judging.refusals import NobodyFreeError, RuleError
from judging.statuses import BallotState, JudgeState
from nominations.models import EntryCategory


@dataclass(frozen=True)
class Proposal:
    """Whom to ask, or None; ``words`` say how the judge was found, or why there is
    none. ``reasons`` as JSON.
    """

    judge: Judge | None
    words: list[str]
    reasons: list[dict[str, Any]]


def propose_judge(
    edition: Edition, round_: Round, standing: EntryCategory, order: Sequence[int] = ()
) -> Proposal:
    """Every rule of the matching respected: lowest load first, then whose ballots tell
    least so far, then expertise.
    """
    if not is_judged_in(standing, round_):
        return Proposal(None, [_("This entry did not move on to the round.")], [])
    wish = Wish(round_.judges_per_entry)
    extra = plan_extra(
        situation_of(edition, round_, wish),
        standing.pk,
        order or least_known(edition, round_),
    )
    words = [say(reason, reader_language()) for reason in extra.reasons]
    if extra.place is None:
        return Proposal(None, words, [])
    judge = Judge.objects.select_related("user", "edition").get(
        pk=int(str(extra.place.judge)[1:])
    )
    return Proposal(judge, words, [as_json(reason) for reason in extra.reasons])


def least_known(edition: Edition, round_: Round) -> Sequence[int]:
    """Judges with the fewest submitted ballots first: of them the severity is known least."""
    done = Q(
        assignments__round=round_, assignments__ballot__state=BallotState.SUBMITTED
    )
    return list(
        edition.judges.accepted().annotate(n=Count("assignments", filter=done)).order_by("n", "pk").values_list(
            "pk", flat=True
        )
    )  # fmt: skip


@transaction.atomic
def ask_one_more(
    *,
    edition: Edition,
    round_: Round,
    entry_category: EntryCategory,
    actor: User,
    order: Sequence[int] = (),
) -> Assignment:
    """One more ballot on an entry, from the judge that ``propose_judge`` finds; with
    ledger row and mail.

    ``order``: judge ids, whose severity is least known first. Raises NobodyFreeError,
    whose text says why.
    """
    Edition.objects.select_for_update().get(pk=edition.pk)
    refresh_conflicts(edition=edition)
    proposal = propose_judge(edition, round_, entry_category, order)
    if proposal.judge is None:
        raise NobodyFreeError(
            " ".join([_("No judge is available for this entry."), *proposal.words])
        )
    return _give(
        proposal.judge,
        entry_category,
        round_,
        actor,
        told_later(proposal.reasons),
        "asked",
    )


def told_later(reasons: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the judge reads under "Why me?" of an entry that came after the others. The
    same whether somebody gave it back or one more ballot is wanted: how many others
    judge it would tell that its result is close.
    """
    own = [row for row in reasons if row["code"] == "takes"]
    return [as_json(Reason("later")), *own]


@transaction.atomic
def assign_one(
    *, judge: Judge, standing: EntryCategory, round_: Round, actor: User
) -> Assignment:
    """One assignment by hand. Raises RuleError, which names every rule that speaks against it."""
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    refresh_conflicts(edition=round_.edition)
    faults = faults_of(judge, standing, round_)
    if faults:
        raise RuleError(" ".join(faults))
    return _give(judge, standing, round_, actor, [as_json(Reason("hand"))], "by_hand")


def _give(
    judge: Judge,
    standing: EntryCategory,
    round_: Round,
    actor: User,
    why: object,
    how: str,
) -> Assignment:
    pair = (judge.pk, standing.pk)
    give(round_, {pair: {"why": why}})
    announce(round_.edition, round_, [pair], [], actor, how=how)
    return Assignment.objects.select_related("judge__user").get(
        judge=judge, entry_category=standing, round=round_
    )


def is_judged_in(standing: EntryCategory, round_: Round) -> bool:
    return EntryCategory.objects.filter(judged_in(round_.pk), pk=standing.pk).exists()


def faults_of(judge: Judge, standing: EntryCategory, round_: Round) -> list[str]:
    """Why this judge may not get this entry, as sentences; empty where nothing speaks
    against it.
    """
    held = Assignment.objects.standing().filter(judge=judge, round=round_)
    panels = {category.pk for category in judge.categories.all()}
    count = held.count()
    checks = [
        (not standing.entry.is_in_running, _("This entry is not competing.")),
        (
            not is_judged_in(standing, round_),
            _("This entry did not move on to the round."),
        ),
        (
            judge.state != JudgeState.ACCEPTED,
            _("This person has not agreed to judge."),
        ),
        (
            held.filter(entry_category=standing).exists(),
            _("This judge already has the entry."),
        ),
        (
            (judge.pk, standing.entry_id) in conflict_pairs(round_.edition),
            _("This judge has a conflict of interest."),
        ),
        (
            bool(panels) and standing.category_id not in panels,
            _("This judge is not on the panel of the category."),
        ),
        (
            judge.limit is not None and count >= judge.limit,
            _("This judge already has %(n)d entries, the limit they set.")
            % {"n": count},
        ),
        (
            is_away(judge, round_, timezone.localdate()),
            _("This judge is away for the rest of the round."),
        ),
    ]
    return [words for broken, words in checks if broken]


@transaction.atomic
def move_assignment(*, assignment: Assignment, judge: Judge, actor: User) -> Assignment:
    """From one judge to another, checked like ``assign_one``. A submitted ballot is never moved."""
    take_assignment_away(assignment=assignment, actor=actor)
    return assign_one(
        judge=judge,
        standing=assignment.entry_category,
        round_=assignment.round,
        actor=actor,
    )
