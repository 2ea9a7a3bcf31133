"""One word in two languages: every public text is typed in Thai and in English and read
in the reader's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language


def reader_language() -> str:
    """``"th"`` or ``"en"``: the language that the page or mail now being made is read in."""
    return "en" if (get_language() or "th").startswith("en") else "th"


def other_language(language: str) -> str:
    return "th" if language == "en" else "en"


class Localized:
    """``name = Localized("name")`` reads ``name_th`` or ``name_en``, falling back to
    the other where one is empty.
    """

    def __init__(self, field: str) -> None:
        self.field = field

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if instance is None:
            return self
        language = reader_language()
        text = getattr(instance, f"{self.field}_{language}")
        return text or getattr(instance, f"{self.field}_{other_language(language)}")


@dataclass(frozen=True)
class Both:
    """A text that is written in both languages where it is declared: the record of
    processing and notices are printed in each.
    """

    th: str
    en: str

    def __str__(self) -> str:
        return self.en if reader_language() == "en" else self.th
