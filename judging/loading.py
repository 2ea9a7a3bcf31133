"""The edition and the round that an organiser's page is about."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from awards.models import Edition, Round
from judging.permissions import can_manage_judging


def organised_edition(request: HttpRequest, code: str) -> Edition:
    """An edition that this person organises, else 404; acting on it is checked as well."""
    edition = get_object_or_404(Edition.objects.organised_by(request.user), code=code)
    if request.method == "POST" and not can_manage_judging(request.user, edition):
        raise PermissionDenied
    return edition


def round_of(edition: Edition, code: str | None) -> Round | None:
    """The round named in the address (404 where there is none), else the first that takes place."""
    if code:
        return get_object_or_404(
            Round.objects.select_related("edition"), edition=edition, code=code
        )
    rounds = edition.rounds.select_related("edition")
    return rounds.filter(active=True).first() or rounds.first()


def round_among(
    rounds: list[Round], edition: Edition, code: str | None
) -> Round | None:
    """The same, of those that take place, where the page lists them anyway: one question less."""
    return next(
        (row for row in rounds if code in (None, "", row.code)), None
    ) or round_of(edition, code)
