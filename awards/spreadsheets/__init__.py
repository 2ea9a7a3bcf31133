"""The one reader of spreadsheets: entries, scores, lists of judges, certificates of the
register, ballots to rank.

read_table(bytes) -> Table          an XLSX (strict or not) or a CSV, decided from the content, within limits
read_file(path) -> Table            the same of a file on disk
TableError                          the file as a whole cannot be read
CellError                           one cell has no value: a formula that was never calculated, ``#N/A``
headings.squash                     what tells names of columns apart
columns.DayOrder                    whether 8/9 is in August or in September, told from a whole column
"""

from awards.spreadsheets.limits import MOST_BYTES, TableError
from awards.spreadsheets.tables import (
    Cell,
    CellError,
    Table,
    TableRow,
    read_file,
    read_table,
)

__all__ = [
    "MOST_BYTES",
    "Cell",
    "CellError",
    "Table",
    "TableError",
    "TableRow",
    "read_file",
    "read_table",
]
