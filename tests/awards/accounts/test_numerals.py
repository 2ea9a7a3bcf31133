"""Thai digits stand in dates, years and counts of Thai sentences, and nowhere else."""

from __future__ import annotations

import pytest

from awards.language.numerals import counts_in_thai, years_in_thai


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("ให้ไว้ ณ วันที่ 28 พฤศจิกายน 2569", "ให้ไว้ ณ วันที่ ๒๘ พฤศจิกายน ๒๕๖๙"),
        ("ประจำปี พ.ศ. 2569", "ประจำปี พ.ศ. ๒๕๖๙"),
        ("จากผลงาน 1,250 ผลงาน ใน 77 จังหวัด", "จากผลงาน ๑,๒๕๐ ผลงาน ใน ๗๗ จังหวัด"),
        ("ครั้งที่5 (ปีที่ 2)", "ครั้งที่๕ (ปีที่ ๒)"),
        ("ปี 2568–2569.", "ปี ๒๕๖๘–๒๕๖๙."),
        ("{name}\nลำดับที่ 3 จาก 12 ราย", "{name}\nลำดับที่ ๓ จาก ๑๒ ราย"),
        ("{name} 3 ผลงาน", "{name} ๓ ผลงาน"),
    ],
)
def test_dates_years_and_counts_stand_in_thai_digits(text: str, right: str) -> None:
    assert counts_in_thai(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "MS Org 209",
        "ระบบ 5G เพื่อเมือง",
        "เครือข่าย Wi-Fi 6 ของเมือง",
        "มาตรฐาน ISO 9001:2015",
        "อ้างอิง SCSA-2569-0012",
        "คำสั่ง 12/2569",
        "โควิด-19",
        "โทร. 02-141-7000 หรือ 0812345678",
        "office9@example.org",
        "https://example.org/2569/1",
        "PM2.5 และ pm 2.5 ppm",
        "รุ่น v2.5",
        "๒๕๖๙",
    ],
)
def test_digits_of_names_codes_and_addresses_stay(text: str) -> None:
    assert counts_in_thai(text) == text


def test_of_a_name_only_the_year_and_which_time_it_is() -> None:
    assert (
        years_in_thai("รางวัลเมือง 4.0 ครั้งที่ 3 ประจำปี 2569")
        == "รางวัลเมือง 4.0 ครั้งที่ ๓ ประจำปี ๒๕๖๙"
    )
    assert years_in_thai("รางวัลเมืองอัจฉริยะ 2569") == "รางวัลเมืองอัจฉริยะ ๒๕๖๙"
    assert years_in_thai("7 ด้าน 5G 2569A") == "7 ด้าน 5G 2569A"
