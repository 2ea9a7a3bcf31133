"""A jury, its ballots and a stored result for measuring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from django.utils import timezone

from awards.accounts.models import User
from awards.models import Category, Criterion, Edition, Round
from awards.outbox.work import WorkState
from config.bench.bulk import M, store
from config.bench.engine import made_up
from config.rehearsal.content import person, solutions
from judging.models import (
    Assignment,
    Ballot,
    BallotVersion,
    Judge,
    ResultRun,
    ResultTable,
    Score,
)
from judging.ranking import Ballot as RankedBallot
from judging.ranking import ranking_document
from judging.ranking.shape import Document
from judging.results.method import as_rules, rules_of_round
from judging.results.tables import store as store_tables
from judging.results.tables import summary_of, with_rows
from judging.statuses import BallotState, JudgeState
from nominations.models import (
    Entry,
    EntryCategory,
)


def make_judges(edition: Edition, count: int) -> list[Judge]:
    users = store(
        User(
            email=f"judge{n}@bench.example.net",
            name_th=person(n)[0],
            name_en=person(n)[1],
            password="!",
        )
        for n in range(count)
    )
    return store(
        Judge(edition=edition, user=user, state=JudgeState.ACCEPTED) for user in users
    )


@dataclass(frozen=True)
class JudgesBallots:
    """Assignments of the first judge."""

    open: list[int]
    done: list[int]


def make_ballots(
    round_: Round, entries: list[Entry], judges: list[Judge], per_entry: int
) -> JudgesBallots:
    """Every ballot submitted but for half of the first judge's 125."""
    random = Random(5)
    assignments = store(assignment_rows(random, round_, entries, judges, per_entry))
    open_, done = halves([a for a in assignments if a.judge_id == judges[0].pk])
    waiting = {a.pk for a in open_}
    ballots = store(ballot_row(a) for a in assignments if a.pk not in waiting)
    score(random, ballots, list(round_.edition.criteria.all()))
    return JudgesBallots([a.pk for a in open_], [a.pk for a in done])


def assignment_rows(
    random: Random,
    round_: Round,
    entries: list[Entry],
    judges: list[Judge],
    per_entry: int,
) -> Iterator[Assignment]:
    """``per_entry`` judges drawn for each entry; the first judge sits on 125 of them."""
    first, others = judges[0], judges[1:]
    standings = list(
        EntryCategory.objects.filter(entry__in=[e.pk for e in entries]).order_by("pk")
    )
    of_first = set(random.sample(range(len(standings)), min(125, len(standings))))
    for n, standing in enumerate(standings):
        seated = [first] if n in of_first else []
        panel = seated + random.sample(others, per_entry - len(seated))
        now = timezone.now()
        for judge in panel:
            yield Assignment(
                judge=judge, entry_category=standing, round=round_, cleared_at=now
            )


def score(random: Random, ballots: list[Ballot], criteria: list[Criterion]) -> None:
    """Half points from 3 to 9½, as the version says and as rows."""
    versions = store(
        BallotVersion(
            ballot=ballot,
            number=1,
            state=BallotState.SUBMITTED,
            scores={
                criterion.code: f"{random.randint(6, 19) / 2:g}"
                for criterion in criteria
            },
        )
        for ballot in ballots
    )
    store(
        Score(
            ballot=version.ballot,
            criterion=criterion,
            value=Decimal(version.scores[criterion.code]),
        )
        for version in versions
        for criterion in criteria
    )


def halves(rows: list[M]) -> tuple[list[M], list[M]]:
    return rows[::2], rows[1::2]


def ballot_row(assignment: Assignment) -> Ballot:
    now = timezone.now()
    return Ballot(
        assignment=assignment, state=BallotState.SUBMITTED, version=1, submitted_at=now
    )


def store_result(edition: Edition, entries: list[Entry], judges: int) -> None:
    """The lines of a result as the worker would have stored them, ranked by the engine
    from made-up ballots.
    """
    round_ = edition.rounds.select_related("edition").get(code="online")
    rules = as_rules(rules_of_round(round_))
    ballots = made_up_ballots(entries, max(judges, 5))
    run = ResultRun.objects.create(
        round=round_,
        state=WorkState.DONE,
        ballots=len(ballots),
        waiting=0,
        computed_at=timezone.now(),
    )
    for category in edition.categories.all():
        own = [ballot for ballot in ballots if ballot.category == category.code]
        store_table(run, category, ranking_document(own, rules))


def made_up_ballots(entries: list[Entry], judges: int) -> list[RankedBallot]:
    """The engine's own, under the references and categories of these entries."""
    renamed = []
    for ballot in made_up(len(entries), judges):
        place = int(ballot.entry[1:])
        smart = solutions()[place % len(solutions())].smart
        reference = entries[place].reference
        renamed.append(replace(ballot, entry=reference, category=smart))
    return renamed


def store_table(run: ResultRun, category: Category, whole: Document) -> None:
    table = ResultTable(
        run=run,
        category=category,
        summary=summary_of(whole, []),
        judges=[],
        sensitivity=[],
        panel=[],
    )
    store_tables([with_rows(table, whole)])
