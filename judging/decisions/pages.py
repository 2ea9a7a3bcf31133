"""What the page of one category's decisions shows: each entry with its result, and what is
decided or typed of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from awards.language.form_errors import ErrorLine
from awards.models import Category
from judging.decisions.left_behind import left_behind
from judging.decisions.public_reasons import NOT_TOLD, PublicReason
from judging.ranking import ranked_rows, widest
from judging.ranking.shape import EntryLine
from judging.refusals import JudgingError
from judging.results.charts import IntervalBars, interval_words
from nominations.models import Entry, EntryCategory, in_running


@dataclass(frozen=True)
class Figures:
    """What the result says of one entry; ``bar``: its places, drawn."""

    rank: int
    adjusted: float
    decided: bool | None
    bar: SafeString


@dataclass(frozen=True)
class DecisionRow:
    """One entry of a category and what is decided or typed of it; ``standing``: the
    number of its place in the category, ``level`` of the prize level, as in the form.
    ``behind``: that it did not move on; "" if it did.
    """

    entry: Entry
    standing: int
    figures: Figures | None
    level: str
    reason: str
    told: PublicReason
    shared: bool
    problem: str
    behind: str = ""

    @property
    def error_lines(self) -> list[ErrorLine]:
        if not self.problem:
            return []
        label = f"{self.entry.reference} {self.entry.title}"
        return [ErrorLine(f"reason-{self.standing}", label, self.problem)]


def decision_rows(
    category: Category,
    lines: Sequence[EntryLine],
    typed: QueryDict,
    refused: Mapping[int, JudgingError],
) -> list[DecisionRow]:
    """Every submitted entry of the category in rank order, those without a score that
    counts last.
    """
    standings = EntryCategory.objects.filter(in_running("entry__"), category=category)
    by_reference = {
        row.entry.reference: row
        for row in standings.select_related("entry__organisation", "decision__level")
    }
    ranked = ranked_rows(lines)
    bars = IntervalBars(widest(ranked), interval_words())
    figures = {
        line["entry"]: Figures(
            line["rank"],
            line["adjusted"],
            line["decided"],
            mark_safe(bars.drawn(line["rank"], line["rank_low"], line["rank_high"])),
        )
        for line in ranked
        if line["entry"] in by_reference
    }
    unranked = sorted(set(by_reference) - set(figures))
    rows = [
        decision_row(by_reference[reference], figures.get(reference), typed, refused)
        for reference in [*figures, *unranked]
    ]
    behind = left_behind(category.edition, [row.standing for row in rows])
    return [
        replace(row, behind=behind.said) if row.standing in behind.places else row
        for row in rows
    ]


def decision_row(
    standing: EntryCategory,
    figures: Figures | None,
    typed: QueryDict,
    refused: Mapping[int, JudgingError],
) -> DecisionRow:
    decision = getattr(standing, "decision", None)
    level, reason = (str(decision.level_id), decision.reason) if decision else ("", "")
    told = PublicReason.of(decision) if decision else NOT_TOLD
    shared = bool(decision and decision.shared)
    return DecisionRow(
        entry=standing.entry,
        standing=standing.pk,
        figures=figures,
        level=typed.get(f"level-{standing.pk}", level),
        reason=typed.get(f"reason-{standing.pk}", reason),
        told=typed_wording(typed, standing.pk) if typed else told,
        shared=f"shared-{standing.pk}" in typed if typed else shared,
        problem=str(refused.get(standing.pk, "")),
    )


def typed_wording(posted: QueryDict, standing: int) -> PublicReason:
    return PublicReason(
        posted.get(f"public-th-{standing}", ""), posted.get(f"public-en-{standing}", "")
    )
