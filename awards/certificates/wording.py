"""What certificates say until an organiser says otherwise, and how placeholders are filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from awards.language.numerals import counts_in_thai, years_in_thai
from awards.language.thai import thai_digits

PLACEHOLDERS = ("name", "work", "level", "category", "edition", "year")
PLACE = re.compile(r"\{(\w+)\}", re.ASCII)

# kind → title_th, title_en, text_th, text_en
DEFAULTS = {
    "winner": (
        "เกียรติบัตร",
        "Certificate of Award",
        (
            "ขอมอบเกียรติบัตรฉบับนี้เพื่อแสดงว่า\n{name}\nได้รับรางวัล{level} "
            "สาขา{category}\nจากผลงาน “{work}”\nใน{edition}"
        ),
        "This is to certify that\n{name}\nreceived the award {level} in the category {category}\n"
        "for “{work}”\nin the {edition}",
    ),
    "entrant": (
        "เกียรติบัตร",
        "Certificate of Participation",
        "ขอมอบเกียรติบัตรฉบับนี้เพื่อแสดงว่า\n{name}\nได้ส่งผลงาน “{work}” เข้าร่วม{edition}",
        "This is to certify that\n{name}\ntook part with “{work}” in the {edition}",
    ),
    "judge": (
        "หนังสือขอบคุณ",
        "Certificate of Appreciation",
        "ขอขอบคุณ\n{name}\nที่ให้เกียรติเป็นกรรมการตัดสินใน{edition}",
        "With thanks to\n{name}\nfor judging in the {edition}",
    ),
}


def unknown_places(text: str) -> list[str]:
    """Placeholders that nothing stands behind, as typed."""
    return sorted(
        {f"{{{name}}}" for name in PLACE.findall(text) if name not in PLACEHOLDERS}
    )


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled in."""
    return PLACE.sub(lambda place: values.get(place[1], place[0]), text)


def filled_in_thai_digits(text: str, values: Mapping[str, str]) -> str:
    """The same with Thai digits where they belong: not in what is the recipient's, the
    work's or the prize's name.
    """
    found = dict(values)
    if "year" in found:
        found["year"] = thai_digits(found["year"])
    if "edition" in found:
        found["edition"] = years_in_thai(found["edition"])
    return filled(counts_in_thai(text), found)


def bare_level(level_th: str) -> str:
    """A prize level's Thai name to stand after the word for prize, whether or not it
    begins with it.
    """
    return level_th.removeprefix("รางวัล")


# What goes with the category: a prize across all categories has none to name.
OF_CATEGORY = (" สาขา{category}", " in the category {category}")


def without_category(text: str) -> str:
    for words in OF_CATEGORY:
        text = text.replace(words, "")
    return text
