"""The fields of an entry that can be marked for correction, by their names on the form."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nominations.content import TEXT_FIELDS
from nominations.models import Entry, Question, Rule


def field_labels(entry: Entry) -> dict[str, str]:
    """Name → label in the reader's language, in the order of the form."""
    rules = Rule.objects.filter(edition=entry.edition_id, retired_at=None)
    questions = Question.objects.filter(edition=entry.edition_id, retired_at=None)
    texts = {name: capfirst(str(Entry._meta.get_field(name).verbose_name)) for name in TEXT_FIELDS}  # type: ignore[union-attr]
    return {
        **{f"r-{rule.code}": rule.label for rule in rules},
        "categories": _("Category"),
        **texts,
        **{f"q-{question.code}": question.label for question in questions},
        "files": _("Files"),
    }
