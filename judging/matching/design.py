"""How well a design of judges and entries can be compared: its connected parts and its
efficiency.
"""

from collections.abc import Iterable

import numpy as np

from judging.matching.problem import Id, order_of
from judging.matching.seating import Bools, Floats, Ints

Part = tuple[tuple[Id, ...], tuple[Id, ...]]


def components(pairs: Iterable[tuple[Id, Id]]) -> list[Part]:
    """Connected parts of (judge, entry) pairs, each as (judges, entries) sorted, the
    largest first.
    """
    judges, entries, held = incidence(pairs)
    labels = labels_of(held)
    seat = held.argmax(axis=1) if entries else np.empty(0, dtype=np.int64)
    parts = [
        (
            tuple(judges[j] for j in np.flatnonzero(labels == label)),
            tuple(entries[i] for i in np.flatnonzero(labels[seat] == label)),
        )
        for label in range(labels.max(initial=-1) + 1)
    ]
    return sorted(parts, key=lambda part: -len(part[0]) - len(part[1]))


def design_efficiency(pairs: Iterable[tuple[Id, Id]]) -> float:
    """How well (judge, entry) pairs tell judges apart: 1 all pairs of judges equally
    linked, 0 not connected.

    See `efficiency_of`. Pairs given twice count once.
    """
    return efficiency_of(incidence(pairs)[2])


def efficiency_of(held: Bools) -> float:
    """Harmonic over arithmetic mean of the J − 1 non-zero eigenvalues of the judges'
    Laplacian; `held` is (N, J).

    With S = D_j − Cᵀ D_e⁻¹ C the mean variance of a difference of two severities is in
    proportion to mean(1/λ); the arithmetic mean of λ is what a balanced design with as
    many ballots would have (John & Williams, Cyclic and Computer Generated Designs,
    1995). This is the usual (1/((1 − 1/k)·mean load)) / mean(1/λ) times (J − 1)/J, so
    that 1 is the most that can be had for any number of judges. One judge alone: 1. No
    ballot: 0.
    """
    held = held[:, held.any(axis=0)][held.any(axis=1)]
    judges = held.shape[1]
    if judges < 2 or labels_of(held).any():
        return float(judges == 1)
    laplacian = _laplacian(held)
    # the zero eigenvalue is raised to 1; ten times faster than eigvalsh
    inverse = np.linalg.inv(laplacian + 1 / judges)
    return float((judges - 1) ** 2 / (np.trace(laplacian) * (np.trace(inverse) - 1)))


def labels_of(held: Bools) -> Ints:
    """(J,) number of the connected part each judge is in, −1 for a judge without a
    ballot; `held` is (N, J).
    """
    labels = np.full(held.shape[1], -1, dtype=np.int64)
    for judge in np.flatnonzero(held.any(axis=0)):
        if labels[judge] < 0:
            labels[_reach(held, judge)] = labels.max() + 1
    return labels


def incidence(pairs: Iterable[tuple[Id, Id]]) -> tuple[list[Id], list[Id], Bools]:
    """Judges (J,), entries (N,), both sorted, and who has whom (N, J)."""
    unique = set(pairs)
    judges = sorted({judge for judge, _ in unique}, key=order_of)
    entries = sorted({entry for _, entry in unique}, key=order_of)
    column = {judge: j for j, judge in enumerate(judges)}
    row = {entry: i for i, entry in enumerate(entries)}
    held: Bools = np.zeros((len(entries), len(judges)), dtype=np.bool_)
    for judge, entry in unique:
        held[row[entry], column[judge]] = True
    return judges, entries, held


def _reach(held: Bools, start: np.int64) -> Bools:
    """(J,) judges linked to one judge by a chain of shared entries."""
    seen, count = held[held[:, start]].any(axis=0), 0
    while seen.sum() > count:
        count = int(seen.sum())
        seen = held[held[:, seen].any(axis=1)].any(axis=0)
    return np.asarray(seen)


def _laplacian(held: Bools) -> Floats:
    """S = D_j − Cᵀ D_e⁻¹ C. Entries with as many judges go together: whole numbers,
    exact as float32.
    """
    laplacian: Floats = np.diag(held.sum(axis=0)).astype(np.float64)
    per_entry = held.sum(axis=1)
    for judges in np.unique(per_entry):
        ballots = held[per_entry == judges].astype(np.float32)
        laplacian -= (ballots.T @ ballots).astype(np.float64) / judges
    return laplacian
