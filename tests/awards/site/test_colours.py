"""An accent is read in both themes, whatever colour an organiser has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.site.colours import (
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    READABLE,
    contrast,
    dark_accent,
    least_contrast,
    light_accent,
    nearest_readable,
    reads,
    sheet,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),  # WebAIM's example of just too little
        ("#0000ff", "#ffffff", 8.59),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, two: str, expected: float) -> None:
    assert contrast(one, two) == pytest.approx(expected, abs=0.005)
    assert contrast(two, one) == contrast(one, two)


@given(COLOURS)
def test_nearest_readable_is_readable_and_keeps_what_already_is(colour: str) -> None:
    found = nearest_readable(colour)
    assert reads(found)
    if least_contrast(colour, LIGHT_GROUNDS) >= READABLE:
        assert found == colour


def test_nearest_is_a_shade_of_the_same_colour_and_only_just_passes() -> None:
    found = nearest_readable("#ff8800")
    assert 4.5 <= least_contrast(found, LIGHT_GROUNDS) < 4.7
    red, green, blue = (int(found[at : at + 2], 16) for at in (1, 3, 5))
    assert red > green > blue


@given(COLOURS)
def test_words_are_read_in_both_themes(colour: str) -> None:
    light, dark = light_accent(nearest_readable(colour)), dark_accent(colour)
    assert contrast(light.fill, "#ffffff") >= READABLE
    assert contrast(light.hover, "#ffffff") >= READABLE
    assert least_contrast(dark.text, DARK_GROUNDS) >= READABLE
    assert contrast(dark.fill, "#ffffff") >= READABLE
    assert contrast(dark.hover, "#ffffff") >= READABLE


def test_sheet_says_each_accent_for_system_switch_and_paper() -> None:
    made = sheet("#0b5f66")
    assert made.count("--accent: #0b5f66;") == 2
    assert made.count(f"--accent: {dark_accent('#0b5f66').text};") == 2
