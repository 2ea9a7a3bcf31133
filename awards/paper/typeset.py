"""Documents typeset with Typst: one set of fonts, Thai lines broken between words,
PDF/A-2b.

A document is a template of its own (``templates/<app>/<name>.typ``) and data. Data
reaches the template as JSON and never as source code, so nothing that anybody typed is
run. Typst's own line breaking splits Thai words ("ขอมอบ", "อัจฉริยะ"). So zero-width
spaces stand between words before the text is handed over (a reader who copies the text
gets them, too), and each word is set in a box of its own, within which no line ends.
Words that a slash or a full stop joins ("ดี/เด่น", "จ.ขอนแก่น") stay in one box.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from awards.paper.fonts import FOLDERS, printable

if TYPE_CHECKING:
    import typst

LETTERHEAD = Path(__file__).with_name("letterhead.typ")
ZERO_WIDTH_SPACE = "\u200b"
MOST_TOGETHER = (
    24  # letters: a longer run in which nobody knows a word may end a line anywhere
)
THAI = "[\\u{0E01}-\\u{0E5B}]"
WHOLE_WORDS = (
    f'#show regex("{THAI}{{1,24}}(?:[./]{THAI}{{1,24}}){{1,2}}[./-]?|{THAI}{{2,40}}[./-]?"): box\n'
).encode()
THAI_RUN = re.compile("[\u0e01-\u0e5b]{3,}")
LONG_WORD = re.compile(rf"\S{{{MOST_TOGETHER + 1},}}")
OTHER_RUN = re.compile(rf"[^\W\u0e01-\u0e5b]{{{MOST_TOGETHER + 1},}}")
# fingerprints and addresses: copied as one piece
COPIED = re.compile("[0-9a-f]{32,}|.*(?:://|@|www[.]).*")
REPEATED = re.compile(" +(?=[ๆฯ])")  # a line does not begin with these
# within a run of Thai letters: where a part may begin
CAN_BEGIN = re.compile("(?<![เแโใไ])[ก-ฮเแโใไ]")


def break_words(text: str) -> str:
    """The same text with a zero-width space between Thai words, and within runs too
    long for any line.
    """
    import thaibreak

    text = REPEATED.sub("\u00a0", text)
    text = LONG_WORD.sub(lambda word: parted_word(word[0]), text)
    return THAI_RUN.sub(
        lambda run: ZERO_WIDTH_SPACE.join(map(parted_thai, thaibreak.words(run[0]))),
        text,
    )


def parted_word(word: str) -> str:
    return (
        word
        if COPIED.fullmatch(word)
        else OTHER_RUN.sub(lambda run: parted(run[0]), word)
    )


def parted(run: str, every: int = 8) -> str:
    return ZERO_WIDTH_SPACE.join(
        run[place : place + every] for place in range(0, len(run), every)
    )


def parted_thai(word: str, every: int = 12) -> str:
    """A run that the segmenter knows no word in, cut between syllables as far as letters tell."""
    if len(word) <= MOST_TOGETHER:
        return word
    cuts, last = [0], 0
    for found in CAN_BEGIN.finditer(word):
        if found.start() - last >= every:
            last = found.start()
            cuts.append(last)
    return ZERO_WIDTH_SPACE.join(
        word[start:end] for start, end in zip(cuts, [*cuts[1:], len(word)], strict=True)
    )


def broken(value: object) -> object:
    """Every text within JSON data as the fonts can print it and with its words apart;
    keys stay as they are.
    """
    if isinstance(value, str):
        return value if is_drawing(value) else break_words(printable(value))
    if isinstance(value, dict):
        return {key: broken(part) for key, part in value.items()}
    return (
        [broken(part) for part in value] if isinstance(value, list | tuple) else value
    )


def is_drawing(text: str) -> bool:
    """A picture as text (a million letters of base64): nothing to be read as words."""
    return text.startswith("<svg ") and text.isascii()


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Read once in a process: the system's fonts are left out, so that a document looks
    the same everywhere.
    """
    import typst

    folders = [str(folder) for folder in FOLDERS]
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
    )


def typeset_pdf(
    template: str, data: Mapping[str, object], *, made_at: datetime
) -> bytes:
    """A PDF/A-2b. ``template`` is a path under ``templates/``; it reads
    ``json(bytes(sys.inputs.data))``.

    The same template, data and ``made_at`` (aware) give the same bytes. Raises
    typst.TypstError on a broken template.
    """
    made = compiled(
        template,
        data,
        format="pdf",
        pdf_standards=["a-2b"],
        timestamp=int(made_at.timestamp()),
    )
    return bytes(made)


def typeset_png(template: str, data: Mapping[str, object], *, ppi: int = 96) -> bytes:
    """The document's first page as a picture."""
    made = compiled(template, data, format="png", ppi=ppi)
    return bytes(made[0] if isinstance(made, list) else made)


def compiled(template: str, data: Mapping[str, object], **how: Any) -> Any:
    import typst

    own = (settings.BASE_DIR / "templates" / template).read_bytes()
    source = WHOLE_WORDS + LETTERHEAD.read_bytes() + own
    inputs = {"data": json.dumps(broken(data), ensure_ascii=False)}
    return typst.compile(source, font_paths=fonts(), sys_inputs=inputs, **how)


def png_of_svg(svg: str, width: int, height: int) -> bytes:
    """A drawing as a PNG of this many points. Its own texts are drawn in our fonts."""
    import typst

    source = (
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: none)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    made = typst.compile(
        source.encode(),
        font_paths=fonts(),
        sys_inputs={"svg": svg},
        format="png",
        ppi=72,
    )
    return bytes(made)


def svg_of(content: bytes, media_type: str, width: int, height: int) -> str:
    """A picture as text: within an SVG, the way by which an image reaches a template
    together with its data.
    """
    data = base64.b64encode(content).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:{media_type};base64,{data}"/></svg>'
    )
