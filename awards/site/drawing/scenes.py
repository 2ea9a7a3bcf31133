"""Quiet invented city scenes, drawn here as SVG text: never a real place or person.

``scene`` gives a winner without a picture one of its own (1200 × 675 points), ``shower``
the petals that fall where something is celebrated. The same seed gives the same
drawing. The wide picture of the first page stands in ``hero``.
"""

from __future__ import annotations

from random import Random

from awards.site.drawing.fronts import FRONTS
from awards.site.drawing.petals import SMART_COLOURS, mix, petals
from awards.site.drawing.shapes import (
    CREAM,
    GOLD,
    HIGH,
    NAVY,
    WIDE,
    Palette,
    circle,
    clouds,
    lean,
    n,
    rect,
    ridge,
    skyline,
)

# What a colour darkens towards: yellow and orange turn olive with navy, so they get warm darks.
DARK = {"energy": "#5b2f14", "economy": "#43211c", "governance": "#33172c"}


def scene(smart: str, seed: str) -> str:
    """One scene as SVG text: sky by the hour, hills, a city, and what the Smart is about in front."""
    random = Random(f"{smart}:{seed}")
    base, dark = SMART_COLOURS[smart], DARK.get(smart, NAVY)
    c = palette(base, dark, night=random.random() < 0.36)
    top, low = sky_colours(random, base, dark, night=c.night)
    hills = mix(base, low, 0.5)
    body = (
        (
            '<defs><linearGradient id="s" x2="0" y2="1"><stop '
            f'stop-color="{top}"/><stop offset=".8" stop-color="{low}"/>'
            "</linearGradient></defs>"
        )
        + rect(0, 0, WIDE, HIGH, "url(#s)")
        + sun_or_moon(random, night=c.night)
        + clouds(random, mix(top, CREAM, 0.35 if c.night else 0.75))
        + ridge(random, 470, random.uniform(90, 250), mix(hills, CREAM, 0.25))
        + ridge(random, 520, random.uniform(60, 190), hills)
        + skyline(
            random,
            566,
            random.uniform(40, 90),
            random.uniform(190, 320),
            c.mid,
            GOLD if c.night else c.pale,
        )
        + rect(0, 562, WIDE, 113, c.near)
        + FRONTS[smart](random, c)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 '
        f'0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}">'
        f"{lean(body)}</svg>\n"
    )


def palette(base: str, dark: str, *, night: bool) -> Palette:
    return Palette(
        night=night,
        base=base,
        pale=mix(base, CREAM, 0.72),
        mid=mix(base, dark, 0.42 if night else 0.26),
        near=mix(base, dark, 0.52),
        deep=mix(base, dark, 0.8),
        light=mix(base, CREAM, 0.6),
    )


def sky_colours(
    random: Random, base: str, dark: str, *, night: bool
) -> tuple[str, str]:
    """At the top and at the horizon."""
    if night:
        return mix(mix(base, dark, 0.8), NAVY, 0.55), mix(base, "#f2b27a", 0.45)
    warm = random.choice(("#ffe3b8", "#ffd9c4", "#f6e7d6", "#ffe9a8"))
    return mix(base, CREAM, 0.42), mix(warm, CREAM, random.random() * 0.6)


def sun_or_moon(random: Random, *, night: bool) -> str:
    """A disc in a wreath of petals."""
    x, y = random.uniform(180, 1020), random.uniform(130, 270)
    size = random.uniform(105, 225)
    wreath = (
        f'<g transform="translate({n(x - size)} {n(y - size)}) '
        f'scale({size / 32:.2f})" color="{CREAM}" opacity="{".2" if night else ".5"}">'
        f"{petals(64, 13, 31.5, 0.07)}</g>"
    )
    return wreath + circle(
        x, y, size * 0.36, CREAM if night else mix(GOLD, CREAM, 0.35)
    )


def shower(seed: str) -> str:
    """Falling petals for the pages that celebrate."""
    random = Random(seed)
    colours = [*SMART_COLOURS.values(), "#f3c15f", "#f3c15f"]
    out = ""
    for _ in range(190):
        x, y = random.uniform(0, 1600), random.uniform(0, 520)
        # where the words stand
        if (x < 1230 and 108 < y < 425) or (x < 420 and y < 425):
            continue
        s, turn = random.uniform(0.6, 1.7), random.randrange(360)
        out += (
            f'<path transform="translate({n(x)} {n(y)}) rotate({turn}) '
            f'scale({s:.1f})" fill="{random.choice(colours)}" '
            f'opacity="{random.choice((".5", ".75", ".95"))}" '
            'd="M0 -12C8 -5 7 6 0 12C-7 6 -8 -5 0 -12z"/>'
        )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 '
        '0 1600 520" width="1600" height="520" preserveAspectRatio="xMidYMin '
        f'slice">{out}</svg>\n'
    )
