from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.accounts.bilingual import Localized
from awards.accounts.thai import sort_key
from awards.dsure.querysets import CertificateQuerySet
from awards.dsure.statuses import CertificateState
from awards.outbox.work import Work, WorkQuerySet


class Registrar(models.Model):
    """Who keeps the register."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="registrar")


class Mark(models.Model):
    """A mark that products carry, with its level, as the operator defines them."""

    code = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    description_th = models.TextField(blank=True)
    description_en = models.TextField(blank=True)

    name = Localized("name")
    description = Localized("description")

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return str(self.name)


class Maker(models.Model):
    """Who makes certified products. The register knows no entrants."""

    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=[("th", "ไทย"), ("en", "English")], default="th")
    website = models.URLField(blank=True)

    name = Localized("name")

    def __str__(self) -> str:
        return str(self.name)


class Certificate(models.Model):
    """A product and the mark it carries, under a number that anyone can look up once it is announced."""

    number = models.CharField(_("certificate number"), max_length=60, unique=True)
    name_th = models.CharField(_("product name in Thai"), max_length=300)
    name_en = models.CharField(_("product name in English"), max_length=300)
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)
    kind = models.CharField(_("kind of product"), max_length=100, blank=True)
    description_th = models.TextField(_("description in Thai"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    maker = models.ForeignKey(Maker, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("maker"))
    mark = models.ForeignKey(Mark, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("mark"))
    issued_on = models.DateField(_("issued"))
    expires_on = models.DateField(_("expires"), null=True, blank=True)
    state = models.CharField(max_length=12, choices=CertificateState, default=CertificateState.CERTIFIED)
    state_since = models.DateField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True, db_index=True)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)

    name = Localized("name")
    description = Localized("description")
    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name_th)[:700]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def state_on(self, day: date | None = None) -> CertificateState:
        """The state as the reader should see it: a certificate past its last day has expired whatever the row says."""
        day = day or timezone.localdate()
        if self.state == CertificateState.CERTIFIED and self.expires_on and self.expires_on < day:
            return CertificateState.EXPIRED
        return CertificateState(self.state)

    @property
    def current_state(self) -> CertificateState:
        return self.state_on()


class Announcement(Work):
    """A batch of certificates that becomes public at one moment (``due_at``), by the worker, exactly once.

    A draft until somebody schedules it.
    """

    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300)
    text_th = models.TextField(_("text in Thai"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    certificates = models.ManyToManyField(Certificate, related_name="announcements", blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    title = Localized("title")
    text = Localized("text")
    objects = WorkQuerySet["Announcement"].as_manager()

    class Meta(Work.Meta):
        abstract = False
        ordering = ["-due_at"]

    def __str__(self) -> str:
        return str(self.title)
