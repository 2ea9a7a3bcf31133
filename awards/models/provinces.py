from __future__ import annotations

from django.db import models

from awards.language.bilingual import Localized


class Province(models.Model):
    """A province of Thailand (ISO 3166-2:TH); rows come from a data migration."""

    code = models.CharField(max_length=6, primary_key=True)
    name_th = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=120, editable=False)

    name = Localized("name")

    class Meta:
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return str(self.name)
