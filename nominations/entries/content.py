"""What an entry says, as plain data: what its fingerprint covers and what its history compares."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from awards.ledger.services import canonical
from nominations.checklist.pages import (
    content_in,
    content_of_checklist,
    contents_of_checklists,
)
from nominations.entries.form_state import Sheet
from nominations.models import TEXT_FIELDS, Answer, Entry, EntryCategory
from nominations.models.attachments import Attachment
from nominations.models.content import EntryContent, KeptAgreement, KeptFile
from nominations.models.with_columns import GivenFile


def content_of(entry: Entry) -> EntryContent:
    """Fields, answers by question code, category codes, files with their hashes; rules
    and declarations where asked.
    """
    answers = entry.answers.select_related("question").order_by("question__code")
    return {
        "reference": entry.reference,
        "fields": fields_of(entry),
        "categories": sorted(entry.standings.values_list("category__code", flat=True)),
        "answers": {answer.question.code: answer.value for answer in answers},
        "files": [file_line(file) for file in entry.attachments.all()],
        **content_of_checklist(entry),
    }


def fields_of(entry: Entry) -> dict[str, str]:
    return {name: getattr(entry, name) for name in TEXT_FIELDS}


def file_line(file: Attachment) -> KeptFile:
    return kept_file(
        file.name, file.sha256, file.size, file.caption_th, file.caption_en
    )


def kept_file(
    name: str, sha256: str, size: int, caption_th: str, caption_en: str
) -> KeptFile:
    line: KeptFile = {"name": name, "sha256": sha256, "size": size}
    if caption_th:
        line["caption_th"] = caption_th
    if caption_en:
        line["caption_en"] = caption_en
    return line


def caption_line(file: KeptFile) -> str:
    """Both languages, as a paper prints them."""
    texts = (file.get("caption_th", ""), file.get("caption_en", ""))
    return " / ".join(text for text in texts if text)


def content_on(sheet: Sheet) -> EntryContent:
    """The same of an entry that was read already."""
    entry = sheet.entry
    codes = {question.pk: question.code for question in sheet.questions}
    rules = {
        rule.code: rule.given for rule in sheet.all_rules if rule.given is not None
    }
    return {
        "reference": entry.reference,
        "fields": fields_of(entry),
        "categories": sorted(sheet.category_codes),
        "answers": {codes[pk]: answer.value for pk, answer in sheet.answers.items()},
        "files": [given_file_line(file) for file in sheet.given.files],
        **content_in(rules, agreements_on(sheet)),
    }


def given_file_line(file: GivenFile) -> KeptFile:
    return kept_file(
        file["name"],
        file["sha256"],
        file["size"],
        file["caption_th"],
        file["caption_en"],
    )


def agreements_on(sheet: Sheet) -> list[KeptAgreement]:
    """The newest that stands to each declaration, in their order."""
    newest = {given["declaration"]: given for given in sheet.given.agreements}
    ordered = sorted(newest.values(), key=lambda given: (given["order"], given["code"]))
    return [
        {
            "code": given["code"],
            "version": given["version"],
            "agreed_at": datetime.fromisoformat(given["agreed_at"]).isoformat(),
            "detail": given["detail"],
        }
        for given in ordered
    ]


def content_hash(entry: Entry) -> str:
    """Hex SHA-256 of the entry's content as canonical JSON."""
    return hash_of(content_of(entry))


def hash_of(content: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def contents_of(entries: Iterable[Entry]) -> dict[int, EntryContent]:
    """``content_of`` for many entries in five questions, by their numbers."""
    rows = {entry.pk: entry for entry in entries}
    checklists = contents_of_checklists(rows.keys())
    answers, categories = answers_of(rows), categories_of(rows)
    files: dict[int, list[KeptFile]] = {pk: [] for pk in rows}
    for file in Attachment.objects.filter(entry__in=rows):
        files[file.entry_id].append(file_line(file))
    return {
        pk: {
            "reference": entry.reference,
            "fields": fields_of(entry),
            "categories": sorted(categories[pk]),
            "answers": answers[pk],
            "files": files[pk],
            **checklists[pk],
        }
        for pk, entry in rows.items()
    }


def answers_of(entries: Iterable[int]) -> dict[int, dict[str, object]]:
    """By entry and question code, in the order of codes."""
    found: dict[int, dict[str, object]] = {pk: {} for pk in entries}
    stored = Answer.objects.filter(entry__in=found).order_by("question__code")
    for pk, code, value in stored.values_list("entry_id", "question__code", "value"):
        found[pk][code] = value
    return found


def categories_of(entries: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {pk: [] for pk in entries}
    standings = EntryCategory.objects.filter(entry__in=found)
    for pk, code in standings.values_list("entry_id", "category__code"):
        found[pk].append(code)
    return found
