"""Acts are values, declared once: no string is written to a chain, no act is declared in vain."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import translation

import awards.acts
import awards.dsure.acts
import awards.ledger.acts
import config.acts
import judging.acts
import nominations.acts
from awards.ledger.acts import Act
from awards.ledger.models import Row
from awards.ledger.services import NewRow, append, append_many, happened

ROOT = Path(__file__).resolve().parents[3]
MODULES = (
    awards.ledger.acts,
    awards.acts,
    awards.dsure.acts,
    nominations.acts,
    judging.acts,
    config.acts,
)
DECLARED = [act for module in MODULES for act in module.ACTS]


def sources() -> list[Path]:
    folders = ("awards", "nominations", "judging", "config")
    return [
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    ]


def names_in(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    dotted = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return dotted | {node.id for node in nodes if isinstance(node, ast.Name)}


def makes_an_act(path: Path) -> bool:
    calls = [
        node.func
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
    ]
    return any(isinstance(called, ast.Name) and called.id == "Act" for called in calls)


def is_thai(words: str) -> bool:
    return any("\u0e00" <= letter <= "\u0e7f" for letter in words)


def test_acts_are_declared_in_acts_py_of_an_app_and_nowhere_else() -> None:
    makers = {path for path in sources() if makes_an_act(path)}
    assert makers == {Path(module.__file__ or "") for module in MODULES}
    assert {maker.parent for maker in makers} <= {
        Path(app.path) for app in apps.get_app_configs()
    }


def test_codes_fit_their_column_and_no_two_acts_have_one() -> None:
    assert [
        code
        for code, times in Counter(act.code for act in DECLARED).items()
        if times > 1
    ] == []
    assert [act.code for act in DECLARED if not 3 < len(act.code) <= 60] == []


def test_every_act_is_used_where_something_is_done() -> None:
    used = set().union(
        *(names_in(path) for path in sources() if path.name != "acts.py")
    )
    written = {
        name: value.is_written
        for module in MODULES
        for name, value in vars(module).items()
        if isinstance(value, Act)
    }
    assert {name: name in used for name in written} == written


@pytest.mark.parametrize("language", ["th", "en"])
def test_pages_say_every_act_in_words(language: str) -> None:
    with translation.override(language):
        words = config.acts.VOCABULARY
        assert {act.code for act in DECLARED} == set(words.acts)
        said = [words.act_in_words(act.code) for act in DECLARED]
    assert set(said).isdisjoint(act.code for act in DECLARED)
    thai = {
        act.code: any("\u0e00" <= letter <= "\u0e7f" for letter in text)
        for act, text in zip(DECLARED, said, strict=True)
    }
    assert [code for code, found in thai.items() if found != (language == "th")] == []
    assert words.act_in_words("act.of_an-older version") == "act of an older version"


@pytest.mark.django_db
def test_a_string_is_no_act() -> None:
    string: Any = "ballot.submitted"
    with pytest.raises(AttributeError), transaction.atomic():
        append("x", string, None, {})
    with pytest.raises(AttributeError), transaction.atomic():
        append_many("x", [NewRow(string, None, {})])
    with pytest.raises(AttributeError), transaction.atomic():
        happened("x", string, "entry:1")
    assert not Row.objects.exists()
