"""The organiser's pages of what was sent in. Drafts of others are not among it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.models import Edition, Province
from nominations import permissions
from nominations.charts import intake_charts
from nominations.errors import EntryError
from nominations.filters import filtered_entries, view_of
from nominations.forms.desk import ExtensionForm, NoteForm
from nominations.history import events_of
from nominations.models import Entry, EntryCategory, Note
from nominations.reading import read_entry
from nominations.services.clock import extend_entry
from nominations.services.desk import add_note, remove_note, tag_entries
from nominations.statuses import EntryState, ExportKind, OrganisationKind

PER_PAGE = 50


def get_managed_edition(request: HttpRequest, code: str) -> Edition:
    edition = get_object_or_404(Edition.objects.visible_to(request.user), code=code)
    if not permissions.can_manage_entries(request.user, edition):
        raise PermissionDenied
    return edition


def get_managed_entry(request: HttpRequest, edition: Edition, reference: str) -> Entry:
    seen = filtered_entries(request.user, edition, {})
    return get_object_or_404(seen.select_related("edition", "organisation__province", "owner"), reference=reference)


@login_required
def manage_entries(request: HttpRequest, edition: str) -> HttpResponse:
    """Asked by htmx while one types, only the table comes back."""
    found = get_managed_edition(request, edition)
    view = view_of(request.GET)
    tags = Note.objects.filter(is_tag=True)
    standings = Prefetch("standings", EntryCategory.objects.select_related("category__smart"))
    shown = filtered_entries(request.user, found, view).select_related("organisation__province")
    shown = shown.prefetch_related(standings, Prefetch("notes", tags, to_attr="tags"))
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"edition": found, "page": page, "view": view}
    if getattr(request, "htmx", False):
        return render(request, "nominations/_entries_table.html", context)
    return render(request, "nominations/manage_entries.html", {**context, **choices(found)})


def choices(edition: Edition) -> dict[str, Any]:
    """What the filters offer."""
    tags = Note.objects.filter(entry__edition=edition, is_tag=True)
    return {
        "categories": edition.categories.all(),
        "states": [choice for choice in EntryState.choices if choice[0] != EntryState.DRAFT],
        "kinds": OrganisationKind.choices,
        "provinces": Province.objects.all(),
        "tags": tags.values_list("text", flat=True).distinct().order_by("text"),
        "exports": ExportKind.choices,
    }


@login_required
def manage_entry(request: HttpRequest, edition: str, reference: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    entry = get_managed_entry(request, found, reference)
    context = {
        "edition": found,
        "entry": entry,
        "dossier": read_entry(entry, blind=False),
        "notes": entry.notes.select_related("created_by"),
        "events": events_of(entry),
        "note_form": NoteForm(),
        "extension_form": ExtensionForm(),
    }
    return render(request, "nominations/manage_entry.html", context)


@login_required
@require_POST
def note_add(request: HttpRequest, edition: str, reference: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    entry = get_managed_entry(request, found, reference)
    form = NoteForm(request.POST)
    if form.is_valid():
        add_note(entry=entry, text=form.cleaned_data["text"], actor=request.user)
    else:
        messages.error(request, _("Write something first."))
    return redirect("nominations:manage-entry", found.code, entry.reference)


@login_required
@require_POST
def note_remove(request: HttpRequest, edition: str, reference: str, pk: int) -> HttpResponse:
    found = get_managed_edition(request, edition)
    entry = get_managed_entry(request, found, reference)
    remove_note(note=get_object_or_404(entry.notes, pk=pk), actor=request.user)
    return redirect("nominations:manage-entry", found.code, entry.reference)


@login_required
@require_POST
def entry_extend(request: HttpRequest, edition: str, reference: str) -> HttpResponse:
    """By reference, drafts included: it is those that need more time. Nothing of the draft is shown."""
    found = get_managed_edition(request, edition)
    entry = get_object_or_404(found.entries, reference=reference)
    form = ExtensionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say until when, and why."))
        return redirect("nominations:manage-extensions", found.code)
    try:
        extend_entry(entry=entry, actor=request.user, **form.cleaned_data)
    except EntryError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("%(ref)s has more time. Its entrant is told by mail.") % {"ref": entry.reference})
    return redirect("nominations:manage-extensions", found.code)


@login_required
def manage_extensions(request: HttpRequest, edition: str) -> HttpResponse:
    """Who was given more time; the form asks for a reference that the entrant names."""
    found = get_managed_edition(request, edition)
    if wanted := request.GET.get("reference", "").strip().upper():
        entry = found.entries.filter(reference=wanted).first()
        if entry is None:
            messages.error(request, _("There is no entry with this reference."))
            return redirect("nominations:manage-extensions", found.code)
        context = {"edition": found, "reference": entry.reference, "form": ExtensionForm()}
        return render(request, "nominations/manage_extend.html", context)
    extended = found.entries.exclude(extended_until=None).order_by("-extended_until")
    return render(request, "nominations/manage_extensions.html", {"edition": found, "entries": extended})


@login_required
@require_POST
def entries_tag(request: HttpRequest, edition: str) -> HttpResponse:
    """Give the ticked entries a tag; without a tick, every entry of the view."""
    found = get_managed_edition(request, edition)
    entries = filtered_entries(request.user, found, view_of(request.POST))
    if ticked := request.POST.getlist("entry"):
        entries = entries.filter(reference__in=ticked)
    changed = tag_entries(entries=list(entries), tag=request.POST.get("new_tag", ""), actor=request.user)
    messages.success(request, ngettext("%(n)d entry tagged.", "%(n)d entries tagged.", changed) % {"n": changed})
    return redirect("nominations:manage-entries", found.code)


@login_required
def manage_charts(request: HttpRequest, edition: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    return render(request, "nominations/manage_charts.html", {"edition": found, **intake_charts(found)})
