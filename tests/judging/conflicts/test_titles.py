"""The pass through the titles: each is cleared, in conflict, or still unanswered."""

from __future__ import annotations

import pytest

from judging.conflicts.services import clear_titles
from judging.models import Assignment, Conflict, Judge
from tests.judging.stage import assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


def titles(judge: Judge, count: int) -> list[Assignment]:
    return [
        assigned(judge, entry_in(judge.edition), cleared=False) for _ in range(count)
    ]


def cleared() -> set[int]:
    rows = Assignment.objects.exclude(cleared_at=None)
    return set(rows.values_list("pk", flat=True))


def test_only_what_was_answered_is_cleared_and_a_conflict_is_none() -> None:
    judge = judge_of(edition_in_judging())
    clear, theirs, unanswered = titles(judge, 3)
    count = clear_titles(
        judge=judge,
        assignments=[clear.pk, theirs.pk],
        conflicts={theirs.pk: "เคยเป็นที่ปรึกษา"},
    )
    assert (count, cleared()) == (1, {clear.pk})
    conflict = Conflict.objects.get()
    assert conflict.entry_id == theirs.entry_category.entry_id
    assert conflict.reason == "เคยเป็นที่ปรึกษา"
    assert unanswered.pk not in cleared()


def test_nobody_answers_for_another_judge() -> None:
    edition = edition_in_judging()
    judge, other = judge_of(edition), judge_of(edition)
    (theirs,) = titles(other, 1)
    assert clear_titles(judge=judge, assignments=[theirs.pk], conflicts={}) == 0
    clear_titles(judge=judge, assignments=[], conflicts={theirs.pk: "ไม่ใช่ของฉัน"})
    assert cleared() == set()
    assert not Conflict.objects.exists()


def test_title_that_was_cleared_keeps_its_moment() -> None:
    judge = judge_of(edition_in_judging())
    (title,) = titles(judge, 1)
    clear_titles(judge=judge, assignments=[title.pk], conflicts={})
    title.refresh_from_db()
    before = title.cleared_at
    assert clear_titles(judge=judge, assignments=[title.pk], conflicts={}) == 0
    title.refresh_from_db()
    assert title.cleared_at == before
