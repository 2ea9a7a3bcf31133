"""An organiser acts in an entrant's place, and reads what happened to an entry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from awards.ledger.services import database_now
from awards.models import Edition
from nominations.errors import EntryError, IncompleteError
from nominations.forms.bulk import ReasonForm
from nominations.forms.entries import EntryForm
from nominations.history import events_of, submissions_of
from nominations.models import Entry
from nominations.services.behalf import change_for_entrant, withdraw_for_entrant
from nominations.services.saving import versions_of
from nominations.statuses import EntryState
from nominations.views.manage import get_managed_edition, get_managed_entry


@login_required
def manage_history(request: HttpRequest, edition: str, reference: str) -> HttpResponse:
    """Acts, versions sent in, notes, who works on it: all on one page. What a draft held is not among it."""
    found = get_managed_edition(request, edition)
    entry = get_managed_entry(request, found, reference)
    page = {
        "edition": found,
        "entry": entry,
        "events": events_of(entry),
        "submissions": submissions_of(entry),
        "collaborators": entry.collaborators.all(),
    }
    return render(request, "nominations/manage_history.html", page)


@login_required
def entry_behalf(request: HttpRequest, edition: str, reference: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    entry = get_managed_entry(request, found, reference)
    posted = request.POST if request.method == "POST" else None
    reason = ReasonForm(posted)
    changing = posted is not None and posted.get("act") != "withdraw"
    form = EntryForm(posted if changing else None, entry=entry)
    if posted is not None and reason.is_valid() and acted(request, entry, form, reason.cleaned_data["reason"]):
        return redirect("nominations:manage-entry", found.code, entry.reference)
    status = 422 if posted is not None else 200
    return render(request, "nominations/entry_behalf.html", page_of(found, entry, form, reason), status=status)


def page_of(edition: Edition, entry: Entry, form: EntryForm, reason: ReasonForm) -> dict[str, Any]:
    return {
        "edition": edition,
        "entry": entry,
        "form": form,
        "reason_form": reason,
        "closed": database_now() >= entry.closing_moment,
        "may_act": entry.state == EntryState.SUBMITTED,
    }


def acted(request: HttpRequest, entry: Entry, form: EntryForm, reason: str) -> bool:
    try:
        if request.POST.get("act") == "withdraw":
            withdraw_for_entrant(entry=entry, reason=reason, actor=request.user)
            messages.success(request, _("The entry has been withdrawn."))
            return True
        return changed(request, entry, form, reason)
    except IncompleteError as error:
        lacking = ", ".join(item.label for item in error.missing)
        messages.error(request, _("This would leave something missing: %(lacking)s.") % {"lacking": lacking})
    except EntryError as error:
        messages.error(request, str(error.message))
    return False


def changed(request: HttpRequest, entry: Entry, form: EntryForm, reason: str) -> bool:
    """Nothing is written unless everything is valid: the entrant hears of one change, not of half of one."""
    if not form.is_valid():
        return False
    labels = {name: str(field.label or name) for name, field in form.fields.items()}
    saved = change_for_entrant(
        entry=entry, typed=form.typed(), read_at=form.read_at(), reason=reason, labels=labels, actor=request.user
    )
    form.mark_clashes(saved.clashes)
    form.versions = versions_of(entry)
    if not saved.clashes:
        messages.success(request, _("Changed. The entrant is told by mail what and why."))
    return not saved.clashes
