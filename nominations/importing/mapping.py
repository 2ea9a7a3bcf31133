"""What a column of a file of entries may be, and what it is guessed to be."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from awards.spreadsheets.mapping import Offered
from awards.spreadsheets.tables import Table
from nominations.importing.headers import REQUIRED, match_columns
from nominations.models import Question
from nominations.questions.kinds import in_writing


def fields_on_offer(questions: Iterable[Question]) -> Offered:
    """Field and label; those without which nothing can be imported are marked."""
    fixed = {
        "reference": _("Reference"),
        "submitted_at": _("Received"),
        "email": _("Email"),
        "organisation_th": _("Organisation"),
        "organisation_en": _("Organisation in English"),
        "kind": _("Type of organisation"),
        "number": _("13-digit ID number"),
        "province": _("Province"),
        "website": _("Website"),
        "title_th": _("Title in Thai"),
        "title_en": _("Title in English"),
        "category": _("Category"),
        "summary_th": _("Summary in Thai"),
        "summary_en": _("Summary in English"),
        "contact_name": _("Contact person"),
        "contact_phone": _("Telephone"),
    }
    offered = [
        (name, f"{label} *" if name in REQUIRED else label)
        for name, label in fixed.items()
    ]
    asked = [(f"q-{q.code}", q.label) for q in in_writing(questions)]
    return [*offered, *asked]


def guess(table: Table, questions: Iterable[Question]) -> dict[int, str]:
    found = match_columns(table.header, questions).index
    return {position: field for field, position in found.items()}
