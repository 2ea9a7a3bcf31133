"""Organisers' Markdown: what it may say in a page, and what it may not do."""

from __future__ import annotations

import re

import pytest

from awards.site.markdown import plain_start, rendered


def test_marks_become_elements_below_the_pages_own_heading() -> None:
    html = rendered("# หัวข้อ\n\nคำ **หนา**\n\n- หนึ่ง\n- สอง\n\n|a|b|\n|-|-|\n|1|2|\n")
    assert "<h2>หัวข้อ</h2>" in html
    assert "<strong>หนา</strong>" in html
    assert html.count("<li>") == 2
    assert "<td>2</td>" in html
    assert "<h1" not in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>1</script>)",
        '<img src=x onerror="alert(1)">',
        "![x](https://elsewhere.example/spy.png)",
        "<a href='https://x' style='position:fixed'>x</a>",
    ],
)
def test_nothing_runs_fetches_or_styles(text: str) -> None:
    html = rendered(text)
    for element in (
        "<script",
        "<img",
        "<a href='https",
        'href="javascript',
        'href="data',
    ):
        assert element not in html


def test_links_are_kept_and_do_not_tell_where_they_come_from() -> None:
    assert rendered("[x](https://example.org/a)") == (
        '<p><a href="https://example.org/a" rel="noopener">x</a></p>\n'
    )


def test_start_is_plain_words_of_a_length() -> None:
    assert plain_start("## หัว\n\nคำ **หนา**") == "หัว คำ หนา"
    assert len(plain_start("คำ " * 200)) <= 200


@pytest.mark.parametrize(
    ("written", "levels"),
    [("## A\n\n### B\n\n## C", "232"), ("# A\n\n### B", "23"), ("###### A", "2")],
)
def test_headings_begin_below_the_pages_own_and_skip_none(
    written: str, levels: str
) -> None:
    assert "".join(re.findall(r"<h(\d)>", rendered(written))) == levels
