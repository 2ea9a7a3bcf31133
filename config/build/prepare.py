"""What comes before serving and testing: `files` (translations, static files), then
`data` (tables, demonstration). `words` and `assets` are the two halves of `files`:
mails of the demonstration need the one, nothing but pages the other.

Each step is safe to repeat. Progress goes to standard error; what `load_demo`
says (the accounts and their password) to standard output.
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

# what a person reads, the command, its arguments
Step = tuple[str, str, tuple[str, ...]]

WORDS: tuple[Step, ...] = (("translations", "translations", ("compile",)),)
ASSETS: tuple[Step, ...] = (("style sheet, fonts, static files", "build_assets", ()),)
DATA: tuple[Step, ...] = (
    ("database tables", "migrate", ("--noinput",)),
    ("rights of the application", "grants", ()),
    ("demonstration data", "load_demo", ()),
)
PARTS = {"files": WORDS + ASSETS, "words": WORDS, "assets": ASSETS, "data": DATA}


def main(*parts: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for part in parts:
        for label, command, arguments in PARTS[part]:
            if command in get_commands() and not (
                command == "build_assets" and assets_are_fresh()
            ):
                _run(label, command, arguments)


def _run(label: str, command: str, arguments: tuple[str, ...]) -> None:
    begun = time.monotonic()
    options: dict[str, Any] = {} if command == "load_demo" else {"verbosity": 0}
    if sys.stderr.isatty():
        print(f"  · {label} …\r", end="", file=sys.stderr, flush=True)
    with redirect_stdout(sys.stdout if command == "load_demo" else sys.stderr):
        call_command(command, *arguments, **options)
    print(
        f"  ✓ {label} ({time.monotonic() - begun:.1f} s)", file=sys.stderr, flush=True
    )


def assets_are_fresh() -> bool:
    """Making fonts and compressing files takes seconds; the manifest is written last,
    so nothing newer is missing.
    """
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    return manifest.exists() and manifest.stat().st_mtime > max(
        _times(Path(settings.BASE_DIR))
    )


def _times(base: Path) -> Iterator[float]:
    for source in (
        "requirements.txt",
        "config/build/assets.py",
        "config/settings.py",
        "config/static",
        "config/styles",
        "awards/site/drawing",
    ):
        yield (base / source).stat().st_mtime
        yield from (path.stat().st_mtime for path in (base / source).rglob("*"))


if __name__ == "__main__":
    main(*sys.argv[1:])
