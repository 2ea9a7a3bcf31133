"""The picture that a social network shows when somebody shares a winner: 1,200 × 630
points, PNG.
"""

from __future__ import annotations

from awards.language.bilingual import reader_language
from awards.paper.fonts import without_lacking
from awards.paper.typeset import typeset_png

TEMPLATE = "awards/winners/card.typ"
GOLD = "#b98a2f"
SMART_COLOURS = {
    "environment": "#009e73",
    "mobility": "#0072b2",
    "living": "#cc79a7",
    "people": "#56b4e9",
    "energy": "#e6c700",
    "economy": "#e69f00",
    "governance": "#d55e00",
}


def share_card(
    *, title: str, organisation: str, prize: str, edition: str, smart: str
) -> bytes:
    """In the reader's language. It only invites to the page, so what no font can draw
    is left out.
    """
    texts = {
        "title": title,
        "organisation": organisation,
        "prize": prize,
        "edition": edition,
    }
    drawn = {name: without_lacking(text) for name, text in texts.items()}
    data = {
        **drawn,
        "colour": SMART_COLOURS.get(smart, GOLD),
        "language": reader_language(),
    }
    return typeset_png(TEMPLATE, data, ppi=72)
