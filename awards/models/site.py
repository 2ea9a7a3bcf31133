"""The face of the site and of each edition, and the pages that organisers write."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.models import User
from awards.files.stored import StoredFile
from awards.language.bilingual import Localized

colour_validator = RegexValidator(
    r"^#[0-9a-f]{6}\Z", _("Write the colour as # and six digits or letters a–f.")
)
page_code_validator = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use a–z, 0–9 and single hyphens.")
)


def artwork_path(owner: User, name: str) -> str:
    """Under a random name: what replaces a picture has another address."""
    return f"site/{uuid.uuid4().hex}.{name.rsplit('.', 1)[-1]}"


class Identity(models.Model):
    """How the site looks and whom it names (``edition`` None), or one edition of it;
    what an edition leaves empty it takes from the site.
    """

    edition = models.OneToOneField(
        "awards.Edition",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="identity",
    )
    accent = models.CharField(
        _("accent colour"), max_length=7, blank=True, validators=[colour_validator]
    )
    emblem = StoredFile(upload_to=artwork_path, max_length=200, blank=True)
    hero = StoredFile(upload_to=artwork_path, max_length=200, blank=True)
    hero_width = models.PositiveIntegerField(default=0)
    hero_height = models.PositiveIntegerField(default=0)
    hero_x = models.PositiveSmallIntegerField(
        _("what matters in the picture, from the left (per cent)"),
        default=50,
        validators=[MaxValueValidator(100)],
    )
    hero_y = models.PositiveSmallIntegerField(
        _("what matters in the picture, from the top (per cent)"),
        default=50,
        validators=[MaxValueValidator(100)],
    )
    hero_credit = models.CharField(_("whose picture it is"), max_length=300, blank=True)
    organiser_th = models.CharField(_("organiser, in Thai"), max_length=300, blank=True)
    organiser_en = models.CharField(
        _("organiser, in English"), max_length=300, blank=True
    )
    co_organisers_th = models.TextField(
        _("co-organisers in Thai, one a line"), blank=True
    )
    co_organisers_en = models.TextField(
        _("co-organisers in English, one a line"), blank=True
    )
    email = models.EmailField(_("email for questions"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    address_th = models.TextField(_("address in Thai"), blank=True)
    address_en = models.TextField(_("address in English"), blank=True)
    line = models.CharField(_("LINE account"), max_length=60, blank=True)
    facebook = models.URLField(_("Facebook page"), blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    organiser = Localized("organiser")
    co_organisers = Localized("co_organisers")
    address = Localized("address")

    class Meta:
        verbose_name_plural = "identities"
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], nulls_distinct=False, name="one_identity_each"
            ),
            models.CheckConstraint(
                condition=Q(hero_x__lte=100, hero_y__lte=100),
                name="focus_within_the_hero",
            ),
        ]


class PartnerTier(models.TextChoices):
    """How a partner stands to the award, the nearest first."""

    HOST = "1-host", _("Organised by")
    CO_HOST = "2-co-host", _("Together with")
    SUPPORTER = "3-supporter", _("Supported by")
    MEDIA = "4-media", _("Media partners")


class Partner(models.Model):
    """Somebody whose logo stands on the site's pages, or on one edition's."""

    edition = models.ForeignKey(
        "awards.Edition",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="partners",
    )
    tier = models.CharField(_("kind"), max_length=20, choices=PartnerTier)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    website = models.URLField(_("web site"), blank=True)
    logo = StoredFile(upload_to=artwork_path, max_length=200, blank=True)

    name = Localized("name")

    class Meta:
        ordering = ["tier", "order", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class PageKind(models.TextChoices):
    PAGE = "page", _("Page")
    NEWS = "news", _("News")
    QUESTION = "question", _("Question and answer")


class WrittenPage(models.Model):
    """What organisers write in Markdown: a page, a piece of news, a question with its
    answer. Everybody reads it from ``published_at`` on; None is a draft.
    """

    edition = models.ForeignKey(
        "awards.Edition",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="written_pages",
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=PageKind, default=PageKind.PAGE
    )
    code = models.CharField(
        _("address"),
        max_length=60,
        validators=[page_code_validator],
        help_text=_("The last part of the page's address, like rules or press-2026."),
    )
    title_th = models.CharField(_("title in Thai"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    body_th = models.TextField(_("text in Thai"), blank=True)
    body_en = models.TextField(_("text in English"), blank=True)
    in_menu = models.BooleanField(_("stands in the menu"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    created_at = models.DateTimeField(db_default=Now())

    title = Localized("title")
    body = Localized("body")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                nulls_distinct=False,
                name="written_page_code_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)
