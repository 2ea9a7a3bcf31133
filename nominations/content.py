"""What an entry says, as plain data: what its fingerprint covers and what its history compares."""

from __future__ import annotations

import hashlib
from typing import Any

from awards.ledger.services import canonical
from nominations.models import Entry

TEXT_FIELDS = ("title_th", "title_en", "summary_th", "summary_en", "contact_name", "contact_phone")


def content_of(entry: Entry) -> dict[str, Any]:
    """Fields, answers by question code, category codes, and files with their hashes."""
    answers = entry.answers.select_related("question").order_by("question__code")
    return {
        "reference": entry.reference,
        "fields": {name: getattr(entry, name) for name in TEXT_FIELDS},
        "categories": sorted(entry.standings.values_list("category__code", flat=True)),
        "answers": {answer.question.code: answer.value for answer in answers},
        "files": [{"name": file.name, "sha256": file.sha256, "size": file.size} for file in entry.attachments.all()],
    }


def content_hash(entry: Entry) -> str:
    """Hex SHA-256 of the entry's content as canonical JSON."""
    return hashlib.sha256(canonical(content_of(entry)).encode()).hexdigest()


def fingerprint(
    reference: str, fields: dict[str, str], categories: list[str], answers: dict[str, Any], files: list[dict[str, Any]]
) -> str:
    """The same of content that is at hand already."""
    content = {
        "reference": reference,
        "fields": {name: fields.get(name, "") for name in TEXT_FIELDS},
        "categories": sorted(categories),
        "answers": answers,
        "files": files,
    }
    return hashlib.sha256(canonical(content).encode()).hexdigest()
