"""The parts of the entry form, in the order in which an entrant thinks: may I, what, why
and how, what for, with which papers, whom to call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nominations.entries.form_state import Sheet
from nominations.entries.missing import Missing
from nominations.models import Question
from nominations.questions.kinds import by_files, in_writing, sealed

CONDITIONS, TITLE, SOLUTION, SMARTS, CONTACT, FILES, DECLARATIONS = (
    "conditions",
    "title",
    "solution",
    "smarts",
    "contact",
    "files",
    "declarations",
)
TITLES = {
    CONDITIONS: _("Conditions of entry"),
    TITLE: _("Category and title"),
    SOLUTION: _("The solution"),
    SMARTS: _("What it does for each Smart"),
    CONTACT: _("Contact"),
    FILES: _("Files"),
    DECLARATIONS: _("Declarations and consents"),
}


@dataclass(frozen=True)
class Part:
    """The questions under one heading of the organisers', or under the usual one."""

    code: str
    title: str | Promise
    questions: tuple[Question, ...]


def parts_of(questions: Iterable[Question]) -> list[Part]:
    """A part for each heading that organisers put above a question; those of a Smart
    stand apart.
    """
    parts: list[tuple[str, str | Promise, list[Question]]] = [
        (SOLUTION, TITLES[SOLUTION], [])
    ]
    for question in questions:
        if question.options.get("smart"):
            continue
        if question.section:
            parts.append((f"part-{question.code}", question.section, []))
        parts[-1][2].append(question)
    first, *others = parts
    kept = [first, *others] if first[2] or not others else others
    return [Part(code, title, tuple(rows)) for code, title, rows in kept]


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    missing: tuple[Missing, ...]

    @property
    def anchor(self) -> str:
        return "#files" if self.code == FILES else f"#section-{self.code}"

    @property
    def is_declarations(self) -> bool:
        return self.code == DECLARATIONS


@dataclass(frozen=True)
class Progress:
    """How far an entry is, section by section."""

    sections: tuple[Section, ...]

    @property
    def complete(self) -> int:
        return sum(not section.missing for section in self.sections)


def progress_of(sheet: Sheet, missing: Sequence[Missing]) -> Progress:
    """``missing``: as ``missing_items`` gives it. Declarations have a page of their own
    and are listed while one is missing.
    """
    asked = sheet.asked()
    parts = parts_of(in_writing(asked))
    places = places_in(sheet, asked, parts)
    titles = titles_in(places, parts)
    by_section: dict[str, list[Missing]] = {code: [] for code in titles}
    for item in missing:
        code = DECLARATIONS if item.is_declaration else places.get(item.field, TITLE)
        by_section.setdefault(code, []).append(item)
    return Progress(
        tuple(
            Section(code, titles.get(code) or str(TITLES[code]), tuple(items))
            for code, items in by_section.items()
        )
    )


def places_in(
    sheet: Sheet, asked: Sequence[Question], parts: Sequence[Part]
) -> dict[str, str]:
    """The section of each field that stands elsewhere than under the title."""
    places = dict.fromkeys(("contact_name", "contact_phone"), CONTACT)
    places |= {f"r-{rule.code}": CONDITIONS for rule in sheet.rules}
    places |= {f"q-{question.code}": SMARTS for question in in_writing(asked)}
    for part in parts:
        places |= {f"q-{question.code}": part.code for question in part.questions}
    return places | {
        f"q-{question.code}": FILES for question in [*by_files(asked), *sealed(asked)]
    }


def titles_in(places: Mapping[str, str], parts: Sequence[Part]) -> dict[str, str]:
    """Code → title of the sections that this entry's form has, in their order."""
    used = {*places.values(), TITLE, FILES}
    titles: dict[str, str] = {}
    for code, title in TITLES.items():
        if code == SOLUTION:
            titles |= {part.code: str(part.title) for part in parts}
        elif code in used:
            titles[code] = str(title)
    return titles
