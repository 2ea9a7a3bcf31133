from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import models

from awards.outbox.work import Work, WorkQuerySet


class Message(Work):
    """One mail to one person, written in the transaction of what it tells of. States: see ``work.WorkState``."""

    dedupe_key = models.CharField(max_length=200, unique=True)
    event = models.CharField(max_length=60)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages"
    )
    to_email = models.EmailField()
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    attachments = models.JSONField(default=list, blank=True)  # see ``awards.outbox.attachments``
    edition_code = models.CharField(max_length=40, blank=True, db_index=True)

    objects = WorkQuerySet["Message"].as_manager()

    class Meta(Work.Meta):
        abstract = False
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.event} → {self.to_email}"

    @property
    def dedupe_key_hash(self) -> str:
        return hashlib.sha256(self.dedupe_key.encode()).hexdigest()[:16]


class Suppression(models.Model):
    """An address that gets no mail any more: it bounced, complained or unsubscribed."""

    email = models.EmailField(unique=True)
    reason = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
