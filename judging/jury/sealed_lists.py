"""A list on its way from one page to the next, in a seal: nothing is stored before it
is sent, and what was seen is what is sent.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import cast

from django.core import signing

from awards.spreadsheets import Table, TableRow
from awards.spreadsheets.rest import Rest
from awards.spreadsheets.worksheet import Broken
from judging.jury.invitation_list import Invited

SALT, SALT_OF_SHEET, HOUR = "judging.inviting", "judging.inviting.sheet", 3600


class SealError(Exception):
    """Not ours, or older than an hour."""


@dataclass(frozen=True)
class Sheet:
    """A list as it was brought. ``name``: the file's, empty where it was pasted.
    ``language``: of the mails of rows that name none.
    """

    table: Table
    language: str
    name: str = ""


@dataclass(frozen=True)
class Invitees:
    """Rows to be invited, and those left out with their reasons, None where there are
    none.
    """

    rows: list[Invited]
    name: str
    rest: Rest | None


def seal_sheet(sheet: Sheet) -> str:
    table = sheet.table
    rows = [[row.number, [packed(cell) for cell in row.cells]] for row in table.rows]
    whole = {
        "header": table.header,
        "rows": rows,
        "notes": table.notes,
        "language": sheet.language,
        "name": sheet.name,
    }
    return signing.dumps(whole, salt=SALT_OF_SHEET, compress=True)


def packed(cell: object) -> object:
    if isinstance(cell, Broken):
        return {"kind": cell.kind, "shown": cell.shown}
    return str(cell) if not isinstance(cell, int | float) else cell


def open_sheet(text: str) -> Sheet:
    """Raises SealError."""
    try:
        whole = signing.loads(text, salt=SALT_OF_SHEET, max_age=HOUR)
    except signing.BadSignature:
        raise SealError from None
    rows = [
        TableRow(
            number,
            [Broken(**cell) if isinstance(cell, dict) else cell for cell in cells],
        )
        for number, cells in whole["rows"]
    ]
    table = Table(whole["header"], rows, whole["notes"])
    return Sheet(table, whole["language"], whole["name"])


def seal_invitees(invitees: Invitees) -> str:
    return signing.dumps(asdict(invitees), salt=SALT, compress=True)


def open_invitees(text: str) -> Invitees:
    """Raises SealError."""
    try:
        whole = signing.loads(text, salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        raise SealError from None
    rows = [Invited(**row) for row in whole["rows"]]
    return Invitees(rows, whole["name"], cast("Rest | None", whole["rest"]))
