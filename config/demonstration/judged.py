"""The small edition whose online round is open: the judge's desk has work, the
organiser's board shows progress.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from awards.editions.services import update_edition
from awards.language.thai import ERA
from awards.ledger.services import database_now
from awards.models import Edition
from config.demonstration.cast import Cast, stage
from config.demonstration.dating import spread_entries
from config.demonstration.jury import load_calibration, load_final
from config.demonstration.pictures import report_pdf, result_chart
from config.demonstration.published import PUBLISHED
from config.demonstration.reminders import load_reminders
from config.demonstration.screened import load_screening
from config.rehearsal import call, jury
from config.rehearsal.cast import Stage
from config.rehearsal.content import solutions
from judging.conflicts.services import clear_titles
from judging.models import Assignment


def load_judging(code: str, cast: Cast, year: int, quiet: bool) -> None:
    made = stage(
        code,
        f"การประกวดนวัตกรรมเมืองนำร่อง {year + ERA} (ข้อมูลสมมุติ)",
        f"Pilot City Innovation {year} (invented data)",
        year,
        cast.organiser,
        quiet,
    )
    enter(made)
    date_around_now(made)
    jury.invite_one(made, 0, cast.judge.email)
    for number in range(1, 5):
        jury.invite_one(made, number, f"judge-{number}.demo@example.net")
    load_screening(made)
    jury.assign(made, 3, seed=7)
    score_some(made, cast)
    load_calibration(made.edition, Edition.objects.get(code=PUBLISHED), cast.organiser)
    load_final(made.edition, cast.organiser)
    load_reminders(made.edition, cast.organiser)


def enter(made: Stage) -> None:
    """Fourteen entries, every other one with a report and a chart."""
    for number, solution in enumerate(Random(7).sample(solutions(), 14)):
        files = (report_pdf(solution), result_chart(solution))
        call.enter_one(made, number, solution, uploads=files if number % 2 == 0 else ())
    call.close_call(made)


def date_around_now(made: Stage) -> None:
    """A call of forty days that has ended, two weeks of judging before the jury."""
    now = database_now()
    made.edition = update_edition(
        edition=made.edition,
        actor=made.organiser,
        opens_at=now - timedelta(days=40),
        announces_at=now + timedelta(days=30),
    )
    spread_entries(
        edition=made.edition, until=made.edition.closes_at, actor=made.organiser
    )
    made.move_round(closes_in=timedelta(days=14))


def score_some(made: Stage, cast: Cast) -> None:
    """Two thirds of the others' ballots are in; the demonstration's judge has scored two,
    may score two more, and has not read the other titles.
    """
    mine = cast.judge.pk
    own = [row for row in jury.assignments(made) if row.judge.user_id == mine]
    others = [row for row in jury.assignments(made) if row.judge.user_id != mine]
    made.judges = [judge for judge in made.judges if judge.user_id != mine]
    jury.read_titles(made)
    jury.score(made, others[: len(others) * 2 // 3])
    clear_some(own[:4])
    jury.score(made, own[:2])


def clear_some(rows: Sequence[Assignment]) -> None:
    """The judge has read these titles; the others still wait on the desk."""
    if rows:
        clear_titles(
            judge=rows[0].judge, assignments=[row.pk for row in rows], conflicts={}
        )
