"""What the demonstration's winners tell in English, their figures, and pictures of them.

The pictures are drawings, and say so.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from awards.accounts.models import User
from awards.files.pictures import web_picture
from awards.models import Winner, WinnerList
from awards.paper.typeset import png_of_svg
from awards.site.drawing.scenes import scene
from awards.site.illustrations import SCENE_SIZE
from awards.site.story import Figure, StorySection, read_story
from awards.winners.showing import set_picture, set_story

FOLDER = Path(__file__).parent
CREDIT = "ภาพวาดโดยโปรแกรม ข้อมูลสมมุติ / drawn by a program, invented"


@cache
def stories() -> dict[str, Any]:
    """By English title: texts by question code, and figures as rows of four."""
    return tomllib.loads((FOLDER / "stories.toml").read_text())


def tell_stories(winner_list: WinnerList, organiser: User) -> None:
    """``winner_list`` is a draft."""
    told: set[str] = set()
    for winner in winner_list.winners.all():
        if winner.reference not in told and winner.title_en in stories():
            told.add(winner.reference)
            sections = [
                in_english(section, stories()[winner.title_en])
                for section in read_story(winner.story)
            ]
            set_story(winner=winner, sections=sections, actor=organiser)
    for number, winner in enumerate(winner_list.winners.all()):
        if not winner.across and number % 2:
            draw_picture(winner, organiser)


def in_english(section: StorySection, story: dict[str, Any]) -> StorySection:
    if section.code not in story:
        return section
    rows = story["figures"] if section.code == "results" else []
    return replace(
        section, text_en=story[section.code], figures=tuple(map(figure_of, rows))
    )


def figure_of(row: str) -> Figure:
    """``value | Thai value | English label | Thai label``"""
    value_en, value_th, label_en, label_th = (part.strip() for part in row.split("|"))
    return Figure(value_th, value_en, label_th, label_en)


def draw_picture(winner: Winner, organiser: User) -> None:
    drawn = scene(winner.smart_code, winner.reference)
    set_picture(
        winner=winner,
        picture=web_picture(png_of_svg(drawn, *SCENE_SIZE)),
        caption_th=f"ภาพประกอบ: {winner.title_th}",
        caption_en=f"Illustration: {winner.title_en}",
        credit=CREDIT,
        actor=organiser,
    )
