"""The edition that a page is about, for those who may know of it or whose role has the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import F, OuterRef, Subquery
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from awards.accounts.asking import SignedIn
from awards.accounts.models import User
from awards.models import Edition, Organiser
from awards.models.editions import EditionQuerySet
from awards.roles import Area, Right, right_of
from awards.speed.prepared_query import Prepared

More = Callable[[EditionQuerySet], EditionQuerySet]


def no_more(editions: EditionQuerySet) -> EditionQuerySet:
    return editions


@cache
def edition_run(area: Area, right: Right, more: More) -> Prepared[Edition]:
    """By its organiser's number and its code."""

    def build(user: int, code: str) -> EditionQuerySet:
        rows = more(Edition.objects.organised_by(User(pk=user), area, right))
        return rows.annotate(own_role=F("organisers__role")).filter(code=code)

    return Prepared(build)


edition_known: Prepared[Edition] = Prepared(
    lambda user, code: Edition.objects.visible_to(User(pk=user)).filter(code=code)
)
"""By a reader's number and its code."""


def known_or_missing(request: SignedIn, code: str) -> Edition:
    """For whoever is signed in: 404 where they may not know of it."""
    if request.user.is_operator:
        return get_object_or_404(Edition, code=code)
    found = edition_known.first(request.user.pk, code)
    if found is None:
        raise Http404
    return found


def organised_or_refused(
    request: HttpRequest, code: str, area: Area, more: More = no_more
) -> Edition:
    """For its organisers whose role reads in this area, and whose role acts there when
    something is sent: 403, or 404 where the edition is not to be known. The operator
    reads nothing here.

    ``more``: adds to the edition what else the page wants read in the same question.
    """
    edition: Any = None
    if request.user.is_authenticated:
        asked = edition_run(area, wanted_right(request), more)
        edition = asked.first(request.user.pk, code)
    if edition is None:
        get_object_or_404(Edition.objects.visible_to(request.user), code=code)
        raise PermissionDenied
    edition.reads_only = right_of(edition.own_role, area) < Right.ACTS
    return cast(Edition, edition)


def wanted_right(request: HttpRequest) -> Right:
    return Right.ACTS if request.method == "POST" else Right.READS


def edition_or_refused(
    request: HttpRequest, code: str, area: Area = Area.PUBLICATION
) -> Edition:
    """For pages about winners: an unpublished list is nobody else's business, the
    operator's neither.
    """
    return organised_or_refused(request, code, area)


def managed_edition(
    request: HttpRequest, code: str, area: Area = Area.SETUP
) -> Edition:
    """For pages of the set-up: the operator's too, who may have to repair it, whatever
    their own role in it is.
    """
    if request.user.is_authenticated and request.user.is_operator:
        own = Organiser.objects.filter(edition=OuterRef("pk"), user=request.user)
        known = Edition.objects.annotate(own_role=Subquery(own.values("role")))
        return get_object_or_404(known, code=code)
    return organised_or_refused(request, code, area)
