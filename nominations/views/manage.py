"""The organiser's pages of what was sent in. Drafts of others are not among it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from awards.models import Edition
from nominations import permissions
from nominations.models import Entry
from nominations.reading import read_entry
from nominations.statuses import EntryState


def get_managed_edition(request: HttpRequest, code: str) -> Edition:
    edition = get_object_or_404(Edition.objects.visible_to(request.user), code=code)
    if not permissions.can_manage_entries(request.user, edition):
        raise PermissionDenied
    return edition


@login_required
def manage_entries(request: HttpRequest, edition: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    entries = Entry.objects.visible_to(request.user).filter(edition=found).exclude(state=EntryState.DRAFT)
    entries = entries.search(request.GET.get("q", ""))
    if category := request.GET.get("category", ""):
        entries = entries.filter(standings__category__code=category)
    if (state := request.GET.get("state", "")) in EntryState.values:
        entries = entries.filter(state=state)
    shown = entries.select_related("organisation__province").prefetch_related("standings__category__smart")
    page = Paginator(shown.order_by("reference"), 50).get_page(request.GET.get("page"))
    context = {"edition": found, "page": page, "categories": found.categories.all(), "states": EntryState}
    return render(request, "nominations/manage_entries.html", context)


@login_required
def manage_entry(request: HttpRequest, edition: str, reference: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    seen = Entry.objects.visible_to(request.user).exclude(state=EntryState.DRAFT).filter(edition=found)
    entry = get_object_or_404(seen.select_related("edition", "organisation__province", "owner"), reference=reference)
    context = {"edition": found, "entry": entry, "dossier": read_entry(entry, blind=False)}
    return render(request, "nominations/manage_entry.html", context)
