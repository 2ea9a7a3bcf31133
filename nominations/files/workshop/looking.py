"""The finished copy read and drawn, page by page, and what of it no search can read."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2

from nominations.files.workshop.pages import Sight

MOST_PAGES_SHOWN = 40
MOST_PAGES_READ = 500
MOST_LETTERS = 1_000_000
PAGE_WIDTH = (
    1100  # pixels: a page is read at the width of a text column, on a sharp screen
)
THUMBNAIL_WIDTH = 360
LEAST_LETTERS = (
    20  # a page with fewer is a picture of a page: nothing on it can be searched
)
MUCH_DRAWING = 24  # parts of outlines: a word of four letters has about as many
# of a page's letters: a font that does not say what it draws; tones of Thai are lost in
# many
UNREADABLE_SHARE = 0.4


def read_and_draw(target: Path, sights: list[Sight]) -> dict[str, object]:
    """Texts page by page, and the pages with something that cannot be searched, by kind."""
    document = pypdfium2.PdfDocument(target / "blind.pdf")
    texts: list[str] = []
    letters = 0
    for number in range(min(len(document), MOST_PAGES_READ)):
        page = document[number]
        texts.append(text_of(page, MOST_LETTERS - letters))
        letters += len(texts[-1])
        if number < MOST_PAGES_SHOWN:
            draw(page, PAGE_WIDTH).save(
                target / f"page-{number + 1:03d}.jpg", "JPEG", quality=78
            )
        if number == 0:
            draw(page, THUMBNAIL_WIDTH).save(
                target / "thumbnail.jpg", "JPEG", quality=78
            )
        page.close()
    return {
        "pages": len(document),
        "texts": texts,
        "unseen": unseen(texts, sights, letters),
    }


def unseen(texts: list[str], sights: list[Sight], letters: int) -> dict[str, list[int]]:
    """Kind → numbers of pages: ``silent`` (next to no text), ``picture``, ``drawing``,
    ``letters``, ``unread``.
    """
    found: dict[str, list[int]] = {}
    for number, sight in enumerate(sights, 1):
        for kind in kinds_unseen(
            texts[number - 1] if number <= len(texts) else None, sight
        ):
            found.setdefault(kind, []).append(number)
    if letters >= MOST_LETTERS:
        found.setdefault("unread", []).append(len(texts))
    return found


def kinds_unseen(text: str | None, sight: Sight) -> list[str]:
    if text is None:
        return ["unread"]
    kinds = {
        "silent": len(text.strip()) < LEAST_LETTERS,
        "picture": sight.pictures > 0,
        "drawing": sight.strokes >= MUCH_DRAWING,
        "letters": sight.odd or garbled(text),
    }
    return [kind for kind, is_so in kinds.items() if is_so]


def garbled(text: str) -> bool:
    """Letters of no alphabet: private use, unassigned, control characters, the sign for
    "unknown".
    """
    written = [letter for letter in text if not letter.isspace()]
    unknown = [
        letter
        for letter in written
        if letter == "\ufffd" or unicodedata.category(letter) in ("Co", "Cn", "Cc")
    ]
    return len(unknown) > UNREADABLE_SHARE * len(written)


def text_of(page: Any, most: int) -> str:
    words = page.get_textpage()
    text: str = words.get_text_range()
    words.close()
    return text[: max(0, most)]


def draw(page: Any, width: int) -> Any:
    """The page as a picture of that width, or lower where the page is very tall."""
    across, down = page.get_size()
    scale = min(width / max(across, 1), 2.5 * width / max(down, 1))
    return page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
