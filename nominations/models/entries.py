from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.bilingual import Localized
from awards.accounts.stored import StoredFile
from awards.accounts.thai import sort_key
from awards.models import Category, Edition, Province, code_validator
from awards.outbox.work import Work
from nominations.eligibility.statuses import OUT, Eligibility
from nominations.querysets import (
    AttachmentQuerySet,
    EntryQuerySet,
    ExportQuerySet,
    OrganisationQuerySet,
    QuestionQuerySet,
    RevisionQuerySet,
)
from nominations.statuses import (
    EntryState,
    ExportKind,
    May,
    OrganisationKind,
    QuestionKind,
)


class Organisation(models.Model):
    """Who enters. The 13-digit number is not unique: two people may enter for one body
    without seeing each other.
    """

    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    number = models.CharField(
        _("13-digit number"), max_length=13, blank=True, db_index=True
    )
    province = models.ForeignKey(
        Province, null=True, on_delete=models.PROTECT, verbose_name=_("province")
    )
    website = models.URLField(_("website"), blank=True)
    created_at = models.DateTimeField(db_default=Now())

    name = Localized("name")
    objects = OrganisationQuerySet.as_manager()

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


class Question(models.Model):
    """One question of an edition's entry form. The form is data: the edition's template
    brings a first set.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="questions"
    )
    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind)
    label_th = models.CharField(_("question in Thai"), max_length=300)
    label_en = models.CharField(_("question in English"), max_length=300)
    help_th = models.TextField(_("help in Thai"), blank=True)
    help_en = models.TextField(_("help in English"), blank=True)
    required = models.BooleanField(_("needed for submission"), default=False)
    limit = models.PositiveIntegerField(_("most characters"), null=True, blank=True)
    names_entrant = models.BooleanField(
        _("names the entrant: never shown in a blind round"), default=False
    )
    public_if_wins = models.BooleanField(_("public if it wins"), default=False)
    options = models.JSONField(_("options"), default=dict, blank=True)
    categories = models.ManyToManyField(Category, blank=True, related_name="+")
    retired_at = models.DateTimeField(
        null=True, blank=True
    )  # no longer asked; the answers that it has are kept

    label = Localized("label")
    help = Localized("help")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="question_code_unique_in_edition"
            )
        ]

    def __str__(self) -> str:
        return str(self.label)


class Entry(models.Model):
    """A solution sent in for an edition. Answers to the edition's questions are rows of
    their own.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="entries"
    )
    reference = models.CharField(max_length=60, unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="entries"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="entries"
    )
    state = models.CharField(
        max_length=10, choices=EntryState, default=EntryState.DRAFT
    )
    eligibility = models.CharField(
        _("eligibility"),
        max_length=12,
        choices=Eligibility,
        default=Eligibility.UNCHECKED,
        db_index=True,
    )
    eligibility_pass = models.PositiveSmallIntegerField(
        default=1
    )  # counts up each time the check begins anew
    title_th = models.CharField(_("title in Thai"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    sort_key = models.CharField(max_length=500, editable=False, blank=True)
    summary_th = models.TextField(_("summary in Thai"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    contact_name = models.CharField(_("contact person"), max_length=200, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    source = models.CharField(max_length=20, default="web")
    extended_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Of a draft that had been sent in before: what stands if it is not sent in again
    # before it closes.
    fallback = models.ForeignKey(
        "nominations.Receipt",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    locked_at: datetime | None = (
        None  # no column: when the transaction began that holds the row
    )

    title = Localized("title")
    summary = Localized("summary")
    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["reference"]
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["edition", "state", "sort_key"], name="entry_by_title")
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.title_th or self.title_en)[:500]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @classmethod
    def label_of(cls, name: str) -> str:
        """What a text field of the entry is called, in the reader's language."""
        field: models.Field[Any, Any] = cls._meta.get_field(name)  # type: ignore[assignment]
        return str(field.verbose_name)

    @property
    def closing_moment(self) -> datetime:
        """When nothing of this entry can change any more: closing and grace, or this
        entrant's own extension.
        """
        usual = self.edition.closes_at + timedelta(minutes=self.edition.grace_minutes)
        return max(usual, self.extended_until) if self.extended_until else usual

    @property
    def told_closing(self) -> datetime:
        """The closing that the call promises, or this entrant's own: the grace after it
        is for what is on its way.
        """
        closes = self.edition.closes_at
        return max(closes, self.extended_until) if self.extended_until else closes

    @property
    def is_in_running(self) -> bool:
        """As ``querysets.in_running`` says of rows."""
        if self.state != EntryState.SUBMITTED or self.eligibility in OUT:
            return False
        return (
            not self.edition.only_eligible_judged
            or self.eligibility == Eligibility.ELIGIBLE
        )


class Collaborator(models.Model):
    """Somebody invited to an entry, by e-mail: whoever has verified that address has
    the access until removed.
    """

    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, related_name="collaborators"
    )
    email = models.EmailField(_("e-mail"))
    may = models.CharField(_("may"), max_length=10, choices=May, default=May.EDIT)
    invited_at = models.DateTimeField(db_default=Now())
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "email"], name="collaborator_once_per_entry"
            )
        ]

    def __str__(self) -> str:
        return self.email


class Note(models.Model):
    """What organisers note about an entry among themselves; a note that is one word
    with # is a tag.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=5000)
    is_tag = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


def export_path(export: Export, name: str) -> str:
    return f"exports/{uuid.uuid4().hex}"


class Export(Work):
    """Entries of an edition as a file, made by the worker. ``query`` is the desk's view
    as its address said it.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="exports"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=4, choices=ExportKind)
    language = models.CharField(max_length=2, default="th")
    query = models.JSONField(default=dict, blank=True)
    all_columns = models.BooleanField(
        default=True
    )  # what the import reads back, or the columns of the view
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = StoredFile(upload_to=export_path, blank=True, max_length=200)

    objects = ExportQuerySet.as_manager()

    class Meta(Work.Meta):
        abstract = False
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.edition.code}.{self.kind}"


class EntryCategory(models.Model):
    """An entry standing in a category; judged there on its own."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="standings")
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="standings"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "category"], name="entry_stands_once_in_a_category"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry.reference} in {self.category.code}"


class Answer(models.Model):
    """What the entrant answered: ``value`` is text, a list of choices, or a list of
    table rows, by kind of question.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="answers"
    )
    value = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "question"], name="one_answer_per_question"
            )
        ]


class Revision(models.Model):
    """A value that a field of an entry once had. ``field`` is a column's name,
    ``categories`` or ``q-<question code>``.

    Its highest number is the field's version, 0 when it was never saved by hand.
      Savings by one person within a few
    minutes share a row: the number goes up, so that a stale page is noticed, and the
      history stays readable.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="revisions")
    field = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    value = models.JSONField()
    began_at = models.DateTimeField(db_default=Now())
    saved_at = models.DateTimeField(db_default=Now())
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_aside = models.BooleanField(
        default=False
    )  # typed while somebody else saved: kept, but it never was the value
    on_behalf = models.BooleanField(
        default=False
    )  # by an organiser, in the entrant's place

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["field", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "field", "number"],
                condition=models.Q(set_aside=False),
                name="revision_number_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.number}"


class PresentAttachments(models.Manager["Attachment"]):
    """Without those that were taken out."""

    def get_queryset(self) -> models.QuerySet[Attachment]:
        return super().get_queryset().filter(removed_at=None)


def random_path(attachment: Attachment, name: str) -> str:
    """Stored under a random name: the name that the entrant gave is kept in the row and
    may name people.
    """
    return f"entries/{uuid.uuid4().hex}"


class Attachment(models.Model):
    """A file of an entry. ``media_type`` was decided from the content when it came in."""

    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, related_name="attachments"
    )
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = StoredFile(upload_to=random_path, max_length=200)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Taken out of a draft whose last submission has it: kept until that submission can
    # no longer come back.
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PresentAttachments.from_queryset(AttachmentQuerySet)()
    with_removed = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


from nominations.eligibility.models import (  # noqa: E402  (rows that hang on these)
    Agreement,
    Correction,
    Declaration,
    DeclarationText,
    Hold,
    Reply,
    Rule,
    RuleAnswer,
    Verdict,
)
from nominations.files.models import PageImage, Preparation, Receipt, Upload  # noqa: E402  (rows that hang on these)
from nominations.intake.models import BulkAct, ImportFile, SavedView, SearchText  # noqa: E402

__all__ = [
    "Agreement",
    "Answer",
    "Attachment",
    "BulkAct",
    "Collaborator",
    "Correction",
    "Declaration",
    "DeclarationText",
    "Entry",
    "EntryCategory",
    "Export",
    "Hold",
    "ImportFile",
    "Member",
    "Note",
    "Organisation",
    "PageImage",
    "Preparation",
    "Question",
    "Receipt",
    "Reply",
    "Revision",
    "Rule",
    "RuleAnswer",
    "SavedView",
    "SearchText",
    "Upload",
    "Verdict",
]
