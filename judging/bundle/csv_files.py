"""ballots.csv and recusals.csv: who gave what, under pseudonyms, with every version and
why one does not count.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from awards.ledger.acts import codes_of
from awards.ledger.models import Row
from awards.ledger.services import told_at
from judging.acts import SUBMITTED
from judging.bundle.causes import Cause, Causes, Key, UnsoundError, key_of
from judging.bundle.chain import OpenChain, Values
from judging.bundle.verifier import ballots as states
from judging.bundle.verifier.ballots import FIXED
from judging.bundle.verifier.record import NEEDED

GIVEN = codes_of(SUBMITTED)
COUNTS = Cause(states.COUNTED, 0)


def ballot_lines(
    chain: OpenChain, counted: set[Key], causes: Causes, criteria: Sequence[str]
) -> list[list[object]]:
    """``counted``: the ballots that enter the result. Raises UnsoundError for one that
    is left out without an act.
    """
    rows = chain.ballots()
    check_whole(rows)
    by_key: dict[Key, list[Row]] = {}
    for row, said in rows:
        by_key.setdefault(key_of(row, said), []).append(row)
    lines = []
    for row, said in rows:
        if row.act in GIVEN:
            key = key_of(row, said)
            cause = later(row, by_key[key]) or (
                COUNTS if key in counted else causes.of(key)
            )
            scores = [said["scores"].get(code) for code in criteria]
            texts = ["" if text is None else text for text in scores]
            lines.append(
                [
                    row.number,
                    *key,
                    said["version"],
                    cause.state,
                    cause.act or "",
                    *texts,
                ]
            )
    return lines


def check_whole(rows: Iterable[tuple[Row, Values]]) -> None:
    """Raises UnsoundError where a ballot of the chain has lost what a result rests on."""
    for row, said in rows:
        missing = NEEDED.get(row.act, frozenset()) - said.keys()
        if missing:
            raise UnsoundError(
                f"ledger row {row.number}: the ballot is without {', '.join(sorted(missing))}"
            )


def later(row: Row, own: Sequence[Row]) -> Cause | None:
    """What the judge did with the ballot afterwards: gave a newer version, or took it back."""
    after = [one for one in own if one.number > row.number]
    newer = next((one for one in after if one.act in GIVEN), None)
    if newer is not None:
        return Cause(states.REPLACED, newer.number)
    return Cause(states.TAKEN_BACK, after[-1].number) if after else None


def ballots_csv(lines: Iterable[Sequence[object]], criteria: Sequence[str]) -> bytes:
    return sheet([[*FIXED, *criteria], *lines])


def recusals_csv(chain: OpenChain) -> bytes:
    rows = [
        [
            row.number,
            said.get("judge", ""),
            said.get("sheet", ""),
            said.get("source", ""),
            told_at(row),
        ]
        for row, said in chain.recusals()
    ]
    return sheet([["ledger", "judge", "entry", "source", "at"], *rows])


def sheet(rows: Iterable[Sequence[object]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
