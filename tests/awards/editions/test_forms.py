from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from awards.editions.setup.forms import read_percent
from awards.language.form_fields import (
    MomentField,
    YearField,
    parse_moment,
    type_moment,
)

HALF_PAST_FOUR = datetime(2026, 8, 31, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "31/08/2569 16:30",
        "31/8/2569 16.30",
        "31/08/2026 16:30",
        "2026-08-31 16:30",
        "2026-08-31T16:30",
        "31 สิงหาคม 2569 16:30",
        "๓๑ ส.ค. ๒๕๖๙ เวลา ๑๖.๓๐ น.",
        "31 August 2026, 16:30",
        "๓๑/๐๘/๒๕๖๙ ๑๖:๓๐",
        "๓๑/๘/๒๕๖๙ เวลา ๑๖.๓๐ น.",
        "  31/08/2569   16:30 น.",
        "\u200b31/08/2569 16:30",
    ],
)
def test_moment_is_understood_as_people_type_it(typed: str) -> None:
    assert parse_moment(typed) == HALF_PAST_FOUR


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "31/08/2569",
        "16:30",
        "31/02/2569 10:00",
        "31/08/2569 24:30",
        "31/08/69 10:00",
        "พรุ่งนี้ 10:00",
        "0/0/0 0:00",
    ],
)
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_moment(typed)


@pytest.mark.parametrize("language", ["th", "en"])
def test_seconds_are_kept_where_somebody_types_them(language: str) -> None:
    exact = parse_moment("1/12/2569 17:00:05")
    assert exact.second == 5
    assert parse_moment(type_moment(exact, language)) == exact
    assert type_moment(HALF_PAST_FOUR, language).endswith(" 16:30")


def test_leap_day_of_a_buddhist_year_is_a_day() -> None:
    assert parse_moment("29/02/2567 08:00").isoformat().startswith("2024-02-29T08:00")


@pytest.mark.parametrize("language", ["th", "en"])
def test_shown_moment_is_read_back_as_the_same(language: str) -> None:
    assert parse_moment(type_moment(HALF_PAST_FOUR, language)) == HALF_PAST_FOUR


def test_moment_shown_and_not_touched_has_not_changed() -> None:
    with override("th"):
        assert not MomentField().has_changed(HALF_PAST_FOUR, "31/08/2569 16:30")
        assert MomentField().has_changed(HALF_PAST_FOUR, "31/08/2569 16:31")


@pytest.mark.parametrize(
    ("typed", "year"),
    [("2569", 2026), ("๒๕๖๙", 2026), ("2026", 2026), (" 2566 ", 2023)],
)
def test_year_is_understood_in_both_eras(typed: str, year: int) -> None:
    assert YearField().clean(typed) == year


@pytest.mark.parametrize("typed", ["69", "20266", "1200", "x", "9999"])
def test_what_is_no_year_is_refused(typed: str) -> None:
    from django import forms

    with pytest.raises(forms.ValidationError):
        YearField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "percent"),
    [
        ("40", Decimal(40)),
        ("๑๒.๕", Decimal("12.5")),
        ("", Decimal(0)),
        ("33.333", Decimal("33.333")),
        ("100", Decimal(100)),
    ],
)
def test_percent_is_read(typed: str, percent: Decimal) -> None:
    assert read_percent(typed) == percent


@pytest.mark.parametrize(
    "typed", ["-1", "101", "NaN", "Infinity", "1e9", "x", "0.0001", "1,5", "1e400000"]
)
def test_what_is_no_percent_is_refused(typed: str) -> None:
    assert read_percent(typed) is None
