from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import place_of

BASE_DIR = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(
    "var", ".venv", ".git", ".*_cache", ".hypothesis", "__pycache__", "tests", "docs"
)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the code with a database of its own, so that the tests touch no demonstration."""
    copy = tmp_path_factory.mktemp("demo") / "checkout"
    shutil.copytree(BASE_DIR, copy, ignore=LEFT_OUT)
    yield copy
    shutil.rmtree(place_of(copy).base, ignore_errors=True)
    shutil.rmtree(place_of(copy).socket, ignore_errors=True)
