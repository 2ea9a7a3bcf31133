"""Judges who were invited from a spreadsheet, known as one import until it is undone."""

from __future__ import annotations

from django.db import models

from awards.models import Edition, ImportedRow, SpreadsheetImport
from judging.models.jury import Judge


class JuryImport(SpreadsheetImport):
    """One list of invitations. ``made``: see ``judging.jury.importing.Made``."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="jury_imports"
    )


class ImportedJudge(ImportedRow):
    """A judge whom one import invited, or invited again. ``mail``: the outbox's key of
    the invitation.
    """

    brought_in_by = models.ForeignKey(
        JuryImport, on_delete=models.CASCADE, related_name="judges"
    )
    judge = models.ForeignKey(
        Judge, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    mail = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
