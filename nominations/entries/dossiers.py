"""An entry typeset as it stands: the dossier that organisers export. Its receipt is
kept in ``files.receipts``.
"""

from __future__ import annotations

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from awards.language.thai import format_datetime
from awards.paper.typeset import typeset_pdf
from awards.site.face import face_of
from awards.site.letterhead import letterhead
from nominations.checklist.pages import content_of_checklist, lines_of_checklist
from nominations.entries.reading import Reading, read_entry
from nominations.models import Entry
from nominations.models.content import ChecklistContent

TEMPLATE = "nominations/entries/entry.typ"


def dossier_pdf(entry: Entry, language: str) -> bytes:
    with translation.override(language):
        content = content_of_checklist(entry)
        data = printed(read_entry(entry, blind=False), entry, language, content)
        data["heading"] = _("Entry")
        data["head"] = letterhead(face_of(entry.edition)).as_data()
    return typeset_pdf(TEMPLATE, data, made_at=entry.submitted_at or timezone.now())


def printed(
    reading: Reading, entry: Entry, language: str, content: ChecklistContent
) -> dict[str, object]:
    """The reading as the template takes it, texts only; the checklist out of ``content``."""
    facts = facts_of(reading, entry, language)
    return {
        "language": language,
        "edition": entry.edition.name,
        "title": reading.title or reading.reference,
        "title_other": reading.title_other,
        "summary": reading.summary,
        "facts": [fact for fact in facts if fact[1]],
        "answers": [
            *([answer.label, answer.text] for answer in reading.answers if answer.text),
            *lines_of_checklist(entry, content),
        ],
        "files_label": _("Files"),
        "files": [
            f"{file.name} ({file.size:,} B, SHA-256 {file.sha256[:16]}…)"
            + (f" – {file.caption}" if file.caption else "")
            for file in entry.attachments.all()
        ],
    }


def facts_of(reading: Reading, entry: Entry, language: str) -> list[list[str]]:
    """Label and text; empty texts where the reader may not know who the entrant is."""
    received, entrant = entry.submitted_at, reading.entrant
    organisation = entrant.organisation if entrant else ""
    contact = f"{entrant.contact_name} {entrant.contact_phone}" if entrant else ""
    return [
        [_("Reference"), reading.reference],
        [_("Received"), format_datetime(received, language) if received else "—"],
        [_("Organisation"), organisation],
        [_("Category"), ", ".join(category.name for category in reading.categories)],
        [_("Contact person"), contact.strip()],
    ]
