"""Results as rows: computed by the worker within seconds of an act that decides, only
read by pages.

No room has to tell: an act that decides a result stands in the edition's chain, written
in the transaction of the act itself. A run is stale when the chain holds such an act
beyond the row that the run was computed at.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Now
from django.db.models.lookups import GreaterThan

from awards.ledger.models import Chain, Row
from awards.models import Edition, Round
from awards.outbox.work import WorkState
from awards.speed.prepared_query import Prepared
from judging.acts import INDECISIVE
from judging.models import Assignment, Ballot, MethodLock, ResultRun
from judging.ranking import NAME
from judging.ranking import Ballot as Given
from judging.results.method import lock_method
from judging.results.second_looks import hints_of_round
from judging.results.services import Counted, Names, counted_ballots
from judging.results.tables import Made, made_table, store
from judging.statuses import BallotState

log = logging.getLogger(__name__)
SWEPT = 50  # rounds in one sweep at most
STORED = (
    4  # of the form of a table's columns: another number has every table computed again
)


decisive_acts: Prepared[Row] = Prepared(
    lambda code, length: (
        Row.objects.filter(GreaterThan(F("number"), Value(length)), chain=code)
        .exclude(act__in=INDECISIVE)
        .order_by()
        .values_list("pk")[:1]
    )
)


def stale_acts(run: ResultRun, code: str) -> bool:
    return bool(decisive_acts.tuples(code, run.chain_length))


def queue_stale_results() -> int:
    """Rounds that take place and whose chain has moved on since they were computed:
    back in the queue.
    """
    found = 0
    lengths = dict(Chain.objects.values_list("code", "length"))
    rounds = Round.objects.filter(active=True, assignments__isnull=False).distinct()
    for round_ in rounds.select_related("edition", "result_run"):
        run, code = getattr(round_, "result_run", None), round_.edition.code
        if run is None:
            ResultRun.objects.get_or_create(round=round_)
            found += 1
        elif (
            run.state in {WorkState.DONE, WorkState.FAILED}
            and lengths.get(code, 0) > run.chain_length
        ):
            found += _requeue(run, code, lengths[code])
    return found


def _requeue(run: ResultRun, code: str, length: int) -> bool:
    """Acts that decide nothing only move the mark, so that they are not looked at again;
    some of them ask for ballots.
    """
    rows = ResultRun.objects.filter(
        pk=run.pk, state=run.state, chain_length=run.chain_length
    )
    if stale_acts(run, code):
        return bool(rows.update(state=WorkState.QUEUED, due_at=Now(), attempts=0))
    rows.update(chain_length=length, waiting=ballots_waiting(run.round))
    return False


def ballots_waiting(round_: Round) -> int:
    """Asked for and not submitted: looks at all that the round asks for."""
    standing = Assignment.objects.standing().filter(round=round_)
    return standing.exclude(ballot__state=BallotState.SUBMITTED).count()


def compute_due_results() -> int:
    """One sweep: queue what is stale, claim each due run in turn and compute it; how
    many. Run each second.
    """
    queue_stale_results()
    computed = 0
    for run in ResultRun.objects.select_related("round__edition").claim_each(SWEPT):
        try:
            compute_run(run)
            computed += 1
        except (
            Exception
        ) as error:  # one round that fails must not keep the others from being computed
            log.exception(
                "Computing %s of %s failed", run.round.code, run.round.edition.code
            )
            run.retry_later(f"{type(error).__name__}: {error}")
    return computed


def compute_run(run: ResultRun) -> None:
    """Everything a page shows of a round; a category of which nothing changed keeps its
    table as it is.

    The chain's length is read first: what comes later is computed again.
    """
    started, round_ = time.perf_counter(), run.round
    lock_once_judged(round_)
    length = chain_length(round_.edition)
    counted = counted_ballots(round_)
    made = changed_tables(run, counted)
    with transaction.atomic():
        run.tables.filter(category__in=[one.table.category for one in made]).delete()
        store(made)
        figures = {
            "chain_length": length,
            "waiting": ballots_waiting(round_),
            "computed_at": Now(),
            "seconds": time.perf_counter() - started,
        }
        ballots = sum(map(len, counted.ballots.values()))
        ResultRun.objects.filter(pk=run.pk).update(
            ballots=ballots, attempts=F("attempts") * 0, **figures
        )
        run.finish()


def lock_once_judged(round_: Round) -> None:
    """The first ballot that counts locks the method, where nobody has."""
    locked = MethodLock.objects.filter(round=round_).exists()
    if not locked and Ballot.objects.counted().filter(assignment__round=round_):
        lock_method(round_=round_, actor=None)


def chain_length(edition: Edition) -> int:
    lengths = Chain.objects.filter(code=edition.code).values_list("length", flat=True)
    return lengths.first() or 0


def changed_tables(run: ResultRun, counted: Counted) -> list[Made]:
    """One for each category whose table would say something else."""
    categories = run.round.edition.categories.all()
    prints = fingerprints(counted, [one.code for one in categories])
    kept = dict(run.tables.values_list("category", "fingerprint"))
    changed = [one for one in categories if kept.get(one.pk) != prints[one.code]]
    if not changed:
        return []
    groups = [one for found in counted.ranked_groups.values() for one in found]
    hints = hints_of_round(groups, counted.rules)
    return [
        made_table(run, category, prints[category.code], counted, hints)
        for category in changed
    ]


def fingerprints(counted: Counted, categories: Iterable[str]) -> dict[str, str]:
    """SHA-256 of what each category's table is made from: ballots, names, rules, the
    method's version. Where it is made from the ballots of all, these are read once.
    """
    if counted.rules.across:
        every = hash_of(sorted_ballots(counted.all_ballots, counted.names))
        made_of = dict.fromkeys(categories, every)
    else:
        made_of = {
            code: hash_of(sorted_ballots(counted.ballots.get(code, []), counted.names))
            for code in categories
        }
    return {
        code: hash_of([STORED, NAME, settings_of(counted, code), ballots])
        for code, ballots in made_of.items()
    }


def settings_of(counted: Counted, category: str) -> dict[str, object]:
    rules = counted.rules_for(category)
    return {
        **asdict(rules),
        "weights": rules.weights_for(category),
        "category_weights": rules.category_weights if rules.pooled else None,
    }


def sorted_ballots(ballots: Iterable[Given], names: Names) -> list[tuple[object, ...]]:
    return sorted(
        (
            names.judges.get(one.judge, ""),
            names.entries.get(one.entry, ""),
            one.judge,
            one.entry,
            one.category,
            one.ranked,
            sorted(one.scores.items()),
        )
        for one in ballots
    )


def hash_of(made_from: object) -> str:
    written = json.dumps(made_from, default=str, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()
