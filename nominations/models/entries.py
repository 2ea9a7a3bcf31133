from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Now, StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from awards.accounts.asking import Visitor
from awards.accounts.models import User
from awards.language.bilingual import Localized
from awards.language.thai import folded, sort_key
from awards.models import Category, Edition, Organiser, RowKind, told_changes
from awards.roles import Area
from nominations.models.organisations import Organisation
from nominations.models.search_keys import keys_of_words
from nominations.statuses import (
    OUT,
    Eligibility,
    EntryState,
    May,
)

MOST_WORDS = 10
# as the form calls them, and whatever speaks of the form
TEXT_LABELS = {
    "title_th": _("Title in Thai"),
    "title_en": _("Title in English"),
    "summary_th": _("Summary in Thai"),
    "summary_en": _("Summary in English"),
    "contact_name": _("Contact person"),
    "contact_phone": _("Telephone"),
}
TEXT_FIELDS = tuple(TEXT_LABELS)


def searched_words(typed: str) -> list[str]:
    return folded(typed).split()[:MOST_WORDS]


def own(user: User) -> Q:
    return Q(owner=user) | Q(
        Exists(Collaborator.objects.filter(entry=OuterRef("pk"), email=user.email))
    )


def not_refused(path: str = "") -> Q:
    """Sent in and not found ineligible. ``path`` leads to the entry: ``entry__`` for
    what stands in a category.
    """
    return Q(**{f"{path}state": EntryState.SUBMITTED}) & ~Q(
        **{f"{path}eligibility__in": OUT}
    )


def in_running(path: str = "") -> Q:
    """What judges get and what may win: where the edition says so, only what was found eligible."""
    free = Q(**{f"{path}edition__only_eligible_judged": False}) | Q(
        **{f"{path}eligibility": Eligibility.ELIGIBLE}
    )
    return not_refused(path) & free


class EntryQuerySet(models.QuerySet["Entry"]):
    def submitted(self) -> EntryQuerySet:
        return self.filter(state=EntryState.SUBMITTED)

    def in_running(self) -> EntryQuerySet:
        return self.filter(in_running())

    def owned_by(self, user: Visitor) -> EntryQuerySet:
        return self.filter(owner=user) if user.is_authenticated else self.none()

    def entered_by(self, user: Visitor) -> EntryQuerySet:
        """One's own entries and those that one was invited to: found by two indexes,
        where one condition with "or" would look through every entry.
        """
        if not user.is_authenticated:
            return self.none()
        invited = Collaborator.objects.filter(email=user.email).values("entry")
        return self.filter(
            pk__in=Entry.objects.filter(owner=user).values("pk").union(invited)
        )

    def visible_to(self, user: Visitor) -> EntryQuerySet:
        """One's own entries, those one was invited to, and of the editions one
        organises everything but drafts.

        Judges do not come here: what they see is a ``judging.dossiers.Dossier``.
        """
        if not user.is_authenticated:
            return self.none()
        organises = Exists(
            Organiser.objects.reading(Area.ENTRIES).filter(
                edition=OuterRef("edition"), user=user
            )
        )
        return self.filter(own(user) | Q(organises) & ~Q(state=EntryState.DRAFT))

    def at_desk(self, user: Visitor, edition: Edition) -> EntryQuerySet:
        """The edition's entries that this organiser may see. Never a draft."""
        if not user.is_authenticated:
            return self.none()
        organises = Exists(
            Organiser.objects.reading(Area.ENTRIES).filter(edition=edition, user=user)
        )
        # asked once, not of each entry
        return self.filter(organises, edition=edition).exclude(state=EntryState.DRAFT)

    def search(self, words: str, edition: Edition | None = None) -> EntryQuerySet:
        """Entries, of an edition or of any, in which every typed word stands somewhere:
        Thai has no spaces, so parts of words count.

        Of what was sent in: drafts are not found.
        """
        wanted = searched_words(words)
        keys = keys_of_words(wanted, edition.pk if edition else None)
        return self.with_words(wanted, keys)

    def with_words(self, words: Sequence[str], keys: list[int]) -> EntryQuerySet:
        """``words`` as ``searched_words`` gives them, with their ``keys_of_words``."""
        if not words:
            return self
        texts = apps.get_model("nominations", "SearchText").objects.all()
        if keys:
            wanted = Value(keys, output_field=ArrayField(models.IntegerField()))
            texts = texts.filter(keys__contains=wanted)
        for word in words:
            # Twice as fast as LIKE, which looks at every letter of Thai.
            texts = texts.filter(GreaterThan(StrIndex("text", Value(word)), 0))
        return self.filter(pk__in=texts.values("entry"))


class RevisionQuerySet(models.QuerySet["Revision"]):
    def latest_of_each_field(self) -> RevisionQuerySet:
        """Those whose value stands, with who saved it."""
        values = self.filter(set_aside=False).select_related("saved_by")
        return values.order_by("field", "-number").distinct("field")


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
    # counts up each time the check begins anew
    eligibility_pass = models.PositiveSmallIntegerField(default=1)
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
            models.Index(
                fields=["edition", "state", "sort_key"], name="entry_by_title"
            ),
            models.Index(fields=["edition", "reference"], name="entry_by_reference"),
            models.Index(
                fields=["edition", "state", "eligibility"], name="entry_by_check"
            ),
        ]
        triggers = told_changes(
            RowKind.ENTRY,
            "id",
            (
                "edition_id",
                "state",
                "eligibility",
                "reference",
                "title_th",
                "title_en",
                "organisation_id",
            ),
            but="OLD.state = 'draft' AND NEW.state = 'draft'",
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.title_th or self.title_en)[:500]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @classmethod
    def label_of(cls, name: str) -> str:
        """What a text field of the entry is called, in the reader's language."""
        return str(TEXT_LABELS[name])

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
    email = models.EmailField(_("email"))
    may = models.CharField(_("access"), max_length=10, choices=May, default=May.EDIT)
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
        triggers = told_changes(RowKind.ENTRY, "entry_id", ("entry_id", "category_id"))

    def __str__(self) -> str:
        return f"{self.entry.reference} in {self.category.code}"


class Revision(models.Model):
    """A value that a field of an entry once had. ``field`` is a column's name,
    ``categories`` or ``q-<question code>``.

    Its highest number is the field's version, 0 when it was never saved by hand.
    Savings by one person within a few minutes share a row: the number goes up, so that
    a stale page is noticed, and the history stays readable.
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
    # typed while somebody else saved: kept, but it never was the value
    set_aside = models.BooleanField(default=False)
    # by an organiser, in the entrant's place
    on_behalf = models.BooleanField(default=False)

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
