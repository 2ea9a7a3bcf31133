"""What the scenes are put together from: hills, towers, trees, water, a bus, a house."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from math import sin
from random import Random

WIDE, HIGH = 1200, 675
NAVY, CREAM, GOLD = "#12233f", "#fff4e0", "#f3c15f"


@dataclass(frozen=True)
class Palette:
    """The colours of one scene, from its Smart's: pale to deep."""

    night: bool
    base: str
    pale: str
    mid: str
    near: str
    deep: str
    light: str


def n(value: float) -> str:
    return f"{value:.0f}"


def rect(x: float, y: float, w: float, h: float, fill: str, more: str = "") -> str:
    return f'<path fill="{fill}"{more} d="M{n(x)} {n(y)}h{n(w)}v{n(h)}h{n(-w)}z"/>'


def circle(x: float, y: float, r: float, fill: str, more: str = "") -> str:
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{fill}"{more}/>'


def ridge(random: Random, base: float, rise: float, fill: str) -> str:
    """A soft line of hills down to the lower edge."""
    a, b, c = random.uniform(0, 6), random.uniform(0, 6), random.uniform(0.7, 1.3)
    points = [
        (
            x,
            base
            - rise * (0.55 + 0.3 * sin(a + x / 230 * c) + 0.22 * sin(b + x / 97 * c)),
        )
        for x in range(0, WIDE + 1, 150)
    ]
    path = f"M0 {n(points[0][1])}"
    for (x0, y0), (x1, y1) in pairwise(points):
        path += f"C{n(x0 + 75)} {n(y0)} {n(x1 - 75)} {n(y1)} {n(x1)} {n(y1)}"
    return f'<path fill="{fill}" d="{path}V{HIGH}H0z"/>'


def windows(random: Random, x: float, y: float, w: float, h: float, fill: str) -> str:
    """Lit windows in a grid, some dark."""
    path, step_x, step_y = "", 20, 29
    columns, rows = int((w - 8) // step_x), int((h - 16) // step_y)
    left = x + (w - (columns - 1) * step_x - 9) / 2
    for row in range(rows):
        for column in range(columns):
            if random.random() < 0.5:
                path += (
                    f"M{n(left + column * step_x)} {n(y + 16 + row * step_y)}h9v13h-9z"
                )
    return f'<path fill="{fill}" d="{path}"/>' if path else ""


def lean(body: str) -> str:
    """Neighbouring paths of one colour as one path."""
    pattern = re.compile(
        r'<path fill="(#[0-9a-f]{6})" d="([^"]*)"/><path fill="\1" d="([^"]*)"/>'
    )
    while (merged := pattern.sub(r'<path fill="\1" d="\2\3"/>', body)) != body:
        body = merged
    return body


def tower(
    random: Random, x: float, ground: float, w: float, h: float, wall: str, light: str
) -> tuple[str, str]:
    """One building: flat, stepped, gabled or bowed on top."""
    y, kind = ground - h, random.choice("flat step gable bow flat".split())
    out = ""
    if kind == "step":
        out += rect(x + w * 0.22, y - 26, w * 0.56, 30, wall)
    elif kind == "gable":
        out += (
            f'<path fill="{wall}" d="M{n(x - 5)} {n(y + 1)}L{n(x + w / 2)} '
            f'{n(y - w * 0.42)}L{n(x + w + 5)} {n(y + 1)}z"/>'
        )
    elif kind == "bow":
        out += (
            f'<path fill="{wall}" d="M{n(x)} {n(y + 1)}A{n(w / 2)} '
            f'{n(w / 2.6)} 0 0 1 {n(x + w)} {n(y + 1)}z"/>'
        )
    else:
        out += rect(x + w * 0.68, y - 22, 5, 24, wall)
    return out + rect(x, y, w, h + 4, wall), windows(random, x, y, w, h, light)


def skyline(
    random: Random, ground: float, low: float, high: float, wall: str, light: str
) -> str:
    out, lit, x, peak = "", "", -20, random.uniform(0.18, 0.85)
    while x < WIDE + 20:
        w = random.choice((56, 72, 88, 104))
        middle = 1 - abs((x + w / 2) - WIDE * peak) / (WIDE * 0.6)
        h = low + (high - low) * max(0, middle) * random.uniform(0.45, 1)
        walls, glass = tower(random, x, ground, w, h, wall, light)
        out, lit = out + walls, lit + glass
        x += w + random.choice((0, 0, 6, 22))
    return out + lit


def tree(
    random: Random, x: float, ground: float, size: float, leaf: str, stem: str
) -> str:
    if random.random() < 0.35:
        fronds = "".join(
            (
                f'<path fill="{leaf}" d="M{n(x)} {n(ground - size)}q{n(dx * 0.5)} '
                f"{n(-size * 0.36)} {n(dx)} {n(dy)}q{n(-dx * 0.5)} "
                f'{n(-size * 0.16)} {n(-dx)} {n(-dy)}z"/>'
            )
            for dx, dy in (
                (size * 0.55, size * 0.12),
                (-size * 0.55, size * 0.12),
                (size * 0.42, -size * 0.16),
                (-size * 0.42, -size * 0.16),
                (size * 0.3, size * 0.34),
                (-size * 0.3, size * 0.34),
            )
        )
        return (
            f'<path d="M{n(x)} {n(ground)}q{n(size * 0.07)} '
            f'{n(-size * 0.5)} 0 {n(-size)}" stroke="{stem}" '
            f'stroke-width="5" fill="none"/>{fronds}'
        )
    return rect(x - 2, ground - size * 0.5, 5, size * 0.5, stem) + (
        f'<ellipse cx="{n(x)}" cy="{n(ground - size * 0.66)}" '
        f'rx="{n(size * 0.36)}" ry="{n(size * 0.4)}" fill="{leaf}"/>'
    )


def water(random: Random, top: float, fill: str, light: str) -> str:
    lines = ""
    for _ in range(26):
        y = random.uniform(top + 12, HIGH - 10)
        w = random.uniform(30, 150) * (0.5 + (y - top) / (HIGH - top))
        lines += f"M{n(random.uniform(-20, WIDE))} {n(y)}h{n(w)}"
    return (
        rect(0, top, WIDE, HIGH - top, fill)
        + f'<path d="{lines}" stroke="{light}" stroke-width="3" stroke-linecap="round" opacity=".55"/>'
    )


def clouds(random: Random, fill: str) -> str:
    """Long soft clouds, or a few birds."""
    if random.random() < 0.35:
        x, y = random.uniform(150, 950), random.uniform(90, 250)
        birds = "".join(
            f"M{n(x + dx)} {n(y + dy)}q9 -12 18 0q9 -12 18 0"
            for dx, dy in ((0, 0), (52, 22), (96, -4), (140, 30))
        )
        return (
            f'<path d="{birds}" stroke="{fill}" stroke-width="4" '
            'fill="none" stroke-linecap="round" opacity=".85"/>'
        )
    out = ""
    for _ in range(random.randrange(2, 5)):
        x, y, w = (
            random.uniform(-60, 1100),
            random.uniform(50, 270),
            random.uniform(110, 230),
        )
        out += f"M{n(x)} {n(y)}h{n(w)}M{n(x + w * 0.25)} {n(y - 22)}h{n(w * 0.5)}"
    return f'<path d="{out}" stroke="{fill}" stroke-width="24" stroke-linecap="round" opacity=".42"/>'


def bus(x: float, y: float, body: str, light: str) -> str:
    return (
        (
            f'<path fill="{body}" d="M{n(x)} {n(y)}h120q22 '
            f'0 30 24l10 22v26h-160z"/><path fill="{light}" '
            f'd="M{n(x + 12)} {n(y + 12)}h30v24h-30zM{n(x + 50)} '
            f"{n(y + 12)}h30v24h-30zM{n(x + 88)} {n(y + 12)}h34l12 "
            '24h-46z"/>'
        )
        + circle(x + 34, y + 72, 15, NAVY)
        + circle(x + 124, y + 72, 15, NAVY)
        + circle(x + 34, y + 72, 6, light)
        + circle(x + 124, y + 72, 6, light)
    )


def house(
    x: float, ground: float, w: float, h: float, wall: str, roof: str, light: str
) -> str:
    return (
        rect(x + 8, ground - 26, 6, 26, roof)
        + rect(x + w - 14, ground - 26, 6, 26, roof)
        + rect(x, ground - 26 - h, w, h, wall)
        + (
            f'<path fill="{roof}" d="M{n(x - 16)} {n(ground - 24 - h)}L{n(x + w / 2)} '
            f"{n(ground - 26 - h - w * 0.5)}L{n(x + w + 16)} "
            f'{n(ground - 24 - h)}z"/>'
        )
        + (
            f'<path fill="{light}" d="M{n(x + w * 0.18)} {n(ground - h - 4)}h{n(w * 0.22)}v'
            f"{n(h * 0.42)}h{n(-w * 0.22)}zM{n(x + w * 0.58)} "
            f'{n(ground - h - 4)}h{n(w * 0.24)}v{n(h * 0.78)}h{n(-w * 0.24)}z"/>'
        )
    )
