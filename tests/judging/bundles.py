"""A true bundle, and what somebody who wants to cheat makes of it: every checksum and
the seal made anew.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from judging.bundle.archive import packed, with_sums
from judging.bundle.gathering import as_json
from judging.bundle.verifier.archive import (
    BALLOTS,
    LEDGER,
    PROTOCOL,
    RECUSALS,
    RESULTS,
    SIGNATURE,
    SUMS,
)
from judging.bundle.verifier.reading import canonical, commit_to, sha256
from judging.bundle.verifier.record import SEAL
from judging.bundle.verifier.report import Check

Files = dict[str, bytes]
DATA = (PROTOCOL, RESULTS)
SHEETS = (BALLOTS, RECUSALS)


def failing(checks: list[Check]) -> list[str]:
    return [check.name for check in checks if not check.ok]


def changed(files: Files, name: str, lie: Callable[[Any], None]) -> Files:
    """The file's content as data, changed in place by ``lie``: JSON, rows of a sheet,
    or rows of the ledger.
    """
    if name in DATA:
        document = json.loads(files[name])
        lie(document)
        return {**files, name: as_json(document)}
    if name in SHEETS:
        rows = list(csv.reader(io.StringIO(files[name].decode(), newline="")))
        table = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        lie(table)
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(
            [rows[0], *(row.values() for row in table)]
        )
        return {**files, name: text.getvalue().encode()}
    acts = [json.loads(line) for line in files[name].decode().splitlines()]
    lie(acts)
    return {**files, name: "".join(canonical(act) + "\n" for act in acts).encode()}


def summed(files: Files) -> Files:
    """With the checksums made anew; a signature of the same key would be as easy."""
    return with_sums(
        {
            name: content
            for name, content in files.items()
            if name not in {SUMS, SIGNATURE}
        }
    )


def sealed_again(files: Files) -> Files:
    """The last act of the ledger forged as well: it states the files as they are now."""
    rest = {
        name: sha256(content)
        for name, content in files.items()
        if name not in {LEDGER, SUMS, SIGNATURE}
    }

    def seal(acts: list[Any]) -> None:
        last = acts[-1]
        assert last["act"] == SEAL
        last["values"]["files"]["value"] = rest
        last["commitments"]["files"] = commit_to(rest, last["values"]["files"]["salt"])
        content = {key: last[key] for key in last if key not in {"hash", "values"}}
        last["hash"] = sha256(canonical(content).encode())

    return summed(changed(files, LEDGER, seal))


def zipped(files: Files, path: Path) -> Path:
    path.write_bytes(packed(files))
    return path
