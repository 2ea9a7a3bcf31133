"""The edition and the message that a page is about."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from awards.accounts.asking import SignedIn
from awards.editions.loading import organised_or_refused
from awards.models import Broadcast, Edition
from awards.roles import Area
from config.broadcasts.audiences import audience_of, may_know, role_in


def organised(request: HttpRequest, edition: str) -> Edition:
    return organised_or_refused(request, edition, Area.MAILS)


def known_broadcast(request: SignedIn, edition: Edition, pk: int) -> Broadcast:
    """Of this edition, to a group that this person may know."""
    found = get_object_or_404(
        edition.broadcasts.select_related(
            "author", "changed_by", "planned_by", "approved_by", "stopped_by"
        ),
        pk=pk,
    )
    found.edition = edition
    if not may_know(role_in(edition, request.user), audience_of(found)):
        raise PermissionDenied
    return found
