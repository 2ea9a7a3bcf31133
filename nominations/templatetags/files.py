"""Parts of pages about the files of an entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from nominations.entries.form_state import Sheet
from nominations.entries.video_player import Player, player_of
from nominations.files.entrant_names import Finding
from nominations.files.entrant_names_search import find_in_answers
from nominations.files.pages import file_rows, sentence, sentences, upload_places
from nominations.models import Attachment, Entry, Preparation, Question

register = template.Library()


@register.inclusion_tag(
    "nominations/templatetags/_attachments.html", takes_context=True
)
def entry_files(
    context: Any, entry: Entry, questions: list[Question], only: Any = None
) -> dict[str, Any]:
    """The list of files and the places to put more, each with its limits. ``only``:
    names of the fields open now.
    """
    known = getattr(entry, "any_files", True)  # where its page's row says so
    files: Iterable[Attachment] = Attachment.listed(entry) if known else []
    return {
        "csrf_token": context.get("csrf_token"),
        "user": context.get("user"),
        "entry": entry,
        "files": file_rows(files),
        "places": [
            p
            for p in upload_places(questions)
            if only is None or (f"q-{p.code}" if p.code else "files") in only
        ],
    }


@register.inclusion_tag("nominations/templatetags/_names_found.html")
def names_in_entry(sheet: Sheet) -> dict[str, object]:
    """A warning, before it is too late, where the entry's own words name who entered."""
    entry = sheet.entry
    files = file_rows(entry.attachments.with_preparation().select_related("question"))
    answers: list[Finding] = find_in_answers(entry, sheet.words_of_blind)
    return {
        "answers": [sentence(finding) for finding in answers],
        "files": [file for file in files if file.warnings],
    }


@register.filter
def found_in(row: Preparation) -> list[str]:
    return sentences(row)


@register.filter
def page_numbers(row: Preparation) -> list[str]:
    return [f"page-{number}" for number in range(1, row.pages_shown + 1)]


@register.filter
def player(link: str) -> Player | None:
    return player_of(link)
