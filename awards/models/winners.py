from __future__ import annotations

import unicodedata
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from awards.files.stored import StoredFile
from awards.language.bilingual import Localized
from awards.language.thai import folded
from awards.models.editions import Edition
from awards.models.row_changes import RowKind, told_changes
from awards.outbox.work import Work, WorkQuerySet

# The category of prizes that are given across all categories; no category of an edition
# has this code.
ACROSS_CODE = "across-categories"


class WinnerList(Work):
    """A frozen list of winners: names and texts are copies, so a published list never
    changes by itself.

    ``due_at`` is the moment of publication; until the worker has published it nothing
    of it is public.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="winner_lists"
    )
    version = models.PositiveSmallIntegerField(default=1)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # entries never checked, as whoever scheduled it was told
    unchecked_known = models.PositiveIntegerField(default=0)
    # when publishing failed last
    tried_at = models.DateTimeField(null=True, blank=True)
    erratum_th = models.TextField(blank=True)
    erratum_en = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    erratum = Localized("erratum")
    objects = WorkQuerySet["WinnerList"].as_manager()

    class Meta(Work.Meta):
        abstract = False
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "version"], name="winner_list_version_unique"
            ),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(published_at__isnull=False, superseded_at=None),
                name="one_standing_winner_list_per_edition",
            ),
        ]
        triggers = told_changes(
            RowKind.WINNERS, "id", ("edition_id", "published_at", "superseded_at")
        )


def picture_path(winner: Winner, name: str) -> str:
    """Stored under a random name: before its moment nothing of a winner may be guessed."""
    return f"winners/{uuid.uuid4().hex}.jpg"


class Winner(models.Model):
    """One line of a winner list; every text a copy made when the list was frozen."""

    winner_list = models.ForeignKey(
        WinnerList, on_delete=models.CASCADE, related_name="winners"
    )
    order = models.PositiveIntegerField()
    category_code = models.CharField(max_length=40)
    category_th = models.CharField(max_length=200)
    category_en = models.CharField(max_length=200)
    smart_code = models.CharField(max_length=20, blank=True)
    level_code = models.CharField(max_length=40)
    level_order = models.PositiveSmallIntegerField()
    level_th = models.CharField(max_length=200)
    level_en = models.CharField(max_length=200)
    # one prize that several entries hold together
    shared = models.BooleanField(default=False)
    reference = models.CharField(max_length=60)
    title_th = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    summary_th = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    organisation_th = models.CharField(max_length=300)
    organisation_en = models.CharField(max_length=300, blank=True)
    province_th = models.CharField(max_length=100, blank=True)
    province_en = models.CharField(max_length=100, blank=True)
    province_code = models.CharField(max_length=6, blank=True)
    # codes of the Smarts that the entry serves
    smarts = models.JSONField(default=list, blank=True)
    website = models.URLField(blank=True)
    # texts that organisers changed on the list: field → as it was frozen
    edited = models.JSONField(default=dict, blank=True)
    # what the entry's public answers say: awards.site.story
    story = models.JSONField(default=list, blank=True)
    picture = StoredFile(upload_to=picture_path, max_length=200, blank=True)
    picture_width = models.PositiveIntegerField(default=0)
    picture_height = models.PositiveIntegerField(default=0)
    caption_th = models.TextField(blank=True)
    caption_en = models.TextField(blank=True)
    # whose picture, and what it may be used for
    credit = models.CharField(max_length=300, blank=True)
    # written when the list is frozen, as the texts are
    search_text = models.TextField(default="", editable=False)

    caption = Localized("caption")
    category = Localized("category")
    level_name = Localized("level")
    title = Localized("title")
    summary = Localized("summary")
    organisation = Localized("organisation")
    province = Localized("province")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["winner_list", "category_code", "level_code", "reference"],
                name="winner_once_per_prize",
            )
        ]
        triggers = told_changes(
            RowKind.WINNERS,
            "winner_list_id",
            (
                "winner_list_id",
                '"order"',
                "reference",
                "shared",
                "title_th",
                "title_en",
                "organisation_th",
                "organisation_en",
                "level_th",
                "level_en",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = self.searchable()
        super().save(*args, **kwargs)

    def searchable(self) -> str:
        """What the gallery looks in; rows written many at once are given it by who writes them."""
        texts = (
            self.reference,
            self.title_th,
            self.title_en,
            self.organisation_th,
            self.organisation_en,
        )
        return "\n".join(
            folded(text) for text in (*texts, self.summary_th, self.summary_en)
        )

    @property
    def across(self) -> bool:
        """A prize of the whole edition, like best of show."""
        return self.category_code == ACROSS_CODE

    @property
    def level(self) -> str:
        """The prize in words, wherever it is named: its level, and whether it is shared."""
        name = str(self.level_name)
        return gettext("%(prize)s (shared)") % {"prize": name} if self.shared else name

    @property
    def brief(self) -> str:
        """The summary's first 200 characters; a cut never parts a consonant from its
        vowel or tone mark.
        """
        return brief_of(str(self.summary))


def brief_of(text: str) -> str:
    if len(text) <= 200:
        return text
    end = 199
    while end > 150 and unicodedata.category(text[end]) == "Mn":
        end -= 1
    return text[:end].rstrip() + "…"
