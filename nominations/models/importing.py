"""What came in from spreadsheets: which column was what, what each import made, and
what stood there before.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from awards.models import Edition
from nominations.models.entries import Entry


class RememberedColumn(models.Model):
    """What organisers took a column for when they last imported a file that had it."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="remembered_columns"
    )
    # the column's name as ``squash`` writes it
    head = models.CharField(max_length=300)
    # as ``fields_on_offer`` names it; empty: not imported
    field = models.CharField(max_length=80, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    chosen_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "head"], name="column_remembered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.head} → {self.field}"


class EntryImport(models.Model):
    """One import of entries, known as one until it is undone.

    ``rest``: rows that were left out, with their reasons: see
    ``nominations.importing.rest``. ``made``: what undoing needs beside the entries: see
    ``nominations.importing.record.Made``.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="imports"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # nobody: from the command line
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=255, blank=True)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    rest = models.JSONField(default=dict, blank=True)
    made = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.created}+{self.updated}"


class ImportedEntry(models.Model):
    """An entry that one import made or changed. ``before``: what was there, empty for a
    new one. ``left``: the fingerprint of all that the import left of it.
    """

    brought_in_by = models.ForeignKey(
        EntryImport, on_delete=models.CASCADE, related_name="entries"
    )
    # nobody's entry is held back by having been imported
    entry = models.ForeignKey(
        Entry, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reference = models.CharField(max_length=60)
    is_new = models.BooleanField()
    before = models.JSONField(default=list, blank=True)
    left = models.CharField(max_length=64)

    class Meta:
        ordering = ["reference"]

    def __str__(self) -> str:
        return self.reference
