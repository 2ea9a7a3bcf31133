"""The ranking document: everything about one ranking as plain dicts, lists, numbers and
None, ready for JSON.

Floats are rounded to DECIMALS. Per ballot given + adjustment = counted, and the average
of counted is the adjusted score, to that rounding. Entries stand in rank order within
category and group; a group is a part of a category in which shared entries link all
judges, and no rank compares two groups. Entries without any score stand at the end of
their category, in no group and unranked.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from .agreement import alpha_interval, one_way
from .ballots import Ballot, Table, sums_by
from .fair import Fit, Variances
from .groups import Group, ranked
from .lines import entry_lines, judge_lines, number, to_decimals
from .linked import efficiency
from .pairs import pairs_documents
from .rules import SCORES, Rules
from .screening import screening_documents
from .shape import (
    AgreementFigures,
    Document,
    GroupFigures,
    Method,
    Note,
    Reliability,
    Tie,
    VarianceFigures,
)
from .stances import empty_document
from .unscored import Unscored, unscored

NAME = SCORES
# The model of each kind of ballot that holds no scores.
ANSWERED = {"screening": screening_documents, "pairs": pairs_documents}
WEAK_LINKS = 0.5  # efficiency below which the document warns
LEANING = (
    3.0  # standard errors by which the allocation must lean before the document warns
)

# of several groups, which have their own figures each
NO_AGREEMENT: AgreementFigures = {"icc1": None, "icck": None, "alpha": None}


def answered_documents(ballots: Sequence[Ballot], rules: Rules) -> dict[str, Document]:
    """Of ballots that hold answers instead of scores, by their own model; also of a
    category whose ballots say nothing.
    """
    made = ANSWERED[rules.method](ballots, rules)
    seen = {(ballot.category, ballot.entry) for ballot in ballots if ballot.ranked}
    found = {}
    for code in sorted({category for category, _entry in seen}):
        document = made.get(code) or empty_document(rules)
        said = {line["entry"] for line in document["entries"]}
        blank = [
            Unscored(code, entry)
            for category, entry in sorted(seen)
            if category == code and entry not in said
        ]
        document["entries"] += [one.line(rules) for one in blank]
        document["notes"] += [one.note() for one in blank]
        found[code] = document
    return found


def ranking_document(ballots: Iterable[Ballot], rules: Rules | None = None) -> Document:
    """Ballots in any order to the ranking document. Raises InvalidInput with every
    problem found.
    """
    rules, ballots = rules or Rules(), list(ballots)
    if rules.method in ANSWERED:
        [found] = answered_documents(ballots, rules).values() or [empty_document(rules)]
        return found
    groups = ranked(ballots, rules)
    return document(groups, rules, unscored(ballots, (group.whole for group in groups)))


def category_documents(ballots: Iterable[Ballot], rules: Rules) -> dict[str, Document]:
    """The same, one document per category that has a ballot, all ranked together."""
    ballots = list(ballots)
    if rules.method in ANSWERED:
        return answered_documents(ballots, rules)
    groups = ranked(ballots, rules)
    left = unscored(ballots, (group.whole for group in groups))
    found = {}
    for category in sorted({ballot.category for ballot in ballots}):
        own = [group for group in groups if group.table.category == category]
        blank = [one for one in left if one.category == category]
        found[category] = document(own, rules, blank)
    return found


def document(
    groups: Sequence[Group], rules: Rules, left: Sequence[Unscored]
) -> Document:
    """`left`: the entries that `unscored` finds of the same ballots."""
    parts = [_group(group, rules) for group in groups]
    blank = [] if rules.version == "1.0" else left
    lines = [entry for group in groups for entry in entry_lines(group, rules)] + [
        one.line(rules) for one in blank
    ]
    return {
        "method": _method(rules),
        # keeps the order within a category
        "entries": sorted(lines, key=lambda line: line["category"] or ""),
        "judges": [judge for group in groups for judge in judge_lines(group, rules)],
        "agreement": parts[0]["agreement"] if len(parts) == 1 else NO_AGREEMENT,
        "variance": (
            parts[0]["variance"]
            if len(parts) == 1
            else _variance(Variances(None, None, None), rules)
        ),
        "ties": [tie for group in groups for tie in _ties(group, rules)],
        "notes": [note for group in groups for note in _notes(group)]
        + [one.note() for one in blank],
        "groups": parts,
    }


def _method(rules: Rules) -> Method:
    return {
        "name": NAME,
        "version": rules.version,
        "places": rules.places,
        "levels": list(rules.levels),
        "precision": rules.precision,
        "ties": list(rules.ties),
        "interval": rules.interval,
        "practically_tied": rules.practically_tied,
        "draws": rules.draws,
        "seed": rules.seed,
    }


def _group(group: Group, rules: Rules) -> GroupFigures:
    table, fitted = group.table, group.fit
    found: GroupFigures = {
        "group": group.label,
        "category": table.category or None,
        "entries": len(table.entries),
        "judges": len(table.judges),
        "ballots": len(table.total),
        "agreement": _agreement(table),
        "variance": _variance(fitted.variances, rules),
        "reliability": _reliability(fitted),
        "connectivity": number(efficiency(fitted.eigenvalues)),
        "allocation": number(allocation(group)),
        "p_winners": _p_winners(group, rules),
        "draws": None if group.ranks is None else int(group.ranks.position.shape[1]),
        "criteria": {
            name: number(w)
            for name, w in zip(table.criteria, table.weights, strict=True)
        },
    }
    if rules.pooled:
        found["calibrating"] = _calibrating(group)
    if rules.earlier is not None:
        found["lasting"] = number(fitted.lasting)
    return found


def _variance(found: Variances, rules: Rules) -> VarianceFigures:
    figures: VarianceFigures = {
        "entry": number(found.entry),
        "judge": number(found.judge),
        "residual": number(found.residual),
    }
    if rules.pooled:
        figures["judge_category"] = number(found.judge_category)
    return figures


def _calibrating(group: Group) -> int:
    """Ballots of entries that are not ranked, from which judges were learnt."""
    return len(group.whole.total) - len(group.table.total)


def _agreement(table: Table) -> AgreementFigures:
    icc1, icck = one_way(table.entry, table.total)
    return {
        "icc1": number(icc1),
        "icck": number(icck),
        "alpha": number(alpha_interval(table.entry, table.total)),
    }


def _reliability(fitted: Fit) -> Reliability:
    """Share of the variance of an average that is the entries', as given and once
    severity is taken off.
    """
    parts = fitted.variances
    k = 1.0 / float(np.mean(1.0 / fitted.ballots))
    counted = 1.0 / float(np.mean(1.0 / fitted.weights))
    if parts.entry is None or parts.judge is None or parts.residual is None:
        return {"before": None, "after": None}
    before, after = (
        parts.entry + (parts.severity + parts.residual) / k,
        parts.entry + parts.residual / counted,
    )
    return {
        "before": number(parts.entry / before if before else None),
        "after": number(parts.entry / after if after else None),
    }


def allocation(group: Group) -> float | None:
    """Correlation over judges between severity (lenient is high) and the quality of
    what they saw, -1 to 1.

    Far above 0 means that lenient judges were given better entries: the assignment
    itself then speaks of quality, and what looks like leniency may be merit.
    """
    table, fitted, n = group.whole, group.whole_fit, len(group.whole.judges)
    seen = sums_by(table.judge, fitted.adjusted[table.entry], n) / np.bincount(
        table.judge, minlength=n
    )
    spreads = float(np.std(seen)) * float(np.std(fitted.severity))
    if n < 4 or spreads <= 1e-12:
        return None
    return float(
        np.clip(
            np.mean((seen - seen.mean()) * (fitted.severity - fitted.severity.mean()))
            / spreads,
            -1,
            1,
        )
    )


def _p_winners(group: Group, rules: Rules) -> float | None:
    """P(the entries in the first places are the best, in any order)."""
    if group.ranks is None:
        return None
    return number(group.ranks.exactly(group.standing.order[: rules.places]))


def _ties(group: Group, rules: Rules) -> list[Tie]:
    """Ties to the published precision, and winners hardly better than the next in order."""
    equal: list[Tie] = [
        {
            "kind": "equal",
            "group": group.label,
            "adjusted": tie.adjusted,
            "entries": tie.entries,
            "steps": tie.steps,
            "shared": tie.shared,
        }
        for tie in group.standing.ties
    ]
    if group.beats_next is None:
        return equal
    names = [
        group.table.entries[place]
        for place in group.standing.order[: rules.places + 1].tolist()
    ]
    pairs = zip(names[:-1], names[1:], group.beats_next.tolist(), strict=False)
    close: list[Tie] = [
        {
            "kind": "practically_tied",
            "group": group.label,
            "entries": [above, below],
            "p": to_decimals(chance),
        }
        for above, below, chance in pairs
        if chance < rules.practically_tied
    ]
    return equal + close


def _notes(group: Group) -> list[Note]:
    return [
        {"code": code, "group": group.label, "text": text}
        for code, text in _remarks(group)
    ]


def _remarks(group: Group) -> Iterator[tuple[str, str]]:
    fitted, table = group.fit, group.table
    if group.parts > 1:
        yield (
            "disconnected",
            (
                "No shared entry links this group to the others of its category: no "
                "rank compares them."
            ),
        )
    if len(table.entries) == 1:
        yield "single_entry", "There is one entry in this group."
    if np.ptp(table.total) <= 1e-9:
        yield "no_variance", "Every ballot has the same total."
    if fitted.variances.residual is None:
        yield (
            "no_shared_entries",
            "No entry has two judges: averages as given, with no statement of certainty.",
        )
    elif fitted.ratio == 0.0:
        yield (
            "no_severity",
            "The ballots show no difference in severity that could be told from chance.",
        )
    links = efficiency(fitted.eigenvalues)
    if links is not None and links < WEAK_LINKS:
        yield (
            "weak_links",
            "Judges share few entries: severity is corrected only in part.",
        )
    leaning = allocation(group)
    if (
        leaning is not None
        and np.arctanh(min(leaning, 0.999)) * np.sqrt(len(table.judges) - 3) > LEANING
    ):
        yield (
            "lenient_saw_better",
            "Lenient judges were given better entries: what looks like leniency may be merit.",
        )
