"""The one motif of the site, drawn here: seven petals in the seven Smarts' colours.

Emblem, medals and the stand-in for the dSURE mark, as SVG text on a square of 64 (the
mark: 96) units. Nothing is read from outside.
"""

from __future__ import annotations

from math import cos, pi, sin

# In the order of the colour wheel, so that neighbours blend.
SMART_COLOURS = {
    "energy": "#e6c700",
    "environment": "#009e73",
    "people": "#56b4e9",
    "mobility": "#0072b2",
    "living": "#cc79a7",
    "governance": "#d55e00",
    "economy": "#e69f00",
}
# How many petals a medal has beside its word: best of show, then the three levels.
MEDAL_TURNS = {"1": (-0.13, 0.0, 0.13), "2": (-0.075, 0.075), "3": (0.0,)}
MEDALS = ("best", *MEDAL_TURNS)


def mix(one: str, two: str, share: float) -> str:
    """Colour ``one`` with ``share`` (0 to 1) of ``two``; both as #rrggbb."""
    pairs = zip(channels(one), channels(two), strict=True)
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in pairs)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of a colour written #rrggbb."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def polar(radius: float, turn: float, centre: float) -> str:
    """A point ``turn`` of a full turn clockwise from the top."""
    x = centre + radius * sin(2 * pi * turn)
    y = centre - radius * cos(2 * pi * turn)
    return f"{x:.2f} {y:.2f}"


def half_petal(
    turn: float, inner: float, outer: float, width: float, centre: float, side: int
) -> str:
    """One half of a petal with a pointed tip; ``side`` is -1 (left) or 1."""
    long = outer - inner
    near = polar(inner + long * 0.28, turn + side * width * 1.15, centre)
    far = polar(inner + long * 0.72, turn + side * width, centre)
    start, tip = polar(inner, turn, centre), polar(outer, turn, centre)
    return f"M{start}C{near} {far} {tip}Z"


def petals(size: float, inner: float, outer: float, width: float) -> str:
    """Seven petals in the current colour."""
    middle = size / 2
    halves = [
        half_petal(number / 7, inner, outer, width, middle, side)
        for number in range(7)
        for side in (-1, 1)
    ]
    return f'<path fill="currentColor" d="{"".join(halves)}"/>'


def coloured_petals(size: float, inner: float, outer: float, width: float) -> str:
    """Seven petals in the Smarts' colours, each with a light and a dark side."""
    drawn = ""
    for number, colour in enumerate(SMART_COLOURS.values()):
        for side, tone in (
            (-1, mix(colour, "#ffffff", 0.16)),
            (1, mix(colour, "#10233f", 0.14)),
        ):
            path = half_petal(number / 7, inner, outer, width, size / 2, side)
            drawn += f'<path fill="{tone}" d="{path}"/>'
    return drawn


def emblem_shapes() -> str:
    return coloured_petals(64, 8.5, 31, 0.082) + (
        '<circle cx="32" cy="32" r="5.2" fill="#b98a2f"/>'
        '<circle cx="32" cy="32" r="2.4" fill="#fff6df"/>'
    )


def emblem() -> str:
    """The default emblem as a file of its own."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{emblem_shapes()}</svg>\n'


def touch_icon() -> str:
    """The emblem with room around it on an opaque ground, as phones want it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">'
        '<path fill="#fbf9f4" d="M0 0h96v96H0z"/>'
        f'<g transform="translate(16 16)">{emblem_shapes()}</g></svg>\n'
    )


def scallop(centre: float, radius: float, bumps: int, deep: float) -> str:
    """A round edge with ``bumps`` bows."""
    path = f"M{polar(radius, 0, centre)}"
    for number in range(bumps):
        bow = polar(radius + deep, (number + 0.5) / bumps, centre)
        path += f"Q{bow} {polar(radius, (number + 1) / bumps, centre)}"
    return path + "Z"


def medal(kind: str) -> str:
    """A medal on ribbons; its petals say the rank: seven, three, two or one."""
    ribbons = '<path fill="var(--medal-ribbon)" d="M19 38 12 61l8-3 5 6 6-20ZM45 38l7 23-8-3-5 6-6-20Z"/>'
    disc = (
        f'<path fill="var(--medal-rim)" d="{scallop(32, 24, 21, 5)}"/>'
        '<circle cx="32" cy="32" r="21" fill="var(--medal-face)"/>'
        '<circle cx="32" cy="32" r="18.6" fill="none" stroke="var(--medal-rim)" stroke-width=".9"/>'
    )
    return ribbons + disc + (best_inside() if kind == "best" else level_inside(kind))


def best_inside() -> str:
    return (
        coloured_petals(64, 4.2, 16.5, 0.082)
        + '<circle cx="32" cy="32" r="2.6" fill="#8a6416"/>'
    )


def level_inside(kind: str) -> str:
    inside = ""
    for turn in MEDAL_TURNS[kind]:
        sides = (half_petal(turn, 2, 21, 0.062, 32, side) for side in (-1, 1))
        fade = ' fill-opacity=".82"' if turn else ""
        inside += f'<path transform="translate(0 9)" fill="var(--medal-ink)"{fade} d="{"".join(sides)}"/>'
    return inside + (
        '<path d="M22 41.5h20" stroke="var(--medal-ink)" stroke-width="1.6" stroke-linecap="round"/>'
    )


def mark_stand_in() -> str:
    """A stand-in for the dSURE mark, of our own drawing, until its owner gives theirs."""
    return (
        f'<path fill="#14366b" d="{scallop(48, 42, 28, 4.6)}"/>'
        '<circle cx="48" cy="48" r="38" fill="#fff"/>'
        '<circle cx="48" cy="48" r="34.5" fill="none" stroke="#14366b"/>'
        '<path d="m36 36 9 9 17-18" fill="none" stroke="#00805c" stroke-width="5" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
        '<text x="48" y="66" text-anchor="middle" font-family="Prompt, sans-serif" '
        'font-weight="500" font-size="15.5" fill="#14366b">dSURE</text>'
    )


def symbols() -> str:
    """One file of symbols that pages show with ``<use>``; colours come from the page."""
    shapes = {"petals": (64, petals(64, 6, 31, 0.078)), "mark": (96, mark_stand_in())}
    shapes |= {f"medal-{kind}": (64, medal(kind)) for kind in MEDALS}
    parts = [
        f'<symbol id="{name}" viewBox="0 0 {box} {box}">{shape}</symbol>'
        for name, (box, shape) in shapes.items()
    ]
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>\n'
