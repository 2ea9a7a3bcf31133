"""What goes along with a mail: named in its row, made only when the mail is sent.

A row says ``{"kind": "entry-receipt", "key": "17"}``. The room above that knows the
kind gives its maker here when the site starts (``AppConfig.ready``), so this room needs
to know nothing of it. A maker that fails is a delivery that failed: the mail is tried
again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

Attached = tuple[str, bytes, str]  # name, content, media type
# from a key; None when there is nothing to send any more
Maker = Callable[[str], Attached | None]

MAKERS: dict[str, Maker] = {}


def register_maker(kind: str, maker: Maker) -> None:
    MAKERS[kind] = maker


def made_attachments(rows: list[dict[str, str]]) -> Iterator[Attached]:
    """Raises KeyError for a kind that nobody makes."""
    for row in rows:
        made = MAKERS[row["kind"]](row["key"])
        if made is not None:
            yield made
