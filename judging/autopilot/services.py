"""What the worker does when ballots came: looks at the round, plans, and does what was
planned in one transaction with its row in the ledger. By hand an organiser has the same
planning place so many ballots more.
"""

from __future__ import annotations

import hashlib
import json
import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.ledger.models import Row
from awards.ledger.services import append
from awards.models import Edition, Round
from awards.outbox.work import WorkQuerySet, WorkState
from judging import acts
from judging.assigning.engine import Pair, as_json
from judging.assigning.services import give, record, take
from judging.autopilot.plans import refuse_other_ballots
from judging.autopilot.situation import Looked, look_at
from judging.autopilot.words import verdict_words
from judging.conflicts.findings import refresh_conflicts
from judging.matching import Reason
from judging.models import Assignment, Autopilot, ExtraSeat, ExtraStep, ResultRun
from judging.ranking.autopilot import Hold, Outcome, Planned, TakenBack, Verdict
from judging.refusals import JudgingError, PlanChangedError, RoundClosedError
from judging.results.method import rules_of_round
from nominations.models import EntryCategory

log = logging.getLogger(__name__)
SWEPT = 50  # rounds in one sweep at most
AGAIN_AFTER = timedelta(hours=1)
# as what an organiser takes away is closed: the judge's own copy of their data, where it
# stands, must not tell that an entry is decided
TAKEN = "hand"
LOOKED = {"state": WorkState.DONE, "last_error": ""}
# after which the worker waits until something changes; each is noted once
ENDS = (
    Outcome.CERTAIN,
    Outcome.NOTHING_CLOSE,
    Outcome.NOBODY,
    Outcome.SPENT,
)


def rounds_to_look_at() -> WorkQuerySet[Autopilot]:
    """Those whose result was computed anew since they were looked at, those that nobody
    looked at for an hour (panels, limits and time change, too), and those cut off.
    """
    on = Autopilot.objects.filter(
        more__gt=0, paused_at=None, round__active=True, round__method_lock__isnull=False
    )
    computed = F("round__result_run__computed_at")
    anew = Q(round__result_run__computed_at__isnull=False) & (
        Q(seen=None) | ~Q(seen=computed)
    )
    old = Q(finished_at__lt=Now() - AGAIN_AFTER, round__closes_at__gt=Now())
    waits = Q(state__in=[WorkState.DONE, WorkState.FAILED]) & (anew | old)
    rows = Autopilot.objects
    return on.filter(waits | rows.its_time() | rows.cut_off())


def fly_due() -> int:
    """One sweep: how many rounds were looked at."""
    due = list(rounds_to_look_at().order_by("pk").values_list("pk", flat=True)[:SWEPT])
    ended = Autopilot.objects.filter(
        pk__in=due, state__in=[WorkState.DONE, WorkState.FAILED]
    )
    ended.update(state=WorkState.QUEUED, due_at=Now(), attempts=0)
    looked = 0
    pilots = Autopilot.objects.filter(pk__in=due).select_related("round__edition")
    for pilot in pilots.claim_each(len(due)):
        try:
            fly(pilot)
            looked += 1
        except (
            Exception
        ) as error:  # one round must not keep others from being looked at
            log.exception(
                "Planning ballots of %s of %s failed",
                pilot.round.code,
                pilot.round.edition.code,
            )
            pilot.retry_later(f"{type(error).__name__}: {error}")
    return looked


def fly(pilot: Autopilot) -> Planned:
    """One look at a round: all that it leads to, or nothing, is written. Looked at again
    in the same state, nothing more is.
    """
    round_ = pilot.round
    refresh_conflicts(edition=round_.edition)
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=round_.edition_id)
        pilot = Autopilot.objects.select_for_update().get(pk=pilot.pk)
        runs = ResultRun.objects.filter(round=round_)
        computed = runs.values_list("computed_at", flat=True).first()
        if "plan" not in rules_of_round(round_)["extra_ballots"]:
            pilot.note(**LOOKED, finished_at=Now(), seen=computed, outcome=Hold.OFF)
            return Planned()
        looked = look_at(round_, pilot)
        planned = looked.planned()
        ended = planned.outcome in ENDS and planned.outcome != pilot.outcome
        held = looked.state.hold is Hold.DEADLINE and pilot.outcome != Hold.DEADLINE
        if planned.changes or ended or held:
            follow(round_, looked, planned, None)
        outcome = looked.state.hold or planned.outcome
        pilot.note(
            **LOOKED,
            finished_at=Now(),
            seen=computed,
            outcome=outcome,
            found=found_of(looked, planned),
        )
    return planned


@transaction.atomic
def place_more(
    *, round_: Round, count: int, expected: str, actor: User
) -> ExtraStep | None:
    """So many more ballots by hand, by the same planning. ``expected``: the digest of
    what was previewed; raises PlanChangedError if it is another by now.
    """
    refuse_other_ballots(round_)
    refresh_conflicts(edition=round_.edition)
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    looked = look_at(round_)
    if looked.state.hold is Hold.CLOSED:
        raise RoundClosedError
    planned = looked.planned(count)
    if digest_of(planned) != expected:
        raise PlanChangedError
    return follow(round_, looked, planned, actor) if planned.asked else None


@transaction.atomic
def ask_for(*, round_: Round, standing: EntryCategory, actor: User) -> ExtraStep:
    """One more ballot on this entry, by the same planning. Raises JudgingError, which
    says why there is none.
    """
    refuse_other_ballots(round_)
    refresh_conflicts(edition=round_.edition)
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    looked = look_at(round_)
    if looked.state.hold is Hold.CLOSED:
        raise RoundClosedError
    places = {place: name for name, place in looked.names.places.items()}
    name = places.get(standing.pk)
    if name is None:
        raise JudgingError(_("This entry is not competing."))
    planned = looked.planned(1, only=name)
    if not planned.asked:
        raise JudgingError(why_none(looked, planned, name, standing))
    return follow(round_, looked, planned, actor)


def why_none(
    looked: Looked, planned: Planned, name: str, standing: EntryCategory
) -> str:
    """Of an entry: its category needs none, or nobody may take it, or not now."""
    if any(one.entry == name for one in looked.state.waiting):
        return _("A ballot on this entry is on its way already.")
    if name in planned.unfilled:
        return _("No judge is available for this entry.")
    verdict = planned.verdicts[standing.category.code]
    if verdict is Verdict.CERTAIN:
        return _(
            "The set of winners is certain enough under the rules. No more ballots are "
            "needed."
        )
    if verdict is not Verdict.OPEN:
        words = {"category": standing.category.name, "why": verdict_words()[verdict]}
        return _("%(category)s: %(why)s.") % words
    return _("This entry is not close, or has the maximum number of ballots.")


def digest_of(planned: Planned) -> str:
    """The same requests have the same digest."""
    asked = [(call.entry, call.judge) for call in planned.asked]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:32]


def follow(
    round_: Round, looked: Looked, planned: Planned, actor: User | None
) -> ExtraStep:
    """Rows, ledger and the seats; judges are told later (``telling``)."""
    names = looked.names
    back = untouched(round_, looked, planned)
    asked = {
        (names.judges[call.judge], names.places[call.entry]): call
        for call in planned.asked
    }
    newest = ExtraStep.objects.filter(round=round_).aggregate(n=Max("number"))["n"]
    number = (newest or 0) + 1
    spent = looked.state.spent - len(back) + (0 if actor else len(asked))
    row = noted(round_, looked, planned, back, number, spent, actor)
    record(round_.edition, round_, sorted(asked), sorted(back), actor, how="asked")
    give(round_, {pair: {"why": why_of(looked, pair)} for pair in asked})
    take(round_, dict.fromkeys(back, TAKEN))
    step = ExtraStep.objects.create(
        round=round_,
        number=number,
        by=actor,
        outcome=looked.state.hold or planned.outcome,
        found=found_of(looked, planned),
        ballots=looked.ballots,
        spent=spent,
        ledger=row.number,
    )
    keep_seats(round_, step, {pair: call.p for pair, call in asked.items()}, list(back))
    return step


def untouched(round_: Round, looked: Looked, planned: Planned) -> dict[Pair, TakenBack]:
    """Of the seats to be taken back those that still nobody has begun, held until the
    end of this transaction.
    """
    names = looked.names
    wanted = {
        (names.judges[one.judge], names.places[one.entry]): one for one in planned.back
    }
    rows = Assignment.objects.select_for_update(of=("self",)).filter(
        round=round_,
        recused_at=None,
        ballot=None,
        judge__in={judge for judge, _place in wanted},
    )
    free = set(rows.values_list("judge_id", "entry_category_id"))
    return {pair: one for pair, one in wanted.items() if pair in free}


def noted(
    round_: Round,
    looked: Looked,
    planned: Planned,
    back: dict[Pair, TakenBack],
    number: int,
    spent: int,
    actor: User | None,
) -> Row:
    """The ledger's row: what was known, asked for and taken back, under pseudonyms."""
    values = {
        "round": round_.code,
        "step": number,
        "by_hand": actor is not None,
        "outcome": looked.state.hold or planned.outcome,
        "spent": spent,
        "categories": certainty_of(looked, planned),
        "asked": asked_for(looked, planned),
        "back": [
            {
                **of_entry(one.entry),
                "judge": one.judge,
                "p": rounded(one.p),
                "why": one.why,
            }
            for one in back.values()
        ],
    }
    return append(
        round_.edition.code,
        acts.AUTOPILOT_STEP,
        actor,
        values,
        subject=f"round:{round_.code}",
    )


def asked_for(looked: Looked, planned: Planned) -> list[dict[str, Any]]:
    """Each request with its reason: how close the entry is, and how busy the judge."""
    loads = {one.judge: one.load for one in looked.state.readers}
    errors = {one.judge: one.severity_se for one in looked.state.readers}
    ballots = {
        one.entry: one.ballots
        for contest in looked.state.contests
        for one in contest.contenders
    }
    return [
        {
            **of_entry(call.entry),
            "judge": call.judge,
            "p": rounded(call.p),
            "ballots": ballots[call.entry],
            "load": loads[call.judge],
            "severity_se": rounded(errors[call.judge]),
        }
        for call in planned.asked
    ]


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def of_entry(name: str) -> dict[str, str]:
    category, sheet = name.split("/")
    return {"category": category, "sheet": sheet}


def certainty_of(looked: Looked, planned: Planned) -> dict[str, Any]:
    return {
        contest.category: {
            "verdict": planned.verdicts[contest.category],
            "p_winners": rounded(contest.p_winners),
        }
        for contest in looked.state.contests
    }


def found_of(looked: Looked, planned: Planned) -> dict[str, Any]:
    """For organisers' pages: categories, and close entries that nobody may take."""
    return {
        "categories": certainty_of(looked, planned),
        "unfilled": [looked.names.entries[name] for name in planned.unfilled],
    }


def why_of(looked: Looked, pair: Pair) -> list[dict[str, object]]:
    """What the judge reads under "Why me?": nothing that tells this seat from one that
    somebody else gave back.
    """
    loads = [one.load for one in looked.state.readers if one.load]
    mean = round(sum(loads) / len(loads), 1) if loads else 0
    name = {judge: name for name, judge in looked.names.judges.items()}[pair[0]]
    load = next(one.load for one in looked.state.readers if one.judge == name)
    later = Reason("later")
    return [as_json(later), as_json(Reason("takes", {"ballots": load, "mean": mean}))]


def keep_seats(
    round_: Round, step: ExtraStep, asked: dict[Pair, float], back: list[Pair]
) -> None:
    rows = Assignment.objects.filter(
        round=round_, judge__in={judge for judge, _place in [*asked, *back]}
    )
    pks = {
        (judge, place): pk
        for pk, judge, place in rows.values_list("pk", "judge_id", "entry_category_id")
    }
    gone = [pks[pair] for pair in back]
    ExtraSeat.objects.held().filter(assignment__in=gone).update(taken_by=step)
    ExtraSeat.objects.bulk_create(
        ExtraSeat(step=step, assignment_id=pks[pair], p=p) for pair, p in asked.items()
    )
