"""What entries compete in, and what judges look for in them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards.language.bilingual import Localized
from awards.models.editions import Edition, code_validator
from awards.models.form_stamp import new_stamp
from awards.models.smarts import Smart


class Category(models.Model):
    """What entries compete in: an area of the award with a list of winners of its own."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="categories"
    )
    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    smart = models.ForeignKey(
        Smart, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    description_th = models.TextField(_("description in Thai"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)

    name = Localized("name")
    description = Localized("description")

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="category_code_unique_in_edition"
            )
        ]
        triggers = [new_stamp()]

    def __str__(self) -> str:
        return str(self.name)


class Criterion(models.Model):
    """What judges score: what is looked for, and what a low, a middle and a high score mean."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="criteria"
    )
    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    smart = models.ForeignKey(
        Smart, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    looked_for_th = models.TextField(_("what judges look for, in Thai"), blank=True)
    looked_for_en = models.TextField(_("what judges look for, in English"), blank=True)
    low_th = models.TextField(_("a low score means, in Thai"), blank=True)
    low_en = models.TextField(_("a low score means, in English"), blank=True)
    middle_th = models.TextField(_("a medium score means, in Thai"), blank=True)
    middle_en = models.TextField(_("a medium score means, in English"), blank=True)
    high_th = models.TextField(_("a high score means, in Thai"), blank=True)
    high_en = models.TextField(_("a high score means, in English"), blank=True)

    name = Localized("name")
    looked_for = Localized("looked_for")
    low = Localized("low")
    middle = Localized("middle")
    high = Localized("high")

    class Meta:
        ordering = ["order", "code"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="criterion_code_unique_in_edition"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)
