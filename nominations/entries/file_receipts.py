"""The receipt of a submission: what was received, when, and its fingerprint, as a PDF/A
in the entry's language.

The content is kept as it was at that moment; the PDF is made of it when somebody reads
it or the mail goes out, and comes out the same each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from awards.language.thai import format_datetime
from awards.ledger.services import canonical, database_now
from awards.outbox.attachments import Attached, Makers
from awards.paper.fonts import code_point, lacking
from awards.paper.typeset import typeset_pdf
from nominations.checklist.pages import lines_of_checklist
from nominations.entries.content import caption_line, content_of, contents_of
from nominations.entries.record_receipts import on_record
from nominations.models import Entry, Receipt
from nominations.models.content import EntryContent
from nominations.questions.answers import show_answer

KIND = "entry-receipt"
FIELDS = (
    "title_th",
    "title_en",
    "summary_th",
    "summary_en",
    "contact_name",
    "contact_phone",
)


def keep_receipt(
    *,
    entry: Entry,
    at: datetime | None = None,
    content: Mapping[str, object] | None = None,
) -> Receipt:
    """Call it in the transaction of the submission, with the entry's row locked.
    ``at``: if not when it was sent in.

    ``content``: what it says, where that was read already.
    """
    content = content or content_of(entry)
    return Receipt.objects.create(
        entry=entry,
        received_at=at or entry.submitted_at or database_now(),
        sha256=hashlib.sha256(canonical(content).encode()).hexdigest(),
        content=content,
        language=entry.owner.language,
    )


def keep_receipts(entries: list[Entry]) -> dict[int, str]:
    """For many entries at once, in a fixed number of statements; entry → SHA-256. They
    hold their edition and owner.
    """
    contents = contents_of(entries)
    receipts = [
        Receipt(
            entry=entry,
            received_at=entry.submitted_at or database_now(),
            sha256=hashlib.sha256(canonical(contents[entry.pk]).encode()).hexdigest(),
            content=contents[entry.pk],
            language=entry.owner.language,
        )
        for entry in entries
    ]
    Receipt.objects.bulk_create(receipts, batch_size=500)
    return {receipt.entry_id: receipt.sha256 for receipt in receipts}


def receipt_name(receipt: Receipt) -> str:
    return f"{receipt.entry.reference}-receipt.pdf"


def receipt_pdf(receipt: Receipt) -> bytes:
    with translation.override(receipt.language):
        return typeset_pdf(
            "nominations/entries/receipt.typ",
            receipt_data(receipt),
            made_at=receipt.received_at,
        )


def make_attachment(key: str) -> Attached | None:
    """For the outbox; None when the entry, or what it said, was erased meanwhile."""
    receipt = with_entry().filter(pk=key).first()
    if receipt is None or not receipt.content:
        return None
    return receipt_name(receipt), receipt_pdf(receipt), "application/pdf"


MAKERS: Makers = {KIND: make_attachment}


def with_entry() -> QuerySet[Receipt]:
    return Receipt.objects.select_related(
        "entry__edition", "entry__organisation", "entry__owner"
    )


def record_lines(receipt: Receipt) -> list[str]:
    """The row of the audit log, as it is kept on paper: number, hash and salt."""
    kept = on_record(receipt)
    if kept is None:
        return []
    label = _("Row of the audit log, its hash, and the salt of the fingerprint")
    return [label, str(kept.row), kept.hash, kept.salt]


def receipt_data(receipt: Receipt) -> dict[str, object]:
    """Everything on the page, as texts in the language that is active."""
    entry, content = receipt.entry, receipt.content
    return {
        "language": receipt.language,
        "heading": _("Entry receipt"),
        "edition": entry.edition.name,
        "facts": facts_of(receipt),
        "fingerprint_label": _("Fingerprint (SHA-256) of the content"),
        "fingerprint": receipt.sha256,
        "record": record_lines(receipt),
        "fingerprint_note": _(
            "It is calculated from the answers and from the names, captions and "
            "fingerprints of the files listed in this receipt. Changing a single letter gives a different "
            "fingerprint, so it proves later that nothing was changed."
        ),
        "content_heading": _("Submitted content"),
        "content": [
            *field_lines(content),
            *answer_lines(entry, content),
            *lines_of_checklist(entry, content),
        ],
        "files_heading": _("Files"),
        "files": [
            [
                file["name"],
                size_in_words(file["size"]),
                file["sha256"],
                caption_line(file),
            ]
            for file in content["files"]
        ],
        "page": _("Page"),
        "letters_note": letters_note(content),
    }


def facts_of(receipt: Receipt) -> list[list[str]]:
    """Label and text: what was received, when and from whom."""
    entry, content = receipt.entry, receipt.content
    owner = entry.owner
    sender = f"{owner.name} <{owner.email}>" if owner.name else owner.email
    return [
        [_("Reference"), content["reference"]],
        [_("Received"), format_datetime(receipt.received_at, receipt.language)],
        [_("Organisation"), entry.organisation.name],
        [_("Category"), ", ".join(category_names(entry, content["categories"]))],
        [_("Submitted by"), sender],
    ]


def letters_note(content: Mapping[str, object]) -> str:
    """Nothing is left out unsaid: which letters stand as their code. Empty where all
    can be printed.
    """
    codes = [code_point(letter) for letter in lacking(canonical(content))]
    if not codes:
        return ""
    return _(
        "These characters cannot be printed and are shown as codes: %(codes)s. The "
        "content that the fingerprint covers contains them."
    ) % {"codes": ", ".join(codes)}


def category_names(entry: Entry, codes: list[str]) -> list[str]:
    return [
        category.name for category in entry.edition.categories.filter(code__in=codes)
    ]


def field_lines(content: EntryContent) -> list[list[str]]:
    names = {name: Entry.label_of(name) for name in FIELDS}
    return [
        [label, content["fields"][name]]
        for name, label in names.items()
        if content["fields"].get(name)
    ]


def answer_lines(entry: Entry, content: EntryContent) -> list[list[str]]:
    answers = content["answers"]
    questions = entry.edition.questions.filter(code__in=answers)
    shown = [
        [question.label, show_answer(question, answers[question.code])]
        for question in questions
    ]
    return [[label, text] for label, text in shown if text]


def size_in_words(size: int) -> str:
    return (
        f"{size / 1_000_000:.1f} MB"
        if size >= 1_000_000
        else f"{max(1, round(size / 1000))} kB"
    )
