"""What the documents name exists: files by their path, code by its dotted name."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "CONTRIBUTING.md"]
NAMED = re.compile(r"`([^`\s]+)`")
LINKED = re.compile(r"\]\(([^)#:\s]+)\)")
OUR_PATH = re.compile(
    r"(awards|nominations|judging|config|templates|tests|docs)/[\w./-]+"
)
OUR_NAME = re.compile(r"(awards|nominations|judging|config|tests)(\.\w+)+")


def exists(dotted: str) -> bool:
    """Whether it leads to a module, or through one to an attribute of an attribute."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(thing, part):
                return False
            thing = getattr(thing, part)
        return True
    return False


def missing_from(text: str, folder: Path) -> list[str]:
    named = NAMED.findall(text)
    paths = [name for name in named if OUR_PATH.fullmatch(name)]
    files = [path for path in paths if not (ROOT / path).exists()]
    links = [link for link in LINKED.findall(text) if not (folder / link).exists()]
    dotted = [name.removesuffix("()") for name in named]
    names = [n for n in dotted if OUR_NAME.fullmatch(n) and not exists(n)]
    return files + links + names


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_what_a_document_names_exists(document: Path) -> None:
    assert missing_from(document.read_text(), document.parent) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "`judging/ballots/nothing.py`",
        "`judging.ballots.services.nothing`",
        "[a page](nothing.md)",
    ],
)
def test_what_does_not_exist_is_found(wrong: str) -> None:
    assert len(missing_from(f"See {wrong}.", ROOT / "docs")) == 1
