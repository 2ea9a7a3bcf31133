from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from awards.accounts.asking import Visitor
from awards.files.stored import StoredFile
from awards.language.bilingual import Localized
from nominations.models.entries import Entry
from nominations.models.questions import Question

CAPTION_LIMIT = 300


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def with_preparation(self) -> AttachmentQuerySet:
        """With what was made of each file, but for the long text that was read in it."""
        return self.select_related("preparation").defer("preparation__texts")

    def visible_to(self, user: Visitor) -> AttachmentQuerySet:
        from nominations.models.entries import Entry

        return self.filter(entry__in=Entry.objects.visible_to(user))


class PresentAttachments(models.Manager["Attachment"]):
    """Without those that were taken out."""

    def get_queryset(self) -> models.QuerySet[Attachment]:
        return super().get_queryset().filter(removed_at=None)


def random_path(attachment: Attachment, name: str) -> str:
    """Stored under a random name: the name that the entrant gave is kept in the row and
    may name people.
    """
    return f"entries/{uuid.uuid4().hex}"


class Attachment(models.Model):
    """A file of an entry. ``media_type`` was decided from the content when it came in."""

    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, related_name="attachments"
    )
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = StoredFile(upload_to=random_path, max_length=200)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    # of pictures and films
    caption_th = models.CharField(max_length=CAPTION_LIMIT, blank=True)
    caption_en = models.CharField(max_length=CAPTION_LIMIT, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Taken out of a draft whose last submission has it: kept until that submission can
    # no longer come back.
    removed_at = models.DateTimeField(null=True, blank=True)

    caption = Localized("caption")
    objects = PresentAttachments.from_queryset(AttachmentQuerySet)()
    with_removed = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def takes_caption(self) -> bool:
        return self.media_type.startswith(("image/", "video/"))

    @classmethod
    def listed(cls, entry: Entry) -> AttachmentQuerySet:
        """An entry's files as its form lists them: those taken out, too, so that they
        can be put back.
        """
        rows = cls.with_removed.filter(entry=entry)
        return rows.with_preparation().select_related("question")
