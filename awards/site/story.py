"""What a winner's page tells of the solution: the answers that the entry form calls public,
copied when the list was frozen, in Thai, in English, or in both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from awards.language.bilingual import Localized, reader_language

THAI = range(0x0E00, 0x0E80)


@dataclass(frozen=True)
class Figure:
    """A number that a result comes down to, with what it counts."""

    value_th: str
    value_en: str
    label_th: str
    label_en: str

    value = Localized("value")
    label = Localized("label")


@dataclass(frozen=True)
class StorySection:
    """One answer. ``code``: its question's; ``links``: the text is addresses, one a line.
    An empty text is not written yet.
    """

    code: str
    label_th: str
    label_en: str
    text_th: str = ""
    text_en: str = ""
    links: bool = False
    figures: tuple[Figure, ...] = ()

    @classmethod
    def told(cls, code: str, label_th: str, label_en: str, text: str) -> StorySection:
        """From an answer, whose language its letters tell."""
        is_thai = any(ord(letter) in THAI for letter in text)
        if is_thai:
            return cls(code, label_th, label_en, text_th=text)
        return cls(code, label_th, label_en, text_en=text)

    @property
    def language(self) -> str:
        """The reader's where there is a text in it, else the other one."""
        reader = reader_language()
        if getattr(self, f"text_{reader}"):
            return reader
        return "th" if self.text_th else "en"

    @property
    def label(self) -> str:
        reader = reader_language()
        return str(getattr(self, f"label_{reader}") or self.label_th or self.label_en)

    @property
    def text(self) -> str:
        return str(getattr(self, f"text_{self.language}"))

    @property
    def addresses(self) -> list[str]:
        """Only what a browser may follow: nothing but http and https."""
        lines = (self.text_th or self.text_en).split()
        return [one for one in lines if one.startswith(("https://", "http://"))]


def read_story(stored: Iterable[dict[str, Any]]) -> list[StorySection]:
    sections = []
    for section in stored:
        figures = tuple(Figure(**figure) for figure in section.get("figures", ()))
        sections.append(StorySection(**{**section, "figures": figures}))
    return sections


def stored_story(sections: Iterable[StorySection]) -> list[dict[str, object]]:
    return [asdict(section) for section in sections]


def story_texts(sections: Iterable[StorySection]) -> dict[str, str]:
    """What a page may change of it, by the name of its box."""
    return {
        f"{section.code}_{language}": getattr(section, f"text_{language}")
        for section in sections
        if not section.links
        for language in ("th", "en")
    }


def kept_translations(
    new: Iterable[StorySection], before: Iterable[StorySection]
) -> list[StorySection]:
    """A new list keeps what was translated for the one before, as long as the text that
    it translates still stands.
    """
    known = {section.code: section for section in before}
    return [with_translation(section, known.get(section.code)) for section in new]


def with_translation(new: StorySection, before: StorySection | None) -> StorySection:
    if before is None or new.links:
        return new
    kept = replace(new, figures=new.figures or before.figures)
    if new.text_th and not new.text_en and before.text_th == new.text_th:
        return replace(kept, text_en=before.text_en)
    if new.text_en and not new.text_th and before.text_en == new.text_en:
        return replace(kept, text_th=before.text_th)
    return new
