"""Documents typeset with Typst: one set of fonts, Thai lines broken between words, PDF/A-2b.

A document is a template of its own (``templates/<app>/<name>.typ``) and data. Data reaches the template as JSON and
never as source code, so nothing that anybody typed is run. Typst's own line breaking splits Thai words ("ขอมอบ",
"อัจฉริยะ"). So zero-width spaces stand between words before the text is handed over (a reader who copies the text gets
them, too), and each word is set in a box of its own, within which no line ends.
"""

from __future__ import annotations

import base64
import json
import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import thaibreak
import typst
from django.conf import settings
from fontpkg_sarabun import __file__ as sarabun
from fontTools.ttLib import TTFont

FONTS = Path(sarabun).parent / "files"
ZERO_WIDTH_SPACE = "\u200b"
UNKNOWN = "?"  # in place of a letter that the font lacks: PDF/A refuses a document with a missing glyph
# Forty letters: a run in which the segmenter knows no word may end a line somewhere. A hyphen stays with its word.
WHOLE_WORDS = b'#show regex("[\\u{0E01}-\\u{0E5B}]{2,40}-?"): box\n'
THAI_RUN = re.compile("[\u0e01-\u0e5b]{3,}")


def break_words(text: str) -> str:
    """The same text with a zero-width space between Thai words."""
    return THAI_RUN.sub(lambda run: ZERO_WIDTH_SPACE.join(thaibreak.words(run[0])), text)


@lru_cache(maxsize=1)
def letters() -> frozenset[int]:
    return frozenset(TTFont(FONTS / "Sarabun-Regular.ttf").getBestCmap()) | {ord("\n"), ord(ZERO_WIDTH_SPACE)}


def printable(text: str) -> str:
    if text.isascii() and text.isprintable():  # a picture in base64 is a million letters
        return text
    return "".join(letter if ord(letter) in letters() else UNKNOWN for letter in text)


def broken(value: Any) -> Any:
    """Every text within JSON data as the font can print it and with its words apart; keys stay as they are."""
    if isinstance(value, str):
        return break_words(printable(value))
    if isinstance(value, dict):
        return {key: broken(part) for key, part in value.items()}
    return [broken(part) for part in value] if isinstance(value, list | tuple) else value


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Read once in a process: the system's fonts are left out, so that a document looks the same everywhere."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def typeset_pdf(template: str, data: dict[str, Any], *, made_at: datetime) -> bytes:
    """A PDF/A-2b. ``template`` is a path under ``templates/``; it reads ``json(bytes(sys.inputs.data))``.

    The same template, data and ``made_at`` (aware) give the same bytes. Raises typst.TypstError on a broken template.
    """
    made = compiled(template, data, format="pdf", pdf_standards=["a-2b"], timestamp=int(made_at.timestamp()))
    return bytes(made)


def typeset_png(template: str, data: dict[str, Any], *, ppi: int = 96) -> bytes:
    """The document's first page as a picture."""
    made = compiled(template, data, format="png", ppi=ppi)
    return bytes(made[0] if isinstance(made, list) else made)


def compiled(template: str, data: dict[str, Any], **how: Any) -> Any:
    source = WHOLE_WORDS + (settings.BASE_DIR / "templates" / template).read_bytes()
    inputs = {"data": json.dumps(broken(data), ensure_ascii=False)}
    return typst.compile(source, font_paths=fonts(), sys_inputs=inputs, **how)


def svg_of(content: bytes, media_type: str, width: int, height: int) -> str:
    """A picture as text: within an SVG, the way by which an image reaches a template together with its data."""
    data = base64.b64encode(content).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:{media_type};base64,{data}"/></svg>'
    )
