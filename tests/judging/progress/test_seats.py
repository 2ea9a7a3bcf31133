"""The kept seats of a round are those that reading all of them anew gives: whatever was
written since they were read is told by its table, and nothing else is read again.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from awards.ledger.testing import as_owner
from awards.models import RowChange
from awards.models.row_changes import MOST_TOLD, NOTHING_YET, changes_since
from judging.models import Assignment, Ballot, Conflict
from judging.progress.counted import Asked, counts_of
from judging.progress.seats import KEPT, Seats
from judging.statuses import BallotState, ConflictSource, JudgeState
from nominations.models import Entry, EntryCategory
from nominations.statuses import Eligibility, EntryState
from tests.judging.stage import assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


class Stage:
    """A round with some judges and entries, and its seats as they were read."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.edition = edition_in_judging()
        self.round = self.edition.rounds.get()
        self.jury = [judge_of(self.edition) for _ in range(4)]
        self.places = [
            entry_in(self.edition, f"area-{number % 2}") for number in range(5)
        ]
        for place in self.places:
            for judge in self.draw.sample(self.jury, 2):
                assigned(judge, place)
        self.kept = Seats(self.edition.pk, self.round.pk)
        self.read_anew()

    def read_anew(self) -> None:
        RowChange.objects.all().delete()
        self.kept.read_all()

    def catch_up(self) -> None:
        """As ``refresh`` does where what was written is over."""
        told = changes_since(0, self.kept.kinds).by_kind()
        RowChange.objects.all().delete()
        if told:
            self.kept.read_again(told)

    def seat(self) -> Assignment:
        return self.draw.choice(list(Assignment.objects.order_by("pk")))

    def entry(self) -> Entry:
        return self.draw.choice(self.places).entry


def content(kept: Seats) -> object:
    found = kept.arranged
    counts = [
        column.tolist()
        for counted in (found.of_judges, found.of_places)
        for column in vars(counted).values()
    ]
    opened = sorted(
        zip(found.open_judge.tolist(), found.open_place.tolist(), strict=True)
    )
    moments = (found.since.tolist(), found.came.tolist())
    return found.places.tolist(), found.jury.tolist(), counts, opened, moments


def fresh(stage: Stage) -> object:
    anew = Seats(stage.edition.pk, stage.round.pk)
    anew.read_all()
    return content(anew)


def begin(stage: Stage) -> None:
    Ballot.objects.get_or_create(assignment=stage.seat())


def submit(stage: Stage) -> None:
    now = {"state": BallotState.SUBMITTED, "submitted_at": timezone.now()}
    Ballot.objects.update_or_create(assignment=stage.seat(), defaults=now)


def reopen(stage: Stage) -> None:
    Ballot.objects.filter(assignment=stage.seat()).update(state=BallotState.DRAFT)


def throw_away(stage: Stage) -> None:
    Ballot.objects.filter(assignment=stage.seat()).delete()


def submit_all(stage: Stage) -> None:
    Ballot.objects.update(state=BallotState.SUBMITTED, submitted_at=timezone.now())


def assign(stage: Stage) -> None:
    judge, place = stage.draw.choice(stage.jury), stage.draw.choice(stage.places)
    taken = Assignment.objects.filter(judge=judge, entry_category=place)
    if not taken.exists():
        assigned(judge, place)


def hand_over(stage: Stage) -> None:
    seat, judge = stage.seat(), stage.draw.choice(stage.jury)
    place = seat.entry_category_id
    taken = Assignment.objects.filter(judge=judge, entry_category=place)
    if not taken.exists():
        Assignment.objects.filter(pk=seat.pk).update(judge=judge)


def remove(stage: Stage) -> None:
    free = Assignment.objects.filter(ballot=None).order_by("pk")
    if Assignment.objects.count() > 3 and free:
        free[0].delete()


def recuse(stage: Stage) -> None:
    seats = Assignment.objects.filter(pk=stage.seat().pk)
    seats.update(recused_at=stage.draw.choice([None, timezone.now()]))


def tie(stage: Stage) -> None:
    seat = stage.seat()
    Conflict.objects.get_or_create(
        judge=seat.judge,
        entry=seat.entry_category.entry,
        source=ConflictSource.DECLARED,
    )


def untie(stage: Stage) -> None:
    Conflict.objects.update(overruled_at=timezone.now())


def forget_ties(stage: Stage) -> None:
    Conflict.objects.all().delete()


def leave(stage: Stage) -> None:
    judge = stage.draw.choice(stage.jury)
    judge.state = stage.draw.choice([JudgeState.DECLINED, JudgeState.ACCEPTED])
    judge.save()


def join(stage: Stage) -> None:
    stage.jury.append(judge_of(stage.edition))


def withdraw(stage: Stage) -> None:
    state = stage.draw.choice([EntryState.WITHDRAWN, EntryState.SUBMITTED])
    Entry.objects.filter(pk=stage.entry().pk).update(state=state)


def check(stage: Stage) -> None:
    found = [Eligibility.NOT_ELIGIBLE, Eligibility.ELIGIBLE, Eligibility.UNCHECKED]
    entries = Entry.objects.filter(pk=stage.entry().pk)
    entries.update(eligibility=stage.draw.choice(found))


def narrow(stage: Stage) -> None:
    stage.edition.only_eligible_judged = not stage.edition.only_eligible_judged
    stage.edition.save()


def arrive(stage: Stage) -> None:
    stage.places.append(entry_in(stage.edition, "area-0"))


def move(stage: Stage) -> None:
    place = stage.draw.choice(stage.places)
    there = stage.edition.categories.exclude(standings__entry=place.entry_id)
    if there:
        places = EntryCategory.objects.filter(pk=place.pk)
        places.update(category=there.order_by("pk")[0])


def stand_twice(stage: Stage) -> None:
    entry = stage.entry()
    for category in stage.edition.categories.all():
        EntryCategory.objects.get_or_create(entry=entry, category=category)


ACTS: list[Callable[[Stage], None]] = [
    begin, submit, reopen, throw_away, submit_all, assign, hand_over, remove, recuse,
    tie, untie, forget_ties, leave, join, withdraw, check, narrow, arrive, move,
    stand_twice,
]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_written_is_told_and_read_again(seed: int) -> None:
    stage = Stage(seed)
    for act in stage.draw.choices(ACTS, k=25):
        act(stage)
        stage.catch_up()
        assert content(stage.kept) == fresh(stage), act.__name__


def test_several_acts_at_once_are_read_again_too() -> None:
    stage = Stage(7)
    for _ in range(4):
        for act in stage.draw.sample(ACTS, len(ACTS)):
            act(stage)
        stage.catch_up()
        assert content(stage.kept) == fresh(stage)


@pytest.mark.parametrize(
    "act",
    [submit, assign, recuse, tie, withdraw, arrive, join],
    ids=lambda act: act.__name__,
)
def test_what_were_not_told_would_be_missed(act: Callable[[Stage], None]) -> None:
    """Without what the tables tell, the comparison above finds the difference."""
    stage = Stage(3)
    before = fresh(stage)
    while fresh(stage) == before:
        act(stage)
    RowChange.objects.all().delete()
    stage.catch_up()
    assert content(stage.kept) != fresh(stage)


def test_changes_are_swept_after_a_day() -> None:
    stage = Stage(1)
    submit(stage)
    [told] = RowChange.objects.all()
    assert RowChange.sweep() == 0
    with as_owner():  # the application changes nothing of what was told
        RowChange.objects.update(at=told.at - timedelta(days=1, minutes=1))
    assert RowChange.sweep() == 1


def test_saving_a_score_or_a_draft_tells_nothing() -> None:
    stage = Stage(1)
    begin(stage)
    RowChange.objects.all().delete()
    Ballot.objects.update(comment_panel="Clear")
    stage.round.save()
    assert not RowChange.objects.exists()


def test_what_this_transaction_wrote_is_not_kept() -> None:
    """It may be taken back."""
    stage = Stage(1)
    stage.kept.refresh()
    assert stage.kept.horizon == NOTHING_YET
    with transaction.atomic():
        submit(stage)
        submit_all(stage)
        stage.kept.refresh()
        transaction.set_rollback(True)
    assert content(stage.kept) != fresh(stage)
    stage.kept.refresh()
    assert content(stage.kept) == fresh(stage)


@pytest.mark.django_db(transaction=True)
class TestCommitted:
    def test_seats_are_read_once_and_then_only_what_changed(self) -> None:
        stage = Stage(2)
        stage.kept.refresh()
        assert stage.kept.horizon != NOTHING_YET
        stage.kept.refresh()  # again, if a transaction elsewhere is not over
        with CaptureQueriesContext(connection) as queries:
            stage.kept.refresh()
        assert len(queries) == 1
        submit(stage)
        stage.kept.refresh()
        assert content(stage.kept) == fresh(stage)

    def test_what_was_not_over_when_it_was_read_is_read_again(self) -> None:
        stage = Stage(2)
        other = connection.copy()
        try:
            other.set_autocommit(False)
            with other.cursor() as cursor:
                cursor.execute("UPDATE judging_assignment SET recused_at = now()")
            stage.kept.refresh()
            submit(stage)
            stage.kept.refresh()
            assert stage.kept.arranged.of_judges.assigned.sum() > 0
            other.commit()
        finally:
            other.close()
        stage.kept.refresh()
        assert stage.kept.arranged.of_judges.assigned.sum() == 0
        assert content(stage.kept) == fresh(stage)

    def test_what_was_told_is_read_once_however_long_another_lasts(self) -> None:
        """As a dump of the database does."""
        stage = Stage(2)
        stage.kept.refresh()
        other = connection.copy()
        try:
            other.set_autocommit(False)
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_current_xact_id()")
            stage.kept.refresh()
            for _ in range(3):
                act = stage.draw.choice([submit, assign, recuse, withdraw])
                act(stage)
                stage.kept.refresh()
                assert content(stage.kept) == fresh(stage), act.__name__
                with CaptureQueriesContext(connection) as queries:
                    stage.kept.refresh()
                assert len(queries) == 1
            assert stage.kept.seen
        finally:
            other.rollback()
            other.close()
        stage.kept.refresh()
        assert content(stage.kept) == fresh(stage)

    def test_more_than_can_be_told_is_read_anew(self) -> None:
        stage = Stage(2)
        stage.kept.refresh()
        told = RowChange(kind="seat", row=0, xid=2**61)
        RowChange.objects.bulk_create([told] * (MOST_TOLD + 1))
        Assignment.objects.all().update(recused_at=timezone.now())
        stage.kept.seats = stage.kept.seats[:0]
        stage.kept.refresh()
        assert content(stage.kept) == fresh(stage)

    def test_board_shows_a_ballot_as_soon_as_it_is_in(self) -> None:
        stage = Stage(2)
        KEPT.kept.clear()
        for seat in Assignment.objects.all():
            before = counts_of(stage.edition, stage.round, Asked()).whole.done
            Ballot.objects.create(
                assignment=seat,
                state=BallotState.SUBMITTED,
                submitted_at=timezone.now(),
            )
            after = counts_of(stage.edition, stage.round, Asked()).whole.done
            assert after == before + 1
