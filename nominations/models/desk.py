"""What organisers keep at their entries desk: views, acts on many entries at once,
spreadsheets on their way in.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.asking import Visitor
from awards.files.stored import StoredFile
from awards.models import Edition
from awards.roles import Area, Right
from nominations.statuses import BulkKind


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: Visitor) -> SavedViewQuerySet:
        """One's own, and those shared with the organisers of an edition that one organises."""
        if not user.is_authenticated:
            return self.none()
        editions = Edition.objects.organised_by(user, Area.ENTRIES)
        return self.filter(Q(owner=user) | Q(shared=True), edition__in=editions)


class SearchText(models.Model):
    """Every word by which the desk finds an entry, as
    ``nominations.entries.search_text`` writes it. Drafts have none.

    A row of its own, so that reading an entry does not read it; both columns are stored
    uncompressed (see their migrations). ``keys``: of ``nominations.models.search_keys``.
    """

    entry = models.OneToOneField(
        "nominations.Entry",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="searched",
    )
    text = models.TextField()
    keys = ArrayField(models.IntegerField(), default=list)

    class Meta:
        # New rows wait in a list that each search looks through, and are sorted in when
        # it has so many KB: some 200 entries, for 20 ms.
        indexes = [
            GinIndex(
                fields=["keys"],
                name="search_text_by_keys",
                gin_pending_list_limit=1024,
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class SavedView(models.Model):
    """A view of the entries desk by name. ``query`` is what
    ``nominations.desk.filters.view_of`` gives.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("view name"), max_length=60)
    query = models.JSONField(default=dict, blank=True)
    shared = models.BooleanField(_("for all organisers of this edition"), default=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "owner", "name"], name="view_name_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return self.name


class BulkAct(models.Model):
    """One act on many entries. ``done`` holds what undoing it needs: see
    ``nominations.desk.bulk``.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="bulk_acts"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=BulkKind)
    text = models.TextField(blank=True)
    until = models.DateTimeField(null=True, blank=True)
    count = models.PositiveIntegerField(default=0)
    done = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"

    @property
    def can_be_undone(self) -> bool:
        return self.undone_at is None and self.kind in BulkKind.undoable()


def import_path(row: ImportFile, name: str) -> str:
    return f"imports/{uuid.uuid4().hex}"


class ImportFileQuerySet(models.QuerySet["ImportFile"]):
    def visible_to(self, user: Visitor) -> ImportFileQuerySet:
        """What one brought oneself, as long as one organises the edition."""
        if not user.is_authenticated:
            return self.none()
        editions = Edition.objects.organised_by(user, Area.ENTRIES, Right.ACTS)
        return self.filter(user=user, edition__in=editions)


class ImportFile(models.Model):
    """A spreadsheet between its upload and its import; swept away after a day."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = StoredFile(upload_to=import_path, max_length=200)
    name = models.CharField(max_length=255)
    created_at = models.DateTimeField(db_default=Now())

    objects = ImportFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
