"""Typeset documents: Thai words kept whole, nothing typed is run, the same bytes each time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from awards.accounts.typeset import ZERO_WIDTH_SPACE, break_words, broken, typeset_pdf

MOMENT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TEMPLATE = '#set text(font: "Sarabun")\n#json(bytes(sys.inputs.data)).text'


@pytest.fixture
def template(settings: Any, tmp_path: Path) -> str:
    settings.BASE_DIR = tmp_path
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.typ").write_text(TEMPLATE)
    return "page.typ"


def test_thai_words_stand_apart_and_nothing_else_is_touched() -> None:
    assert break_words("ขอมอบใบรับรอง ABC 12").split(ZERO_WIDTH_SPACE) == ["ขอ", "มอบ", "ใบรับรอง ABC 12"]


def test_letters_that_the_font_lacks_do_not_stop_the_document(template: str) -> None:
    assert broken({"rows": ["中 ก"]}) == {"rows": ["? ก"]}
    assert typeset_pdf(template, {"text": "😀 中 ก"}, made_at=MOMENT).startswith(b"%PDF")


def test_same_data_gives_the_same_bytes_and_markup_is_only_text(template: str) -> None:
    data = {"text": '#panic("run") $x$ *a* ขอมอบ'}
    assert typeset_pdf(template, data, made_at=MOMENT) == typeset_pdf(template, data, made_at=MOMENT)
