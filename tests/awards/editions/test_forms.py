from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.utils.translation import override

from awards.dsure.register.forms import CertificateForm
from awards.editions.setup.forms import read_percent
from awards.language.form_fields import (
    DayField,
    MomentField,
    YearField,
    parse_moment,
    type_moment,
)
from config.privacy.notices.forms import NoticeForm
from config.shell.ledger_views import LedgerForm
from judging.jury.forms import ProfileForm

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


DAY = date(2026, 8, 31)


@pytest.mark.parametrize(
    "typed",
    ["31/08/2569", "๓๑/๘/๒๕๖๙", "31 ส.ค. 2569", "2026-08-31", " 31/8/2026\u200b"],
)
def test_day_is_understood_as_people_write_it(typed: str) -> None:
    assert DayField().clean(typed) == DAY


@pytest.mark.parametrize("typed", ["31/02/2569", "soon", "9" * 500, "0/0/0"])
def test_day_that_is_none_is_refused_and_says_how_to_write_one(typed: str) -> None:
    with override("en"):
        with pytest.raises(forms.ValidationError) as refused:
            DayField().clean(typed)
        assert "day/month/year" in refused.value.messages[0]


@pytest.mark.parametrize(("language", "year"), [("th", 2569), ("en", 2026)])
def test_day_is_shown_in_the_years_of_the_reader_and_unchanged_when_sent_back(
    language: str, year: int
) -> None:
    with override(language):
        shown = f"31/08/{year}"
        assert f'value="{shown}"' in str(DayField().widget.render("on", DAY))
        assert not DayField().has_changed(DAY, shown)
        assert DayField().has_changed(DAY, f"30/08/{year}")
        assert DayField(required=False).clean("") is None
        assert not DayField(required=False).has_changed(None, "")


def test_no_room_reads_days_in_a_way_of_its_own() -> None:
    boxes = [
        (CertificateForm, "issued_on"),
        (CertificateForm, "expires_on"),
        (ProfileForm, "away_from"),
        (ProfileForm, "away_until"),
        (NoticeForm, "effective_on"),
        (LedgerForm, "since"),
        (LedgerForm, "until"),
    ]
    read = {type(form.base_fields[name]) for form, name in boxes}
    assert read == {DayField}
