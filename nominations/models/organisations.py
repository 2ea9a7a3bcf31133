from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.asking import Visitor
from awards.language.bilingual import Localized
from awards.models import Province, RowKind, told_changes
from nominations.statuses import (
    OrganisationKind,
)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: Visitor) -> OrganisationQuerySet:
        """The organisations one enters for. Organisers see an organisation only beside
        its entry.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(members__user=user)


class Organisation(models.Model):
    """Who enters. The 13-digit number is not unique: two people may enter for one body
    without seeing each other.
    """

    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    kind = models.CharField(_("type"), max_length=20, choices=OrganisationKind)
    number = models.CharField(
        _("13-digit ID number"), max_length=13, blank=True, db_index=True
    )
    province = models.ForeignKey(
        Province, null=True, on_delete=models.PROTECT, verbose_name=_("province")
    )
    website = models.URLField(_("website"), blank=True)
    created_at = models.DateTimeField(db_default=Now())

    name = Localized("name")
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        triggers = told_changes(
            RowKind.ORGANISATION, "id", ("name_th", "name_en", "number")
        )

    def __str__(self) -> str:
        return str(self.name)


class Member(models.Model):
    """Who may enter for an organisation."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="members"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="member_once")
        ]
