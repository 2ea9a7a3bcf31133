"""A screening that is over, before the online round: two judges said of each entry whether
it passes, and all but two moved on. All of it invented.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from awards.editions.setup.services import save_round
from awards.ledger.services import database_now
from awards.models import Round
from config.rehearsal.cast import Stage
from config.rehearsal.jury import read_titles
from judging.assigning.services import assign_judges
from judging.ballot_kinds import Kind
from judging.ballots.services import send_in_ballot
from judging.kinds.services import choose_kind
from judging.models import Assignment
from judging.shortlist.services import let_move_on
from nominations.models import EntryCategory

OUT = 2  # entries that do not move on
WHY = "ข้อมูลสมมุติ: ยังไม่มีผลที่วัดได้หลังเริ่มใช้งาน"


def load_screening(made: Stage) -> None:
    """Before anybody judged in the online round, which comes next."""
    round_ = planned(made)
    choose_kind(
        round_=round_,
        ballot_kind=Kind.SCREENING,
        pass_percent=50,
        actor=made.organiser,
    )
    now = database_now()
    moved(made, round_, opens=now - timedelta(hours=2), closes=now + timedelta(hours=1))
    assign_judges(
        edition=made.edition, round_=round_, per_entry=2, actor=made.organiser
    )
    read_titles(made)
    places = list(
        EntryCategory.objects.filter(
            entry__edition=made.edition, entry__state="submitted"
        ).order_by("pk")
    )
    out = {row.pk for row in places[-OUT:]}
    codes = list(made.edition.criteria.values_list("code", flat=True))
    rows = Assignment.objects.standing().filter(round=round_).order_by("pk")
    for row in rows.select_related("judge__user"):
        screen(row, codes, passes=row.entry_category_id not in out)
    moved(
        made, round_, opens=now - timedelta(days=3), closes=now - timedelta(minutes=1)
    )
    let_move_on(
        earlier=round_,
        round_=made.round,
        places=[row.pk for row in places if row.pk not in out],
        actor=made.organiser,
    )


def planned(made: Stage) -> Round:
    """The template's round, which an edition does not use unless it wants to."""
    now = database_now()
    round_ = made.edition.rounds.select_related("edition").get(code="screening")
    round_.active = True
    moved(made, round_, opens=now + timedelta(hours=1), closes=now + timedelta(hours=2))
    return round_


def moved(made: Stage, round_: Round, *, opens: datetime, closes: datetime) -> None:
    round_.opens_at, round_.closes_at = opens, closes
    save_round(round_=round_, actor=made.organiser, reason="demonstration")


def screen(row: Assignment, codes: list[str], *, passes: bool) -> None:
    send_in_ballot(
        assignment=row,
        user=row.judge.user,
        scores=dict.fromkeys(codes, "1" if passes else "0"),
        comments={} if passes else dict.fromkeys(codes, WHY),
    )
