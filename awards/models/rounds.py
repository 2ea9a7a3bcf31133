"""The passages of judging, and how much each criterion counts in them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.language.bilingual import Localized
from awards.models.categories import Category, Criterion
from awards.models.editions import Edition, code_validator
from awards.statuses import RoundPhase


class Round(models.Model):
    """One passage of judging, with its window, its scale and its rules."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="rounds"
    )
    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    active = models.BooleanField(_("used in this edition"), default=True)
    blind = models.BooleanField(_("blind: judges do not see who entered"), default=True)
    opens_at = models.DateTimeField(_("judging opens"))
    closes_at = models.DateTimeField(_("judging closes"))
    judges_per_entry = models.PositiveSmallIntegerField(
        _("judges per entry"), default=3
    )
    quorum = models.PositiveSmallIntegerField(_("ballots needed per entry"), default=1)
    scale_min = models.DecimalField(
        _("lowest score"), max_digits=6, decimal_places=2, default=0
    )
    scale_max = models.DecimalField(
        _("highest score"), max_digits=6, decimal_places=2, default=10
    )
    scale_step = models.DecimalField(
        _("step"),
        max_digits=5,
        decimal_places=2,
        default="0.5",
        validators=[MinValueValidator(0.01)],
    )

    name = Localized("name")

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="round_code_unique_in_edition"
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")),
                name="round_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(scale_min__lt=F("scale_max")), name="round_scale_has_room"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def phase(self) -> RoundPhase:
        return RoundPhase.of(self)


class Weight(models.Model):
    """How much a criterion counts in a category and a round, in per cent. The weights
    of a category sum to 100.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="weights")
    category = models.ForeignKey(
        Category, on_delete=models.CASCADE, related_name="weights"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="weights"
    )
    percent = models.DecimalField(
        max_digits=6,
        decimal_places=3,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "category", "criterion"], name="weight_once"
            )
        ]
