"""What counts is said in one place: whoever asks gets the same answer, and what does
not count its reason.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from judging.assigning.services import take
from judging.ballots.services import take_back_ballot
from judging.conflicts.services import declare_conflict
from judging.finals.services import mark_absent
from judging.jury.invitations import decline_invitation
from judging.models import Assignment, Ballot, Conflict, Judge, ResultTable
from judging.results.certainty import certainties
from judging.results.close_calls import close_calls_of, waiting_ballots
from judging.results.comments import left_out
from judging.results.method import rules_of_round
from judging.results.runs import compute_due_results
from judging.results.score_export import score_lines
from judging.results.services import counted_ballots
from judging.statuses import Obstacle
from nominations.models import Entry
from tests.judging.rounds import judged_round
from tests.kept import made_once

pytestmark = pytest.mark.django_db


def ballots() -> list[Ballot]:
    return list(
        Ballot.objects.order_by("pk").select_related(
            "assignment__judge__user", "assignment__entry_category"
        )
    )


@dataclass
class Cast:
    """One ballot for each obstacle, made through the services where there is one; the
    others count.
    """

    round: object
    left_out: dict[int, Obstacle]


@pytest.fixture
@made_once
def cast() -> Cast:
    round_ = judged_round(entries=12, judges=8, per_entry=3)
    given = ballots()
    gone: dict[int, Obstacle] = {}

    def entry(row: Ballot) -> Entry:
        return row.assignment.entry_category.entry

    def whole(judged: Entry, obstacle: Obstacle) -> None:
        for row in given:
            if entry(row) == judged:
                gone[row.pk] = obstacle

    take_back_ballot(
        assignment=given[0].assignment, user=given[0].assignment.judge.user
    )
    gone[given[0].pk] = Obstacle.DRAFT
    Entry.objects.filter(pk=entry(given[4]).pk).update(state="withdrawn")
    whole(entry(given[4]), Obstacle.WITHDRAWN)
    Entry.objects.filter(pk=entry(given[7]).pk).update(eligibility="refused")
    whole(entry(given[7]), Obstacle.INELIGIBLE)
    mark_absent(assignment=given[10].assignment, actor=None)
    gone[given[10].pk] = Obstacle.ABSENT
    seat = given[13].assignment
    take(round_, {(seat.judge_id, seat.entry_category_id): "hand"})
    gone[given[13].pk] = Obstacle.TAKEN
    declare_conflict(
        judge=given[16].assignment.judge, entry=entry(given[16]), reason="ญาติ"
    )
    gone[given[16].pk] = Obstacle.RECUSED
    Conflict.objects.create(
        judge=given[19].assignment.judge, entry=entry(given[19]), source="domain"
    )
    gone[given[19].pk] = Obstacle.CONFLICT
    leaver = given[23].assignment.judge
    decline_invitation(judge=leaver)
    for row in given:
        if row.assignment.judge == leaver:
            gone.setdefault(row.pk, Obstacle.LEFT)
    return Cast(round_, gone)


def test_each_obstacle_is_named_and_nothing_else_is_left_out(cast: Cast) -> None:
    # of comparisons alone: tests/judging/pairs/test_pair_pages.py
    assert set(cast.left_out.values()) == set(Obstacle) - {Obstacle.OTHER}
    found = dict(
        Ballot.objects.with_obstacle()
        .exclude(obstacle="")
        .values_list("pk", "obstacle")
    )
    assert found == {pk: str(obstacle) for pk, obstacle in cast.left_out.items()}
    counted = set(Ballot.objects.counted().values_list("pk", flat=True))
    assert counted == {row.pk for row in ballots()} - found.keys()
    named = set(
        Assignment.objects.with_obstacle()
        .filter(obstacle="")
        .values_list("pk", flat=True)
    )
    assert named == set(Assignment.objects.standing().values_list("pk", flat=True))


def test_result_export_jury_and_close_calls_count_alike(
    cast: Cast, client: Client
) -> None:
    counted = Ballot.objects.counted()
    seats = Counter(
        counted.values_list("assignment__entry_category__entry__reference", flat=True)
    )
    assert compute_due_results() == 1
    [table] = ResultTable.objects.filter(lines__isnull=False).distinct()
    ballots = dict(table.lines.values_list("entry", "figures__n_judges"))
    assert ballots == seats
    given = [
        ballot
        for found in counted_ballots(cast.round).ballots.values()
        for ballot in found
    ]
    assert len(given) == sum(seats.values()) == table.summary["counts"]["ballots"]
    lines = csv.DictReader(
        io.StringIO(b"".join(score_lines(cast.round)).decode("utf-8-sig"))
    )
    exported = {
        (line["entry"], line["judge"]) for line in lines if line["counted"] == "1"
    }
    assert len(exported) == sum(seats.values())
    waiting = waiting_ballots(cast.round)
    [sure] = certainties(cast.round, [table])
    rules = rules_of_round(cast.round)
    close = close_calls_of(table, sure, rules, waiting["area-0"]).rows
    assert {row.reference: row.ballots for row in close}.items() <= seats.items()
    assert sum(waiting["area-0"].values()) == 1  # the ballot that was taken back
    client.force_login(cast.round.edition.organisers.get().user)
    jury = client.get(
        reverse("judging:jury-list", args=[cast.round.edition.code])
    ).context["judges"]
    by_judge = Counter(counted.values_list("assignment__judge_id", flat=True))
    assert {judge.pk: judge.submitted for judge in jury} == {
        judge.pk: by_judge[judge.pk] for judge in jury
    }
    assert not any(judge.assigned for judge in jury if judge.state == "declined")


def test_page_of_an_entry_says_why_a_ballot_does_not_count(
    cast: Cast, client: Client
) -> None:
    recused = next(
        pk for pk, obstacle in cast.left_out.items() if obstacle == Obstacle.RECUSED
    )
    ballot = Ballot.objects.get(pk=recused)
    reference = ballot.assignment.entry_category.entry.reference
    [one] = [
        one
        for one in left_out(cast.round, reference)
        if one.judge == str(ballot.assignment.judge.user)
    ]
    compute_due_results()
    client.force_login(cast.round.edition.organisers.get().user)
    url = reverse("judging:result-entry", args=[cast.round.edition.code, reference])
    assert (
        f"{one.judge} · {one.category}: {one.why}" in client.get(url).content.decode()
    )
    assert one.why == str(Obstacle.RECUSED.label)


def test_entry_whose_check_is_begun_again_still_counts(cast: Cast) -> None:
    edition = cast.round.edition
    before = set(Ballot.objects.counted().values_list("pk", flat=True))
    edition.only_eligible_judged = True
    edition.save()
    assert set(Ballot.objects.counted().values_list("pk", flat=True)) == before


def test_ballots_of_another_round_count_there_only(cast: Cast) -> None:
    here = {
        ballot.judge
        for found in counted_ballots(cast.round).ballots.values()
        for ballot in found
    }
    other = judged_round(entries=2, judges=2, per_entry=2, seed=6)
    assert {
        b.judge for found in counted_ballots(other).ballots.values() for b in found
    }.isdisjoint(here)
    assert Judge.objects.count() == 10
