"""Every connected group of a round, fitted and ranked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .ballots import Ballot, Floats, Table, tables
from .draws import Ranks, draw_count, draw_ranks
from .fair import Fit, fit
from .linked import components
from .pooled import fit_round, known_judges
from .rules import Earlier, Rules
from .threads import one_thread
from .ties import Standing, stand
from .wide_draws import wide_ranks


@dataclass(frozen=True)
class Group:
    """One connected group, ranked; one of `parts` into which its category falls.

    whole, whole_fit: with the entries that are not ranked but were learnt from; table and
    fit are without them, the judges in the same places.
    """

    label: str
    parts: int
    table: Table
    fit: Fit
    whole: Table
    whole_fit: Fit
    ranks: Ranks | None
    standing: Standing
    beats_next: Floats | None  # (E - 1,) P(better than the next in rank order)


def ranked(ballots: Iterable[Ballot], rules: Rules) -> list[Group]:
    """Every connected group of every category, ranked. Raises InvalidInput with every
    problem found.
    """
    with one_thread():
        named = list(_named_parts(tables(ballots, rules)))
        parts = [part for _, _, part in named]
        if rules.pooled:
            fits = fit_round(parts, rules.earlier)
        else:
            fits = [
                fit(one.entry, one.judge, one.total, len(one.entries), len(one.judges))
                for one in parts
            ]
        return [
            rank_group(part, fitted, rules, label, count)
            for (label, count, part), fitted in zip(named, fits, strict=True)
            if part.ranked.any()
        ]


def known_from(ballots: Iterable[Ballot], rules: Rules) -> Earlier:
    """What these ballots say of their judges, for a later round; the rules' weights
    alone matter.
    """
    with one_thread():
        parts = [part for _, _, part in _named_parts(tables(ballots, rules))]
        return known_judges(parts)


def _named_parts(found: Iterable[Table]) -> Iterator[tuple[str, int, Table]]:
    """Per connected part its label, the number of parts of its category, and the part."""
    for table in found:
        parts = components(table)
        name = table.category or "all"
        for number, part in enumerate(parts, start=1):
            label = name if len(parts) == 1 else f"{name}/{number}"
            yield label, len(parts), part


def rank_group(
    whole: Table, whole_fit: Fit, rules: Rules, label: str = "all", parts: int = 1
) -> Group:
    """One connected table and its fit to its group."""
    table, fitted = whole, whole_fit
    if not whole.ranked.all():
        table = whole.only_ranked()
        fitted = whole_fit.only(whole.ranked[whole.entry], whole.ranked)
    count = rules.draws or draw_count(len(table.entries))
    drawn = wide_ranks if rules.pooled else draw_ranks
    ranks = drawn(fitted, table.entry, table.judge, count, rules.seed)
    standing = stand(table, fitted, rules)
    order = standing.order
    beats_next = None if ranks is None else ranks.beats(order[:-1], order[1:])
    return Group(
        label, parts, table, fitted, whole, whole_fit, ranks, standing, beats_next
    )
