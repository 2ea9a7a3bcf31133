"""An organiser's one colour: whether it can be read, the nearest that can, and what the
pages derive from it.

Contrast as WCAG 2.2 defines it (relative luminance of sRGB). Colours are #rrggbb.
"""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

from awards.site.drawing.petals import channels, mix

COLOUR = re.compile(r"#[0-9a-f]{6}")
READABLE = 4.5  # least contrast of text, WCAG 2.2 AA
# What the accent stands on: --card and --paper of tokens.css, light and dark.
LIGHT_GROUNDS = ("#ffffff", "#fbf9f4")
DARK_GROUNDS = ("#151f2f", "#0d1420")
STEPS = 400  # of lightness, from one end to the other


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """1 (the same) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def least_contrast(colour: str, grounds: tuple[str, ...]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def reads(colour: str, grounds: tuple[str, ...] = LIGHT_GROUNDS) -> bool:
    return least_contrast(colour, grounds) >= READABLE


def nearest_readable(colour: str, grounds: tuple[str, ...] = LIGHT_GROUNDS) -> str:
    """The same hue and saturation, as little darker or lighter as it takes to be read."""
    red, green, blue = (channel / 255 for channel in channels(colour))
    hue, own, saturation = rgb_to_hls(red, green, blue)
    lightnesses = sorted(
        (step / STEPS for step in range(STEPS + 1)), key=lambda one: abs(one - own)
    )
    shades = (hex_of(hls_to_rgb(hue, one, saturation)) for one in lightnesses)
    if reads(colour, grounds):
        return colour
    return next(shade for shade in shades if reads(shade, grounds))


def hex_of(shares: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(share * 255):02x}" for share in shares)


@dataclass(frozen=True)
class Accent:
    """What tokens.css calls --accent and its kin, for one theme."""

    text: str
    fill: str
    hover: str
    tint: str


def light_accent(colour: str) -> Accent:
    """``colour`` is readable on light grounds."""
    return Accent(
        text=colour,
        fill=colour,
        hover=mix(colour, "#000000", 0.22),
        tint=mix(colour, "#ffffff", 0.9),
    )


def dark_accent(colour: str) -> Accent:
    """The same colour as it reads in the dark: text lighter, a ground for white words."""
    fill = nearest_readable(mix(colour, "#ffffff", 0.14), ("#ffffff",))
    return Accent(
        text=nearest_readable(mix(colour, "#ffffff", 0.55), DARK_GROUNDS),
        fill=fill,
        hover=mix(fill, "#000000", 0.12),
        tint=mix("#151f2f", colour, 0.28),
    )


def sheet(colour: str) -> str:
    """The style sheet that puts an accent in the place of the house's own."""
    light, dark = rules(light_accent(colour)), rules(dark_accent(colour))
    night = f"--night: {mix(colour, '#050a14', 0.62)}; --night-2: {mix(colour, '#050a14', 0.3)};"
    return (
        f":root {{ {light} {night} --medal-ribbon: {colour}; }}\n"
        "@media (prefers-color-scheme: dark) {"
        f' :root:not([data-theme="light"]) {{ {dark} }} }}\n'
        f':root[data-theme="dark"] {{ {dark} }}\n'
        f"@media print {{ :root {{ {light} }} }}\n"
    )


def rules(accent: Accent) -> str:
    return (
        f"--accent: {accent.text}; --accent-fill: {accent.fill}; "
        f"--accent-hover: {accent.hover}; --accent-tint: {accent.tint};"
    )
