"""PDFs as two independent tools see them: qpdf (the file's structure) and poppler (what
a reader shows).
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

TOOLS = {
    "qpdf": "qpdf",
    "pdfinfo": "poppler",
    "pdftotext": "poppler",
    "pdftoppm": "poppler",
}


def need_tools() -> None:
    """Skips where one is missing; under CI=true that is a failure (see tests/services.py)."""
    missing = sorted(
        {package for tool, package in TOOLS.items() if not shutil.which(tool)}
    )
    if missing:
        pytest.skip(f"no {' and no '.join(missing)} on this machine")


# Poppler says so of any document that states "no suspects" outright, which is what the
# standard asks for: its own fault
# (Catalog::getMarkInfo takes a false for a wrong type).
POPPLERS_OWN = "Syntax Error: Suspects object is wrong type (boolean)\n"

# A consonant with vowel and tone mark above it stands twice in the text layer of some
# words (หนึ่ง); drawn it is once.
TWICE = re.compile("([ก-ฮ][\u0e31\u0e34-\u0e3a]+[\u0e47-\u0e4e]+)\\1")


def stored(content: bytes, folder: Path) -> Path:
    need_tools()
    path = folder / "paper.pdf"
    path.write_bytes(content)
    return path


def run(*command: str | Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command[0]}: {done.stderr or done.stdout}"
    complaints = done.stderr.replace(POPPLERS_OWN, "")
    assert complaints == "", f"{command[0]}: {complaints}"
    return done.stdout


def check_pdf(content: bytes, folder: Path) -> None:
    """Neither tool finds a fault, and every page can be drawn."""
    path = stored(content, folder)
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", path)
    assert "Pages:" in run("pdfinfo", path)
    run("pdftoppm", "-r", "20", "-png", path, folder / "drawn")
    assert all(page.stat().st_size > 200 for page in folder.glob("drawn*.png"))
    assert len(list(folder.glob("drawn*.png"))) == page_count(content, folder)


def page_count(content: bytes, folder: Path) -> int:
    info = run("pdfinfo", stored(content, folder))
    return int(info.partition("Pages:")[2].split()[0])


def text_of(content: bytes, folder: Path, *options: str) -> str:
    """As poppler reads it, without the zero-width spaces between Thai words and without
    what Typst writes twice.
    """
    text = run("pdftotext", *options, stored(content, folder), "-").replace(
        "\u200b", ""
    )
    return TWICE.sub(r"\1", text)
