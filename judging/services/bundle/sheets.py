"""ballots.csv and recusals.csv: who gave what, under pseudonyms, with every version and why one does not count."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from awards.ledger.models import Row
from awards.ledger.services import stamp
from judging.bundle.verify import FIXED
from judging.services.bundle.ledger import SUBMITTED, OpenChain, Values

Key = tuple[str, str, str]  # judge, entry, category


def key_of(row: Row, said: Values) -> Key:
    return said.get("judge", row.actor), said["sheet"], said["category"]


def ballot_lines(chain: OpenChain, counted: set[Key], gone: set[str], criteria: Sequence[str]) -> list[list[Any]]:
    """``counted``: the ballots that enter the result. ``gone``: entries that were withdrawn."""
    rows = chain.ballots()
    recused = {(said.get("judge"), said.get("sheet")) for _row, said in chain.recusals()}
    last = {key_of(row, said): row for row, said in rows}
    newest = {key_of(row, said): row.number for row, said in rows if row.act in SUBMITTED}
    lines = []
    for row, said in rows:
        if row.act not in SUBMITTED:
            continue
        key = key_of(row, said)
        state = "replaced" if last[key].number != row.number else standing(key, counted, gone, recused)
        if last[key].act not in SUBMITTED and newest[key] == row.number:
            state = "taken back"
        scores = [said["scores"].get(code) for code in criteria]
        lines.append([row.number, *key, said["version"], state, *("" if text is None else text for text in scores)])
    return lines


def standing(key: Key, counted: set[Key], gone: set[str], recused: set[tuple[Any, Any]]) -> str:
    if key in counted:
        return "counted"
    if key[1] in gone:
        return "withdrawn"
    return "recused" if key[:2] in recused else "excluded"


def ballots_csv(lines: Iterable[Sequence[Any]], criteria: Sequence[str]) -> bytes:
    return sheet([[*FIXED, *criteria], *lines])


def recusals_csv(chain: OpenChain) -> bytes:
    rows = [
        [row.number, said.get("judge", ""), said.get("sheet", ""), said.get("source", ""), stamp(row.at)]
        for row, said in chain.recusals()
    ]
    return sheet([["ledger", "judge", "entry", "source", "at"], *rows])


def sheet(rows: Iterable[Sequence[Any]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
