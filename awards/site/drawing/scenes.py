"""Quiet invented city scenes, drawn here as SVG text: never a real place or person.

``scene`` gives a winner without a picture one of its own (1200 × 675 points), ``hero``
the wide picture of the first page, ``shower`` the petals that fall where something is
celebrated. The same seed gives the same drawing.
"""

from __future__ import annotations

from itertools import pairwise
from math import sin
from random import Random

from awards.site.drawing.fronts import FRONTS
from awards.site.drawing.petals import SMART_COLOURS, half_petal, mix, petals
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
    tower,
    tree,
)

# What a colour darkens towards: yellow and orange turn olive with navy, so they get warm darks.
DARK = {"energy": "#5b2f14", "economy": "#43211c", "governance": "#33172c"}


def scene(smart: str, seed: str) -> str:
    """One scene as SVG text: sky by the hour, hills, a city, and what the Smart is about in front."""
    random = Random(f"{smart}:{seed}")
    base = SMART_COLOURS[smart]
    dark, night = DARK.get(smart, NAVY), random.random() < 0.36
    c = Palette(
        night=night,
        base=base,
        pale=mix(base, CREAM, 0.72),
        mid=mix(base, dark, 0.26 if not night else 0.42),
        near=mix(base, dark, 0.52),
        deep=mix(base, dark, 0.8),
        light=mix(base, CREAM, 0.6),
    )
    top, low = (
        (mix(mix(base, dark, 0.8), NAVY, 0.55), mix(base, "#f2b27a", 0.45))
        if night
        else (
            mix(base, CREAM, 0.42),
            mix(
                random.choice(("#ffe3b8", "#ffd9c4", "#f6e7d6", "#ffe9a8")),
                CREAM,
                random.random() * 0.6,
            ),
        )
    )
    x, y, size = (
        random.uniform(180, 1020),
        random.uniform(130, 270),
        random.uniform(105, 225),
    )
    sun = (
        f'<g transform="translate({n(x - size)} {n(y - size)}) '
        f'scale({size / 32:.2f})" color="{CREAM}" opacity="{".2" if night else ".5"}">'
        f"{petals(64, 13, 31.5, 0.07)}</g>"
    ) + circle(x, y, size * 0.36, CREAM if night else mix(GOLD, CREAM, 0.35))
    far = mix(base, low, 0.5)
    body = (
        (
            '<defs><linearGradient id="s" x2="0" y2="1"><stop '
            f'stop-color="{top}"/><stop offset=".8" stop-color="{low}"/>'
            "</linearGradient></defs>"
        )
        + rect(0, 0, WIDE, HIGH, "url(#s)")
        + sun
        + clouds(random, mix(top, CREAM, 0.35 if night else 0.75))
        + ridge(random, 470, random.uniform(90, 250), mix(far, CREAM, 0.25))
        + ridge(random, 520, random.uniform(60, 190), far)
        + skyline(
            random,
            566,
            random.uniform(40, 90),
            random.uniform(190, 320),
            c.mid,
            GOLD if night else c.pale,
        )
        + rect(0, 562, WIDE, 113, c.near)
        + FRONTS[smart](random, c)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 '
        f'0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}">'
        f"{lean(body)}</svg>\n"
    )


def hero(seed: str) -> str:
    """The wide scene of the front page: dusk, seven petals rising over a city on a river."""
    random = Random(seed)
    wide, high, line = 1920, 1000, 735
    colours = list(SMART_COLOURS.values())
    sky = (
        '<linearGradient id="s" x2="0" y2="1"><stop stop-color="#0a1a38"/>'
        '<stop offset=".42" stop-color="#1b3c72"/><stop '
        'offset=".58" stop-color="#6c6a98"/><stop offset=".73" '
        'stop-color="#f0a875"/></linearGradient>'
    )
    sea = (
        '<linearGradient id="w" x2="0" y2="1"><stop stop-color="#e79a6c"/>'
        '<stop offset=".16" stop-color="#5a4f7d"/><stop '
        'offset=".6" stop-color="#142c58"/><stop offset="1" '
        'stop-color="#0a1a38"/></linearGradient>'
    )
    out = (
        f"<defs>{sky}{sea}</defs>" + f'<path fill="url(#s)" d="M0 0h{wide}v{high}H0z"/>'
    )
    for width, glow in ((2, ".4"), (3, ".75")):
        stars = "".join(
            f"M{n(random.uniform(0, wide))} {n(random.uniform(0, 380))}h0"
            for _ in range(36)
        )
        out += (
            f'<path d="{stars}" stroke="{CREAM}" stroke-width="{width}" '
            f'stroke-linecap="round" opacity="{glow}"/>'
        )
    cx, cy = 1370, 700
    out += (
        '<radialGradient id="g"><stop stop-color="#ffd9a0" '
        'stop-opacity=".75"/><stop offset="1" stop-color="#f0a875" '
        'stop-opacity="0"/></radialGradient>'
    ) + circle(cx, cy, 720, "url(#g)")
    for number, colour in enumerate(colours):
        turn = (number - 3) * 0.069
        for side, tone in (
            (-1, mix(colour, "#ffffff", 0.16)),
            (1, mix(colour, "#10233f", 0.14)),
        ):
            out += (
                f'<path transform="translate({cx - 600} {cy - 600})" '
                f'fill="{tone}" opacity=".93" d="{half_petal(turn, 150, 545, 0.042, 600, side)}"/>'
            )
    out += circle(cx, cy, 118, "#f6c877") + circle(cx, cy, 92, "#ffe9bd")

    def wave_ridge(
        base: float, rise: float, fill: str, a: float, stretch: float
    ) -> str:
        pts = [
            (
                x,
                base
                - rise
                * (
                    0.5
                    + 0.32 * sin(a + x / stretch)
                    + 0.2 * sin(2.1 * a + x / (stretch * 0.41))
                ),
            )
            for x in range(0, wide + 1, 120)
        ]
        path = f"M0 {n(pts[0][1])}" + "".join(
            f"C{n(p[0] + 60)} {n(p[1])} {n(q[0] - 60)} {n(q[1])} {n(q[0])} {n(q[1])}"
            for p, q in pairwise(pts)
        )
        return f'<path fill="{fill}" d="{path}V{line + 4}H0z"/>'

    out += wave_ridge(730, 200, "#5b5f91", 1.2, 300) + wave_ridge(
        742, 120, "#3b4a80", 4.1, 210
    )
    for low, high_, wall, ground in (
        (30, 190, "#2a3d72", line),
        (20, 120, "#172a54", line + 2),
    ):
        x = -20
        while x < wide:
            w = random.choice((56, 66, 78, 96))
            middle = max(0.12, 1 - abs(x + w / 2 - 1370) / 900)
            out += "".join(
                tower(
                    random,
                    x,
                    ground,
                    w,
                    low + (high_ - low) * middle * random.uniform(0.4, 1),
                    wall,
                    "#ffd58a",
                )
            )
            x += w + random.choice((0, 8, 26, 40))
    for x in range(10, wide, 62):
        if random.random() < 0.7:
            out += tree(
                random,
                x + random.uniform(-20, 20),
                line + 6,
                random.uniform(46, 92),
                "#0f2046",
                "#0f2046",
            )
    out += (
        f'<path fill="#0c1c3e" d="M0 {line}h{wide}v12H0z"/>'
        f'<path fill="url(#w)" d="M0 {line + 12}h{wide}v{high}H0z"/>'
    )
    lights: dict[tuple[str, int], str] = {}
    for _ in range(110):
        y = random.uniform(line + 24, high - 8)
        along = random.gauss(cx, 60 + (y - line) * 1.9)
        key = (
            random.choice([*colours, "#ffe9bd", "#ffe9bd", "#f6c877"]),
            random.choice((3, 5)),
        )
        lights[key] = (
            lights.get(key, "") + f"M{n(along)} {n(y)}h{n(random.uniform(14, 90))}"
        )
    for (colour, width), path in lights.items():
        out += (
            f'<path d="{path}" stroke="{colour}" stroke-width="{width}" '
            'stroke-linecap="round" opacity=".8"/>'
        )
    for x, y, s in ((820, 800, 0.8), (1730, 782, 0.7)):
        out += (
            f'<g transform="translate({x} {y}) scale({s})" '
            'fill="#081631"><path d="M-90 0q90 34 190-4l-16 '
            '20q-80 20-156 2z"/><path d="M-40 2v-34q46-22 '
            f'92 0V0z"/></g><circle cx="{n(x + 6 * s)}" cy="{n(y - 14 * s)}" '
            f'r="{n(6 * s)}" fill="#ffd58a"/>'
        )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 '
        f'0 {wide} {high}" width="{wide}" height="{high}" '
        f'preserveAspectRatio="xMidYMid slice">{lean(out)}</svg>'
        "\n"
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
