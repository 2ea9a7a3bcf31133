"""The fields of an entry that can be marked for correction, by their names on the form."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nominations.entries.form_state import Sheet, sheet_of
from nominations.models import TEXT_FIELDS, Entry


def field_labels(entry: Entry, sheet: Sheet | None = None) -> dict[str, str]:
    """Name → label in the reader's language, in the order of the form. ``sheet``: what
    was read of it already.
    """
    sheet = sheet or sheet_of(entry)
    questions = [
        question for question in sheet.questions if question.retired_at is None
    ]
    texts = {name: Entry.label_of(name) for name in TEXT_FIELDS}
    return {
        **{f"r-{rule.code}": rule.label for rule in sheet.rules},
        "categories": _("Category"),
        **texts,
        **{f"q-{question.code}": question.label for question in questions},
        "files": _("Files"),
    }
