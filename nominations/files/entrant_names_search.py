"""Looking for the entrant's names where a judge of a blind round would read them."""

from __future__ import annotations

import re
from itertools import islice

from django.utils.translation import gettext as _

from nominations.files.entrant_names import (
    MOST_FINDINGS,
    UNSEARCHED,
    Finding,
    find_names,
    names_of,
)
from nominations.models import TEXT_FIELDS, Entry, Preparation
from nominations.questions.answers import show_answer
from nominations.questions.kinds import hidden

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


def find_in_answers(entry: Entry) -> list[Finding]:
    """In the title, the summary, the captions and every answer but to those questions that no blind
    judge sees.
    """
    names = names_of(entry)
    texts = [
        (Entry.label_of(name), getattr(entry, name))
        for name in TEXT_FIELDS
        if not name.startswith("contact")
    ]
    answers = entry.answers.exclude(hidden("question__")).select_related("question")
    texts += [
        (answer.question.label, show_answer(answer.question, answer.value))
        for answer in answers
    ]
    texts += caption_texts(entry)
    return [
        finding
        for label, text in texts
        for finding in find_names(names, text, "answer", label)
    ]


def caption_texts(entry: Entry) -> list[tuple[str, str]]:
    """Captions of the files that a blind judge sees, in both languages."""
    files = entry.attachments.exclude(hidden("question__"))
    return [
        (_("Caption of %(name)s") % {"name": file.name}, text)
        for file in files
        for text in (file.caption_th, file.caption_en)
        if text
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
