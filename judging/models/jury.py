from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.asking import Visitor
from awards.files.stored import StoredFile
from awards.language.bilingual import Localized
from awards.models import (
    Category,
    Edition,
    Organiser,
    RowKind,
    told_changes,
)
from awards.roles import Area
from judging.statuses import JudgeState


class JudgeQuerySet(models.QuerySet["Judge"]):
    def accepted(self) -> JudgeQuerySet:
        return self.filter(state=JudgeState.ACCEPTED)

    def visible_to(self, user: Visitor) -> JudgeQuerySet:
        if not user.is_authenticated:
            return self.none()
        organises = Exists(
            Organiser.objects.reading(Area.JUDGING).filter(
                edition=OuterRef("edition"), user=user
            )
        )
        return self.filter(Q(user=user) | Q(organises))


def random_picture_path(judge: Judge, name: str) -> str:
    """A name that says nothing and cannot be guessed."""
    return f"jury/{uuid.uuid4().hex}.jpg"


class JuryPage(models.Model):
    """Whether an edition's jury stands in public: from the moment an organiser opens the page."""

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, related_name="jury_page"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )


class Judge(models.Model):
    """A person in the jury of one edition."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="judges"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="judge_roles"
    )
    state = models.CharField(
        max_length=10, choices=JudgeState, default=JudgeState.INVITED
    )
    organisation = models.CharField(_("organisation"), max_length=300, blank=True)
    organisation_number = models.CharField(
        _("Organisation's 13-digit ID number"), max_length=13, blank=True
    )
    limit = models.PositiveSmallIntegerField(
        _("maximum entries"), null=True, blank=True
    )
    categories = models.ManyToManyField(Category, blank=True, related_name="judges")
    invited_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.TextField(blank=True)
    suggestion = models.TextField(_("who to ask instead"), blank=True)
    expertise = models.JSONField(
        _("expertise per Smart, 0–2"), default=dict, blank=True
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    away_from = models.DateField(_("away from"), null=True, blank=True)
    away_until = models.DateField(_("away until"), null=True, blank=True)
    relations = models.TextField(
        _("former employers and other connections"), blank=True
    )
    bio_th = models.TextField(_("about you, in Thai"), blank=True)
    bio_en = models.TextField(_("about you, in English"), blank=True)
    # in the chain; kept here once the person's name is erased
    pseudonym = models.CharField(max_length=40, blank=True)
    picture = StoredFile(upload_to=random_picture_path, max_length=200, blank=True)
    public_at = models.DateTimeField(
        _("agreed to be shown on the jury page"), null=True, blank=True
    )
    agreed_version = models.CharField(max_length=20, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    chairs = models.ManyToManyField(Category, blank=True, related_name="chaired_by")

    bio = Localized("bio")
    objects = JudgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "user"], name="judge_once_per_edition"
            )
        ]
        triggers = told_changes(RowKind.JUDGE, "id", ("edition_id", "state"))

    def __str__(self) -> str:
        return str(self.user)


class PlannedJudge(models.Model):
    """Somebody to be invited, who knows nothing of it yet: no judge before the invitation
    is sent.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="planned_judges"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.CharField(max_length=300, blank=True)
    organisation_number = models.CharField(max_length=13, blank=True)
    limit = models.PositiveSmallIntegerField(null=True, blank=True)
    categories = models.ManyToManyField(Category, blank=True, related_name="+")
    expertise = models.JSONField(default=dict, blank=True)
    languages = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "user"], name="judge_planned_once_per_edition"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class JudgeLink(models.Model):
    """``judge`` is null where an address was asked for that is no judge's: asking does
    the same work for everybody.
    """

    judge = models.ForeignKey(
        Judge, null=True, on_delete=models.CASCADE, related_name="links"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link of judge {self.judge_id}"

    @property
    def key(self) -> str:
        """A name for the link's mail that says nothing of the token."""
        return self.token_hash[:16]
