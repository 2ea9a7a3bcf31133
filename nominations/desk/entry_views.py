"""The organiser's pages of what was sent in. Drafts of others are not among it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.models import Edition
from awards.roles import Area
from nominations.checklist.pages import read_declarations, read_rules
from nominations.desk.charts import earlier_edition, intake_charts
from nominations.desk.forms import ExtensionForm, NoteForm
from nominations.desk.services import add_note, remove_note
from nominations.entries.deadlines import extend_entry
from nominations.entries.reading import read_entry
from nominations.entries.video_player import offers_players
from nominations.loading import get_managed_edition, get_managed_entry, other_editions
from nominations.questions.kinds import codes_sealed
from nominations.refusals import EntryError


@offers_players
@login_required
def manage_entry(request: SignedIn, edition: str, reference: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    entry = get_managed_entry(request, found, reference)
    context = {
        "asks_for_papers": found.questions.filter(kind__in=codes_sealed()).exists(),
        "edition": found,
        "entry": entry,
        "dossier": read_entry(entry, blind=False),
        "rules": read_rules(entry),
        "declarations": read_declarations(entry),
        "notes": entry.notes.select_related("created_by"),
        "note_form": NoteForm(),
        "extension_form": ExtensionForm(),
    }
    return render(request, "nominations/desk/manage_entry.html", context)


@login_required
@require_POST
def note_add(request: SignedIn, edition: str, reference: str) -> HttpResponse:
    found = get_managed_edition(request, edition, Area.ELIGIBILITY)
    entry = get_managed_entry(request, found, reference)
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Enter some text first."))
    else:
        try:
            add_note(entry=entry, text=form.cleaned_data["text"], actor=request.user)
        except EntryError as refused:
            messages.error(request, str(refused.message))
    return redirect("nominations:manage-entry", found.code, entry.reference)


@login_required
@require_POST
def note_remove(
    request: SignedIn, edition: str, reference: str, pk: int
) -> HttpResponse:
    found = get_managed_edition(request, edition, Area.ELIGIBILITY)
    entry = get_managed_entry(request, found, reference)
    remove_note(note=get_object_or_404(entry.notes, pk=pk), actor=request.user)
    return redirect("nominations:manage-entry", found.code, entry.reference)


@login_required
@require_POST
def entry_extend(request: SignedIn, edition: str, reference: str) -> HttpResponse:
    """By reference, drafts included: it is those that need more time. Nothing of the
    draft is shown.
    """
    found = get_managed_edition(request, edition)
    entry = get_object_or_404(found.entries, reference=reference)
    form = ExtensionForm(request.POST)
    if form.is_valid():
        try:
            extend_entry(entry=entry, actor=request.user, **form.cleaned_data)
        except EntryError as error:
            form.add_error(None, str(error.message))
        else:
            done = _("%(ref)s has more time. The entrant will get an email.")
            messages.success(request, done % {"ref": entry.reference})
            return redirect("nominations:manage-extensions", found.code)
    return extension_page(request, found, entry.reference, form)


def extension_page(
    request: HttpRequest, edition: Edition, reference: str, form: ExtensionForm
) -> HttpResponse:
    context = {"edition": edition, "reference": reference, "form": form}
    return render(
        request,
        "nominations/desk/manage_extend.html",
        context,
        status=422 if form.errors else 200,
    )


@login_required
def manage_extensions(request: SignedIn, edition: str) -> HttpResponse:
    """Who was given more time; the form asks for a reference that the entrant names."""
    found = get_managed_edition(request, edition)
    if wanted := request.GET.get("reference", "").strip().upper():
        entry = found.entries.filter(reference=wanted).first()
        if entry is None:
            messages.error(
                request, _("No entry has this reference. Check it and try again.")
            )
            return redirect("nominations:manage-extensions", found.code)
        return extension_page(request, found, entry.reference, ExtensionForm())
    extended = found.entries.exclude(extended_until=None).order_by("-extended_until")
    return render(
        request,
        "nominations/desk/manage_extensions.html",
        {"edition": found, "entries": extended},
    )


@login_required
def manage_charts(request: SignedIn, edition: str) -> HttpResponse:
    """``?against=`` names another edition of one's own to compare with; without it, the
    one before.
    """
    found = get_managed_edition(request, edition)
    earlier = earlier_edition(request.user, found, request.GET.get("against", ""))
    others = other_editions(request.user, found).order_by("-closes_at")
    page = {"edition": found, "others": others, **intake_charts(found, earlier)}
    return render(request, "nominations/desk/manage_charts.html", page)
