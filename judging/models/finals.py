from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards.models import Round
from nominations.models import EntryCategory


class Part(models.TextChoices):
    """The parts of a presentation, in their order; their minutes are the round's."""

    SETUP = "setup", _("Preparation")
    PITCH = "pitch", _("Pitch")
    QUESTIONS = "questions", _("Questions")
    CLOSE = "close", _("Close")


USUAL_MINUTES = {Part.SETUP: 2, Part.PITCH: 7, Part.QUESTIONS: 5, Part.CLOSE: 1}


class Presentation(models.Model):
    """One entry on the stage of a final. ``part`` is empty before it begins and after
    it has ended.
    """

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="presentations"
    )
    entry_category = models.ForeignKey(
        EntryCategory, on_delete=models.PROTECT, related_name="presentations"
    )
    order = models.PositiveSmallIntegerField(default=0)
    part = models.CharField(max_length=10, choices=Part, blank=True)
    # by the database's clock
    part_began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "entry_category"], name="presentation_once"
            )
        ]

    @property
    def runs(self) -> bool:
        return bool(self.part)


class Carried(models.Model):
    """What an entry brings along from an earlier round, on this round's scale; fixed
    before the first ballot is in.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="carried")
    entry_category = models.ForeignKey(
        EntryCategory, on_delete=models.PROTECT, related_name="carried"
    )
    value = models.DecimalField(max_digits=9, decimal_places=4)
    # as it stood on the earlier round's own scale
    before = models.DecimalField(max_digits=9, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "entry_category"], name="carried_once"
            )
        ]
