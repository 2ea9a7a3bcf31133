"""What changed since the last time, picture by picture."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.template.loader import render_to_string
from PIL import Image, ImageChops

from config.gallery.taking import Dress, Picture

BEFORE, CHANGES = "before", "changes"  # folders beside the pictures
FAINT = 24  # of 255: a difference that no eye sees, such as of anti-aliasing
MARK = (214, 40, 40)


class Change(StrEnum):
    SAME = "same"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True)
class Compared:
    """``share``: per cent of the picture's points that differ."""

    picture: Picture
    change: Change
    share: float = 0.0

    @property
    def file(self) -> str:
        return self.picture.file

    @property
    def marked(self) -> str:
        return f"{CHANGES}/{self.picture.file}"

    @property
    def before(self) -> str:
        return f"{BEFORE}/{self.picture.file}"


@dataclass(frozen=True)
class Row:
    """A page with its pictures, in the order of the dresses."""

    name: str
    role: str
    path: str
    cells: list[Compared]

    @property
    def changed(self) -> bool:
        return any(cell.change != Change.SAME for cell in self.cells)


def put_aside(folder: Path) -> None:
    """The pictures of the last time go to ``before``; those from before that go away."""
    before = folder / BEFORE
    for old in (before, folder / CHANGES):
        shutil.rmtree(old, ignore_errors=True)
    before.mkdir(parents=True)
    for picture in folder.glob("*.png"):
        picture.rename(before / picture.name)


def compare(picture: Picture, folder: Path) -> Compared:
    """Writes the marked picture where something changed."""
    earlier = folder / BEFORE / picture.file
    if not earlier.exists():
        return Compared(picture, Change.NEW)
    with Image.open(earlier) as old, Image.open(folder / picture.file) as new:
        share, marked = difference(old.convert("RGB"), new.convert("RGB"))
    if marked is None:
        return Compared(picture, Change.SAME)
    target = folder / CHANGES / picture.file
    target.parent.mkdir(exist_ok=True)
    marked.save(target)
    return Compared(picture, Change.CHANGED, share)


def difference(old: Image.Image, new: Image.Image) -> tuple[float, Image.Image | None]:
    """Per cent of points that differ, and the new picture faded with them in red; None
    where nothing does. A page that grew or shrank differs in what is there once only.
    """
    size = (max(old.width, new.width), max(old.height, new.height))
    outside = Image.new("L", size, 255)
    both = (0, 0, min(old.width, new.width), min(old.height, new.height))
    outside.paste(0, both)
    apart = ImageChops.difference(old.crop(both), new.crop(both)).convert("L")
    differs = Image.new("L", size)
    differs.paste(apart.point(lambda value: 255 if value > FAINT else 0), (0, 0))
    differs = ImageChops.lighter(differs, outside)
    points = differs.histogram()[255]
    if not points:
        return 0.0, None
    faded = Image.new("RGB", size, "white")
    faded.paste(new, (0, 0))
    faded = Image.blend(faded, Image.new("RGB", size, "white"), 0.6)
    faded.paste(MARK, (0, 0, *size), differs)
    return 100 * points / (size[0] * size[1]), faded


def rows_of(compared: Sequence[Compared]) -> list[Row]:
    """Changed pages first."""
    by_page: dict[str, list[Compared]] = {}
    for one in compared:
        by_page.setdefault(one.picture.page.name, []).append(one)
    rows = [
        Row(name, cells[0].picture.page.role, cells[0].picture.page.path, cells)
        for name, cells in by_page.items()
    ]
    return sorted(rows, key=lambda row: not row.changed)


def write_index(
    folder: Path, compared: Sequence[Compared], wanted: Sequence[Dress]
) -> Path:
    target = folder / "index.html"
    context = {
        "rows": rows_of(compared),
        "dresses": wanted,
        "changed": sum(one.change == Change.CHANGED for one in compared),
        "new": sum(one.change == Change.NEW for one in compared),
        "all": len(compared),
    }
    target.write_text(
        render_to_string("config/gallery/index.html", context), encoding="utf-8"
    )
    return target
