"""What came in from spreadsheets: which column was what, what each import made, and
what stood there before.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.models import Edition, ImportedRow, SpreadsheetImport
from nominations.models.entries import Entry


class ImportedList(models.TextChoices):
    """Which list of an edition a spreadsheet is brought into."""

    ENTRIES = "entries", _("Entries")
    JUDGES = "judges", _("Judges")


class RememberedColumn(models.Model):
    """What organisers took a column for when they last looked at a file that had it."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="remembered_columns"
    )
    list = models.CharField(
        max_length=10, choices=ImportedList, default=ImportedList.ENTRIES
    )
    # the column's name as ``squash`` writes it
    head = models.CharField(max_length=300)
    # as the list's import names it; empty: not imported
    field = models.CharField(max_length=80, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    chosen_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "list", "head"], name="column_remembered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.head} → {self.field}"


class EntryImport(SpreadsheetImport):
    """One import of entries. ``made``: see ``nominations.importing.record.Made``."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="imports"
    )


class ImportedEntry(ImportedRow):
    """An entry that one import made or changed."""

    brought_in_by = models.ForeignKey(
        EntryImport, on_delete=models.CASCADE, related_name="entries"
    )
    # nobody's entry is held back by having been imported
    entry = models.ForeignKey(
        Entry, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reference = models.CharField(max_length=60)

    class Meta:
        ordering = ["reference"]

    def __str__(self) -> str:
        return self.reference
