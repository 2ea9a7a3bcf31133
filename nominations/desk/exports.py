"""Entries of a view as XLSX, CSV or ZIP: a row of work that the worker claims, writes
and announces by mail.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from django.core.files.base import File
from django.db import transaction
from django.utils import translation

from awards.accounts.models import User
from awards.models import Edition
from awards.outbox.work import WorkState
from awards.spreadsheets.formulas import disarmed, kept_typed, looks_like_one
from awards.spreadsheets.long_cells import LongTexts
from nominations.desk.emails import export_ready
from nominations.desk.export_columns import AllColumns, ShownColumns, extent_of
from nominations.desk.filters import filtered_entries
from nominations.desk.phases import Group
from nominations.entries.dossiers import dossier_pdf
from nominations.models import Entry, EntryQuerySet, Export
from nominations.statuses import ExportKind

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

CHUNK = 500
Extent = AllColumns | ShownColumns


@dataclass(frozen=True)
class Chosen:
    """The entries of a view in its order, read in portions: however many there are,
    one portion is in memory.
    """

    extent: Extent
    entries: EntryQuerySet
    pks: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.pks)

    def __iter__(self) -> Iterator[Entry]:
        for start in range(0, len(self.pks), CHUNK):
            portion = self.pks[start : start + CHUNK]
            yield from self.extent.read(self.entries.filter(pk__in=portion))


Writer = Callable[[Export, Chosen, IO[bytes]], None]


@transaction.atomic
def request_export(
    *,
    edition: Edition,
    user: User,
    kind: str,
    query: dict[str, str],
    language: str,
    all_columns: bool = True,
) -> Export:
    """``all_columns``: what the import reads back; otherwise those of the view ``query``."""
    return Export.objects.create(
        edition=edition,
        requested_by=user,
        kind=kind,
        query=query,
        language=language,
        all_columns=all_columns,
    )


def claimed_exports(limit: int = 5) -> Iterator[Export]:
    """Those that wait, each claimed in turn."""
    return Export.objects.select_related("edition", "requested_by").claim_each(limit)


def make_export(export: Export, groups: list[Group]) -> bool:
    """Write the file of a claimed export. A fault is remembered in its row and tried
    again later. ``groups``: the parts of an entry's life that its view may name.
    """
    try:
        with translation.override(export.language), tempfile.TemporaryFile() as file:
            chosen = chosen_entries(export, groups)
            export.total = len(chosen)
            Export.objects.filter(pk=export.pk).update(total=export.total)
            WRITERS[ExportKind(export.kind)](export, chosen, file)
            file.seek(0)
            export.file.save("export", File(file), save=False)
    except (
        Exception
    ) as error:  # whatever the file or the storage says: the row remembers it
        export.retry_later(f"{type(error).__name__}: {error}")
        return False
    with transaction.atomic():
        Export.objects.filter(pk=export.pk).update(
            file=export.file.name, done=export.total
        )
        export.finish(WorkState.DONE)
        export_ready(export)
    return True


def chosen_entries(export: Export, groups: list[Group]) -> Chosen:
    extent = extent_of(export)
    entries = filtered_entries(
        export.requested_by, export.edition, export.query, groups
    )
    pks = tuple(extent.ordered(entries).values_list("pk", flat=True))
    entries = entries.select_related("edition", "organisation__province", "owner")
    if export.kind == ExportKind.ZIP:
        entries = entries.prefetch_related("attachments")
    return Chosen(extent, entries, pks)


def rows(export: Export, chosen: Chosen) -> Iterator[list[str]]:
    """The header, then a row for each entry; tells its row of work how far it is."""
    yield chosen.extent.header()
    for number, entry in enumerate(chosen, 1):
        yield chosen.extent.cells(entry)
        if number % CHUNK == 0:
            Export.objects.filter(pk=export.pk).update(done=number)


def write_xlsx(export: Export, chosen: Chosen, file: IO[bytes]) -> None:
    """Every cell is text: a spreadsheet calculates none of it. What no cell can hold is
    whole on a second sheet.
    """
    from openpyxl import Workbook  # here: 18 MB that most processes never need

    book, long = Workbook(write_only=True), LongTexts(export.language)
    sheet = book.create_sheet(export.edition.code[:31])
    header: list[str] = []
    for row in rows(export, chosen):
        header = header or row
        sheet.append(
            [
                text_cell(sheet, text, long, row[0], name)
                for text, name in zip(row, header, strict=True)
            ]
        )
    if long.rows:
        more = book.create_sheet(long.title)
        for row in (long.header, *long.rows):
            more.append([plain_cell(more, text) for text in row])
    book.save(file)


def text_cell(
    sheet: Worksheet, text: str, long: LongTexts, reference: str, column: str
) -> Cell:
    cell = plain_cell(sheet, long.fit(kept_typed(text), row=reference, column=column))
    cell.quotePrefix = looks_like_one(text)
    return cell


def plain_cell(sheet: Worksheet, text: str) -> Cell:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def write_csv(export: Export, chosen: Chosen, file: IO[bytes]) -> None:
    """UTF-8 with a mark that Excel knows it by; what looks like a formula begins with
    an apostrophe.
    """
    wrapper = io.TextIOWrapper(
        file, encoding="utf-8-sig", newline="", write_through=True
    )
    writer = csv.writer(wrapper)
    for row in rows(export, chosen):
        writer.writerow([disarmed(text) for text in row])
    wrapper.detach()


def write_zip(export: Export, chosen: Chosen, file: IO[bytes]) -> None:
    """The table, and for each entry a folder with its PDF and its files."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        with tempfile.TemporaryFile() as sheet:
            write_xlsx(export, chosen, sheet)
            sheet.seek(0)
            put_in(package, "entries.xlsx", sheet)
        for number, entry in enumerate(chosen, 1):
            package.writestr(
                f"{entry.reference}/{entry.reference}.pdf",
                dossier_pdf(entry, export.language),
            )
            for place, attachment in enumerate(entry.attachments.all(), 1):
                with attachment.file.open("rb") as stored:
                    name = f"{entry.reference}/{place:02d} {attachment.name}"
                    put_in(package, name, stored)
            Export.objects.filter(pk=export.pk).update(done=number)


def put_in(package: zipfile.ZipFile, name: str, content: IO[bytes]) -> None:
    """A file as it is read: a film never stands in memory whole."""
    with package.open(name, "w", force_zip64=True) as member:
        shutil.copyfileobj(content, member)


WRITERS: dict[ExportKind, Writer] = {
    ExportKind.XLSX: write_xlsx,
    ExportKind.CSV: write_csv,
    ExportKind.ZIP: write_zip,
}
