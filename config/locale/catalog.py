"""Translations with Babel, since a bare machine has no gettext: extract, update,
compile, and say what is missing.

English stands in the code; Thai in ``config/locale/th``. Sources of the strings: Python
and Django's templates.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.reloader import translation_file_changed
from django.utils.translation.template import templatize

ROOMS = ("config", "awards", "nominations", "judging", "templates")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def sources(root: Path) -> Iterator[tuple[Path, io.BytesIO]]:
    for room in ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.suffix == ".py" and "migrations" not in path.parts:
                yield path, io.BytesIO(path.read_bytes())
            elif path.suffix in (".html", ".txt") and room == "templates":
                yield path, io.BytesIO(strings_of(path).encode())


def strings_of(template: Path) -> str:
    """The template's strings as Python calls; a tokenizer would take its indents for
    blocks of Python that end wrongly."""
    calls = templatize(template.read_text(), origin=str(template))
    return "\n".join(line.lstrip() for line in calls.split("\n"))


def extracted(root: Path) -> Catalog:
    """A catalog of every string in code and templates, in the order of the alphabet,
    without places.
    """
    catalog = Catalog(charset="utf-8")
    for _path, source in sources(root):
        for _line, message, _comments, context in extract(
            "python", source, keywords=KEYWORDS
        ):
            if message and message != "":
                flags = ["python-format"] if "%(" in str(message) else []
                catalog.add(message, context=context, flags=flags)
    return catalog


def po_path(locale: Path, language: str) -> Path:
    return locale / language / "LC_MESSAGES" / "django.po"


def mo_path(target: Path, language: str) -> Path:
    return target / language / "LC_MESSAGES" / "django.mo"


def load(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def update(root: Path, language: str) -> Catalog:
    """The stored catalog brought in line with the code: new strings empty, strings no
    longer used left out.
    """
    path = po_path(root / "config" / "locale", language)
    catalog = load(path, language)
    catalog.update(extracted(root), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file,
            catalog,
            width=0,
            no_location=True,
            omit_header=True,
            sort_output=True,
            ignore_obsolete=True,
        )
    return catalog


def problems(root: Path, language: str) -> list[str]:
    """What keeps the catalog from being whole, one line each."""
    stored = load(po_path(root / "config" / "locale", language), language)
    found = []
    for message in extracted(root):
        known = stored.get(message.id, message.context) if message.id else message
        if not message.id:
            continue
        if known is None or not translated(known.string):
            found.append(f"not translated: {message.id!r}")
        elif known.fuzzy:
            found.append(f"fuzzy: {message.id!r}")
        else:
            found += [f"{error}: {message.id!r}" for error in known.check(stored)]
    return found


def translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def compile_all(locale: Path, target: Path) -> None:
    """Each written aside and renamed: a process that starts meanwhile reads the old one
    or the new one whole. This process forgets what it has read: Django looks up words
    while it starts, and whoever compiles and goes on would write in the old ones.
    """
    for path in locale.glob("*/LC_MESSAGES/django.po"):
        language = path.parent.parent.name
        compiled = mo_path(target, language)
        compiled.parent.mkdir(parents=True, exist_ok=True)
        draft = compiled.with_name(f".{os.getpid()}.mo")
        with draft.open("wb") as file:
            write_mo(file, load(path, language))
        draft.rename(compiled)
        translation_file_changed(None, compiled)
