"""Which entries move on from a round to the next one."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from awards.models import Round, RowKind, told_changes
from nominations.models import EntryCategory

# why an assignment was closed: its entry did not move on to the round
NOT_SHORTLISTED = "shortlist"
EDITION_OF = "(SELECT edition_id FROM awards_round WHERE id = round_id)"


class Shortlist(models.Model):
    """``round`` judges only the places of the list; without a list all that are in the
    running. Who made it stands in the chain.
    """

    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, related_name="shortlist"
    )
    earlier = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        # made and removed, never changed: the places of the round are read anew
        triggers = told_changes(RowKind.EDITION, EDITION_OF, ("id",))[:2]


class Shortlisted(models.Model):
    shortlist = models.ForeignKey(
        Shortlist, on_delete=models.CASCADE, related_name="places"
    )
    entry_category = models.ForeignKey(
        EntryCategory, on_delete=models.PROTECT, related_name="shortlisted"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shortlist", "entry_category"], name="shortlisted_once"
            )
        ]


def judged_in(round_: int, path: str = "") -> Q:
    """Places that a round may judge, beside their being in the running; ``path`` leads
    from the row to the place in a category.
    """
    own = Shortlisted.objects.filter(
        shortlist__round=round_, entry_category=OuterRef(f"{path}pk")
    )
    return Q(Exists(own)) | ~Q(Exists(Shortlist.objects.filter(round=round_)))


def listed_in(round_: Round) -> QuerySet[EntryCategory]:
    """The places on the round's shortlist, by category and reference."""
    listed = EntryCategory.objects.filter(shortlisted__shortlist__round=round_)
    return listed.order_by("category__order", "entry__reference")
