from __future__ import annotations

from django.db import models

from awards.language.bilingual import Localized
from awards.models.form_stamp import new_stamp


class Smart(models.Model):
    """One of the seven Smarts; rows come from a data migration. Colours stand in the
    style sheet, by code.
    """

    code = models.SlugField(max_length=20, unique=True)
    order = models.PositiveSmallIntegerField()
    name_th = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    scope_th = models.TextField(blank=True)
    scope_en = models.TextField(blank=True)

    name = Localized("name")
    scope = Localized("scope")

    class Meta:
        ordering = ["order"]
        triggers = [new_stamp("SELECT id FROM awards_edition")]

    def __str__(self) -> str:
        return str(self.name)
