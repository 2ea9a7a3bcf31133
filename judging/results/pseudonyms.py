"""A ranking document under other names: pseudonyms for what is published, references
and e-mails for organisers.
"""

from __future__ import annotations

from collections.abc import Mapping

from judging.ranking.shape import Document, EntryLine, Note, Tie
from judging.ranking.unscored import note_text


def renamed(
    document: Document, entries: Mapping[str, str], judges: Mapping[str, str]
) -> Document:
    """A name that stands in no map stays. The order of rows stays as it is."""
    return {
        **document,
        "entries": [renamed_entry(row, entries, judges) for row in document["entries"]],
        "judges": [
            {**row, "judge": judges.get(row["judge"], row["judge"])}
            for row in document["judges"]
        ],
        "ties": [renamed_tie(tie, entries) for tie in document["ties"]],
        "notes": [renamed_note(note, entries) for note in document["notes"]],
    }


def renamed_entry(
    row: EntryLine, entries: Mapping[str, str], judges: Mapping[str, str]
) -> EntryLine:
    named = row.copy()
    named["entry"] = entries.get(row["entry"], row["entry"])
    named["steps"] = [
        {**step, "judge": judges.get(step["judge"], step["judge"])}
        for step in row["steps"]
    ]
    return named


def renamed_note(note: Note, entries: Mapping[str, str]) -> Note:
    """A note on one entry names it in its text as well."""
    if "entry" not in note:
        return note.copy()
    entry = entries.get(note["entry"], note["entry"])
    return {**note, "entry": entry, "text": note_text(entry)}


def renamed_tie(tie: Tie, entries: Mapping[str, str]) -> Tie:
    def named(names: list[str]) -> list[str]:
        return [entries.get(name, name) for name in names]

    if tie["kind"] == "practically_tied":
        return {**tie, "entries": named(tie["entries"])}
    return {
        **tie,
        "entries": named(tie["entries"]),
        "steps": [{**step, "entries": named(step["entries"])} for step in tie["steps"]],
        "shared": [named(shared) for shared in tie["shared"]],
    }
