"""One edition from its open call to a corrected list: the world of the walks, once for
each phase, with the same things in it under the same numbers.

What comes later is there from the beginning (ballots, decisions, a frozen list), so that
no phase keeps a secret merely because nobody has written it yet. Only moments move on;
publishing is done by the services that publish.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.db import transaction

from awards.certificates.services import make_due_certificates
from awards.models import Edition, Round, WinnerList
from awards.outbox.work import WorkState
from judging.bundle.services import make_due_bundles
from judging.publication.services import publish_due
from judging.results.runs import compute_due_results
from tests.conftest import nothing_kept
from tests.factories import World, ago, ahead, make_world
from tests.kept import Kept, put_back, taken
from tests.secrecy.giving import give
from tests.secrecy.planting import plant, plant_correction


class Phase(StrEnum):
    CALL = "call"
    JUDGING = "judging"
    DECIDED = "decided"  # a list waits for its moment
    PUBLISHED = "published"  # and a correction of it waits
    CORRECTED = "corrected"


PHASES = tuple(Phase)


@dataclass(frozen=True)
class Chapter:
    """A phase, ready to be put on stage: rows, files, and the world that stood there."""

    phase: Phase
    stage: Kept

    def holds(self, words: str) -> bool:
        """In any column of any row."""
        return any(words.encode() in rows.content for rows in self.stage.rows)


def open_call(world: World) -> None:
    move_round(world, opens=ahead(days=10), closes=ahead(days=20))


def judge(world: World) -> None:
    move_edition(world, closes_at=ago(days=2))
    move_round(world, opens=ago(days=1), closes=ahead(days=1))


def decide(world: World) -> None:
    move_edition(world, closes_at=ago(days=5))
    move_round(world, opens=ago(days=4), closes=ago(hours=2))
    compute_due_results()


def publish(world: World) -> None:
    move_edition(world, announces_at=ago(minutes=5))
    publish_now(world.winner_list)
    plant_correction(world)


def correct(world: World) -> None:
    publish_now(world.edition.winner_lists.get(published_at=None))


ACTS = {
    Phase.CALL: open_call,
    Phase.JUDGING: judge,
    Phase.DECIDED: decide,
    Phase.PUBLISHED: publish,
    Phase.CORRECTED: correct,
}


def move_edition(world: World, **moments: object) -> None:
    Edition.objects.filter(pk=world.edition.pk).update(**moments)


def move_round(world: World, *, opens: object, closes: object) -> None:
    """The one that decides."""
    rounds = Round.objects.filter(pk=world.assignment.round_id)
    rounds.update(opens_at=opens, closes_at=closes)


def publish_now(winner_list: WinnerList) -> None:
    waiting = WinnerList.objects.filter(pk=winner_list.pk, state=WorkState.QUEUED)
    assert waiting.update(due_at=ago(minutes=1)) == 1
    assert publish_due() == 1
    make_due_certificates()
    rounds = Round.objects.filter(edition=winner_list.edition, active=True)
    assert make_due_bundles() == rounds.count()


@cache
def chapters() -> dict[Phase, Chapter]:
    """Made once in a process; a test puts on stage what it needs (``on_stage``)."""
    made = {}
    with transaction.atomic():
        world = make_world()
        plant(world)
        world.things["given"] = give(world)
        for phase in PHASES:
            ACTS[phase](world)
            made[phase] = Chapter(phase, taken(world))
        transaction.set_rollback(True)
    return made


@contextmanager
def on_stage(phase: Phase) -> Iterator[World]:
    """The world of this phase, gone again afterwards."""
    chapter = chapters()[phase]
    nothing_kept()
    with transaction.atomic():
        yield put_back(chapter.stage)
        transaction.set_rollback(True)
