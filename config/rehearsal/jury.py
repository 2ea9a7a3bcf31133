"""The judging of a rehearsal: judges accept, read titles and score, on the desk or on
sheets that an organiser brings in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from config.rehearsal.cast import Stage
from config.rehearsal.content import person
from judging.assigning.services import assign_judges
from judging.ballots.saving import save_scores
from judging.ballots.services import submit_ballot
from judging.conflicts.services import clear_titles, open_titles
from judging.jury.invitations import accept_invitation, invite_judge
from judging.models import Assignment, Judge
from judging.results.method import lock_method
from judging.results.score_import import import_scores

SMARTS = (
    "environment",
    "mobility",
    "living",
    "people",
    "energy",
    "economy",
    "governance",
)
COMMENTS = (
    "หลักฐานชัดเจน ตัวเลขก่อนและหลังมาจากแหล่งที่ตรวจสอบได้ ควรขยายผลไปยังเมืองใกล้เคียง",
    "แนวคิดดี แต่ยังไม่เห็นแผนบำรุงรักษาเมื่อสิ้นสุดงบประมาณโครงการ",
    "ผู้ใช้มีส่วนร่วมตั้งแต่การออกแบบ เห็นผลต่อชีวิตประจำวันจริง",
    "ควรเปิดข้อมูลให้ผู้อื่นนำไปใช้ต่อ และเชื่อมกับแพลตฟอร์มข้อมูลเมือง",
    "ผลลัพธ์น่าสนใจ ขอให้เพิ่มข้อมูลเปรียบเทียบกับพื้นที่ที่ยังไม่ได้ใช้ระบบ",
)


def invite(stage: Stage, count: int) -> None:
    for n in stage.watched(range(count), "judges", count):
        invite_one(stage, n, f"judge-{n + 1:03d}.{stage.edition.code}@example.net")


def invite_one(stage: Stage, number: int, email: str) -> None:
    thai, english = person(199 - number % 200)
    judge = invite_judge(
        edition=stage.edition,
        email=email,
        name_th=f"ดร.{thai}" if number % 3 == 0 else thai,
        name_en=f"Dr {english}" if number % 3 == 0 else english,
        organisation=f"สถาบันวิชาการสมมุติ {number + 1}",
        actor=stage.organiser,
        language="en" if number % 8 == 5 else "th",
    )
    accept(stage, judge)


def accept(stage: Stage, judge: Judge) -> None:
    judge = accept_invitation(judge=judge)
    judge.expertise = {code: stage.random.choice((0, 1, 1, 2, 2)) for code in SMARTS}
    judge.save(update_fields=["expertise"])
    stage.judges.append(judge)


def assign(stage: Stage, per_entry: int, seed: int) -> dict[str, object]:
    lock_method(round_=stage.round, actor=stage.organiser)
    return assign_judges(
        edition=stage.edition,
        round_=stage.round,
        per_entry=per_entry,
        seed=seed,
        actor=stage.organiser,
    )


def assignments(stage: Stage) -> list[Assignment]:
    rows = Assignment.objects.standing().filter(round=stage.round).order_by("pk")
    return list(
        rows.select_related("judge__user", "entry_category__entry", "round__edition")
    )


def read_titles(stage: Stage) -> None:
    for judge in stage.judges:
        own = [row.pk for row in open_titles(judge)]
        clear_titles(judge=judge, assignments=own, conflicts={})


def score(stage: Stage, rows: Sequence[Assignment] | None = None) -> int:
    """The judges score these assignments (None: all), harshly or mildly, and send
    the ballots in.
    """
    rows = assignments(stage) if rows is None else rows
    merit = {row.entry_category_id: stage.random.gauss(6.6, 1.1) for row in rows}
    manner = {row.judge_id: stage.random.gauss(0, 0.8) for row in rows}
    codes = list(stage.edition.criteria.values_list("code", flat=True))
    given = {
        row.pk: drawn_scores(
            stage, merit[row.entry_category_id] + manner[row.judge_id], codes
        )
        for row in rows
    }
    for row in stage.watched(
        rows[: stage.by_hand], "ballots", min(len(rows), stage.by_hand)
    ):
        give(stage, row, given[row.pk])
    if len(rows) > stage.by_hand:
        bring_in(stage, rows[stage.by_hand :], given)
    return len(rows)


def drawn_scores(
    stage: Stage, level: float, codes: Sequence[str]
) -> dict[str, Decimal]:
    return {code: on_scale(stage.random.gauss(level, 0.9)) for code in codes}


def give(stage: Stage, row: Assignment, scores: dict[str, Decimal]) -> None:
    """As a judge does on the desk."""
    comment = stage.random.choice(COMMENTS)
    save_scores(
        assignment=row,
        user=row.judge.user,
        scores=scores,
        comment_entrant=comment,
        comment_panel=comment,
    )
    submit_ballot(assignment=row, user=row.judge.user)


def bring_in(
    stage: Stage, rows: Sequence[Assignment], given: dict[int, dict[str, Decimal]]
) -> None:
    """As an organiser does with ballots that were filled in on a sheet."""
    lines = [
        {
            "judge": row.judge.user.email,
            "entry": row.entry_category.entry.reference,
            "criterion": code,
            "score": f"{v}",
        }
        for row in rows
        for code, v in given[row.pk].items()
    ]
    numbered = stage.watched(enumerate(lines, start=2), "sheets", len(lines))
    imported = import_scores(
        edition=stage.edition, round_=stage.round, rows=numbered, actor=stage.organiser
    )
    if imported.rejected:
        raise RuntimeError(f"scores refused: {imported.rejected[:3]}")


def on_scale(value: float) -> Decimal:
    return Decimal(max(2, min(19, round(value * 2)))) / 2


def close_round(stage: Stage) -> None:
    stage.move_round(closes_in=timedelta(0))
