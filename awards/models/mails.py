"""The words of an edition's mails, where it words them anew."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

LONGEST_SUBJECT, LONGEST_TEXT = 150, 5000


class MailWording(models.Model):
    """A version of the words of one kind of mail; the newest one is in force. A text
    that is empty is the default of its language.
    """

    edition = models.ForeignKey(
        "awards.Edition", on_delete=models.CASCADE, related_name="mail_wordings"
    )
    event = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()  # from 1
    subject_th = models.CharField(
        _("subject in Thai"), max_length=LONGEST_SUBJECT, blank=True
    )
    text_th = models.TextField(_("text in Thai"), max_length=LONGEST_TEXT, blank=True)
    subject_en = models.CharField(
        _("subject in English"), max_length=LONGEST_SUBJECT, blank=True
    )
    text_en = models.TextField(
        _("text in English"), max_length=LONGEST_TEXT, blank=True
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["edition", "event", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "event", "number"], name="mail_wording_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}, {self.number}"

    @property
    def is_default(self) -> bool:
        return not (self.text_th or self.text_en)
