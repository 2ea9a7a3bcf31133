"""The door of the workshop: limits first, then the job."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf

# an isolated Python knows only what is installed
sys.path.append(str(Path(__file__).parents[3]))

from nominations.files.workshop.flat import flatten
from nominations.files.workshop.leftovers import words_left
from nominations.files.workshop.looking import read_and_draw
from nominations.files.workshop.pages import rebuild

MB = 1024 * 1024
# memory, seconds of the processor
LIMITS = {
    "check": (700 * MB, 10),
    "prepare": (1_500 * MB, 90),
}


def limit_self(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def check(path: str) -> dict[str, object]:
    with pikepdf.open(path) as document:
        pages = len(document.pages)
    return {"pages": pages} if pages else {"problem": "empty"}


def prepare(path: str, folder: str) -> dict[str, object]:
    """Writes ``blind.pdf``, ``page-001.jpg`` … and ``thumbnail.jpg`` into the folder.

    Returns ``pages`` (their number), ``texts`` (page by page), ``unseen`` ({kind: [page
    numbers]}, what cannot be searched) and ``left`` (words that stand in the copy but
    on no page).
    """
    target = Path(folder)
    with pikepdf.open(flatten(Path(path), target)) as document:
        copy, sights = rebuild(document)
        copy.save(
            target / "blind.pdf",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    with pikepdf.open(target / "blind.pdf") as copy:
        left = words_left(copy)
    return {**read_and_draw(target, sights), "left": left}


def main(job: str, *paths: str) -> dict[str, object]:
    limit_self(*LIMITS[job])
    try:
        jobs: dict[str, Callable[..., dict[str, Any]]] = {
            "check": check,
            "prepare": prepare,
        }
        return jobs[job](*paths)
    except pikepdf.PasswordError:
        return {"problem": "password"}
    except (
        pikepdf.PdfError,
        ValueError,
        RuntimeError,
        MemoryError,
        RecursionError,
        TypeError,
        AttributeError,
        LookupError,
    ):
        return {"problem": "damaged"}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
