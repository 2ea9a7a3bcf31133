"""What every list that comes from a spreadsheet keeps of an import."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

KEPT_FOR = timedelta(days=30)


class SpreadsheetImport(models.Model):
    """One import, known as one until it is undone.

    ``rest``: rows that were left out, with their reasons: see
    ``awards.spreadsheets.rest``. ``made``: what undoing needs beside the rows, as each
    list says.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # nobody: from the command line
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # the file's
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
        abstract = True
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.created}+{self.updated}"

    @classmethod
    def forget_rests(cls) -> int:
        """Rows of people who may never have taken part are not kept for long."""
        old = cls._default_manager.filter(created_at__lt=Now() - KEPT_FOR)
        return old.exclude(rest={}).update(rest={})


class ImportedRow(models.Model):
    """What one import made or changed. ``before``: what was there, empty for a new one.
    ``left``: the fingerprint of all that the import left of it.
    """

    is_new = models.BooleanField()
    before = models.JSONField(default=list, blank=True)
    left = models.CharField(max_length=64)

    class Meta:
        abstract = True
