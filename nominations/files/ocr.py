"""Letters read off pictures by ``tesseract``, where the operator installed it with Thai
and English; else by nobody.

With only one of the languages a name in the other would pass unread, so that counts as
not installed.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

LANGUAGES = {"tha", "eng"}
PATIENCE = 60  # seconds a picture
LEAST_LETTERS = (
    20  # with fewer, what the picture shows is no text: a person looks at it
)


@lru_cache(maxsize=8)
def speaks_both(program: str) -> bool:
    done = subprocess.run(
        [program, "--list-langs"], capture_output=True, timeout=PATIENCE, check=False
    )
    return set(done.stdout.decode(errors="replace").split()) >= LANGUAGES


def reader() -> str | None:
    """The program, or None."""
    program = shutil.which("tesseract")
    return program if program and speaks_both(program) else None


def read_picture(picture: Path) -> str:
    """The words in a picture; empty where there are next to none, or nobody to read them."""
    program = reader()
    if program is None:
        return ""
    command = [program, str(picture), "stdout", "-l", "tha+eng"]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    text = done.stdout.decode(errors="replace").strip()
    return (
        text
        if done.returncode == 0 and len("".join(text.split())) >= LEAST_LETTERS
        else ""
    )
