"""What somebody typed is text in a table that we hand out, whatever it begins with: no
spreadsheet calculates it. An import takes away again what an export put before it.
"""

from __future__ import annotations

MARKS = ("=", "+", "-", "@", "\t", "\r")


def looks_like_one(text: str) -> bool:
    return text.startswith(MARKS)


def looks_disarmed(text: str) -> bool:
    """An apostrophe, or several, before what a spreadsheet would calculate."""
    return text.startswith("'") and text.lstrip("'").startswith(MARKS)


def disarmed(value: object) -> str:
    """A cell of a file that cannot say that it is text, as CSV."""
    text = "" if value is None else str(value)
    return f"'{text}" if looks_like_one(text) or looks_disarmed(text) else text


def kept_typed(text: str) -> str:
    """A cell that says that it is text, as in XLSX. Where somebody typed an apostrophe
    there is one more, since the import takes one away.
    """
    return f"'{text}" if looks_disarmed(text) else text
