"""From the stored parts of a result to what the pages say: ties and notes in words,
panels and what-ifs as rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from judging.ranking import explain
from judging.ranking.shape import Note, Tie
from judging.results.stored import (
    NamedVariant,
    PanelGroup,
    Sensitivity,
    StoredHint,
)

Kind = Literal["judges", "weights", "methods"]


def told_ties(ties: Iterable[Tie], language: explain.Language) -> list[str]:
    return [
        sentence for tie in ties for sentence in explain.tie_sentences(tie, language)
    ]


def told_notes(notes: Iterable[Note], language: explain.Language) -> list[str]:
    """Each once, of however many groups it was said."""
    return list(dict.fromkeys(explain.note_sentence(one, language) for one in notes))


def panel_rows(
    panel: Iterable[PanelGroup],
    names: Mapping[str, str],
    language: explain.Language,
    criteria: Sequence[str],
) -> list[dict[str, object]]:
    """The whole ballot first, then the criteria in the order of the rubric, ``criteria``."""
    order = {code: place for place, code in enumerate(criteria)}
    rows = [
        row
        for group in panel
        for row in sorted(
            group["rows"], key=lambda one: rubric_place(one["criterion"], order)
        )
    ]
    return [
        {
            **row,
            "name": _("Whole ballot")
            if row["criterion"] is None
            else names.get(row["criterion"], row["criterion"]),
            "sentence": ""
            if row["criterion"] is None
            else explain.criterion_sentence(
                row["verdict"], names.get(row["criterion"], row["criterion"]), language
            ),
        }
        for row in rows
    ]


def rubric_place(criterion: str | None, order: Mapping[str, int]) -> int:
    """Criteria that the rubric no longer has come last."""
    return -1 if criterion is None else order.get(criterion, len(order))


@dataclass(frozen=True)
class SensitivityRow:
    """One kind of change. ``changed``: the variants in which others would win."""

    title: str
    tried: int
    changed: list[NamedVariant]

    @property
    def stays(self) -> int:
        return self.tried - len(self.changed)


def sensitivity_rows(
    groups: Sequence[Sensitivity], names: Mapping[str, str]
) -> list[SensitivityRow]:
    """Per kind of change: in how many the winner stays, and the variants in which it does not."""
    titles: dict[Kind, str] = {
        "judges": _("One judge left out"),
        "weights": _("One weight raised or lowered by a quarter"),
        "methods": _("Another method"),
    }
    found = []
    for kind, title in titles.items():
        variants = [one for group in groups for one in group[kind]["variants"]]
        changed: list[NamedVariant] = [
            {**one, "name": variant_name(kind, one["name"], names)}
            for one in variants
            if one["changed"]
        ]
        found.append(SensitivityRow(title, len(variants), changed))
    return found


def deciding_sentences(
    groups: Iterable[Sensitivity], names: Mapping[str, str]
) -> list[str]:
    """Per ballot on which the first place hangs."""
    words = _(
        "Without %(judge)s's ballot on %(entry)s, %(winners)s would be first "
        "(%(entry)s: %(moved)s points)."
    )
    return [
        words
        % {
            "judge": names.get(one["judge"], one["judge"]),
            "entry": one["entry"],
            "winners": ", ".join(one["winners"]),
            "moved": signed(one["moved"]),
        }
        for group in groups
        for one in group.get("deciding", [])
    ]


def hint_sentences(
    groups: Iterable[Sensitivity], names: Mapping[str, str]
) -> list[str]:
    """Each with its numbers, the strongest of a kind first."""
    hints = [one for group in groups for one in group.get("hints", [])]
    return list(dict.fromkeys(hint_sentence(one, names) for one in hints))


def hint_sentence(hint: StoredHint, names: Mapping[str, str]) -> str:
    judges = [names.get(one, one) for one in hint["judges"]]
    numbers = {
        "judge": judges[0],
        "other": judges[-1],
        "entry": hint["entry"],
        "ballots": hint["ballots"],
        "noise": explain.rounded((hint["noise"] or 0.0) ** 0.5, 1),
        "apart": signed(hint["apart"] or 0.0),
        "figure": signed(hint["figure"]),
        "threshold": explain.rounded(hint["threshold"], 1),
    }
    return str(HINTS[hint["kind"]] % numbers)


HINTS = {
    "judge": gettext_lazy(
        "%(judge)s: scores stray %(noise)s times as much as the panel's, over "
        "%(ballots)s ballots (%(figure)s standard deviations; 1 in 100 honest rounds "
        "exceeds %(threshold)s)."
    ),
    "ballot": gettext_lazy(
        "%(judge)s on %(entry)s: %(apart)s points from what the other ballots predict "
        "(%(figure)s standard deviations; 1 in 100 honest rounds exceeds %(threshold)s)."
    ),
    "pair": gettext_lazy(
        "%(judge)s and %(other)s on %(entry)s: on average %(apart)s points from what the "
        "other ballots predict, both the same way (%(figure)s standard deviations; 1 in "
        "100 honest rounds exceeds %(threshold)s)."
    ),
}


def signed(value: float) -> str:
    """One decimal, with its sign."""
    return f"{explain.rounded(value, 1):+}".replace("-", "−")


def variant_name(kind: Kind, name: str, names: Mapping[str, str]) -> str:
    if kind == "methods":
        return {
            "raw_mean": _("Raw average"),
            "trimmed_mean": _("Trimmed mean"),
            "median": _("Median"),
            "z_score": _("Z-scores"),
            "additive": _("Additive model"),
            "borda": _("Borda count"),
            "copeland": _("Copeland pairwise"),
        }.get(name, name)
    if kind == "weights":
        code, _x, factor = name.rpartition(" x ")
        return f"{names.get(code, code)} × {factor}"
    return names.get(name, name)
