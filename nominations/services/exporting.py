"""Entries of a view as XLSX, CSV or ZIP: a row of work that the worker claims, writes and announces by mail."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from django.core.files.base import File
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from awards.accounts.tables import FORMULA_MARKS, looks_disarmed
from awards.accounts.thai import format_datetime
from awards.models import Edition
from awards.outbox.work import WorkState
from nominations import emails
from nominations.answers import export_answer
from nominations.eligibility.columns import PREFETCH, ChecklistColumns
from nominations.filters import filtered_entries
from nominations.imports.headers import export_headers
from nominations.models import Entry, Export, Question
from nominations.services.receipts import dossier_pdf
from nominations.statuses import ExportKind, QuestionKind

CHUNK = 500
Writer = Callable[[Export, list[Entry], IO[bytes]], None]


@transaction.atomic
def request_export(*, edition: Edition, user: Any, kind: str, query: dict[str, str], language: str) -> Export:
    return Export.objects.create(edition=edition, requested_by=user, kind=kind, query=query, language=language)


def make_due_exports(limit: int = 5) -> int:
    """One sweep: claim each export that waits and write its file; how many were finished."""
    made = 0
    for pk in Export.objects.due().values_list("pk", flat=True)[:limit]:
        if Export.objects.claim(pk):
            made += make_export(Export.objects.select_related("edition", "requested_by").get(pk=pk))
    return made


def make_export(export: Export) -> bool:
    """Write the file of a claimed export. A fault is remembered in its row and tried again later."""
    try:
        with translation.override(export.language), tempfile.TemporaryFile() as file:
            entries = list(entries_of(export))
            Export.objects.filter(pk=export.pk).update(total=len(entries))
            WRITERS[ExportKind(export.kind)](export, entries, file)
            file.seek(0)
            export.file.save("export", File(file), save=False)
    except Exception as error:  # whatever the file or the storage says: the row remembers it
        export.retry_later(f"{type(error).__name__}: {error}")
        return False
    with transaction.atomic():
        Export.objects.filter(pk=export.pk).update(file=export.file.name, done=export.total)
        export.finish(WorkState.DONE)
        emails.export_ready(export)
    return True


def entries_of(export: Export) -> Iterator[Entry]:
    entries = filtered_entries(export.requested_by, export.edition, export.query)
    entries = entries.select_related("edition", "organisation__province", "owner")
    return iter(
        entries.prefetch_related("standings__category", "answers__question", "attachments", *PREFETCH).order_by(
            "reference"
        )
    )


def columns(questions: list[Question]) -> list[str]:
    """Names that the import knows again, in the export's language."""
    fixed = [
        *(_("Reference"), _("Received"), _("E-mail"), _("Organisation"), _("Organisation in English")),
        *(_("Kind of organisation"), _("13-digit number"), _("Province"), _("Title in Thai"), _("Title in English")),
        *(_("Category"), _("Summary in Thai"), _("Summary in English"), _("Contact person"), _("Telephone")),
    ]
    return [*export_headers(fixed, questions), _("State")]


def cells(entry: Entry, questions: list[Question]) -> list[str]:
    answers = {answer.question_id: answer.value for answer in entry.answers.all()}
    organisation = entry.organisation
    return [
        entry.reference,
        format_datetime(entry.submitted_at, translation.get_language() or "th") if entry.submitted_at else "",
        entry.owner.email,
        organisation.name_th,
        organisation.name_en,
        organisation.get_kind_display(),
        organisation.number,
        organisation.province.name if organisation.province else "",
        entry.title_th,
        entry.title_en,
        "; ".join(standing.category.name for standing in entry.standings.all()),
        entry.summary_th,
        entry.summary_en,
        entry.contact_name,
        entry.contact_phone,
        *(export_answer(question, answers.get(question.pk, "")) for question in questions),
        entry.get_state_display(),
    ]


def rows(export: Export, entries: list[Entry]) -> Iterator[list[str]]:
    """The header, then a row for each entry; tells its row of work how far it is."""
    questions = [q for q in export.edition.questions.all() if q.kind != QuestionKind.FILE]
    checklist = ChecklistColumns(export.edition)
    yield columns(questions) + checklist.header()
    for number, entry in enumerate(entries, 1):
        yield cells(entry, questions) + checklist.cells(entry)
        if number % CHUNK == 0:
            Export.objects.filter(pk=export.pk).update(done=number)


def write_xlsx(export: Export, entries: list[Entry], file: IO[bytes]) -> None:
    """Every cell is text: a spreadsheet calculates none of it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(export.edition.code[:31])
    for row in rows(export, entries):
        sheet.append([text_cell(sheet, text) for text in row])
    book.save(file)


def text_cell(sheet: Any, text: str) -> Any:
    # One more apostrophe where somebody typed one so: the import takes one away.
    cell = WriteOnlyCell(sheet, value=f"'{text}" if looks_disarmed(text) else text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_MARKS)
    return cell


def write_csv(export: Export, entries: list[Entry], file: IO[bytes]) -> None:
    """UTF-8 with a mark that Excel knows it by; what looks like a formula begins with an apostrophe."""
    wrapper = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(wrapper)
    for row in rows(export, entries):
        writer.writerow([disarmed(text) for text in row])
    wrapper.detach()


def disarmed(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_MARKS) or looks_disarmed(text) else text


def write_zip(export: Export, entries: list[Entry], file: IO[bytes]) -> None:
    """The table, and for each entry a folder with its PDF and its files."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        with package.open("entries.xlsx", "w") as sheet:
            buffer = io.BytesIO()
            write_xlsx(export, entries, buffer)
            sheet.write(buffer.getvalue())
        for number, entry in enumerate(entries, 1):
            package.writestr(f"{entry.reference}/{entry.reference}.pdf", dossier_pdf(entry, export.language))
            for place, attachment in enumerate(entry.attachments.all(), 1):
                with attachment.file.open("rb") as stored:
                    package.writestr(f"{entry.reference}/{place:02d} {attachment.name}", stored.read())
            Export.objects.filter(pk=export.pk).update(done=number)


WRITERS: dict[ExportKind, Writer] = {
    ExportKind.XLSX: write_xlsx,
    ExportKind.CSV: write_csv,
    ExportKind.ZIP: write_zip,
}
