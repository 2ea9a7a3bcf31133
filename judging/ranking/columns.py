"""The ballots of a whole round as the columns that method 2 is fitted to: groups side by side,
judges shared between them.

A seat is one judge in one connected group. Within a group an entry's ballots stand
together, and every sum below is taken within entries, so nothing compares two groups
but what their judges have in common.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .ballots import Floats, Ints, Table, sums_by
from .linked import pairs_within_entries


@dataclass(frozen=True)
class Spectrum:
    """(s,) eigenvalues, ascending, none negative, and (s, s) eigenvectors of a Laplacian."""

    values: Floats
    vectors: Floats


@dataclass(frozen=True)
class Part:
    """One connected group. entry, seat: (n,) places in it, sorted by entry. judge: (s,)
    place in the round of each seat's judge. ballots: (E,). first, last: its rows among
    the round's ballots.
    """

    entry: Ints
    seat: Ints
    judge: Ints
    ballots: Ints
    first: int
    last: int

    @property
    def rows(self) -> slice:
        return slice(self.first, self.last)

    def entry_sums(self, values: Floats) -> Floats:
        return sums_by(self.entry, values, len(self.ballots))

    def entry_means(self, values: Floats, weight: Floats) -> Floats:
        """(E,) weighted means of (n,) values; every entry has a ballot."""
        return self.entry_sums(weight * values) / self.entry_sums(weight)

    def seat_sums(self, values: Floats) -> Floats:
        return sums_by(self.seat, values, len(self.judge))

    def information(self, weight: Floats) -> Floats:
        """(s, s) weighted Laplacian of the seats: what the ballots hold on differences
        between judges, S = diag(w) - C' diag(1/W) C.
        """
        seats = len(self.judge)
        share = weight / self.entry_sums(weight)[self.entry]
        found = np.diag(self.seat_sums(weight * (1.0 - share)))
        for a, b in pairs_within_entries(self.entry):
            cells = self.seat[a] * seats + self.seat[b]
            between = sums_by(cells, weight[a] * share[b], seats * seats)
            found -= between.reshape(seats, seats)
            found -= between.reshape(seats, seats).T
        return found

    def spectrum(self, weight: Floats) -> "Spectrum":
        values, vectors = np.linalg.eigh(self.information(weight))
        positive = values > 1e-9 * max(1.0, float(values[-1]))
        return Spectrum(np.where(positive, values, 0.0), vectors)

    def seen(self, values: Floats, weight: Floats) -> Floats:
        """(s,) weighted sums per seat of what (n,) values differ from their entry's mean."""
        apart = values - self.entry_means(values, weight)[self.entry]
        return self.seat_sums(weight * apart)


@dataclass(frozen=True)
class Columns:
    """names: of the judges of the round. judge: (n,) of every ballot. seat: (n,) counted
    over all groups. seats: how many.
    """

    parts: tuple[Part, ...]
    names: tuple[str, ...]
    judge: Ints
    seat: Ints
    seats: int

    @property
    def judges(self) -> int:
        """How many in the round."""
        return len(self.names)

    @property
    def freedom(self) -> int:
        """Degrees of freedom of the noise and of severity once entries are taken out."""
        return len(self.judge) - sum(len(part.ballots) for part in self.parts)

    @property
    def spare(self) -> int:
        """Degrees of freedom of the noise once severities, as if free, are out too."""
        return self.freedom - (self.seats - len(self.parts))

    @cached_property
    def even(self) -> Sequence[Spectrum]:
        """Per group, of the information that ballots hold which all count once."""
        return [part.spectrum(np.ones(len(part.entry))) for part in self.parts]

    def spectra(self, weight: Floats) -> Sequence[Spectrum]:
        """The same at (n,) weights."""
        if np.all(weight == 1.0):
            return self.even
        return [part.spectrum(weight[part.rows]) for part in self.parts]

    @property
    def shared(self) -> bool:
        """Whether any judge sits in two groups."""
        return self.seats > self.judges

    def entry_means(self, values: Floats, weight: Floats) -> Floats:
        """(n,) the weighted mean of its entry beside every ballot."""
        return np.concatenate(
            [
                part.entry_means(values[part.rows], weight[part.rows])[part.entry]
                for part in self.parts
            ]
        )

    def seat_means(self, values: Floats) -> Floats:
        """(n,) the plain mean of its seat beside every ballot."""
        loads = np.bincount(self.seat, minlength=self.seats)
        return (sums_by(self.seat, values, self.seats) / loads)[self.seat]

    def judge_sums(self, values: Floats) -> Floats:
        return sums_by(self.judge, values, self.judges)


def columns_of(tables: Sequence[Table]) -> Columns:
    """Connected tables of one round to its columns; a judge is the same by name."""
    names = sorted({name for table in tables for name in table.judges})
    place = {name: i for i, name in enumerate(names)}
    parts: list[Part] = []
    judge, seat, done, seats = [], [], 0, 0
    for table in tables:
        own = np.array([place[name] for name in table.judges], dtype=np.int64)
        ballots = np.bincount(table.entry, minlength=len(table.entries))
        last = done + len(table.entry)
        parts.append(Part(table.entry, table.judge, own, ballots, done, last))
        judge.append(own[table.judge])
        seat.append(seats + table.judge)
        done, seats = last, seats + len(own)
    return Columns(
        tuple(parts), tuple(names), np.concatenate(judge), np.concatenate(seat), seats
    )
