from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

if TYPE_CHECKING:
    from awards.models import Edition, PrizeLevel  # noqa: F401


class EditionQuerySet(models.QuerySet["Edition"]):
    def organised_by(self, user: Any) -> EditionQuerySet:
        """Editions whose organiser this person is. The site's operator runs none of
        them by being operator.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisers__user=user)

    def manageable_by(self, user: Any) -> EditionQuerySet:
        """Editions that this person may set up: its organisers, and the operator."""
        if not user.is_authenticated:
            return self.none()
        if user.is_operator:
            return self.all()
        return self.filter(organisers__user=user)

    def visible_to(self, user: Any) -> EditionQuerySet:
        """Editions anybody may know of (their call has opened once), and one's own before that."""
        if not user.is_authenticated:
            return self.public()
        if user.is_operator:
            return self.all()
        from awards.models import Organiser

        own = Exists(Organiser.objects.filter(edition=OuterRef("pk"), user=user))
        return self.filter(Q(opens_at__lte=Now()) | Q(own))

    def public(self) -> EditionQuerySet:
        """Editions whose call has opened, by the database's clock."""
        return self.filter(opens_at__lte=Now())

    def accepting(self) -> EditionQuerySet:
        return self.filter(opens_at__lte=Now(), closes_at__gt=Now())

    def announced(self) -> EditionQuerySet:
        """Editions with a published winner list."""
        return self.filter(
            winner_lists__published_at__isnull=False, winner_lists__superseded_at=None
        )


class PrizeLevelQuerySet(models.QuerySet["PrizeLevel"]):
    def ladder(self) -> PrizeLevelQuerySet:
        """The steps that every category has, highest first."""
        return self.filter(across=False)

    def across_categories(self) -> PrizeLevelQuerySet:
        return self.filter(across=True)
