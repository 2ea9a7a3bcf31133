from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.asking import Visitor
from awards.files.stored import StoredFile
from awards.models import Edition
from awards.outbox.work import Work, WorkQuerySet
from awards.roles import Area
from nominations.models.entries import Entry
from nominations.statuses import (
    ExportKind,
)


class ExportQuerySet(WorkQuerySet["Export"]):
    def visible_to(self, user: Visitor) -> ExportQuerySet:
        """What one asked for oneself, as long as one organises the edition."""
        if not user.is_authenticated:
            return self.none()
        editions = Edition.objects.organised_by(user, Area.ENTRIES)
        return self.filter(requested_by=user, edition__in=editions)


class Note(models.Model):
    """What organisers note about an entry among themselves; a note that is one word
    with # is a tag.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=5000)
    is_tag = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


def export_path(export: Export, name: str) -> str:
    return f"exports/{uuid.uuid4().hex}"


class Export(Work):
    """Entries of an edition as a file, made by the worker. ``query`` is the desk's view
    as its address said it.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="exports"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=4, choices=ExportKind)
    language = models.CharField(max_length=2, default="th")
    query = models.JSONField(default=dict, blank=True)
    # what the import reads back, or the columns of the view
    all_columns = models.BooleanField(default=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = StoredFile(upload_to=export_path, blank=True, max_length=200)

    objects = ExportQuerySet.as_manager()

    class Meta(Work.Meta):
        abstract = False
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.edition.code}.{self.kind}"
