from __future__ import annotations

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.accounts.asking import Visitor
from awards.files.stored import StoredFile
from awards.language.bilingual import Localized
from awards.outbox.work import Work, WorkQuerySet

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # nothing that reads as something else


class CertificateKind(models.TextChoices):
    WINNER = "winner", _("Winner")
    ENTRANT = "entrant", _("Entrant")
    JUDGE = "judge", _("Judge")


def new_code() -> str:
    """Four times four letters: about 78 bits, so that no certificate is found by guessing."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4)
    )


def artwork_path(wording: Wording, name: str) -> str:
    """Never the same twice: a certificate that was made keeps the pictures that it was
    made with.
    """
    return f"certificates/artwork/{uuid.uuid4().hex}.png"


def package_path(package: Package, name: str) -> str:
    return f"certificates/packages/{uuid.uuid4().hex}.zip"


class Wording(models.Model):
    """What an edition's certificates of one kind say. Placeholders: see
    ``wording.PLACEHOLDERS``.
    """

    edition = models.ForeignKey(
        "awards.Edition", on_delete=models.CASCADE, related_name="wordings"
    )
    kind = models.CharField(max_length=10, choices=CertificateKind)
    title_th = models.CharField(_("title in Thai"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    text_th = models.TextField(_("text in Thai"))
    text_en = models.TextField(_("text in English"))
    signer_th = models.CharField(
        _("name of the signatory, in Thai"), max_length=200, blank=True
    )
    signer_en = models.CharField(
        _("name of the signatory, in English"), max_length=200, blank=True
    )
    office_th = models.CharField(
        _("signatory's position, in Thai"), max_length=200, blank=True
    )
    office_en = models.CharField(
        _("signatory's position, in English"), max_length=200, blank=True
    )
    signature = StoredFile(
        _("signature"), upload_to=artwork_path, max_length=200, blank=True
    )
    second_signer_th = models.CharField(
        _("name of the second signatory, in Thai"), max_length=200, blank=True
    )
    second_signer_en = models.CharField(
        _("name of the second signatory, in English"), max_length=200, blank=True
    )
    second_office_th = models.CharField(
        _("position of the second signatory, in Thai"), max_length=200, blank=True
    )
    second_office_en = models.CharField(
        _("position of the second signatory, in English"), max_length=200, blank=True
    )
    second_signature = StoredFile(
        _("second signature"), upload_to=artwork_path, max_length=200, blank=True
    )
    logo = StoredFile(_("logo"), upload_to=artwork_path, max_length=200, blank=True)
    second_logo = StoredFile(
        _("second logo"), upload_to=artwork_path, max_length=200, blank=True
    )
    third_logo = StoredFile(
        _("third logo"), upload_to=artwork_path, max_length=200, blank=True
    )
    thai_digits = models.BooleanField(_("Thai digits in the Thai text"), default=True)

    title = Localized("title")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind"], name="one_wording_per_kind"
            )
        ]


class CredentialQuerySet(WorkQuerySet["Credential"]):
    def public(self) -> CredentialQuerySet:
        """What anyone with the code may see: a winner's once its list is published,
        others once any list is.
        """
        from awards.models.winners import WinnerList

        published = WinnerList.objects.filter(published_at__lte=Now())
        of_edition = Exists(published.filter(edition=OuterRef("edition")))
        of_winner = Exists(published.filter(pk=OuterRef("winner__winner_list")))
        return self.filter(Q(of_edition, winner=None) | Q(of_winner))

    def still_won(self) -> CredentialQuerySet:
        """All but those of a prize that a correction took away: nobody is told of one
        as if it were theirs.
        """
        from awards.models.winners import Winner

        won = Winner.objects.filter(
            winner_list__edition=OuterRef("edition"),
            winner_list__superseded_at=None,
            reference=OuterRef("winner__reference"),
            category_code=OuterRef("winner__category_code"),
            level_code=OuterRef("winner__level_code"),
        )
        return self.filter(Q(winner=None) | Q(Exists(won)))

    def held_by(self, user: Visitor) -> CredentialQuerySet:
        """A person's own, from the moment that anybody may see them."""
        return (
            self.public().filter(holder=user) if user.is_authenticated else self.none()
        )

    def standing(self) -> CredentialQuerySet:
        return self.filter(revoked_at=None)


def whose(reference: str, category: str) -> str:
    """``SCSA-2569-0012 · Smart Energy``, of a reference as certificates keep it: with
    the code of its category.
    """
    kind, _colon, entry = reference.rpartition(":")
    return "" if kind == "judge" else " · ".join(filter(None, (entry, category)))


class Credential(Work):
    """One certificate of one person or organisation: its words are copies, its PDF is
    made by the worker.
    """

    edition = models.ForeignKey(
        "awards.Edition", on_delete=models.PROTECT, related_name="credentials"
    )
    kind = models.CharField(max_length=10, choices=CertificateKind)
    winner = models.ForeignKey(
        "awards.Winner",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="credentials",
    )
    # who finds it on their desk and is told by mail
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="credentials",
    )
    # whose: an entry's reference, a judge's number
    reference = models.CharField(max_length=100)
    code = models.CharField(max_length=19, unique=True)
    status_index = models.PositiveIntegerField(unique=True)
    name_th = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    text_th = models.TextField()
    text_en = models.TextField()
    # signers, logos, thai_digits: see ``services.frozen_look``
    extra = models.JSONField(default=dict)
    issued_at = models.DateTimeField(db_default=Now())
    pdf = models.FileField(upload_to="certificates/", blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.TextField(blank=True)
    mail_asked_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

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

    @property
    def whose(self) -> str:
        """The entry's own reference, and for which prize of it; nothing for a judge."""
        return whose(self.reference, str(self.winner.category) if self.winner else "")

    def get_absolute_url(self) -> str:
        return reverse("awards:credential-verify", args=[self.code])

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None


class Package(Work):
    """The certificates of an edition as one ZIP, for its organisers; made by the
    worker, thrown away after a day.
    """

    edition = models.ForeignKey(
        "awards.Edition", on_delete=models.CASCADE, related_name="packages"
    )
    # empty: all kinds
    kind = models.CharField(max_length=10, choices=CertificateKind, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = StoredFile(upload_to=package_path, blank=True, max_length=200)

    objects = WorkQuerySet["Package"].as_manager()

    class Meta(Work.Meta):
        abstract = False
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.kind}"
