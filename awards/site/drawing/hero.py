"""The wide picture of the first page: dusk, seven petals rising over a city on a river."""

from __future__ import annotations

from itertools import pairwise
from math import sin
from random import Random

from awards.site.drawing.petals import SMART_COLOURS, half_petal, mix
from awards.site.drawing.shapes import CREAM, circle, lean, n, tower, tree

WIDE, HIGH = 1920, 1000
SHORE = 735  # where the city ends and the river begins
RISE_X, RISE_Y = 1370, 700  # from where the petals rise
LAMP, GLOW, AMBER = "#ffd58a", "#ffe9bd", "#f6c877"


def hero(seed: str) -> str:
    """SVG text of 1920 × 1000 points."""
    random = Random(seed)
    body = (
        sky()
        + stars(random)
        + rising_petals()
        + wave_ridge(730, 200, "#5b5f91", 1.2, 300)
        + wave_ridge(742, 120, "#3b4a80", 4.1, 210)
        + row_of_towers(random, 30, 190, "#2a3d72", SHORE)
        + row_of_towers(random, 20, 120, "#172a54", SHORE + 2)
        + trees_of_the_shore(random)
        + river()
        + lights_on_the_river(random)
        + boats()
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 '
        f'0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" '
        f'preserveAspectRatio="xMidYMid slice">{lean(body)}</svg>'
        "\n"
    )


def sky() -> str:
    above = (
        '<linearGradient id="s" x2="0" y2="1"><stop stop-color="#0a1a38"/>'
        '<stop offset=".42" stop-color="#1b3c72"/><stop '
        'offset=".58" stop-color="#6c6a98"/><stop offset=".73" '
        'stop-color="#f0a875"/></linearGradient>'
    )
    below = (
        '<linearGradient id="w" x2="0" y2="1"><stop stop-color="#e79a6c"/>'
        '<stop offset=".16" stop-color="#5a4f7d"/><stop '
        'offset=".6" stop-color="#142c58"/><stop offset="1" '
        'stop-color="#0a1a38"/></linearGradient>'
    )
    ground = f'<path fill="url(#s)" d="M0 0h{WIDE}v{HIGH}H0z"/>'
    return f"<defs>{above}{below}</defs>{ground}"


def stars(random: Random) -> str:
    """Small faint ones, then larger bright ones."""
    out = ""
    for width, glow in ((2, ".4"), (3, ".75")):
        points = "".join(
            f"M{n(random.uniform(0, WIDE))} {n(random.uniform(0, 380))}h0"
            for _ in range(36)
        )
        out += (
            f'<path d="{points}" stroke="{CREAM}" stroke-width="{width}" '
            f'stroke-linecap="round" opacity="{glow}"/>'
        )
    return out


def rising_petals() -> str:
    """One petal for each Smart in two halves, around a sun, in a glow."""
    out = (
        '<radialGradient id="g"><stop stop-color="#ffd9a0" '
        'stop-opacity=".75"/><stop offset="1" stop-color="#f0a875" '
        'stop-opacity="0"/></radialGradient>'
    ) + circle(RISE_X, RISE_Y, 720, "url(#g)")
    for number, colour in enumerate(SMART_COLOURS.values()):
        turn = (number - 3) * 0.069
        lit, shaded = mix(colour, "#ffffff", 0.16), mix(colour, "#10233f", 0.14)
        for side, tone in ((-1, lit), (1, shaded)):
            half = half_petal(turn, 150, 545, 0.042, 600, side)
            out += (
                f'<path transform="translate({RISE_X - 600} {RISE_Y - 600})" '
                f'fill="{tone}" opacity=".93" d="{half}"/>'
            )
    return out + circle(RISE_X, RISE_Y, 118, AMBER) + circle(RISE_X, RISE_Y, 92, GLOW)


def wave_ridge(
    base: float, rise: float, fill: str, phase: float, stretch: float
) -> str:
    """Hills as two sines over each other, down to the shore."""
    points = [
        (
            x,
            base
            - rise
            * (
                0.5
                + 0.32 * sin(phase + x / stretch)
                + 0.2 * sin(2.1 * phase + x / (stretch * 0.41))
            ),
        )
        for x in range(0, WIDE + 1, 120)
    ]
    path = f"M0 {n(points[0][1])}"
    for (x0, y0), (x1, y1) in pairwise(points):
        path += f"C{n(x0 + 60)} {n(y0)} {n(x1 - 60)} {n(y1)} {n(x1)} {n(y1)}"
    return f'<path fill="{fill}" d="{path}V{SHORE + 4}H0z"/>'


def row_of_towers(
    random: Random, low: float, high: float, wall: str, ground: float
) -> str:
    """The tallest stand where the petals rise."""
    out, x = "", -20
    while x < WIDE:
        w = random.choice((56, 66, 78, 96))
        middle = max(0.12, 1 - abs(x + w / 2 - RISE_X) / 900)
        height = low + (high - low) * middle * random.uniform(0.4, 1)
        out += "".join(tower(random, x, ground, w, height, wall, LAMP))
        x += w + random.choice((0, 8, 26, 40))
    return out


def trees_of_the_shore(random: Random) -> str:
    out, dark = "", "#0f2046"
    for x in range(10, WIDE, 62):
        if random.random() < 0.7:
            moved, size = random.uniform(-20, 20), random.uniform(46, 92)
            out += tree(random, x + moved, SHORE + 6, size, dark, dark)
    return out


def river() -> str:
    return (
        f'<path fill="#0c1c3e" d="M0 {SHORE}h{WIDE}v12H0z"/>'
        f'<path fill="url(#w)" d="M0 {SHORE + 12}h{WIDE}v{HIGH}H0z"/>'
    )


def lights_on_the_river(random: Random) -> str:
    """Short strokes, wider apart the nearer they are; strokes of one colour and width
    are one path.
    """
    colours = [*SMART_COLOURS.values(), GLOW, GLOW, AMBER]
    paths: dict[tuple[str, int], str] = {}
    for _ in range(110):
        y = random.uniform(SHORE + 24, HIGH - 8)
        x = random.gauss(RISE_X, 60 + (y - SHORE) * 1.9)
        kind = random.choice(colours), random.choice((3, 5))
        stroke = f"M{n(x)} {n(y)}h{n(random.uniform(14, 90))}"
        paths[kind] = paths.get(kind, "") + stroke
    return "".join(
        f'<path d="{path}" stroke="{colour}" stroke-width="{width}" '
        'stroke-linecap="round" opacity=".8"/>'
        for (colour, width), path in paths.items()
    )


def boats() -> str:
    """Two, each with a lamp."""
    return "".join(
        f'<g transform="translate({x} {y}) scale({size})" '
        'fill="#081631"><path d="M-90 0q90 34 190-4l-16 '
        '20q-80 20-156 2z"/><path d="M-40 2v-34q46-22 '
        f'92 0V0z"/></g><circle cx="{n(x + 6 * size)}" cy="{n(y - 14 * size)}" '
        f'r="{n(6 * size)}" fill="{LAMP}"/>'
        for x, y, size in ((820, 800, 0.8), (1730, 782, 0.7))
    )
