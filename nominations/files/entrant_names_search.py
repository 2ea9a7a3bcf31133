"""Looking for the entrant's names where a judge of a blind round would read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from nominations.files.entrant_names import (
    MOST_FINDINGS,
    UNSEARCHED,
    Finding,
    find_names,
    names_of,
)
from nominations.models import TEXT_FIELDS, Entry, Preparation, Question
from nominations.questions.answers import show_answer

WITHIN = re.compile("(?<=[a-z])(?=[A-Z])")  # "AcmeSans", as fonts are called


def find_in_file(
    names: list[str], file_name: str, left: str, texts: list[str]
) -> list[Finding]:
    """``left``: words that stand in the file but on no page. ``texts``: page by page."""
    stem = file_name.rpartition(".")[0].replace("_", " ")
    found = [
        *find_names(names, stem, "name"),
        *find_names(names, WITHIN.sub(" ", left), "hidden"),
    ]
    for number, text in enumerate(texts, 1):
        found += islice(
            find_names(names, text, "text", str(number)), MOST_FINDINGS - len(found)
        )
    return found[:MOST_FINDINGS]


@dataclass(frozen=True)
class Words:
    """What a judge of a blind round would read of an entry besides its own columns:
    answers with their questions, captions with the name of their file.
    """

    answers: Sequence[tuple[Question, object]]
    captions: Sequence[tuple[str, str]]


def find_in_answers(entry: Entry, words: Words) -> list[Finding]:
    """In the title, the summary, the captions and the answers."""
    names = names_of(entry)
    texts = [
        (Entry.label_of(name), getattr(entry, name))
        for name in TEXT_FIELDS
        if not name.startswith("contact")
    ]
    texts += [
        (question.label, show_answer(question, value))
        for question, value in words.answers
    ]
    texts += [
        (_("Caption of %(name)s") % {"name": name}, text)
        for name, text in words.captions
    ]
    return [
        finding
        for label, text in texts
        for finding in find_names(names, text, "answer", label)
    ]


def search_again(preparation: Preparation, names: list[str]) -> list[Finding]:
    """With the names as they are now, in the text that was read before; what could not
    be read stays said.
    """
    left, *texts = preparation.texts or [""]
    unread = [
        Finding(**finding)
        for finding in preparation.findings
        if finding["where"] in UNSEARCHED
    ]
    return [*find_in_file(names, preparation.attachment.name, left, texts), *unread]
