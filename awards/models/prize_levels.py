from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards.language.bilingual import Localized
from awards.models.editions import Edition, code_validator


class PrizeLevelQuerySet(models.QuerySet["PrizeLevel"]):
    def ladder(self) -> PrizeLevelQuerySet:
        """The steps that every category has, highest first."""
        return self.filter(across=False)

    def across_categories(self) -> PrizeLevelQuerySet:
        return self.filter(across=True)


class PrizeLevel(models.Model):
    """A step of the ladder of prizes; order 1 is the highest.

    ``across``: not a step of each category's ladder but a prize of the whole edition,
    like best of show; ``per_category`` then says how many there are in all.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="prize_levels"
    )
    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    per_category = models.PositiveSmallIntegerField(_("prizes per category"), default=1)
    minimum_entries = models.PositiveSmallIntegerField(
        _("minimum number of judged entries"),
        default=1,
        help_text=_(
            "Minimum number of judged entries. With fewer, the prize is not proposed."
        ),
    )
    minimum_score = models.DecimalField(
        _("minimum score"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_(
            "Adjusted score on the scale of the deciding round. Leave empty for no "
            "minimum."
        ),
    )
    across = models.BooleanField(
        _("a prize across all categories, for example best in show"),
        default=False,
        help_text=_(
            "Awarded by hand. The number of prizes then applies to the whole edition."
        ),
    )

    name = Localized("name")
    objects = PrizeLevelQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="prize_level_code_unique_in_edition"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)
