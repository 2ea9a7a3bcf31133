"""The list of the libraries' words is theirs letter by letter, and in Thai."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
import pytest
from django import forms
from django.utils import translation
from django.utils.translation import gettext

from config.locale import library_words

LIBRARIES = (
    *(
        Path(django.__file__).parent / room
        for room in ("core", "forms", "db", "contrib/auth")
    ),
    Path(allauth.__file__).parent / "account",
)
MESSAGES = Path(allauth.__file__).parent / "templates" / "account" / "messages"


def strings_of(library: Path) -> Iterator[str]:
    for path in library.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def messages_of_allauth() -> Iterator[str]:
    for path in MESSAGES.glob("*.txt"):
        for text in re.findall(r"blocktrans %}(.*?){%", path.read_text()):
            yield re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", text)


def test_every_string_is_in_the_installed_library() -> None:
    theirs = {text for library in LIBRARIES for text in strings_of(library)}
    theirs |= set(messages_of_allauth())
    ours = {*library_words.DJANGO, *library_words.ALLAUTH}
    ours |= {form for pair in library_words.DJANGO_COUNTED for form in pair}
    assert ours - theirs == set()


def test_every_string_is_thai_on_thai_pages() -> None:
    with translation.override("th"):
        shown = [
            gettext(text) for text in (*library_words.DJANGO, *library_words.ALLAUTH)
        ]
    assert [text for text in shown if not re.search("[ก-๛]", text)] == []


def test_no_page_of_a_library_calls_its_reader_khun() -> None:
    """Whatever the library may show: also what is not in our list yet."""
    theirs = {text for library in LIBRARIES for text in strings_of(library) if text}
    with translation.override("th"):
        shown = {text: gettext(text) for text in theirs}
    khun = re.compile("คุณ(?!สมบัติ|ภาพ|วุฒิ|ธรรม)")
    assert {text: thai for text, thai in shown.items() if khun.search(thai)} == {}


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        (forms.CharField(), "", "โปรดกรอกข้อมูล"),
        (forms.EmailField(), "x", "โปรดกรอกอีเมลที่ถูกต้อง"),
        (forms.CharField(max_length=2), "abc", "ไม่เกิน 2 ตัวอักษร (ขณะนี้มี 3 ตัวอักษร)"),
    ],
)
def test_form_refuses_in_our_thai(field: forms.Field, value: str, says: str) -> None:
    with (
        translation.override("th"),
        pytest.raises(forms.ValidationError, match=re.escape(says)),
    ):
        field.clean(value)
