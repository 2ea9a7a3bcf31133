"""What goes along with a mail: named in its row, made only when the mail is sent.

A row says ``{"kind": "entry-receipt", "key": "17"}``. Who has mails delivered stands
above, knows the kinds and brings their makers along. A maker that fails is a delivery
that failed: the mail is tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

Attached = tuple[str, bytes, str]  # name, content, media type
# from a key; None when there is nothing to send any more
Maker = Callable[[str], Attached | None]
Makers = Mapping[str, Maker]  # by kind
NOTHING: Makers = MappingProxyType({})


def made_attachments(rows: list[dict[str, str]], makers: Makers) -> Iterator[Attached]:
    """Raises KeyError for a kind that has no maker here."""
    for row in rows:
        made = makers[row["kind"]](row["key"])
        if made is not None:
            yield made
