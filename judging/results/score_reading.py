"""Rows of a sheet of scores → what is given for each ballot, every problem with its
row, column and reason.

Whether a judge, an entry or an assignment stands is not asked here: an export names
those that do not, and a file that changes nothing is never refused for them. See
``judging.results.score_import``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from awards.language.thai import ascii_digits, clean_text, folded
from awards.models import Criterion, Edition, Round
from judging.ballots.typed_scores import read_score, scale_words
from judging.models import Judge, judged_in
from judging.results.score_sheets import NEEDED, Refusal
from judging.statuses import BallotState
from nominations.models import EntryCategory
from nominations.statuses import EntryState

Key = tuple[int, int]  # judge id, EntryCategory id


@dataclass(frozen=True)
class Line:
    """One score. ``comment`` and ``reason`` are None where the file has no column for
    them: then they stay.
    """

    row: int
    value: Decimal | None
    comment: str | None
    reason: str | None


@dataclass
class Given:
    """What the file says of one ballot. ``row``: the first that speaks of it.
    ``lines``: by criterion code.
    """

    row: int
    judge: Judge
    place: EntryCategory
    state: BallotState
    lines: dict[str, Line] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return self.judge.pk, self.place.pk


class ScoreReader:
    def __init__(self, edition: Edition, round_: Round) -> None:
        self.edition, self.round = edition, round_
        judges = Judge.objects.filter(edition=edition).select_related("user")
        self.judges = {folded(judge.user.email): judge for judge in judges}
        self.criteria: dict[str, Criterion] = {
            row.code: row for row in edition.criteria.all()
        }
        self.places: dict[str, dict[str, EntryCategory]] = defaultdict(dict)
        rows = EntryCategory.objects.filter(entry__edition=edition).exclude(
            entry__state=EntryState.DRAFT
        )
        here = rows.filter(judged_in(round_.pk)).values_list("pk", flat=True)
        self.judged_here = frozenset(here)
        for row in rows.select_related("entry", "category"):
            self.places[row.entry.reference][row.category.code] = row
        self.given: dict[Key, Given] = {}
        self.refused: list[Refusal] = []
        self.words = scale_words(round_)
        self.values: dict[str, Decimal | None] = {}

    def refuse(self, row: int, column: str, reason: str) -> None:
        self.refused.append(Refusal(row, column, reason))

    def read(self, row: int, cells: dict[str, str]) -> bool:
        """False where the rows lack a column that is needed: there is nothing to read on for."""
        missing = [column for column in NEEDED if column not in cells]
        for column in missing:
            self.refuse(1, column, _("This column is missing from the header row."))
        if missing:
            return False
        before = len(self.refused)
        judge = self.judges.get(folded(cells["judge"]))
        if judge is None:
            self.refuse(
                row, "judge", _("No judge in this edition has this email address.")
            )
        criterion = self.criterion(row, cells["criterion"])
        place = self.place(row, cells)
        state = self.state(row, cells.get("state", ""))
        line = Line(
            row,
            self.score(row, cells["score"]),
            text_in(cells, "comment"),
            text_in(cells, "reason"),
        )
        if len(self.refused) == before and judge and place and criterion:
            self.take(Given(row, judge, place, state), criterion, line)
        return True

    def take(self, given: Given, criterion: str, line: Line) -> None:
        given = self.given.setdefault(given.key, given)
        if criterion in given.lines:
            words = _(
                "Row %(row)d already has this judge's score for this criterion and "
                "entry."
            )
            self.refuse(
                line.row, "criterion", words % {"row": given.lines[criterion].row}
            )
        else:
            given.lines[criterion] = line

    def criterion(self, row: int, typed: str) -> str:
        code = folded(typed)
        if code in self.criteria:
            return code
        self.refuse(
            row, "criterion", _("This edition has no criterion with this code.")
        )
        return ""

    def place(self, row: int, cells: dict[str, str]) -> EntryCategory | None:
        places = self.places.get(ascii_digits(clean_text(cells["entry"])).upper())
        category = folded(cells.get("category", ""))
        if places is None:
            self.refuse(
                row,
                "entry",
                _("This edition has no submitted entry with this reference."),
            )
        elif category in places:
            return self.judged(row, places[category])
        elif category:
            self.refuse(row, "category", _("The entry is not in this category."))
        elif len(places) > 1:
            self.refuse(
                row,
                "category",
                _("The entry is in several categories. Enter one of them."),
            )
        else:
            return self.judged(row, next(iter(places.values())))
        return None

    def judged(self, row: int, place: EntryCategory) -> EntryCategory | None:
        if place.pk in self.judged_here:
            return place
        self.refuse(row, "entry", _("This entry did not move on to the round."))
        return None

    def state(self, row: int, typed: str) -> BallotState:
        text = folded(typed) or BallotState.SUBMITTED
        if text in BallotState.values:
            return BallotState(text)
        self.refuse(
            row, "state", _("Enter draft or submitted, or leave the cell empty.")
        )
        return BallotState.SUBMITTED

    def score(self, row: int, text: str) -> Decimal | None:
        try:
            if text not in self.values:
                self.values[text] = read_score(text, self.round)
            return self.values[text]
        except ValueError:
            self.refuse(row, "score", self.words)
            return None


def text_in(cells: dict[str, str], column: str) -> str | None:
    return clean_text(cells[column]) if column in cells else None
