"""Rows as this room's tests want them: drafts first, standing in no category unless one
is given.
"""

from __future__ import annotations

from typing import Any

from awards.accounts.models import User
from awards.models import Category, Edition
from nominations.checklist.questions_asked import current_texts
from nominations.declarations.services import declare
from nominations.models import Entry, EntryCategory, Question
from tests.factories import make_organisation, make_user, moment, numbers


def make_question(
    edition: Edition, code: str = "problem", kind: str = "long_text", **fields: Any
) -> Question:
    labels = {"label_th": f"คำถาม {code}", "label_en": f"Question {code}"}
    return Question.objects.create(
        edition=edition, code=code, kind=kind, **{**labels, **fields}
    )


def make_entry(
    edition: Edition,
    owner: User | None = None,
    *,
    category: Category | None = None,
    state: str = "draft",
    **fields: Any,
) -> Entry:
    """An entry whose own fields are all filled in; its questions are not answered."""
    number = next(numbers)
    owner = owner or make_user()
    texts = {
        "reference": f"{edition.code.upper()}-{number:04d}",
        "title_th": f"ผลงานสมมุติ {number}",
        "title_en": f"Invented solution {number}",
        "summary_th": "เรื่องย่อสมมุติ",
        "contact_name": "ผู้ประสานงานสมมุติ",
        "contact_phone": "0810000000",
        "submitted_at": moment(hours=-1) if state == "submitted" else None,
    }
    organisation = fields.pop("organisation", None) or make_organisation(owner)
    entry = Entry.objects.create(
        edition=edition,
        owner=owner,
        state=state,
        organisation=organisation,
        **{**texts, **fields},
    )
    if category:
        EntryCategory.objects.create(entry=entry, category=category)
    return entry


CHECKLIST = {
    "who-may-enter": "yes",
    "months-in-use": "12",
    "not-won-before": "yes",
    "one-per-category": "yes",
}


def declare_needed(entry: Entry) -> None:
    """Everything that must be declared before sending; no consents."""
    texts = current_texts(entry.edition_id).filter(declaration__required=True)
    pks = [text.pk for text in texts]
    declare(entry=entry, user=entry.owner, agreed=pks, seen=pks)
