"""What stands in front of a scene: one drawing for each Smart, of what it is about."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from awards.site.drawing.petals import mix
from awards.site.drawing.shapes import (
    CREAM,
    GOLD,
    NAVY,
    WIDE,
    Palette,
    bus,
    circle,
    house,
    n,
    rect,
    tree,
    water,
)


def front_fields(random: Random, c: Palette) -> str:
    """Fields in rows, with masts that measure."""
    middle = random.uniform(300, 900)
    rows = "".join(
        f"M{n(middle + k * 16)} 560Q{n(middle + k * 44)} 600 {n(middle + k * 118)} 675"
        for k in range(-12, 13)
    )
    out = (
        rect(0, 556, WIDE, 119, c.near)
        + f'<path d="{rows}" stroke="{c.light}" stroke-width="4" fill="none" opacity=".55"/>'
    )
    for x in sorted(random.sample(range(0, 1200, 60), 9)):
        out += tree(random, x, 562, random.uniform(60, 130), c.deep, c.deep)
    for x in random.sample(range(180, 1050, 130), 3):
        out += (
            rect(x - 3, 520, 6, 116, CREAM)
            + f'<path fill="{GOLD}" d="M{n(x - 24)} 516h48l-8 -24h-32z"/>'
            + circle(x, 560, 9, GOLD)
            + (
                f'<path d="M{n(x + 15)} 548a17 17 0 0 1 0 24M{n(x - 15)} '
                f'548a17 17 0 0 0 0 24" stroke="{CREAM}" stroke-width="3.5" '
                'fill="none" stroke-linecap="round"/>'
            )
        )
    return out


def front_environment(random: Random, c: Palette) -> str:
    if random.random() < 0.45:
        return front_fields(random, c)
    out = water(random, 545, c.near, c.light)
    for x in sorted(random.sample(range(0, 1200, 48), 13)):
        out += tree(
            random,
            x,
            556,
            random.uniform(70, 150),
            random.choice((c.near, mix(c.near, c.deep, 0.5), c.deep)),
            c.deep,
        )
    for x in random.sample(range(160, 1050, 130), 3):
        y = random.uniform(585, 630)
        out += (
            f'<path fill="{GOLD}" d="M{n(x - 15)} {n(y)}h30l-6 17h-18z"/>'
            + rect(x - 2, y - 36, 4, 36, CREAM)
            + circle(x, y - 40, 7, CREAM)
            + (
                f'<path d="M{n(x + 14)} {n(y - 52)}a16 16 0 0 1 '
                f'0 24M{n(x - 14)} {n(y - 52)}a16 16 0 0 0 0 24" '
                f'stroke="{CREAM}" stroke-width="3" fill="none" '
                'stroke-linecap="round"/>'
            )
        )
    return out


def front_canal(random: Random, c: Palette) -> str:
    """A road over an arched bridge, boats on a canal."""
    out = rect(0, 500, WIDE, 20, CREAM) + rect(0, 518, WIDE, 66, c.near)
    arches = "".join(
        f"M{x} 590v-22a62 46 0 0 1 124 0v22z" for x in range(-40, WIDE, 160)
    )
    out += f'<path fill="{c.deep}" d="{arches}"/>' + water(random, 584, c.deep, c.light)
    x = random.randrange(60, 420)
    out += bus(x, 416, c.base, CREAM) + bus(
        x + random.randrange(330, 560), 416, GOLD, NAVY
    )
    for x in random.sample(range(90, 1000, 240), 2):
        out += (
            f'<path fill="{CREAM}" d="M{x} 628h190l-22 30h-142z"/>'
            f'<path fill="{c.base}" d="M{x + 38} 628v-34h104l14 '
            f'34z"/><path fill="{CREAM}" d="M{x + 52} 602h22v16h-22zM{x + 86} '
            '602h22v16h-22z"/>'
        )
    return out


def front_mobility(random: Random, c: Palette) -> str:
    if random.random() < 0.45:
        return front_canal(random, c)
    out = rect(0, 432, WIDE, 15, c.deep) + "".join(
        rect(x, 446, 16, 90, c.deep) for x in range(70, WIDE, 190)
    )
    start = random.randrange(40, 560)
    for car in range(4):
        out += (
            rect(start + car * 118, 388, 112, 44, CREAM)
            + f'<path fill="{c.base}" d="'
            + "".join(
                f"M{n(start + car * 118 + 10 + k * 25)} 398h17v15h-17z"
                for k in range(4)
            )
            + '"/>'
            + rect(start + car * 118, 420, 112, 5, GOLD)
        )
    out += (
        rect(0, 530, WIDE, 145, c.deep)
        + f'<path d="M0 612H1200" stroke="{CREAM}" stroke-width="5" stroke-dasharray="46 34" opacity=".7"/>'
    )
    x = random.randrange(80, 420)
    out += bus(x, 524, c.base, CREAM) + bus(
        x + random.randrange(330, 520), 584, GOLD, NAVY
    )
    return out


def front_living(random: Random, c: Palette) -> str:
    out, x = rect(0, 566, WIDE, 109, c.deep), -30
    clinic = random.randrange(2, 5)
    for number in range(9):
        w, h = random.randrange(104, 150), random.randrange(70, 104)
        out += house(
            x,
            572,
            w,
            h,
            random.choice((CREAM, c.pale, c.mid)),
            c.near if number % 2 else c.deep,
            GOLD,
        )
        if number == clinic:
            out += circle(x + w / 2, 572 - 26 - h - w * 0.17, 17, CREAM) + (
                f'<path stroke="{c.base}" stroke-width="6" d="M{n(x + w / 2 - 9)} '
                f'{n(572 - 26 - h - w * 0.17)}h18m-9-9v18"/>'
            )
        x += w + random.randrange(22, 60)
    for x in random.sample(range(20, 1190, 70), 8):
        out += tree(random, x, 606, random.uniform(60, 104), c.near, c.deep)
    return out


def front_people(random: Random, c: Palette) -> str:
    out = rect(0, 612, WIDE, 63, c.deep)
    for row, (ground, size) in enumerate(((600, 0.8), (690, 1.12))):
        x = random.uniform(-30, 10)
        while x < WIDE:
            tall = random.uniform(105, 165) * size
            w = 62 * size
            body = random.choice(
                (c.base, c.near, GOLD, c.mid, CREAM, "#d98a5b")
                if row
                else (c.mid, c.near, c.deep)
            )
            skin = (
                random.choice(("#8a5a3c", "#b57f58", "#d9a77c", "#6c452f"))
                if row
                else c.pale
            )
            out += (
                f'<path fill="{body}" d="M{n(x)} {n(ground + 40)}v{n(-tall * 0.62)}a{n(w / 2)} '
                f'{n(w / 2)} 0 0 1 {n(w)} 0v{n(tall * 0.62)}z"/>'
            ) + circle(x + w / 2, ground + 40 - tall * 0.62 - w * 0.82, w * 0.32, skin)
            x += w + random.uniform(14, 52) * size
    return out


def front_lamps(random: Random, c: Palette) -> str:
    """A street whose lamps brighten where somebody walks."""
    out, gap = rect(0, 572, WIDE, 103, c.deep), random.randrange(165, 230)
    walkers = set(random.sample(range(7), 3))
    for number, x in enumerate(range(random.randrange(20, 120), WIDE, gap)):
        lit = number in walkers
        out += (
            f'<path fill="#ffe9ad" opacity="{".5" if lit else ".12"}" d="M{x + 40} 408L{x - 44} 610h190z"/>'
            + f'<path d="M{x} 612V424q0 -22 22 -22h20" stroke="{CREAM}" stroke-width="6" fill="none"/>'
            + (
                f'<path d="M{x + 30} 405h28" stroke="{GOLD if lit else c.light}" '
                'stroke-width="10" stroke-linecap="round"/>'
            )
        )
        if lit:
            out += circle(x + 52, 556, 10, "#8a5a3c") + (
                f'<path fill="{random.choice((CREAM, GOLD, c.base))}" '
                f'd="M{x + 36} 616v-28a16 16 0 0 1 32 0v28z"/>'
            )
    return (
        out
        + f'<path d="M0 640h1200" stroke="{c.base}" stroke-width="5" stroke-dasharray="40 30" opacity=".7"/>'
    )


def front_energy(random: Random, c: Palette) -> str:
    if c.night or random.random() < 0.3:
        return front_lamps(random, c)
    out = rect(0, 560, WIDE, 115, c.deep)
    for x in random.sample(range(80, 1130, 150), 3):
        h = random.uniform(210, 290)
        out += f'<path fill="{CREAM}" d="M{n(x - 4)} 566l3 {n(-h)}h3l3 {n(h)}z"/>'
        turn = random.randrange(0, 120)
        out += "".join(
            (
                f'<path fill="{CREAM}" transform="rotate({turn + k * 120} '
                f'{n(x)} {n(566 - h)})" d="M{n(x)} {n(566 - h)}q12 '
                '-38 2 -94q-12 50 -2 94z"/>'
            )
            for k in range(3)
        ) + circle(x, 566 - h, 6, GOLD)
    left = random.uniform(-60, 0)
    while left < WIDE:
        out += (
            f'<path fill="{NAVY}" d="M{n(left + 36)} 570h118l-34 '
            f'66h-128z"/><path d="M{n(left + 75)} 570l-26 66M{n(left + 115)} '
            f'570l-28 66M{n(left + 24)} 592h118M{n(left + 12)} 614h120" '
            f'stroke="{c.base}" stroke-width="2.5" fill="none"/>'
        ) + rect(left + 66, 636, 6, 24, c.near)
        left += 170
    return out


def front_economy(random: Random, c: Palette) -> str:
    """A street of shops, and people before it."""
    out, x = rect(0, 604, WIDE, 71, c.deep), -14
    while x < WIDE:
        w, h = random.choice((104, 118, 132)), random.randrange(150, 215)
        wall = random.choice((c.pale, CREAM, c.mid, "#f1d9b8"))
        stripe = random.choice((c.base, "#b5483a", "#1c3f74", "#2e7d68"))
        out += shop(x, w, h, wall, c) + awning(x, w, stripe)
        x += w + random.choice((0, 0, 4))
    for x in random.sample(range(60, 1160, 100), 6):
        coat = random.choice((c.base, CREAM, GOLD))
        out += circle(x, 616, 9, "#6c452f") + (
            f'<path fill="{coat}" d="M{n(x - 15)} 675v-30a15 15 0 0 1 30 0v30z"/>'
        )
    return out


def shop(x: float, w: float, h: float, wall: str, c: Palette) -> str:
    """Three round windows above an open shop."""
    windows = "".join(
        (
            f"M{n(x + w * (0.13 + 0.28 * k))} {n(662 - h)}v-22a{n(w * 0.09)} "
            f"{n(w * 0.09)} 0 0 1 {n(w * 0.18)} 0v22z"
        )
        for k in range(3)
    )
    return (
        rect(x, 606 - h, w, h, wall)
        + rect(x - 3, 600 - h, w + 6, 12, c.near)
        + f'<path fill="{c.near}" d="{windows}"/>'
        + rect(x + 10, 548, w - 20, 58, GOLD)
        + rect(x + 18, 556, w - 36, 50, c.deep)
    )


def awning(x: float, w: float, stripe: str) -> str:
    step = (w + 8) / 6
    return "".join(
        f'<path fill="{stripe if k % 2 else CREAM}" d="M{n(x - 4 + k * step)} '
        f"522h{n(step)}v26a{n(step / 2)} 9 0 0 1 {n(-step)} "
        '0z"/>'
        for k in range(6)
    )


def front_governance(random: Random, c: Palette) -> str:
    """A town hall among trees, and people before it."""
    x = random.randrange(250, 520)
    out = rect(0, 600, WIDE, 75, c.deep) + town_hall(x, 460, c)
    left = random.sample(range(10, x - 60, 58), 4)
    right = random.sample(range(x + 510, 1190, 46), 4)
    for tx in [*left, *right]:
        out += tree(random, tx, 606, random.uniform(90, 150), c.near, c.deep)
    for px in random.sample(range(120, 1100, 80), 7):
        coat = random.choice((c.base, GOLD, c.pale))
        out += circle(px, 620, 9, CREAM) + (
            f'<path fill="{coat}" d="M{n(px - 14)} 675v-26a14 14 0 0 1 28 0v26z"/>'
        )
    return out


def town_hall(x: float, w: float, c: Palette) -> str:
    """Seven columns on steps, a roof of three storeys, a door and a flag."""
    m = x + w / 2
    steps = rect(x - 40, 590, w + 80, 14, CREAM) + rect(x - 22, 576, w + 44, 14, c.pale)
    columns = "".join(rect(x + 14 + k * 68, 400, 24, 176, CREAM) for k in range(7))
    beam = rect(x - 14, 384, w + 28, 18, CREAM)
    roof = (
        f'<path fill="{c.base}" d="M{n(x - 46)} 388L{n(x + 34)} '
        f'326H{n(x + w - 34)}L{n(x + w + 46)} 388z"/><path '
        f'fill="{c.near}" d="M{n(m - 128)} 330L{n(m - 84)} '
        f'286H{n(m + 84)}L{n(m + 128)} 330z"/>'
    )
    gable = (
        f'<path fill="{c.base}" d="M{n(m - 74)} 388L{n(m)} '
        f'268L{n(m + 74)} 388z"/><path fill="{CREAM}" d="M{n(m - 48)} '
        f'384L{n(m)} 306L{n(m + 48)} 384z"/>'
    ) + circle(m, 360, 13, GOLD)
    door_and_flag = (
        rect(m - 34, 470, 68, 106, c.deep)
        + rect(m - 2, 214, 4, 58, NAVY)
        + f'<path fill="{GOLD}" d="M{n(m + 2)} 216l54 14-54 16z"/>'
    )
    hall = rect(x, 400, w, 176, c.mid)
    return steps + hall + columns + beam + roof + gable + door_and_flag


FRONTS: dict[str, Callable[[Random, Palette], str]] = {
    "environment": front_environment,
    "mobility": front_mobility,
    "living": front_living,
    "people": front_people,
    "energy": front_energy,
    "economy": front_economy,
    "governance": front_governance,
}
