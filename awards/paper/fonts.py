"""The fonts of everything that is drawn here (PDFs, pictures), and what none of them
can write.

Sarabun is the house's face. Where it has no letter, Noto Sans steps in (the rest of
Latin, Greek, Cyrillic), Noto Sans Arabic, and Noto Sans CJK (Chinese, Japanese, Korean
in Japanese shapes, one weight).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from fontpkg_noto_sans import __file__ as noto
from fontpkg_noto_sans_arabic import __file__ as noto_arabic
from fontpkg_sarabun import __file__ as sarabun
from noto_cjk_sans_jp_regular import __file__ as noto_cjk

SARABUN = Path(sarabun).parent / "files"
# In the order in which they are asked for a letter: folder, the file whose letters
# stand for all of the folder's.
FAMILIES = (
    (SARABUN, "Sarabun-Regular.ttf"),
    (Path(noto).parent / "files", "NotoSans[wdth,wght].ttf"),
    (Path(noto_arabic).parent / "files", "NotoSansArabic[wdth,wght].ttf"),
    (Path(noto_cjk).parent, "NotoSansCJKjp-Regular.otf"),
)
FOLDERS = tuple(folder for folder, _file in FAMILIES)
KEPT = "\n\u200b"  # ends a line, or lets one end: nothing to draw
UNSEEN = ("Cc", "Cf", "Zl", "Zp")
VARIATIONS = range(0xFE00, 0xFE10)


@lru_cache(maxsize=len(FAMILIES))
def letters_of(folder: Path, file: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(folder / file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def can_write(letter: str) -> bool:
    """The large fonts are opened only for a letter that the smaller ones lack."""
    return letter in KEPT or any(
        ord(letter) in letters_of(*family) for family in FAMILIES
    )


def is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in UNSEEN or ord(letter) in VARIATIONS


def lacking(*texts: str) -> tuple[str, ...]:
    """The letters of these texts that no font can write, each once, in their order;
    unseen ones are not missed.
    """
    found = dict.fromkeys(
        letter
        for text in texts
        if not text.isascii()
        for letter in text
        if not (can_write(letter) or is_unseen(letter))
    )
    return tuple(found)


def code_point(letter: str) -> str:
    """``U+1F600``, as Unicode names a letter."""
    return f"U+{ord(letter):04X}"


def named(letter: str) -> str:
    """For people who may see it on their screen: the letter and its code point."""
    return f"{letter} ({code_point(letter)})"


def printable(text: str) -> str:
    """The text as it can be drawn: a letter that no font has stands as its code point,
    never as "?" or a box.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(drawn, text))


def drawn(letter: str) -> str:
    if can_write(letter):
        return letter
    if is_unseen(letter):
        return " " if letter == "\t" else ""
    return f"[{code_point(letter)}]"


def without_lacking(text: str) -> str:
    """For a picture that only invites: what cannot be drawn is left out."""
    return " ".join("".join(letter for letter in text if can_write(letter)).split())
