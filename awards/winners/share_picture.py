"""The picture that a social network shows when somebody shares a winner: 1,200 × 630
points, PNG.
"""

from __future__ import annotations

from awards.language.bilingual import reader_language
from awards.paper.fonts import without_lacking
from awards.paper.typeset import typeset_png
from awards.site.drawing.petals import SMART_COLOURS
from awards.site.face import Face
from awards.site.letterhead import letterhead

TEMPLATE = "awards/winners/card.typ"
GOLD = "#b98a2f"


def share_card(
    *, title: str, organisation: str, prize: str, edition: str, smart: str, face: Face
) -> bytes:
    """In the reader's language, in the colours and with the emblem of ``face``. It only
    invites to the page, so what no font can draw is left out.
    """
    texts = {
        "title": title,
        "organisation": organisation,
        "prize": prize,
        "edition": edition,
    }
    head = letterhead(face)
    drawn = {name: without_lacking(text) for name, text in texts.items()}
    data = {
        **drawn,
        "colour": SMART_COLOURS.get(smart, GOLD),
        "accent": head.accent,
        "emblem": head.emblem,
        "language": reader_language(),
    }
    return typeset_png(TEMPLATE, data, ppi=72)
