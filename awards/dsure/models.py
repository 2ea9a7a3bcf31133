from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.dsure.querysets import (
    AnnouncementQuerySet,
    CertificateQuerySet,
    SubscriberQuerySet,
)
from awards.dsure.statuses import BADGES, CertificateState, EventKind
from awards.language.bilingual import Localized
from awards.language.thai import ascii_digits, clean_text, folded, sort_key
from awards.outbox.work import Work


class Registrar(models.Model):
    """Who keeps the register."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="registrar"
    )


class Aspect(models.Model):
    """Something that laboratories test: security, safety, functionality, as the
    registrar defines them.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

    name = Localized("name")

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return str(self.name)


class Laboratory(models.Model):
    """Where products were tested."""

    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300)
    accreditation = models.CharField(_("accreditation"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)

    name = Localized("name")

    class Meta:
        ordering = ["name_en"]
        verbose_name_plural = "laboratories"

    def __str__(self) -> str:
        return str(self.name)


class Mark(models.Model):
    """A mark that products carry, with its level and what is tested for it, as the
    registrar defines them.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    level_th = models.CharField(_("level in Thai"), max_length=100, blank=True)
    level_en = models.CharField(_("level in English"), max_length=100, blank=True)
    aspects = models.ManyToManyField(
        Aspect, verbose_name=_("what is tested"), related_name="marks", blank=True
    )
    description_th = models.TextField(_("description in Thai"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)

    name = Localized("name")
    level = Localized("level")
    description = Localized("description")

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return str(self.name)


class Maker(models.Model):
    """Who makes certified products. The register knows no entrants."""

    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300)
    email = models.EmailField(_("email"), blank=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("th", "ไทย"), ("en", "English")],
        default="th",
    )
    website = models.URLField(_("website"), blank=True)

    name = Localized("name")

    class Meta:
        ordering = ["name_en", "pk"]

    def __str__(self) -> str:
        return str(self.name)


def number_key(number: str) -> str:
    """A certificate number as people may type it: any case, Thai or other digits,
    spaces or none.
    """
    return "".join(ascii_digits(clean_text(number)).casefold().split())


class Certificate(models.Model):
    """A product and the mark it carries, under a number that anyone can look up once it
    is announced.
    """

    number = models.CharField(_("certificate number"), max_length=60, unique=True)
    number_key = models.CharField(max_length=120, unique=True, editable=False)
    name_th = models.CharField(_("product name in Thai"), max_length=300)
    name_en = models.CharField(_("product name in English"), max_length=300)
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)
    # every word a search may find it by, see ``searchable``
    search_text = models.TextField(editable=False)
    kind = models.CharField(_("product type"), max_length=100, blank=True)
    description_th = models.TextField(_("description in Thai"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    maker = models.ForeignKey(
        Maker,
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("maker"),
    )
    mark = models.ForeignKey(
        Mark,
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("mark"),
    )
    laboratory = models.ForeignKey(
        Laboratory,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("tested by"),
    )
    digital_service_url = models.URLField(
        _("address in the Digital Service Account"), blank=True
    )
    picture = models.FileField(_("picture"), upload_to="dsure/", blank=True)
    issued_on = models.DateField(_("issued"))
    expires_on = models.DateField(_("expires"), null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=CertificateState, default=CertificateState.CERTIFIED
    )
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
        self.number_key = number_key(self.number)
        self.sort_key = sort_key(self.name_th)[:700]
        self.search_text = self.searchable()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("dsure:certificate", args=[self.number])

    def searchable(self) -> str:
        words = [self.number, self.number_key, self.name_th, self.name_en, self.kind]
        return "\n".join(
            folded(text) for text in [*words, self.maker.name_th, self.maker.name_en]
        )

    def state_on(self, day: date | None = None) -> CertificateState:
        """The state as the reader should see it: a certificate past its last day has
        expired whatever the row says.
        """
        day = day or timezone.localdate()
        if (
            self.state == CertificateState.CERTIFIED
            and self.expires_on
            and self.expires_on < day
        ):
            return CertificateState.EXPIRED
        return CertificateState(self.state)

    def stood_on(self, day: date) -> CertificateState | None:
        """The state at the end of a day gone by, from the history; None before the day of issue."""
        if day < self.issued_on:
            return None
        changes = [
            event for event in self.events.all() if event.kind == EventKind.STATE
        ]
        later = [event for event in changes if timezone.localdate(event.at) > day]
        state = (
            min(later, key=lambda event: (event.at, event.pk)).from_state
            if later
            else self.state
        )
        expired = bool(self.expires_on and self.expires_on < day)
        if expired and state in (CertificateState.CERTIFIED, CertificateState.EXPIRED):
            return CertificateState.EXPIRED
        return (
            CertificateState.CERTIFIED
            if state == CertificateState.EXPIRED
            else CertificateState(state)
        )

    @property
    def current_state(self) -> CertificateState:
        return self.state_on()

    @property
    def badge(self) -> str:
        """The colour of the state, as a class of the style sheet; the word always
        stands beside it.
        """
        return BADGES[self.current_state]

    @property
    def standing_since(self) -> date | None:
        """The first day of the present state, where it is another than on the day of issue."""
        return self.standing_since_on(timezone.localdate())

    def standing_since_on(self, day: date) -> date | None:
        if self.state_on(day) == CertificateState.EXPIRED and self.expires_on:
            return self.expires_on + timedelta(days=1)
        return self.state_since

    def public_events(self) -> models.QuerySet[Event]:
        """What readers may know: all since the announcement. What happened before it is
        nobody's concern.
        """
        return (
            self.events.filter(at__gte=self.announced_at)
            if self.announced_at
            else self.events.none()
        )


class Event(models.Model):
    """What happened to a certificate: registered, announced, state changed, amended.
    Never changed afterwards.
    """

    certificate = models.ForeignKey(
        Certificate, on_delete=models.CASCADE, related_name="events"
    )
    kind = models.CharField(max_length=12, choices=EventKind)
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_state = models.CharField(max_length=12, choices=CertificateState, blank=True)
    to_state = models.CharField(max_length=12, choices=CertificateState, blank=True)
    note_th = models.TextField(blank=True)  # notes are public once the certificate is
    note_en = models.TextField(blank=True)
    changes = models.JSONField(default=dict, blank=True)  # field → [before, after]

    note = Localized("note")

    class Meta:
        ordering = ["-at", "-pk"]


class Announcement(Work):
    """A batch of certificates that becomes public at one moment (``due_at``), by the
    worker, exactly once.

    A draft until somebody schedules it. With ``edition_code`` it waits for that
    edition's ceremony instead.
    """

    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300)
    text_th = models.TextField(_("text in Thai"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    certificates = models.ManyToManyField(
        Certificate, related_name="announcements", blank=True
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    edition_code = models.CharField(
        _("with the ceremony of"), max_length=40, blank=True, db_index=True
    )
    published_at = models.DateTimeField(null=True, blank=True, db_index=True)

    title = Localized("title")
    text = Localized("text")
    objects = AnnouncementQuerySet.as_manager()

    class Meta(Work.Meta):
        abstract = False
        ordering = ["-due_at"]

    def __str__(self) -> str:
        return str(self.title)


class Subscriber(models.Model):
    """Who asked for news of the register by mail. Nothing is sent before the address
    was confirmed from its own mail;
    ending it deletes the row.
    """

    email = models.EmailField(_("email"), unique=True)
    language = models.CharField(
        max_length=2, choices=[("th", "ไทย"), ("en", "English")], default="th"
    )
    token = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriberQuerySet.as_manager()

    def __str__(self) -> str:
        return self.email
