"""How many statements each row may ask the database, by its name, once what a process
keeps is there. More fail ``tests/config/test_bench_statements.py``, however fast the
machine is. A number is lowered by whoever makes its row ask less, and raised by nobody
without a reason in the commit.
"""

from __future__ import annotations

from collections.abc import Mapping

MOST: Mapping[str, int] = {
    "first page": 4,
    "winners, 200 on one page, kept": 1,
    "winners, 200 on one page, made": 1,
    "register, 5,000 products, kept": 1,
    "register, 5,000 products, made": 1,
    "register search, each another": 4,
    "entries desk, 2,000 entries": 8,
    "entries desk, search": 8,
    "entries desk, search as one types": 7,
    "entries desk, lacking something": 8,
    "eligibility desk, 2,000 waiting": 8,
    "eligibility desk, one entry": 10,
    "entry form": 4,
    "entry form, saving whole": 7,
    "autosave of one field": 8,
    "entry, sending in": 12,
    "judge's desk, 125 entries": 6,
    "ballot, opening": 9,
    "ballot, one score saved": 6,
    "whole ballot sent in": 10,
    "results, 1,000 entries, paged": 10,
    "results, 10,000 entries, paged": 10,
    "progress board": 11,
    "file: 35,000 scores (CSV)": 6,
    "file: ledger (CSV)": 9,
    "file: 5,000 products (CSV)": 2,
    "entry, from nothing to received": 59,
    "entry, its last request alone": 11,
}
