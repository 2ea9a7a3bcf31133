"""Entries whose counted ballots hold no score that counts: they stay in the document,
unranked, each with a note.

Version 1.0 of the method said nothing of them, and what was locked with it stays as it
was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .ballots import Ballot, Table
from .rules import Rules
from .shape import EntryLine, Note, RankedLine, UnrankedLine

NOTE = "no_scores"


@dataclass(frozen=True, order=True)
class Unscored:
    """An entry that has ballots in a category, none of which gives it a total there."""

    category: str
    entry: str

    def line(self, rules: Rules) -> UnrankedLine:
        """As a line of the document: no ballot is behind a score, so everything but its
        name is unknown.
        """
        found: UnrankedLine = {
            "entry": self.entry,
            "category": self.category or None,
            "group": None,
            "n_judges": 0,
            "raw": None,
            "adjusted": None,
            "published": None,
            "se": None,
            "rank": None,
            "raw_rank": None,
            "rank_low": None,
            "rank_high": None,
            "p_first": None,
            "p_top": None,
            "p_levels": None,
            "p_beats_next": None,
            "decided": None,
            "steps": [],
        }
        if rules.pooled:
            found["weighed"] = False
        return found

    def note(self) -> Note:
        return {
            "code": NOTE,
            "group": None,
            "category": self.category or None,
            "entry": self.entry,
            "text": note_text(self.entry),
        }


def note_text(entry: str) -> str:
    return f"{entry} has no scores that count, so it is not ranked."


def unscored(ballots: Iterable[Ballot], tables: Iterable[Table]) -> list[Unscored]:
    """The entries of `ballots` that stand in none of their tables, by category and name."""
    scored = {(table.category, entry) for table in tables for entry in table.entries}
    found = {(one.category, one.entry) for one in ballots if one.ranked} - scored
    return [Unscored(category, entry) for category, entry in sorted(found)]


def ranked_rows(rows: Iterable[EntryLine]) -> list[RankedLine]:
    """Of a document's entries those that have a rank."""
    return [row for row in rows if row["rank"] is not None]


def widest(rows: Iterable[EntryLine]) -> int:
    """The last place that the interval of an entry reaches; 1 where nothing is ranked."""
    return max(
        (row["rank_high"] or row["rank"] for row in ranked_rows(rows)), default=1
    )


def unscored_count(rows: Sequence[EntryLine]) -> int:
    return len(rows) - len(ranked_rows(rows))
