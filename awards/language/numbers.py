"""Whole numbers as they come in addresses and forms: anything may stand there, and "²"
is a digit to Python too.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

LARGEST = 2**63 - 1  # what the database calls a bigint
LAST_PAGE = 999_999  # of any list: more is no page
DIGITS = re.compile(r"[0-9]{1,19}")


def whole_number(typed: object, most: int = LARGEST) -> int | None:
    """0 to ``most``, written in ASCII digits; None for all else."""
    text = str(typed).strip()
    number = int(text) if DIGITS.fullmatch(text) else None
    return number if number is not None and number <= most else None


def page_number(typed: object) -> int:
    """Of a list's pages, from 1; also where what stands there is no number."""
    return whole_number(typed or 1, LAST_PAGE) or 1


def whole_numbers(typed: list[str]) -> list[int]:
    """Those that are numbers, in their order."""
    return [number for text in typed if (number := whole_number(text)) is not None]


def read_json_object(body: bytes | str) -> dict[str, Any]:
    """A JSON object that can be stored. Raises ValueError for everything else: other
    kinds, NaN, nesting without end,
    halves of letters.
    """
    try:
        given = json.loads(body, parse_constant=_refuse, parse_float=_finite)
        json.dumps(given, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(given, dict):
        raise ValueError("no object")
    return given


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(text)
    return number
