"""``python -m tests.audit``: each part says what it found, and what it could not ask."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tests.audit import advisories, code, licences

BASE = Path(__file__).resolve().parents[2]
PARTS: dict[str, Callable[[Path], tuple[list[str], str]]] = {
    "code": code.audit,
    "licences": licences.audit,
    "advisories": advisories.audit,
}


def main() -> int:
    failed = False
    for name, audit in PARTS.items():
        problems, said = audit(BASE)
        failed = failed or bool(problems)
        print(f"{name}: {said}")
        for problem in problems:
            print(f"  ✗ {problem}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
