"""Who else works on an entry, and what its fields said before."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.language.numbers import whole_number
from nominations import permissions
from nominations.entries.collaborator_forms import CollaboratorForm
from nominations.entries.collaborators import invite_collaborator, remove_collaborator
from nominations.entries.history import field_histories
from nominations.entries.saving import save_typed
from nominations.loading import get_own_entry, get_readable_entry
from nominations.models import Entry
from nominations.refusals import EntryError
from nominations.statuses import EntryState


@login_required
def entry_collaborators(request: SignedIn, reference: str) -> HttpResponse:
    entry = get_readable_entry(request, reference)
    if not permissions.can_invite_collaborator(request.user, entry):
        raise PermissionDenied
    form = CollaboratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and invite(request, entry, form):
        return redirect("nominations:entry-collaborators", reference=entry.reference)
    page = {"entry": entry, "form": form, "collaborators": entry.collaborators.all()}
    return render(request, "nominations/entries/entry_collaborators.html", page)


def invite(request: SignedIn, entry: Entry, form: CollaboratorForm) -> bool:
    try:
        invite_collaborator(entry=entry, actor=request.user, **form.cleaned_data)
    except EntryError as error:
        form.add_error("email", str(error.message))
        return False
    messages.success(
        request, _("Invited. They will get an email with a link to the entry.")
    )
    return True


@login_required
@require_POST
def collaborator_remove(request: SignedIn, reference: str, pk: int) -> HttpResponse:
    entry = get_readable_entry(request, reference)
    if not permissions.can_invite_collaborator(request.user, entry):
        raise PermissionDenied
    remove_collaborator(
        collaborator=get_object_or_404(entry.collaborators, pk=pk), actor=request.user
    )
    messages.success(request, _("Removed. This person can no longer open the entry."))
    return redirect("nominations:entry-collaborators", reference=entry.reference)


@login_required
def entry_history(request: SignedIn, reference: str) -> HttpResponse:
    """The versions of each field, compared; POST puts one back."""
    if request.method == "POST":
        return restore(request, get_own_entry(request, reference))
    entry = get_readable_entry(request, reference)
    can_restore = entry.state == EntryState.DRAFT and permissions.can_edit_entry(
        request.user, entry
    )
    page = {
        "entry": entry,
        "histories": field_histories(entry),
        "can_restore": can_restore,
    }
    return render(request, "nominations/entries/entry_history.html", page)


def restore(request: SignedIn, entry: Entry) -> HttpResponse:
    """An old version becomes a new one; nothing of the history is lost."""
    revision = get_object_or_404(
        entry.revisions, pk=whole_number(request.POST.get("revision")) or 0
    )
    try:
        save_typed(
            entry=entry, user=request.user, typed={revision.field: revision.value}
        )
    except EntryError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The earlier text is restored."))
    return redirect("nominations:entry-history", reference=entry.reference)
