"""Where each province stands on a map of equal tiles, one tile a province, roughly as
they lie to each other.

A tile map gives a small province the same room as a large one and needs no borders,
which we hold no data of. Column 0 is the westernmost, row 0 the northernmost.
Abbreviations are the provinces' usual ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from awards.language.bilingual import reader_language
from awards.language.thai import sort_key
from awards.models import Province

TILE = 46  # points


@dataclass(frozen=True)
class Tile:
    column: int
    row: int
    short_th: str
    short_en: str


TILES = {
    "TH-10": Tile(3, 8, "กทม", "BKK"),
    "TH-11": Tile(2, 9, "สป", "SPK"),
    "TH-12": Tile(2, 8, "นบ", "NBI"),
    "TH-13": Tile(3, 7, "ปท", "PTE"),
    "TH-14": Tile(2, 7, "อย", "AYA"),
    "TH-15": Tile(3, 6, "อท", "ATG"),
    "TH-16": Tile(3, 5, "ลบ", "LRI"),
    "TH-17": Tile(2, 6, "สห", "SBR"),
    "TH-18": Tile(2, 5, "ชน", "CNT"),
    "TH-19": Tile(4, 5, "สบ", "SRI"),
    "TH-20": Tile(4, 8, "ชบ", "CBI"),
    "TH-21": Tile(5, 8, "รย", "RYG"),
    "TH-22": Tile(5, 7, "จบ", "CTI"),
    "TH-23": Tile(6, 7, "ตร", "TRT"),
    "TH-24": Tile(4, 7, "ฉช", "CCO"),
    "TH-25": Tile(5, 6, "ปจ", "PRI"),
    "TH-26": Tile(4, 6, "นย", "NYK"),
    "TH-27": Tile(6, 6, "สก", "SKW"),
    "TH-30": Tile(4, 4, "นม", "NMA"),
    "TH-31": Tile(5, 5, "บร", "BRM"),
    "TH-32": Tile(6, 5, "สร", "SRN"),
    "TH-33": Tile(7, 5, "ศก", "SSK"),
    "TH-34": Tile(8, 5, "อบ", "UBN"),
    "TH-35": Tile(7, 4, "ยส", "YST"),
    "TH-36": Tile(4, 3, "ชย", "CPM"),
    "TH-37": Tile(8, 4, "อจ", "ACR"),
    "TH-38": Tile(7, 1, "บก", "BKN"),
    "TH-39": Tile(5, 2, "นภ", "NBP"),
    "TH-40": Tile(5, 3, "ขก", "KKN"),
    "TH-41": Tile(6, 2, "อด", "UDN"),
    "TH-42": Tile(4, 2, "ลย", "LEI"),
    "TH-43": Tile(6, 1, "นค", "NKI"),
    "TH-44": Tile(5, 4, "มค", "MKM"),
    "TH-45": Tile(6, 4, "รอ", "RET"),
    "TH-46": Tile(6, 3, "กส", "KSN"),
    "TH-47": Tile(7, 2, "สน", "SNK"),
    "TH-48": Tile(8, 2, "นพ", "NPM"),
    "TH-49": Tile(7, 3, "มห", "MDH"),
    "TH-50": Tile(1, 0, "ชม", "CMI"),
    "TH-51": Tile(1, 1, "ลพ", "LPN"),
    "TH-52": Tile(1, 2, "ลป", "LPG"),
    "TH-53": Tile(3, 2, "อต", "UTT"),
    "TH-54": Tile(2, 2, "พร", "PRE"),
    "TH-55": Tile(3, 1, "นน", "NAN"),
    "TH-56": Tile(2, 1, "พย", "PYO"),
    "TH-57": Tile(2, 0, "ชร", "CRI"),
    "TH-58": Tile(0, 1, "มส", "MSN"),
    "TH-60": Tile(3, 4, "นว", "NSN"),
    "TH-61": Tile(1, 5, "อน", "UTI"),
    "TH-62": Tile(1, 4, "กพ", "KPT"),
    "TH-63": Tile(0, 3, "ตก", "TAK"),
    "TH-64": Tile(1, 3, "สท", "STI"),
    "TH-65": Tile(2, 3, "พล", "PLK"),
    "TH-66": Tile(2, 4, "พจ", "PCK"),
    "TH-67": Tile(3, 3, "พช", "PNB"),
    "TH-70": Tile(0, 8, "รบ", "RBR"),
    "TH-71": Tile(0, 6, "กจ", "KRI"),
    "TH-72": Tile(1, 6, "สพ", "SPB"),
    "TH-73": Tile(1, 7, "นฐ", "NPT"),
    "TH-74": Tile(1, 8, "สค", "SKN"),
    "TH-75": Tile(1, 9, "สส", "SKM"),
    "TH-76": Tile(1, 10, "พบ", "PBI"),
    "TH-77": Tile(1, 11, "ปข", "PKN"),
    "TH-80": Tile(2, 14, "นศ", "NRT"),
    "TH-81": Tile(1, 14, "กบ", "KBI"),
    "TH-82": Tile(0, 13, "พง", "PNA"),
    "TH-83": Tile(0, 14, "ภก", "PKT"),
    "TH-84": Tile(1, 13, "สฎ", "SNI"),
    "TH-85": Tile(0, 12, "รน", "RNG"),
    "TH-86": Tile(1, 12, "ชพ", "CPN"),
    "TH-90": Tile(3, 15, "สข", "SKA"),
    "TH-91": Tile(2, 16, "สต", "STN"),
    "TH-92": Tile(1, 15, "ตง", "TRG"),
    "TH-93": Tile(2, 15, "พท", "PLG"),
    "TH-94": Tile(3, 16, "ปน", "PTN"),
    "TH-95": Tile(3, 17, "ยล", "YLA"),
    "TH-96": Tile(4, 16, "นธ", "NWT"),
}


@dataclass(frozen=True)
class Cell:
    """One tile as it is drawn: corner and middle in points, share of the fullest tile
    from 0 to 1.
    """

    code: str
    name: str
    short: str
    total: int
    x: int
    y: int
    strength: str

    @property
    def middle(self) -> int:
        return self.x + TILE // 2 - 1

    @property
    def label_y(self) -> int:
        return self.y + TILE // 2 - 2

    @property
    def number_y(self) -> int:
        return self.y + TILE // 2 + 14


def cells(counts: Mapping[str, int]) -> list[Cell]:
    """One for every province, those without a count too."""
    most = max(counts.values(), default=1) or 1
    language = reader_language()
    made = []
    for province in Province.objects.all():
        tile, total = TILES[province.code], counts.get(province.code, 0)
        short = tile.short_en if language == "en" else tile.short_th
        strength = f"{0.12 + 0.28 * total / most:.2f}" if total else "0"
        x, y = tile.column * TILE, tile.row * TILE
        made.append(
            Cell(province.code, str(province.name), short, total, x, y, strength)
        )
    return made


def province_map(counts: Mapping[str, int]) -> dict[str, object]:
    """What ``awards/_province_map.html`` draws, and ``counted``, the same as rows of a
    table, fullest first.
    """
    drawn = cells(counts)
    return {
        "cells": drawn,
        "counted": sorted(
            (cell for cell in drawn if cell.total),
            key=lambda cell: (-cell.total, sort_key(cell.name)),
        ),
        "width": max(tile.column + 1 for tile in TILES.values()) * TILE,
        "height": max(tile.row + 1 for tile in TILES.values()) * TILE,
        "side": TILE - 2,
    }
