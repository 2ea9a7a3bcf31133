"""Typeset documents: Thai words kept whole, nothing typed is run, the same bytes each time."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from awards.paper.fonts import lacking, named, without_lacking
from awards.paper.typeset import ZERO_WIDTH_SPACE, break_words, broken, typeset_pdf
from tests.papers import text_of

MOMENT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TEMPLATE = '#set text(font: "Sarabun")\n#json(bytes(sys.inputs.data)).text'


@pytest.fixture
def template(settings: Any, tmp_path: Path) -> str:
    settings.BASE_DIR = tmp_path
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.typ").write_text(TEMPLATE)
    return "page.typ"


def test_thai_words_stand_apart_and_nothing_else_is_touched() -> None:
    assert break_words("ขอมอบใบรับรอง ABC 12").split(ZERO_WIDTH_SPACE) == [
        "ขอ",
        "มอบ",
        "ใบรับรอง ABC 12",
    ]


def drawn_fonts(pdf: bytes) -> set[str]:
    """The families that are embedded, without their prefixes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = document.pages[0].Resources.Font
        return {
            str(fonts[name].BaseFont).partition("+")[2].partition("-")[0]
            for name in fonts
        }


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Ǎnhuī Ω Москва", "NotoSans"),
        ("北京市 東京 서울", "NotoSansCJKjp"),
        ("الرياض", "NotoSansArabic"),
    ],
)
def test_names_in_other_scripts_are_written_out(
    text: str, family: str, template: str, tmp_path: Path
) -> None:
    pdf = typeset_pdf(template, {"text": text}, made_at=MOMENT)
    assert lacking(text) == ()
    assert family in drawn_fonts(pdf)
    assert "?" not in text_of(pdf, tmp_path)


def test_letter_that_no_font_has_stands_as_its_code_and_is_named(
    template: str, tmp_path: Path
) -> None:
    text = "เมือง 😀 ខ\ufe0f ก"
    assert lacking(text, "😀") == ("😀", "ខ")
    assert named("😀") == "😀 (U+1F600)"
    assert broken({"rows": ["😀 ก"]}) == {"rows": ["[U+1F600] ก"]}
    assert "[U+1F600] [U+1781] ก" in text_of(
        typeset_pdf(template, {"text": text}, made_at=MOMENT), tmp_path
    )
    assert without_lacking("รถเมล์ 😀") == "รถเมล์"


@pytest.mark.parametrize(
    ("text", "joined"), [("อัจฉริยะดี/เด่น", "ดี/เด่น"), ("ผู้ว่าราชการ จ.ชลบุรี", "จ.ชลบุรี")]
)
def test_words_that_a_sign_joins_stay_on_one_line(
    text: str, joined: str, template: str, tmp_path: Path
) -> None:
    """Five widths of the paper: wherever the line is full, it ends before the joined
    pair or after it.
    """
    for width in range(20, 60, 8):
        page = f"#set page(width: {width}mm, height: auto, margin: 1mm)\n" + TEMPLATE
        (tmp_path / "templates" / "page.typ").write_text(page)
        shown = text_of(
            typeset_pdf(template, {"text": text}, made_at=MOMENT), tmp_path, "-layout"
        )
        assert joined in shown, (width, shown)


@pytest.mark.parametrize("letter", ["W", "ก", "京"])
def test_run_without_any_space_stays_on_the_paper(
    letter: str, template: str, tmp_path: Path
) -> None:
    page = "#set page(width: 80mm, height: auto, margin: 5mm)\n" + TEMPLATE
    (tmp_path / "templates" / "page.typ").write_text(page)
    pdf = typeset_pdf(template, {"text": letter * 300}, made_at=MOMENT)
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        right = max(text.get_charbox(place)[2] for place in range(text.count_chars()))
        assert text.count_chars() >= 300
        assert right <= document[0].get_width()


@pytest.mark.parametrize(
    "text",
    [
        "ab" * 32,
        f"https://drive.example.org/d/{'a1B' * 12}/view",
        f"{'a' * 40}@example.org",
    ],
)
def test_fingerprints_and_addresses_are_copied_as_they_stand(text: str) -> None:
    assert break_words(text) == text


def test_same_data_gives_the_same_bytes_and_markup_is_only_text(template: str) -> None:
    data = {"text": '#panic("run") $x$ *a* ขอมอบ'}
    assert typeset_pdf(template, data, made_at=MOMENT) == typeset_pdf(
        template, data, made_at=MOMENT
    )
