"""The lines of a winner list: what is copied into it of each prize, with the pictures,
stories and translations that the list before had.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile

from awards.files.pictures import web_picture
from awards.models import Edition, Winner
from awards.models.winners import ACROSS_CODE
from awards.site.story import (
    StorySection,
    kept_translations,
    read_story,
    stored_story,
)


@dataclass(frozen=True)
class WinnerLine:
    """One prize of one entry, every text a copy. ``level_order`` 1 is the highest prize."""

    category_code: str
    category_th: str
    category_en: str
    level_code: str
    level_order: int
    level_th: str
    level_en: str
    reference: str
    title_th: str
    organisation_th: str
    title_en: str = ""
    organisation_en: str = ""
    summary_th: str = ""
    summary_en: str = ""
    smart_code: str = ""
    province_code: str = ""
    province_th: str = ""
    province_en: str = ""
    smarts: tuple[str, ...] = ()
    website: str = ""
    shared: bool = False  # one prize that several entries hold together
    caption_th: str = ""
    caption_en: str = ""
    credit: str = ""
    story: tuple[StorySection, ...] = ()
    picture: bytes | None = (
        None  # any picture that Pillow reads; kept as JPEG without its metadata
    )


ACROSS: dict[str, Any] = {
    "category_code": ACROSS_CODE,
    "category_th": "รางวัลรวมทุกสาขา",
    "category_en": "Across all categories",
    "smart_code": "",
}


PICTURE = (
    "picture",
    "picture_width",
    "picture_height",
    "caption_th",
    "caption_en",
    "credit",
)


def known_pictures(edition: Edition) -> dict[str, Winner]:
    """Winners with a picture by reference, from the newest list that has one: a new
    version keeps the pictures.
    """
    winners = (
        Winner.objects.filter(winner_list__edition=edition)
        .exclude(picture="")
        .order_by("winner_list__version")
    )
    return {winner.reference: winner for winner in winners}


def known_stories(edition: Edition) -> dict[str, list[StorySection]]:
    """What winners' pages told by reference, from the newest list."""
    winners = Winner.objects.filter(winner_list__edition=edition).exclude(story=[])
    rows = winners.order_by("winner_list__version").values_list("reference", "story")
    return {reference: read_story(story) for reference, story in rows}


def frozen_winner(
    order: int,
    line: WinnerLine,
    known: dict[str, Winner],
    stories: dict[str, list[StorySection]],
) -> Winner:
    """Not stored, and of no list yet; its picture is, under a name nobody can guess."""
    texts = {
        name: value
        for name, value in vars(line).items()
        if name not in ("picture", "smarts", "story")
    }
    story = kept_translations(line.story, stories.get(line.reference, []))
    winner = Winner(
        order=order,
        smarts=list(line.smarts),
        story=stored_story(story),
        **texts,
    )
    winner.search_text = winner.searchable()
    picture = web_picture(line.picture) if line.picture else None
    if picture:
        winner.picture.save("picture.jpg", ContentFile(picture.content), save=False)
        winner.picture_width, winner.picture_height = picture.width, picture.height
    elif line.reference in known:
        for name in PICTURE:
            setattr(winner, name, getattr(known[line.reference], name))
    return winner


def line_value(line: WinnerLine | Winner) -> list[str]:
    value = [
        line.category_code,
        line.level_code,
        line.reference,
        line.title_th,
        line.organisation_th,
    ]
    return [*value, "shared"] if line.shared else value
