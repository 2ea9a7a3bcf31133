"""How easily a password is guessed, and what is said of it."""

from __future__ import annotations

import ast
import logging
from pathlib import Path
from typing import Any

import pytest
import zxcvbn.feedback
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from awards.accounts.models import User
from config.passwords.strength import REASONS, measure
from config.passwords.views import MEASURED
from tests.factories import make_user

ADDRESS = "/en/account/password/strength/"
GOOD = "lantern orbit maple 7"


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    caches["limits"].clear()


def problems(password: str, user: User | None = None) -> list[str]:
    with translation.override("en"):
        try:
            validate_password(password, user)
        except ValidationError as error:
            return error.messages
    return []


def test_every_reason_of_zxcvbn_is_said_in_our_words() -> None:
    source = Path(zxcvbn.feedback.__file__).read_text()
    theirs = {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.Constant)
    }
    assert theirs == REASONS.keys()


@pytest.mark.parametrize(
    "password",
    [GOOD, "ช้างม้าวัวควายในทุ่งนา", " spaces count too, all of them ", "x7!" * 3 + GOOD],
)
def test_long_and_unusual_is_enough_whatever_its_signs(password: str) -> None:
    assert problems(password) == []


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short-and-7", "at least 12 characters"),
        ("a" * 129, "at most 128 characters"),
        ("password1234", "became known"),
        ("aaaaaaaaaaaab", "The same sign again and again"),
        ("smartcityawards", "easy to guess"),
        ("รหัสผ่านรหัสผ่าน", "easy to guess"),
    ],
)
def test_what_is_wrong_is_said(password: str, said: str) -> None:
    assert said in " ".join(problems(password))


def test_what_others_know_of_a_person_is_easy_to_guess() -> None:
    user = User(email="somruedee@wangthonglang.example", name_en="Somruedee Kitti")
    own = "somruedeewangthonglang"
    assert problems(own) == []
    assert "easy to guess" in " ".join(problems(own, user))


def test_128_signs_are_taken_and_looked_at_quickly() -> None:
    long = (GOOD * 7)[:128]
    assert problems(long) == []
    assert measure("a" * 40).score == measure("a" * 4000).score


def test_what_a_password_needs_is_said_beside_the_box() -> None:
    with translation.override("en"):
        texts = password_validators_help_texts()
    assert texts[0] == "Your password must contain at least 12 characters."
    assert all(texts)


@pytest.mark.django_db
def test_meter_says_it_while_one_types() -> None:
    weak = Client().post(ADDRESS, {"password1": "aaaaaaaaaaaaaaa"}).json()
    assert weak["score"] == 0
    assert weak["reasons"][0] == "The same sign again and again is easy to guess."
    good = Client().post(ADDRESS, {"password1": GOOD}).json()
    assert good == {"score": 4, "word": "Very good", "reasons": []}
    known = Client().post(ADDRESS, {"password1": "password1234"}).json()
    assert known["score"] == 0
    assert "known from elsewhere" in known["word"]
    thai = Client().post("/th/account/password/strength/", {"password1": "abc"})
    assert "อย่างน้อย" in thai.json()["word"]


@pytest.mark.django_db
def test_meter_knows_who_types() -> None:
    own = {"password1": "somruedeewangthonglang"}
    typed = own | {"email": "somruedee@wangthonglang.example"}
    assert Client().post(ADDRESS, own).json()["score"] >= 3
    assert Client().post(ADDRESS, typed).json()["score"] < 3
    client = Client()
    client.force_login(make_user("somruedee@wangthonglang.example"))
    assert client.post(ADDRESS, own).json()["score"] < 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", [{}, {"password1": ""}, {"password1": "a" * 129}, {"password1": "a\0b"}]
)
def test_meter_says_nothing_of_what_is_no_password(typed: dict[str, str]) -> None:
    assert Client().post(ADDRESS, typed).status_code == 422


@pytest.mark.django_db
def test_meter_keeps_and_logs_nothing(
    caplog: pytest.LogCaptureFixture, django_assert_num_queries: Any
) -> None:
    client = Client()
    with caplog.at_level(logging.DEBUG), django_assert_num_queries(0):
        answer = client.post(ADDRESS, {"password1": GOOD})
    assert GOOD not in caplog.text
    assert GOOD not in answer.content.decode()
    assert not client.cookies
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_meter_is_counted_and_needs_our_own_page() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ADDRESS, {"password1": GOOD}).status_code == 403
    assert Client().get(ADDRESS).status_code == 405
    assert MEASURED.times <= 600
