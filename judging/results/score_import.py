"""Scores from a spreadsheet: all of it or nothing, in a few statements however many
rows.

A ballot comes out as the file says it. Of a ballot that was submitted the criteria that
the file does not name stay, unless it is to be replaced; of a draft, which nobody has
given yet, nothing stays. A file that says what stands here already changes nothing,
whatever state the edition is in: so an export comes back unchanged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from awards.accounts.models import User
from awards.models import Edition, Round
from judging.conflicts.findings import refresh_conflicts
from judging.models import Assignment, Ballot, Score
from judging.results.score_checks import refusals_of, remarks_on
from judging.results.score_reading import Key, ScoreReader
from judging.results.score_sheets import Refusal
from judging.results.score_storing import store
from judging.results.score_written import Change, Written


@dataclass
class Imported:
    """What came in, or with ``dry_run`` would; with any refusal nothing was stored."""

    ballots: int = 0
    scores: int = 0
    changes: list[Change] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unchanged: int = 0  # ballots that stand here as the file says them

    @property
    def erased(self) -> int:
        return sum(change.erased for change in self.changes)

    @property
    def changed(self) -> int:
        return len(self.changes) - self.erased

    def as_json(self) -> dict[str, object]:
        counts = {
            "ballots": self.ballots,
            "scores": self.scores,
            "changed": self.changed,
            "erased": self.erased,
        }
        changes = [change.as_json() for change in self.changes]
        return {
            **counts,
            "unchanged": self.unchanged,
            "changes": changes,
            "notes": self.notes,
            "rejected": self.rejected,
        }


@transaction.atomic
def import_scores(
    *,
    edition: Edition,
    round_: Round,
    rows: Iterable[tuple[int, dict[str, str]]],
    actor: User | None = None,
    dry_run: bool = False,
    replace: bool = False,
    refused: Iterable[Refusal] = (),
) -> Imported:
    """Ballots come in as submitted, or as the column ``state`` says; assignments are
    made where missing.

    ``rows``: (row number, column → text) with the columns judge, entry, criterion,
    score and, if wanted, comment, category, reason and state. An empty score is "not
    scored". ``replace``: criteria of a submitted ballot that the file does not name are
    erased. ``refused``: what reading the file has refused already. Raises nothing: look
    at ``rejected``.
    """
    refresh_conflicts(edition=edition)
    reader = ScoreReader(edition, round_)
    reader.refused += refused
    for number, cells in rows:
        if not reader.read(number, cells):
            break
    ballots = beside_what_stands(reader, replace)
    changing = [one for one in ballots if one.changes_something]
    problems = [*reader.refused, *refusals_of(edition, round_, changing)]
    done = Imported(
        len(ballots),
        sum(len(one.given.lines) for one in ballots),
        unchanged=len(ballots) - len(changing),
    )
    done.changes = [change for one in changing for change in one.changes()]
    done.notes = list(remarks_on(round_, changing))
    if problems:
        ordered = sorted(problems, key=lambda problem: problem.row)
        done = Imported(
            rejected=[problem.as_json() for problem in ordered], notes=done.notes
        )
    elif changing and not dry_run:
        store(reader, changing, actor)
    if problems or dry_run:
        transaction.set_rollback(True)
    return done


def beside_what_stands(reader: ScoreReader, replace: bool) -> list[Written]:
    """Assignments are locked: a judge who is saving meanwhile comes before or after,
    never in between.
    """
    judges = {judge for judge, _place in reader.given}
    standing = Assignment.objects.filter(
        round=reader.round, judge__in=judges
    ).select_for_update(of=("self",))
    assignments = {
        (row.judge_id, row.entry_category_id): row for row in standing.order_by("pk")
    }
    wanted = {assignments[key].pk for key in reader.given if key in assignments}
    ballots = {
        row.assignment_id: row for row in Ballot.objects.filter(assignment__in=wanted)
    }
    codes = {criterion.pk: code for code, criterion in reader.criteria.items()}
    scores: dict[int, dict[str, Score]] = defaultdict(dict)
    for row in Score.objects.filter(ballot__assignment__in=wanted, criterion__in=codes):
        scores[row.ballot_id][codes[row.criterion_id]] = row
    found = []
    for key, given in reader.given.items():
        assignment = assignments.get(key)
        ballot = ballots.get(assignment.pk) if assignment else None
        found.append(
            Written(
                given, assignment, ballot, scores[ballot.pk] if ballot else {}, replace
            )
        )
    return found


__all__ = ["Change", "Imported", "Key", "import_scores"]
