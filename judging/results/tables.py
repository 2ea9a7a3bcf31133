"""What the worker stores of one category of a round: its table with lines and remarks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from django.db import connection

from awards.models import Category
from judging.models import (
    RemarkKind,
    ResultLine,
    ResultRemark,
    ResultRun,
    ResultTable,
)
from judging.ranking import (
    Group,
    Rules,
    Variant,
    leave_one_out,
    method_changes,
    panel_agreement,
    ranked_rows,
    settled_share,
    variance_components,
    weight_changes,
    widest,
)
from judging.ranking.hints import Hint
from judging.ranking.shape import Document, EntryLine, Note, Tie
from judging.results.lines import named_in
from judging.results.second_looks import deciding_ballots, hints_in
from judging.results.services import Counted, Names
from judging.results.stored import (
    Counts,
    GroupComponents,
    PanelGroup,
    PanelRow,
    Sensitivity,
    StoredJudge,
    Summary,
    Variants,
)

BATCH = 2000  # lines in one statement
# entries of a category above which resampling the panel's ranges would take too long
PANEL_MOST = 3000


@dataclass(frozen=True)
class Made:
    """A table that is not stored yet, and what stands in it."""

    table: ResultTable
    lines: list[ResultLine]
    remarks: list[ResultRemark]


# As one document: as values in rows, ten thousand lines took Django four seconds.
LINES = """
    INSERT INTO judging_resultline (table_id, place, entry, figures, steps)
    SELECT %s, (line ->> 'place')::int, line ->> 'entry', line -> 'figures',
        line -> 'steps'
    FROM jsonb_array_elements(%s::jsonb) AS lines (line)"""


def store(made: Sequence[Made]) -> None:
    ResultTable.objects.bulk_create([one.table for one in made])
    with connection.cursor() as cursor:
        for one in made:
            for start in range(0, len(one.lines), BATCH):
                lines = as_document(one.lines[start : start + BATCH])
                cursor.execute(LINES, [one.table.pk, lines])
    ResultRemark.objects.bulk_create(
        [remark for one in made for remark in one.remarks], batch_size=BATCH
    )


def as_document(lines: Sequence[ResultLine]) -> str:
    return json.dumps(
        [
            {
                "place": line.place,
                "entry": line.entry,
                "figures": line.figures,
                "steps": line.steps,
            }
            for line in lines
        ]
    )


def made_table(
    run: ResultRun,
    category: Category,
    fingerprint: str,
    counted: Counted,
    found: list[Hint],
) -> Made:
    groups = counted.groups(category.code)
    hidden = counted.document(category.code, groups)
    whole = counted.renamed(hidden)
    table = ResultTable(
        run=run,
        category=category,
        fingerprint=fingerprint,
        summary=summary_of(whole, groups),
        judges=stored_judges(whole, hidden, counted.names),
        sensitivity=[
            sensitivity_of(group, counted.rules, counted.names, found)
            for group in groups
        ],
        panel=[_panel(group) for group in groups],
    )
    return with_rows(table, whole)


def with_rows(table: ResultTable, whole: Document) -> Made:
    """``whole``: the ranking document under references."""
    entries = whole["entries"]
    lines = [
        ResultLine(
            table=table,
            place=place,
            entry=line["entry"],
            figures=line,
            steps=entries[place].get("steps", []),
        )
        for place, line in enumerate(lines_of_entries(entries))
    ]
    places = {line.entry: line.place for line in lines}
    ties = [remark(table, RemarkKind.TIE, one, places) for one in whole["ties"]]
    notes = [remark(table, RemarkKind.NOTE, one, places) for one in whole["notes"]]
    return Made(table, lines, ties + notes)


def remark(
    table: ResultTable, kind: RemarkKind, said: Tie | Note, places: Mapping[str, int]
) -> ResultRemark:
    about = [places[name] for name in named_in(said)]
    return ResultRemark(
        table=table,
        kind=kind,
        first=min(about, default=None),
        last=max(about, default=None),
        said=said,
    )


def stored_judges(whole: Document, hidden: Document, names: Names) -> list[StoredJudge]:
    return [
        {**row, "id": names.judge_ids.get(under["judge"])}
        for row, under in zip(whole["judges"], hidden["judges"], strict=True)
    ]


def summary_of(whole: Document, groups: list[Group]) -> Summary:
    return {
        "method": whole["method"],
        "agreement": whole["agreement"],
        "variance": whole["variance"],
        "groups": whole["groups"],
        "components": [_components(group) for group in groups],
        "counts": counts_of(whole["entries"]),
    }


def lines_of_entries(entries: list[EntryLine]) -> list[EntryLine]:
    """Without the steps from ballot to score, which one entry's page shows."""
    lines = [row.copy() for row in entries]
    for line in lines:
        line.pop("steps", None)
    return lines


def counts_of(entries: list[EntryLine]) -> Counts:
    """What a page says of a category without reading its lines. widest: the last place
    that an interval reaches.
    """
    ranked = ranked_rows(entries)
    return {
        "entries": len(entries),
        "unscored": len(entries) - len(ranked),
        "ballots": sum(row["n_judges"] for row in entries),
        "decided": sum(bool(row["decided"]) for row in entries),
        "widest": widest(entries),
    }


def _components(group: Group) -> GroupComponents:
    found = variance_components(group.whole)
    if found is None:
        return {"group": group.label}
    return {
        "group": group.label,
        "entry": found.entry,
        "judge": found.judge,
        "residual": found.residual,
        "mean": found.mean,
        "criterion": found.criterion,
    }


def sensitivity_of(
    group: Group, rules: Rules, names: Names, found: list[Hint]
) -> Sensitivity:
    """Per way of doing it otherwise: who would win, whether that changes the winner,
    how many winners stay.
    """
    return {
        "group": group.label,
        "deciding": deciding_ballots(group, rules, names),
        "hints": hints_in(group, found, names),
        "judges": named_variants(leave_one_out(group, rules), names),
        "weights": named_variants(weight_changes(group, rules), names),
        "methods": named_variants(method_changes(group, rules), names),
    }


def named_variants(variants: list[Variant], names: Names) -> Variants:
    return {
        "settled": settled_share(variants),
        "variants": [
            {
                "name": names.judges.get(one.name, one.name),
                "winners": [names.entries.get(name, name) for name in one.winners],
                "changed": one.changed,
                "kept": one.kept,
            }
            for one in variants
        ],
    }


def _panel(group: Group) -> PanelGroup:
    large = len(group.table.entries) > PANEL_MOST
    found = panel_agreement(group.table, 100 if large else None)
    rows = [cast(PanelRow, vars(one)) for one in found]
    return {"group": group.label, "rows": rows}
