from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from awards.accounts.thai import folded
from awards.models import Organiser
from awards.outbox.work import WorkQuerySet
from nominations.eligibility.statuses import OUT, Eligibility
from nominations.statuses import EntryState

if TYPE_CHECKING:
    from nominations.models import (  # noqa: F401
        Attachment,
        Entry,
        Export,
        Organisation,
        Question,
        Revision,
    )


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: Any) -> OrganisationQuerySet:
        """The organisations one enters for. Organisers see an organisation only beside
        its entry.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(members__user=user)


class QuestionQuerySet(models.QuerySet["Question"]):
    def asked(self) -> QuestionQuerySet:
        return self.filter(retired_at=None)

    def told(self) -> QuestionQuerySet:
        """What is asked, and what was asked and answered: the columns of an entry's spreadsheet."""
        from nominations.models import Answer

        answered = Exists(Answer.objects.filter(question=OuterRef("pk")))
        return self.filter(Q(retired_at=None) | Q(answered))

    def counted(self) -> QuestionQuerySet:
        """With ``answered``: in how many entries."""
        return self.annotate(answered=Count("answers", distinct=True))


MOST_WORDS = 10


def own(user: Any) -> Q:
    from nominations.models import Collaborator

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

    def owned_by(self, user: Any) -> EntryQuerySet:
        return self.filter(owner=user) if user.is_authenticated else self.none()

    def entered_by(self, user: Any) -> EntryQuerySet:
        """One's own entries and those that one was invited to."""
        return self.filter(own(user)) if user.is_authenticated else self.none()

    def visible_to(self, user: Any) -> EntryQuerySet:
        """One's own entries, those one was invited to, and of the editions one
        organises everything but drafts.

        Judges do not come here: what they see is a ``judging.dossiers.Dossier``.
        """
        if not user.is_authenticated:
            return self.none()
        organises = Exists(
            Organiser.objects.filter(edition=OuterRef("edition"), user=user)
        )
        return self.filter(own(user) | Q(organises) & ~Q(state=EntryState.DRAFT))

    def search(self, words: str) -> EntryQuerySet:
        """Entries in which every typed word stands somewhere: Thai has no spaces, so
        parts of words count.

        Of what was sent in: drafts are not found.
        """
        found = self
        for word in folded(words).split()[:MOST_WORDS]:
            # Twice as fast as LIKE, which looks at every letter of Thai.
            found = found.filter(
                GreaterThan(StrIndex("searched__text", Value(word)), 0)
            )
        return found


class RevisionQuerySet(models.QuerySet["Revision"]):
    def latest_of_each_field(self) -> RevisionQuerySet:
        """Those whose value stands, with who saved it."""
        values = self.filter(set_aside=False).select_related("saved_by")
        return values.order_by("field", "-number").distinct("field")


class ExportQuerySet(WorkQuerySet["Export"]):
    def visible_to(self, user: Any) -> ExportQuerySet:
        """What one asked for oneself, as long as one organises the edition."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(requested_by=user, edition__organisers__user=user)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def with_preparation(self) -> AttachmentQuerySet:
        """With what was made of each file, but for the long text that was read in it."""
        return self.select_related("preparation").defer("preparation__texts")

    def visible_to(self, user: Any) -> AttachmentQuerySet:
        from nominations.models import Entry

        return self.filter(entry__in=Entry.objects.visible_to(user))
