"""Identity papers: files that only the entrant and few organisers may open."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from awards.files.stored import StoredFile
from nominations.models.entries import Entry
from nominations.models.questions import Question


def random_sealed_path(paper: models.Model, name: str) -> str:
    return f"papers/{uuid.uuid4().hex}"


class IdentityPaper(models.Model):
    """No ``Attachment``: whatever reads, copies or shows attachments never meets it. The
    file is stored encrypted and its name is not kept. Once it was seen and confirmed it
    is erased, and the row stays as the proof.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="papers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # encrypted; empty once erased
    file = StoredFile(upload_to=random_sealed_path, max_length=200, blank=True)
    media_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()  # bytes, before it was encrypted
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.key)
