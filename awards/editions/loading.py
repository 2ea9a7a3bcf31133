"""The edition that an organiser's page is about, for those whose role has the right."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from awards.models import Edition
from awards.models.editions import EditionQuerySet
from awards.roles import Area, Right, right_of


def organised_or_refused(
    request: HttpRequest, code: str, area: Area, editions: EditionQuerySet | None = None
) -> Edition:
    """For its organisers whose role reads in this area, and whose role acts there when
    something is sent: 403, or 404 where the edition is not to be known. The operator
    reads nothing here.

    ``editions``: with what else the page wants read in the same question.
    """
    rows = Edition.objects.all() if editions is None else editions
    found = rows.organised_by(request.user, area, wanted_right(request))
    edition: Any = (
        found.annotate(own_role=F("organisers__role")).filter(code=code).first()
    )
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
    """For pages of the set-up: the operator's too, who may have to repair it."""
    if request.user.is_authenticated and request.user.is_operator:
        return get_object_or_404(Edition, code=code)
    return organised_or_refused(request, code, area)
