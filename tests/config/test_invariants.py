from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from awards.ledger.services import append
from awards.ledger.testing import as_owner
from awards.models import Weight
from awards.outbox.work import WorkState
from config.people.invariants import problems
from judging.models import Ballot, Score
from nominations.models import EntryCategory
from tests.awards.ledger.tampering import tamper
from tests.factories import (
    World,
    ago,
    made_up,
    make_assignment,
    make_ballot,
    make_decision,
    make_entry,
    make_full_edition,
    make_judge,
    make_list,
    make_message,
    make_winner,
    make_world,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_whole_cast_breaks_nothing_but_what_it_invents(world: World) -> None:
    # Its published winners were made without entries behind them, its list without an act.
    invented = ("no entry", "the chain does not say that it was published")
    assert [problem for problem in problems() if not problem.endswith(invented)] == []


def found(word: str) -> list[str]:
    return [problem for problem in problems() if word in problem]


def test_weights_off_by_a_little_are_found() -> None:
    edition = make_full_edition("test-1")
    weight = Weight.objects.filter(round__edition=edition).first()
    assert weight
    Weight.objects.filter(pk=weight.pk).update(percent=weight.percent + 1)
    assert len(found("weights sum to 101")) == 1


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (
            "ALTER TABLE judging_ballot DISABLE TRIGGER USER",
            "change_is_told is disabled",
        ),
        ("DROP TRIGGER {} ON judging_ballot", "change_is_told is uninstalled"),
    ],
)
def test_trigger_that_is_not_at_work_is_found(act: str, said: str) -> None:
    [told] = [one for one in Ballot._meta.triggers if one.name == "change_is_told"]
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(act.format(told.get_pgid(Ballot)))
    assert found(f"judging_ballot: its trigger {said}")


def test_changed_value_of_the_chain_is_found() -> None:
    append("test-1", made_up("tried"), None, {"value": 1})
    tamper("UPDATE ledger_value SET value = '2'")
    assert found("does not match its commitment")


def test_submitted_entry_without_category_is_found() -> None:
    entry = make_entry(make_full_edition())
    entry.standings.all().delete()
    assert found(f"{entry.reference}: submitted without")


def test_entry_in_a_category_of_another_edition_is_found() -> None:
    entry, other = make_entry(make_full_edition()), make_full_edition()
    EntryCategory.objects.create(entry=entry, category=other.categories.all()[0])
    assert found("category of another edition")


def test_assignment_across_editions_is_found() -> None:
    one, other = make_full_edition(), make_full_edition()
    make_assignment(make_judge(one), make_entry(other), one.rounds.get())
    assert found("of different editions")


def test_judge_of_the_own_entry_is_found() -> None:
    edition = make_full_edition()
    entry = make_entry(edition)
    make_assignment(make_judge(edition, entry.owner), entry)
    assert found("assigned to its own entrant")


def test_score_off_the_scale_is_found() -> None:
    edition = make_full_edition()
    make_ballot(make_assignment(make_judge(edition), make_entry(edition)), [11])
    assert found("outside the scale")


def test_submitted_ballot_without_scores_is_found() -> None:
    edition = make_full_edition()
    make_ballot(make_assignment(make_judge(edition), make_entry(edition)), [])
    assert found("submitted without a moment or a score")


def submitted_ballot() -> Ballot:
    edition = make_full_edition()
    return make_ballot(
        make_assignment(make_judge(edition), make_entry(edition)), [7, None]
    )


def test_score_that_was_not_submitted_is_found() -> None:
    ballot = submitted_ballot()
    assert not found("as it was submitted")
    first = Score.objects.filter(ballot=ballot, value=7)
    code, pk = first.get().criterion.code, first.get().pk
    for changed in (9, None):
        Score.objects.filter(pk=pk).update(value=changed)
        assert found(f"ballot {ballot.pk}: {code} not as it was submitted")


def test_score_beside_what_was_submitted_is_found_unless_it_counts_nothing() -> None:
    ballot = submitted_ballot()
    other = ballot.assignment.round.edition.criteria.exclude(scores__ballot=ballot)[0]
    Score.objects.create(ballot=ballot, criterion=other, value=1)
    assert found(f"{other.code} not as it was submitted")
    Weight.objects.filter(
        criterion=other, category=ballot.assignment.entry_category.category
    ).update(percent=0)
    assert not found("as it was submitted")


def test_score_that_went_after_it_was_submitted_is_found() -> None:
    ballot = submitted_ballot()
    Score.objects.filter(ballot=ballot, value__isnull=True).delete()
    assert not found("as it was submitted")
    Score.objects.filter(ballot=ballot, value=7).delete()
    assert found("not as it was submitted")


def test_submitted_ballot_without_its_version_is_found() -> None:
    ballot = submitted_ballot()
    Ballot.objects.filter(pk=ballot.pk).update(version=2)
    assert found("submitted, but what was submitted is not kept")


def test_level_of_another_edition_is_found() -> None:
    make_decision(
        make_entry(make_full_edition()), make_full_edition().prize_levels.all()[0]
    )
    assert found("a prize level of another edition")


def test_list_public_but_not_done_is_found() -> None:
    make_list(
        make_full_edition("test-1"), state=WorkState.QUEUED, published_at=timezone.now()
    )
    assert found("test-1 list 1: state queued")


def test_list_public_before_its_moment_is_found() -> None:
    make_list(make_full_edition("test-1"), published_at=ago(days=2), due_at=ago(days=1))
    assert found("published before its moment")


def test_published_winner_without_entry_is_found() -> None:
    make_winner(make_list(make_full_edition()), "NOBODY-0001")
    assert found("NOBODY-0001")


def test_mail_that_waits_or_failed_is_found() -> None:
    make_message(due_at=ago(hours=3))
    make_message(state=WorkState.FAILED)
    assert found("due for more than an hour")
    assert found("1 mails failed")


def test_command_exits_1_with_the_problems(capsys: pytest.CaptureFixture[str]) -> None:
    make_message(state=WorkState.FAILED)
    with pytest.raises(SystemExit) as stopped:
        call_command("check_invariants", "--json")
    assert stopped.value.code == 1
    assert json.loads(capsys.readouterr().out) == {
        "ok": False,
        "problems": ["1 mails failed for good"],
    }


def test_command_is_content_with_an_empty_database(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("check_invariants", "--json")
    assert json.loads(capsys.readouterr().out) == {"ok": True, "problems": []}
