from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.language.bilingual import Localized


class Grouping(models.TextChoices):
    LEVEL = "level", _("level by level, all categories each")
    CATEGORY = "category", _("category by category, all levels each")


class StagePlan(models.Model):
    """How an edition's prizes are announced and its guests seated. Without a row: the
    defaults below.
    """

    edition = models.OneToOneField(
        "awards.Edition", on_delete=models.CASCADE, related_name="stage_plan"
    )
    grouping = models.CharField(
        _("order"), max_length=10, choices=Grouping, default=Grouping.LEVEL
    )
    lowest_first = models.BooleanField(
        _("lowest level first, highest last"), default=True
    )
    reveal = models.BooleanField(
        _("a title slide with category and level before each winner's slide"),
        default=True,
    )
    seats_per_row = models.PositiveSmallIntegerField(
        _("seats in a row"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    kept_rows = models.PositiveSmallIntegerField(
        _("front rows reserved for guests of honour"),
        default=1,
        validators=[MaxValueValidator(50)],
    )
    usual_party = models.PositiveSmallIntegerField(
        _("seats for entrants who have not answered"),
        default=2,
        validators=[MaxValueValidator(50)],
    )
    asks_entrants = models.BooleanField(_("ask all entrants"), default=False)

    def __str__(self) -> str:
        return f"stage of {self.edition_id}"


class Side(models.TextChoices):
    ENTRANT = "entrant", _("Entrant")
    ORGANISER = "organiser", _("Organiser")


class StageWord(models.Model):
    """What one side has said about an entry on the stage; the organiser's word goes
    before the entrant's.

    Two rows rather than one: an entrant who found an organiser's words on their page
    would learn that they won.
    """

    edition = models.ForeignKey(
        "awards.Edition", on_delete=models.CASCADE, related_name="stage_words"
    )
    reference = models.CharField(max_length=60)
    side = models.CharField(max_length=10, choices=Side)
    reading_th = models.CharField(
        _("pronunciation of the organisation's name, in Thai"),
        max_length=300,
        blank=True,
    )
    reading_en = models.CharField(
        _("pronunciation of the organisation's name, in English"),
        max_length=300,
        blank=True,
    )
    receiver_th = models.CharField(
        _("who receives the prize, in Thai"), max_length=300, blank=True
    )
    receiver_en = models.CharField(
        _("who receives the prize, in English"), max_length=300, blank=True
    )
    coming = models.PositiveSmallIntegerField(
        _("number of people attending"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(50)],
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    # the organiser's alone
    seat = models.CharField(_("first seat of the group"), max_length=8, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(db_default=Now())

    reading = Localized("reading")
    receiver = Localized("receiver")

    class Meta:
        ordering = ["reference", "side"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "reference", "side"], name="stage_word_once_per_side"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} ({self.side})"
