"""What demonstrations are made of: invented solutions to read, invented people to read
them, as rows of plain data.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from random import Random

from awards.language.thai import parse_date

FOLDER = Path(__file__).parent
ANSWERED = ("problem", "solution", "technology", "results")

GIVEN_TH = (
    "กานต์ ขวัญใจ จิรา ชลธี ดวงใจ ตะวัน ธารา นภา บุญมี ปรีดา พิมพ์ใจ ภูผา มาลี "
    "รุ่งอรุณ ลำดวน วารี ศิลา สายฝน อรุณ เอื้องคำ"
).split()
GIVEN_EN = (
    "Kan Khwanchai Chira Chonlathi Duangchai Tawan Thara Napha Bunmi Prida "
    "Phimchai Phupha Mali Rungarun Lamduan Wari "
    "Sila Saifon Arun Ueangkham"
).split()
FAMILY_TH = "ใจกว้าง ทุ่งทอง น้ำใส ป่าสัก ฟ้าคราม ภูเขียว ร่มไม้ ลมหนาว สายธาร แสงดาว".split()
FAMILY_EN = "Chaikwang Thungthong Namsai Pasak Fakhram Phukhiao Rommai Lomnao Saithan Saengdao".split()


@dataclass(frozen=True)
class Body:
    """Who enters."""

    kind: str
    name_th: str
    name_en: str
    province: str


@dataclass(frozen=True)
class Solution:
    """One entry's words. ``answers`` are by question code, as the standard form asks them."""

    smart: str
    body: Body
    title_th: str
    title_en: str
    summary_th: str
    summary_en: str
    answers: dict[str, str]
    since: date


@cache
def solutions() -> tuple[Solution, ...]:
    """The written ones, in the order of the file."""
    rows = tomllib.loads((FOLDER / "solutions.toml").read_text())["solution"]
    return tuple(
        Solution(
            smart=row["smart"],
            body=Body(*(part.strip() for part in row["org"].split("|"))),
            **{
                name: row[name]
                for name in ("title_th", "title_en", "summary_th", "summary_en")
            },
            answers={name: row[name] for name in ANSWERED},
            since=parse_date(row["since"]),
        )
        for row in rows
    )


@cache
def people() -> tuple[tuple[str, str], ...]:
    """200 invented names, Thai and English, in an order that mixes given and family names."""
    pairs = list(
        product(
            zip(GIVEN_TH, GIVEN_EN, strict=True), zip(FAMILY_TH, FAMILY_EN, strict=True)
        )
    )
    Random(2566).shuffle(pairs)
    return tuple(
        (f"{given[0]} {family[0]}", f"{given[1]} {family[1]}")
        for given, family in pairs
    )


def person(number: int) -> tuple[str, str]:
    """The names of person ``number``, marked as invented; from the two hundredth on
    with a number.
    """
    thai, english = people()[number % len(people())]
    again = number // len(people())
    more = f" {again + 1}" if again else ""
    return f"{thai}{more} (สมมุติ)", f"{english}{more} (invented)"


def juristic_number(serial: int) -> str:
    """A 13-digit number with a right check digit: weights 13…2, check = (11 − Σ mod 11) mod 10."""
    digits = f"099{serial:09d}"
    total = sum(
        int(digit) * weight
        for digit, weight in zip(digits, range(13, 1, -1), strict=True)
    )
    return f"{digits}{(11 - total % 11) % 10}"
