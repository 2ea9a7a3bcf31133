"""Whatever decides a result, the next sweep stores what is computed afresh, and until
then it is known to be stale.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from awards.ledger.models import Row
from awards.ledger.services import append
from awards.models import Round
from judging import acts
from judging.acts import OF_AN_EDITION
from judging.models import ResultRun
from judging.results.pages import lines_now, results_in_brief
from judging.results.runs import ballots_waiting, compute_due_results
from judging.results.services import counted_ballots
from judging.results.tables import lines_of_entries
from tests.judging.acting import DRIVERS, World, make_world
from tests.judging.stage import judge_of
from tests.judging.stored import figures_of

pytestmark = pytest.mark.django_db
DECIDING = [act for act in OF_AN_EDITION if act.decides]


def test_every_act_that_decides_is_driven() -> None:
    assert sorted(act.code for act in set(DECIDING) ^ set(DRIVERS)) == []


def stored(round_: Round) -> dict[str, Any]:
    tables = ResultRun.objects.get(round=round_).tables.select_related("category")
    return {
        table.category.code: {
            "lines": figures_of(table),
            "steps": dict(table.lines.values_list("entry", "steps")),
        }
        for table in tables
    }


def afresh(round_: Round) -> dict[str, Any]:
    round_ = Round.objects.select_related("edition").get(pk=round_.pk)
    counted = counted_ballots(round_)
    codes = round_.edition.categories.values_list("code", flat=True)
    entries = {
        code: counted.named_document(code, counted.groups(code))["entries"]
        for code in codes
    }
    return {
        code: {
            "lines": lines_of_entries(found),
            "steps": {row["entry"]: row["steps"] for row in found},
        }
        for code, found in entries.items()
    }


def waiting(round_: Round) -> int | None:
    return ResultRun.objects.get(round=round_).waiting


def faults_of(world: World, code: str, drive: Any) -> list[str]:
    """What is wrong after this act, on a world that is put back afterwards."""
    before = Row.objects.filter(chain=world.edition.code).count()
    drive(world)
    done = Row.objects.filter(chain=world.edition.code, number__gt=before).values_list(
        "act", flat=True
    )
    round_ = Round.objects.select_related("edition").get(pk=world.round.pk)
    right = afresh(round_)
    checks = {
        "was not written": code in set(done),
        "left the stored result for current": results_in_brief(round_).stale,
        "is not in the lines read now": lines_now(round_)
        == {name: table["lines"] for name, table in right.items()},
        "was not swept": compute_due_results() > 0,
        "left the stored result wrong": stored(round_) == right,
        "left the waiting ballots wrong": waiting(round_) == ballots_waiting(round_),
    }
    return [words for words, fine in checks.items() if not fine]


def test_stored_result_follows_every_act_that_decides() -> None:
    world = make_world()
    compute_due_results()
    assert stored(world.round) == afresh(world.round)
    found = {}
    for act, drive in DRIVERS.items():
        with transaction.atomic():
            found[act.code] = faults_of(
                World(world.round, world.organiser, world.second), act.code, drive
            )
            transaction.set_rollback(True)
        world.round.refresh_from_db()
    assert {code: faults for code, faults in found.items() if faults} == {}


def test_waiting_ballots_are_counted_again_after_an_act_that_decides_nothing() -> None:
    world = make_world()
    compute_due_results()
    before, edition = waiting(world.round), world.round.edition
    assert before is not None
    seat = world.round.assignments.filter(ballot__state="submitted").earliest("pk")
    judge = judge_of(edition)
    judge.assignments.create(round=world.round, entry_category=seat.entry_category)
    assert waiting(world.round) == before
    append(edition.code, acts.JUDGE_SECOND_LOOK, world.organiser, {})
    assert compute_due_results() == 0
    assert waiting(world.round) == before + 1 == ballots_waiting(world.round)
