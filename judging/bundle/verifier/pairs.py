"""Rounds whose ballots compare two entries: the one that a line of ballots.csv is about,
and the one in whose column the answer stands. Such a ballot counts only as long as both
are in, and are this judge's to compare.
"""

from collections.abc import Mapping

from .reading import Bundle, Row

METHOD = "pairs"


def compares(bundle: Bundle) -> bool:
    return bool(bundle.protocol["rules"]["method"]["name"] == METHOD)


def others(bundle: Bundle, ballot: Row) -> list[str]:
    """The entries that it was compared with: none in rounds of other kinds."""
    return sorted(ballot.said["scores"]) if compares(bundle) else []


def others_on(
    bundle: Bundle, line: Mapping[str, str], fixed: tuple[str, ...]
) -> list[str]:
    """The same of a line of ballots.csv; ``fixed``: the columns that are no answers."""
    if not compares(bundle):
        return []
    return [name for name, text in line.items() if name not in fixed and text != ""]
