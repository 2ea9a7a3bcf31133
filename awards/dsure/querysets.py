from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from awards.accounts.thai import clean_text

if TYPE_CHECKING:
    from awards.dsure.models import Certificate  # noqa: F401


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def announced(self) -> CertificateQuerySet:
        """What the public may know of: announced, by the database's clock."""
        return self.filter(announced_at__lte=Now())

    def visible_to(self, user: Any) -> CertificateQuerySet:
        if user.is_authenticated and (user.is_operator or hasattr(user, "registrar")):
            return self.all()
        return self.announced()

    def search(self, words: str) -> CertificateQuerySet:
        """Rows in which every typed word stands somewhere: Thai has no spaces, so parts of words count."""
        found = self
        for word in clean_text(words).split():
            anywhere = Q()
            for field in ("number", "name_th", "name_en", "kind", "maker__name_th", "maker__name_en"):
                anywhere |= Q(**{f"{field}__icontains": word})
            found = found.filter(anywhere)
        return found
