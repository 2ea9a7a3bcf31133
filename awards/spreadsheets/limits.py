"""How much a spreadsheet may be. Counts, not seconds: what passes them cannot exhaust
the machine.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

MOST_BYTES = 25 * 2**20
MOST_UNPACKED = 100 * 2**20  # all parts of a workbook together
# unpacked to packed, of a workbook over FREE_OF_RATIO: rows of empty, formatted cells
# reach about 60
MOST_RATIO = 250
FREE_OF_RATIO = 10 * 2**20
MOST_PARTS = 2_000
MOST_SHEETS = 200
MOST_COLUMNS = 200
MOST_ROWS = 20_000
MOST_ROWS_READ = 1_100_000  # empty ones included: formatted but unused rows are common
MOST_CELLS_READ = 1_000_000  # empty ones included
MOST_CELLS = 600_000
MOST_SHARED = 1_000_000  # texts in the workbook's list of texts
MOST_CHARACTERS = 120_000  # of one cell
MOST_TEXT = (
    60_000_000  # characters of all cells, each counted as often as it stands somewhere
)
MOST_DEPTH = 64  # elements within elements
MOST_MERGED = 10_000
CHUNK = 2**18  # bytes given to the parser at once
# chunks in which nothing begins or ends: one tag of two megabytes, read again and again
# by the parser
MOST_SILENT = 8


class TableError(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""


def damaged() -> TableError:
    return TableError(_("The Excel file is damaged. Save it again and upload it."))


def too_much() -> TableError:
    return TableError(
        _("The Excel file is too large when unpacked. Copy the rows into a new file.")
    )


def too_many_rows() -> TableError:
    return TableError(
        _("The file has more than %(most)d rows. Split it.") % {"most": MOST_ROWS}
    )
