"""Each act of a service is called by its name in some test.

An act is a public function of a ``services`` module with keywords only, which another
module calls. Pages that lead to it are tested, too, but a page's test passes where the
act itself writes too much or too little.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

APPS = ("awards", "nominations", "judging", "config")
WORD = re.compile(r"[a-z_]\w+")


def sources(*folders: str) -> dict[Path, str]:
    paths = (path for name in folders for path in (settings.BASE_DIR / name).rglob("*"))
    return {path: path.read_text() for path in paths if path.suffix == ".py"}


def is_act(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and bool(node.args.kwonlyargs)
        and not node.args.args
    )


def acts() -> Iterator[str]:
    code = sources(*APPS)
    words = {path: set(WORD.findall(text)) for path, text in code.items()}
    for path, text in code.items():
        if not path.name.startswith("services"):
            continue
        for node in filter(is_act, ast.parse(text).body):
            name = str(getattr(node, "name", ""))
            if any(name in words[other] for other in code if other != path):
                yield name


def names_called(text: str) -> set[str]:
    """``revoke(…)`` and ``services.revoke(…)``, also handed on as a value."""
    tree = ast.walk(ast.parse(text))
    found = set()
    for node in tree:
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found


def test_every_act_is_called_by_name() -> None:
    tests = sources("tests")
    called = {name for text in tests.values() for name in names_called(text)}
    known = set(acts())
    assert len(known) > 100
    assert sorted(known - called) == []


def test_word_in_a_sentence_is_no_call() -> None:
    assert "revoke" not in names_called('"""Tests of revoke."""')
    assert "revoke" in names_called("services.revoke(credential=one)")
