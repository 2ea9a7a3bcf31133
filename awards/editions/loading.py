"""The edition that a page about its winners is for."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from awards.models import Edition


def edition_or_refused(request: HttpRequest, code: str) -> Edition:
    """For its organisers only (403, 404 where the edition is not to be known): an
    unpublished list is nobody else's
    business, the operator's neither.
    """
    own = Edition.objects.organised_by(request.user).filter(code=code).first()
    if own is not None:
        return own
    get_object_or_404(Edition.objects.visible_to(request.user), code=code)
    raise PermissionDenied
