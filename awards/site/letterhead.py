"""What papers, slides and pictures take of an identity: the one reader of it outside of
pages. An edition's own where it has any, else the site's, else the house's.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.utils.translation import override

from awards.site.artwork import emblem_drawing
from awards.site.face import Face

ACCENT = "#1c3f74"  # the house's own, as in config/styles/tokens.css


@dataclass(frozen=True)
class Letterhead:
    """``emblem`` is a drawing (SVG); the organiser's names may be empty. ``organiser``
    is in the reader's language.
    """

    accent: str
    emblem: str
    organiser: str
    organiser_th: str
    organiser_en: str

    def as_data(self) -> dict[str, str]:
        """As ``letterhead.typ`` takes it."""
        return asdict(self)


def letterhead(face: Face) -> Letterhead:
    return Letterhead(
        accent=face.accent or ACCENT,
        emblem=emblem_drawing(face),
        organiser=face.organiser,
        organiser_th=organiser_in("th", face),
        organiser_en=organiser_in("en", face),
    )


def organiser_in(language: str, face: Face) -> str:
    with override(language):
        return face.organiser
