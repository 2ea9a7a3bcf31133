"""What is made of a file after it came in, and files that are still on their way."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from awards.files.stored import StoredFile
from awards.outbox.work import Work, WorkQuerySet, WorkState
from nominations.statuses import Scan, Screening


def random_made_path(row: models.Model, name: str) -> str:
    return f"made/{uuid.uuid4().hex}"


class PreparationQuerySet(WorkQuerySet["Preparation"]):
    def to_screen(self) -> PreparationQuerySet:
        """Looked at by the machine and waiting for a person."""
        return self.filter(state=WorkState.DONE, screening=Screening.WAITING)


class Preparation(Work):
    """The work on one attachment: scanned, made blind, rendered, searched for names.
    Files are made by the worker.

    ``replacement`` is what a screener put in the place of the entrant's file for blind
    judges; ``blind`` is the copy of a PDF without anything hidden in it (empty where
    the file that came in is clean already: pictures, most videos).
    """

    attachment = models.OneToOneField(
        "nominations.Attachment", on_delete=models.CASCADE, related_name="preparation"
    )
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.NONE, blank=True)
    replacement = StoredFile(upload_to=random_made_path, max_length=200, blank=True)
    replacement_type = models.CharField(max_length=60, blank=True)
    replacement_sha256 = models.CharField(max_length=64, blank=True)
    blind = StoredFile(upload_to=random_made_path, max_length=200, blank=True)
    blind_sha256 = models.CharField(max_length=64, blank=True)
    blind_size = models.PositiveBigIntegerField(default=0)
    thumbnail = StoredFile(upload_to=random_made_path, max_length=200, blank=True)
    pages = models.PositiveIntegerField(null=True)
    pages_shown = models.PositiveSmallIntegerField(default=0)
    # page by page; first what stands on none
    texts = models.JSONField(default=list, blank=True)
    # see ``nominations.files.entrant_names_search.Finding``
    findings = models.JSONField(default=list, blank=True)
    screening = models.CharField(
        max_length=10, choices=Screening, default=Screening.WAITING
    )
    reason = models.TextField(blank=True)  # read by the entrant
    screened_at = models.DateTimeField(null=True, blank=True)
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = PreparationQuerySet.as_manager()

    class Meta(Work.Meta):
        abstract = False

    @property
    def is_clean(self) -> bool:
        """Held back until a scanner said so, where there is one."""
        return self.scan == Scan.CLEAN or (
            not settings.CLAMD_URL and self.scan != Scan.INFECTED
        )

    @property
    def is_done(self) -> bool:
        return self.state == WorkState.DONE


class PageImage(models.Model):
    """One page of a PDF's blind copy as a JPEG, since a browser shows no PDF within a
    sandbox. Numbers begin at 1.
    """

    preparation = models.ForeignKey(
        Preparation, on_delete=models.CASCADE, related_name="page_images"
    )
    number = models.PositiveSmallIntegerField()
    file = StoredFile(upload_to=random_made_path, max_length=200)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["preparation", "number"], name="page_image_once"
            )
        ]


class Upload(models.Model):
    """A file on its way in parts. ``received`` counts the bytes kept so far, in
    ``parts`` numbered from 0.

    A sweep takes away what nobody went on with for a day.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(
        "nominations.Entry", on_delete=models.CASCADE, related_name="uploads"
    )
    question = models.ForeignKey(
        "nominations.Question", null=True, on_delete=models.CASCADE, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    # the file's own time of change, to know it again
    changed = models.CharField(max_length=40, blank=True)
    received = models.PositiveBigIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    touched_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name

    def part_path(self, number: int) -> str:
        return f"parts/{self.key.hex}-{number:05d}"

    @property
    def part_paths(self) -> list[str]:
        return [self.part_path(number) for number in range(self.parts)]


class Receipt(models.Model):
    """What was received with one submission: the content as it was, and its
    fingerprint. The PDF is made when read.
    """

    entry = models.ForeignKey(
        "nominations.Entry", on_delete=models.CASCADE, related_name="receipts"
    )
    received_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    # see ``nominations.content.content_of``; empty when erased
    content = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=2)

    class Meta:
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.received_at:%Y-%m-%d %H:%M}"
