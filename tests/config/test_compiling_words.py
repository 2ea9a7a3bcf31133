"""Whoever compiles the words and goes on speaks in the new ones: ``make demo`` writes
its mails in the process that compiled them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext, override

from config.locale.catalog import compile_all, po_path


def compile_words(locale: Path, kind_regards: str) -> None:
    po_path(locale, "th").write_text(
        f'msgid "Kind regards,"\nmsgstr "{kind_regards}"\n'
    )
    compile_all(locale, locale)


def test_words_compiled_after_the_start_are_spoken(
    settings: Any, tmp_path: Path
) -> None:
    po_path(tmp_path, "th").parent.mkdir(parents=True)
    settings.LOCALE_PATHS = [tmp_path]
    with override("th"):
        assert gettext("Kind regards,") == "Kind regards,"  # read, and kept
    for words in ("ขอแสดงความนับถือ", "ด้วยความนับถือ"):
        compile_words(tmp_path, words)
        with override("th"):
            assert gettext("Kind regards,") == words
