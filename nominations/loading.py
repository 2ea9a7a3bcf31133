"""The edition or the entry that a page is about: not seen at all it is not found (404),
seen without the right it is forbidden (403).
"""

from __future__ import annotations

from typing import cast

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404

from awards.accounts.asking import SignedIn, Visitor
from awards.accounts.models import User
from awards.editions.loading import organised_or_refused
from awards.models import Edition, Round
from awards.models.editions import EditionQuerySet
from awards.roles import Area
from awards.speed.prepared_query import Prepared
from nominations import permissions
from nominations.guard import TransactionNow, visible
from nominations.models import Attachment, Entry, Organisation, Receipt, Verdict
from nominations.models.given import given_columns
from nominations.models.with_columns import SeenEntry

PAGE = ("edition", "organisation__province", "owner", "fallback")


def round_names() -> ArraySubquery:
    """The rounds that take place, in their order, as a column of an edition: a page
    need not ask for them again.
    """
    rounds = Round.objects.filter(edition=OuterRef("pk"), active=True).order_by(
        "order", "code"
    )
    return ArraySubquery(
        rounds.values(row=JSONObject(code="code", th="name_th", en="name_en"))
    )


def get_managed_edition(
    request: SignedIn, code: str, area: Area = Area.ENTRIES
) -> Edition:
    """For organisers whose role has the right; being operator of the site is not enough
    to read what was sent in.
    """
    return organised_or_refused(request, code, area, with_rounds)


def with_rounds(editions: EditionQuerySet) -> EditionQuerySet:
    return editions.annotate(round_names=round_names())


def other_editions(user: Visitor, edition: Edition) -> QuerySet[Edition]:
    """Of one's own those beside this one: to take something over from, or to compare with."""
    return Edition.objects.organised_by(user, Area.ENTRIES).exclude(pk=edition.pk)


def source_in(request: SignedIn) -> Edition | None:
    """The edition that a form wants something taken over from; None for what every
    edition begins with.
    """
    code = request.POST.get("source")
    return (
        get_object_or_404(Edition.objects.organised_by(request.user), code=code)
        if code
        else None
    )


managed_entry: Prepared[Entry] = Prepared(
    lambda user, edition, reference: (
        Entry.objects.at_desk(User(pk=user), Edition(pk=edition))
        .filter(reference=reference)
        .select_related("edition", "organisation__province", "owner", "reply")
    )
)


def get_managed_entry(request: SignedIn, edition: Edition, reference: str) -> Entry:
    user = request.user
    entry = managed_entry.first(user.pk, edition.pk, reference)
    if entry is None:
        raise Http404
    return entry


def page_rows(user: int, email: str, reference: str) -> QuerySet[SeenEntry]:
    """With ``seen_at``, the database's clock; ``has_receipts``: whether something was
    sent in and is not erased; ``any_files``: also those that were taken out;
    ``checked_at``: when the check of its present pass was last spoken in;
    ``judging_from`` and ``judging_until``: the edition's rounds.
    """
    receipts = Receipt.objects.filter(entry=OuterRef("pk")).exclude(content={})
    rows = visible(user, email).filter(reference=reference).select_related(*PAGE)
    said = Verdict.objects.filter(
        entry=OuterRef("pk"), number=OuterRef("eligibility_pass")
    ).order_by("-given_at")
    rounds = Round.objects.filter(edition=OuterRef("edition"), active=True)
    found = rows.annotate(
        seen_at=TransactionNow(),
        has_receipts=Exists(receipts),
        any_files=Exists(Attachment.with_removed.filter(entry=OuterRef("pk"))),
        checked_at=Subquery(said.values("given_at")[:1]),
        judging_from=Subquery(rounds.order_by("opens_at").values("opens_at")[:1]),
        judging_until=Subquery(rounds.order_by("-closes_at").values("closes_at")[:1]),
        **given_columns(),
    )
    return cast("QuerySet[SeenEntry]", found)


seen_entry: Prepared[SeenEntry] = Prepared(page_rows)
own_organisations: Prepared[Organisation] = Prepared(
    lambda user: Organisation.objects.visible_to(User(pk=user))
)


def get_entry(request: SignedIn, reference: str) -> SeenEntry:
    user = request.user
    entry = seen_entry.first(user.pk, user.email, reference)
    if entry is None:
        raise Http404
    return entry


def get_readable_entry(request: SignedIn, reference: str) -> SeenEntry:
    """For the entrant's pages that change nothing: the owner and everybody invited."""
    entry = get_entry(request, reference)
    if not permissions.can_read_as_entrant(request.user, entry):
        raise PermissionDenied
    return entry


def get_own_entry(request: SignedIn, reference: str) -> SeenEntry:
    """For pages that change an entry: seen by others it is forbidden, not seen at all
    it is not found.
    """
    entry = get_entry(request, reference)
    if not permissions.can_edit_entry(request.user, entry):
        raise PermissionDenied
    return entry


def get_submittable_entry(request: SignedIn, reference: str) -> SeenEntry:
    entry = get_own_entry(request, reference)
    if not permissions.can_submit_entry(request.user, entry):
        raise PermissionDenied
    return entry
