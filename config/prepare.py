"""What `make demo` does before it serves: one process, each step once, each safe to repeat.

Progress goes to standard error; what `load_demo` says (the accounts and their password) to standard output.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command, get_commands

Step = tuple[str, str, tuple[str, ...]]  # what a person reads, the command, its arguments

STEPS: tuple[Step, ...] = (
    ("translations", "translations", ("compile",)),
    ("fonts and other assets", "build_assets", ()),
    ("static files", "collectstatic", ("--noinput",)),
    ("database tables", "migrate", ("--noinput",)),
    ("demonstration data", "load_demo", ()),
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for label, command, arguments in STEPS:
        if command in get_commands() and not (command == "collectstatic" and static_is_fresh()):
            _run(label, command, arguments)


def _run(label: str, command: str, arguments: tuple[str, ...]) -> None:
    begun = time.monotonic()
    options: dict[str, Any] = {} if command == "load_demo" else {"verbosity": 0}
    print(f"  · {label} …", end="", file=sys.stderr, flush=True)
    with redirect_stdout(sys.stdout if command == "load_demo" else sys.stderr):
        call_command(command, *arguments, **options)
    print(f"\r  ✓ {label} ({time.monotonic() - begun:.1f} s)", file=sys.stderr, flush=True)


def static_is_fresh() -> bool:
    """Hashing and compressing every file takes seconds; nothing changed when none is newer than the manifest."""
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    return manifest.exists() and manifest.stat().st_mtime > max(_times())


def _times() -> Iterator[float]:
    yield Path(settings.BASE_DIR, "requirements.txt").stat().st_mtime  # our packages bring static files too
    for folder in settings.STATICFILES_DIRS:
        yield from (path.stat().st_mtime for path in Path(folder).rglob("*"))


if __name__ == "__main__":
    main()
