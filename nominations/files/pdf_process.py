"""Running the workshop: hostile PDFs are opened in a child with limits of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

WORKSHOP = Path(__file__).with_name("workshop") / "__main__.py"
PATIENCE = {"check": 20, "prepare": 120}  # seconds, on a busy machine


class UnreadablePdfError(Exception):
    """``problem`` is ``password``, ``damaged`` or ``empty``; a child that died or took
    too long says ``damaged``.
    """

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


def run_workshop(job: str, *paths: str | Path) -> dict[str, Any]:
    """What the workshop found. Raises UnreadablePdfError."""
    command = [sys.executable, "-I", str(WORKSHOP), job, *(str(path) for path in paths)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=PATIENCE[job], check=False
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise UnreadablePdfError("damaged") from None
    if problem := found.get("problem"):
        raise UnreadablePdfError(problem)
    return found
