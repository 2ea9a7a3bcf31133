"""What every reader of the environment stands on: a text, an address, and the one line
that ends the start.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn
from urllib.parse import SplitResult, urlsplit

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def fail(name: str, problem: str) -> NoReturn:
    """Not an exception class of ours: this one ends every kind of process with the line
    alone, exit code 1.
    """
    raise SystemExit(f"{name}: {problem}")


def read_text(source: Mapping[str, str], name: str) -> str | None:
    """None when missing or empty: `NAME= make demo` means the default."""
    return source.get(name, "").strip() or None


def split_url(name: str, value: str, schemes: tuple[str, ...]) -> SplitResult:
    """The value itself is not repeated unless harmless: it may hold a password."""
    try:
        url = urlsplit(value)
        url.port  # noqa: B018  (it is checked only when read)
    except ValueError as problem:
        fail(name, f"not an address: {problem}")
    if url.scheme not in schemes:
        fail(
            name,
            (
                "expected an address that begins with "
                f"{' or '.join(f'{known}://' for known in schemes)}"
            ),
        )
    return url
