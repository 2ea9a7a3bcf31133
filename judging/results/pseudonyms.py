"""A ranking document under other names: pseudonyms for what is published, references
and e-mails for organisers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from judging.ranking.unscored import note_text


def renamed(
    document: Mapping[str, Any], entries: Mapping[str, str], judges: Mapping[str, str]
) -> dict[str, Any]:
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
    row: Mapping[str, Any], entries: Mapping[str, str], judges: Mapping[str, str]
) -> dict[str, Any]:
    steps = [
        {**step, "judge": judges.get(step["judge"], step["judge"])}
        for step in row["steps"]
    ]
    return {**row, "entry": entries.get(row["entry"], row["entry"]), "steps": steps}


def renamed_note(note: Mapping[str, Any], entries: Mapping[str, str]) -> dict[str, Any]:
    """A note on one entry names it in its text as well."""
    if "entry" not in note:
        return dict(note)
    entry = entries.get(note["entry"], note["entry"])
    return {**note, "entry": entry, "text": note_text(entry)}


def renamed_tie(tie: Mapping[str, Any], entries: Mapping[str, str]) -> dict[str, Any]:
    def named(names: list[str]) -> list[str]:
        return [entries.get(name, name) for name in names]

    found = {**tie, "entries": named(tie["entries"])}
    if "steps" in tie:
        found["steps"] = [
            {**step, "entries": named(step["entries"])} for step in tie["steps"]
        ]
        found["shared"] = [named(shared) for shared in tie["shared"]]
    return found
