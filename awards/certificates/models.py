from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.accounts.bilingual import Localized
from awards.outbox.work import Work, WorkQuerySet

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # nothing that reads as something else


class CertificateKind(models.TextChoices):
    WINNER = "winner", _("Winner")
    ENTRANT = "entrant", _("Entrant")
    JUDGE = "judge", _("Judge")


def new_code() -> str:
    """Four times four letters: about 78 bits, so that no certificate is found by guessing."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


class Wording(models.Model):
    """What an edition's certificates of one kind say. Placeholders: see ``wording.PLACEHOLDERS``."""

    edition = models.ForeignKey("awards.Edition", on_delete=models.CASCADE, related_name="wordings")
    kind = models.CharField(max_length=10, choices=CertificateKind)
    title_th = models.CharField(_("title in Thai"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    text_th = models.TextField(_("text in Thai"))
    text_en = models.TextField(_("text in English"))
    signer_th = models.CharField(_("who signs, in Thai"), max_length=200, blank=True)
    signer_en = models.CharField(_("who signs, in English"), max_length=200, blank=True)
    office_th = models.CharField(_("their office, in Thai"), max_length=200, blank=True)
    office_en = models.CharField(_("their office, in English"), max_length=200, blank=True)
    thai_digits = models.BooleanField(_("Thai digits in the Thai text"), default=True)

    title = Localized("title")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "kind"], name="one_wording_per_kind")]


class CredentialQuerySet(WorkQuerySet["Credential"]):
    def public(self) -> CredentialQuerySet:
        """What anyone with the code may see: a winner's once its list is published, others once any list is."""
        of_edition = Q(winner=None, edition__winner_lists__published_at__lte=Now())
        of_winner = Q(winner__winner_list__published_at__lte=Now())
        return self.filter(of_edition | of_winner).distinct()


class Credential(Work):
    """One certificate of one person or organisation: its words are copies, its PDF is made by the worker."""

    edition = models.ForeignKey("awards.Edition", on_delete=models.PROTECT, related_name="credentials")
    kind = models.CharField(max_length=10, choices=CertificateKind)
    winner = models.ForeignKey(
        "awards.Winner", null=True, blank=True, on_delete=models.CASCADE, related_name="credentials"
    )
    reference = models.CharField(max_length=100)  # whose: an entry's reference, a judge's number
    code = models.CharField(max_length=19, unique=True, default=new_code)
    status_index = models.PositiveIntegerField(unique=True)
    name_th = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    text_th = models.TextField()
    text_en = models.TextField()
    extra = models.JSONField(default=dict)  # signer_th, signer_en, office_th, office_en, date_th, date_en
    issued_at = models.DateTimeField(db_default=Now())
    pdf = models.FileField(upload_to="certificates/", blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.TextField(blank=True)

    name = Localized("name")
    title = Localized("title")
    text = Localized("text")
    objects = CredentialQuerySet.as_manager()

    class Meta(Work.Meta):
        abstract = False
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "reference"],
                condition=Q(revoked_at=None),
                name="one_standing_credential_per_recipient",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("awards:credential-verify", args=[self.code])

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None
