"""A judged round with a published list, made through the real services; everything invented."""

from __future__ import annotations

import random
from typing import Any

from awards.models import Edition, Round, WinnerList
from judging.decisions.services import decide, prepare_list
from judging.publication.services import publish_due
from judging.results.score_import import import_scores
from tests.judging.stage import CRITERIA, edition_in_judging, entry_in, judge_of
from tests.kept import made_once


def score_rows(lines: list[tuple[Any, ...]]) -> list[tuple[int, dict[str, str]]]:
    names = ("judge", "entry", "criterion", "score", "comment")
    return [
        (number, dict(zip(names, map(str, line), strict=True)))
        for number, line in enumerate(lines, 2)
    ]


@made_once
def judged_round(
    entries: int = 6, judges: int = 4, per_entry: int = 3, seed: int = 5
) -> Round:
    """One category scored by judges who differ in severity; entry by entry the next
    judges in turn.
    """
    edition, draw = edition_in_judging(), random.Random(seed)
    jury = [
        judge_of(edition, f"judge{seed}-{n}-{edition.code}@example.com")
        for n in range(judges)
    ]
    lines: list[tuple[Any, ...]] = []
    for number in range(entries):
        standing, quality = entry_in(edition), draw.gauss(6, 1.2)
        for seat in range(per_entry):
            place = (number + seat) % judges
            for code in CRITERIA:
                points = (
                    round(
                        min(
                            10, max(0, quality + 0.7 * (place - 1) + draw.gauss(0, 0.8))
                        )
                        * 2
                    )
                    / 2
                )
                lines.append(
                    (
                        jury[place].user.email,
                        standing.entry.reference,
                        code,
                        points,
                        "ความเห็นลับ secret-comment",
                    )
                )
    round_ = edition.rounds.select_related("edition").get()
    done = import_scores(edition=edition, round_=round_, rows=score_rows(lines))
    assert done.rejected == []
    return round_


def publish(edition: Edition, winners: int = 2) -> WinnerList:
    """The first entries of the first category in reference order get a prize each, with
    a reason.
    """
    organiser = edition.organisers.earliest("pk").user
    levels = list(edition.prize_levels.all())
    standings = (
        edition.categories.get(code="area-0")
        .standings.select_related("entry", "category")
        .order_by("pk")
    )
    for standing, level in zip(standings[:winners], levels, strict=False):
        decide(
            entry_category=standing, level=level, reason="มติคณะกรรมการ", actor=organiser
        )
    frozen = prepare_list(edition=edition, actor=organiser)
    WinnerList.objects.filter(pk=frozen.pk).update(state="queued")
    assert publish_due() == 1
    frozen.refresh_from_db()
    return frozen


@made_once
def published_round(**options: Any) -> Round:
    round_ = judged_round(**options)
    publish(round_.edition)
    return round_
