from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from awards.models import Edition
from nominations import permissions
from nominations.desk.filters import filtered_entries
from nominations.desk.phases import round_names
from nominations.models.entries import Entry


def get_managed_edition(request: HttpRequest, code: str) -> Edition:
    organised = (
        Edition.objects.organised_by(request.user)
        .annotate(round_names=round_names())
        .filter(code=code)
        .first()
    )
    if organised is not None:
        return organised
    edition = get_object_or_404(Edition.objects.visible_to(request.user), code=code)
    if not permissions.can_manage_entries(request.user, edition):
        raise PermissionDenied
    return edition


def other_editions(user: Any, edition: Edition) -> QuerySet[Edition]:
    """Of one's own those beside this one: to take something over from, or to compare with."""
    return Edition.objects.organised_by(user).exclude(pk=edition.pk)


def source_in(request: HttpRequest) -> Edition | None:
    """The edition that a form wants something taken over from; None for what every
    edition begins with.
    """
    code = request.POST.get("source")
    return (
        get_object_or_404(Edition.objects.organised_by(request.user), code=code)
        if code
        else None
    )


def get_managed_entry(request: HttpRequest, edition: Edition, reference: str) -> Entry:
    seen = filtered_entries(request.user, edition, {})
    return get_object_or_404(
        seen.select_related("edition", "organisation__province", "owner"),
        reference=reference,
    )
