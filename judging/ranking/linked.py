"""Who can be compared with whom: judges are linked by the entries they share."""

from collections.abc import Iterator

import numpy as np

from .ballots import Floats, Ints, Table

_CELLS = 2_000_000  # of an entries x judges block held at once


def components(table: Table) -> list[Table]:
    """The group split into parts that no shared entry links, in the order of their
    first entry's name.
    """
    root = list(range(len(table.judges)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = i = root[root[i]]
        return i

    same = table.entry[1:] == table.entry[:-1]
    apart = len(root) - 1
    for pair in np.unique(
        table.judge[:-1][same] * len(root) + table.judge[1:][same]
    ).tolist():
        a, b = map(find, divmod(pair, len(root)))
        if a != b:
            root[a] = b
            apart -= 1
        if not apart:
            return [table]
    part = np.array([find(i) for i in range(len(root))], dtype=np.int64)[table.judge]
    labels, first = np.unique(part, return_index=True)
    if len(labels) == 1:
        return [table]
    return [table.only(part == label) for label in labels[np.argsort(first)]]


def laplacian(entry: Ints, judge: Ints, n_entries: int, n_judges: int) -> Floats:
    """S = D - C' diag(1/n_e) C, (judges, judges): the information ballots hold on
    differences between judges.
    """
    counts = np.bincount(entry, minlength=n_entries)
    root = 1.0 / np.sqrt(np.maximum(counts, 1))
    rows = max(1, _CELLS // n_judges)
    shared = np.zeros((n_judges, n_judges))
    for start in range(0, n_entries, rows):
        low, high = np.searchsorted(entry, [start, start + rows])
        cells = (entry[low:high] - start) * n_judges + judge[low:high]
        height = min(rows, n_entries - start)
        block = np.bincount(cells, root[entry[low:high]], height * n_judges).reshape(
            height, n_judges
        )
        shared += block.T @ block
    return np.diag(np.bincount(judge, minlength=n_judges).astype(np.float64)) - shared


def efficiency(eigenvalues: Floats) -> float | None:
    """How well judges are linked: harmonic over arithmetic mean of the non-zero
    eigenvalues of S.

    1: every pair of judges is linked alike; towards 0: the group nearly falls apart.
    None with fewer than two judges.
    """
    linked = eigenvalues[eigenvalues > 1e-9 * max(1.0, float(eigenvalues[-1]))]
    if len(eigenvalues) < 2 or len(linked) < len(eigenvalues) - 1:
        return None
    return float(1.0 / (np.mean(1.0 / linked) * np.mean(linked)))


def pairs_within_entries(entry: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Every pair of different ballots of the same entry once, as places; `entry` is sorted."""
    here = np.arange(len(entry))
    step = 1
    while True:
        here = here[: np.searchsorted(here, len(entry) - step)]
        here = here[entry[here] == entry[here + step]]
        if not len(here):
            return
        yield here, here + step
        step += 1
