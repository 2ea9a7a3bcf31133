"""An organiser acts in an entrant's place, and reads what happened to an entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from awards.accounts.asking import SignedIn
from awards.language.form_arguments import Posted
from awards.language.form_errors import ErrorLine, error_lines
from awards.ledger.services import database_now
from awards.ledger.words import Vocabulary
from awards.models import Edition
from nominations.desk.bulk_forms import ReasonForm
from nominations.desk.on_behalf import (
    attach_for_entrant,
    change_for_entrant,
    reopen_for_entrant,
    submit_for_entrant,
    withdraw_for_entrant,
)
from nominations.entries.forms import EntryForm
from nominations.entries.history import events_of, submissions_of
from nominations.entries.saving import versions_of
from nominations.files.pages import upload_places
from nominations.files.views import get_question
from nominations.guard import open_correction
from nominations.loading import get_managed_edition, get_managed_entry
from nominations.models import Entry
from nominations.refusals import EntryError, FileRefusedError, IncompleteError
from nominations.statuses import HELD, EntryState


def show_history(
    request: SignedIn, found: Edition, reference: str, vocabulary: Vocabulary
) -> HttpResponse:
    """Acts, versions sent in, notes, who works on it: all on one page. What a draft
    held is not among it.
    """
    entry = get_managed_entry(request, found, reference)
    page = {
        "edition": found,
        "entry": entry,
        "events": events_of(entry, vocabulary),
        "submissions": submissions_of(entry),
        "collaborators": entry.collaborators.all(),
    }
    return render(request, "nominations/desk/manage_history.html", page)


@login_required
def entry_behalf(request: SignedIn, edition: str, reference: str) -> HttpResponse:
    """What the entrant may do with it now: change, add a file, send a correction, open
    again, withdraw.
    """
    found = get_managed_edition(request, edition)
    entry = get_managed_entry(request, found, reference)
    posted = request.POST if request.method == "POST" else None
    reason = ReasonForm(posted)
    form = form_of(
        entry, posted if posted is not None and posted.get("act") == "change" else None
    )
    if posted is not None and reason.is_valid() and acted(request, entry, form, reason):
        if posted.get("act") == "reopen":
            return redirect("nominations:manage-entries", found.code)
        return redirect("nominations:manage-entry", found.code, entry.reference)
    status = 422 if posted is not None else 200
    page = page_of(found, entry, form, reason)
    page["problems"] = problems_of(form, reason)
    return render(request, "nominations/desk/entry_behalf.html", page, status=status)


def problems_of(form: EntryForm, reason: ReasonForm) -> list[ErrorLine]:
    """Each act has a box of its own for the reason, named after it."""
    if not reason.is_bound:
        return []
    act = reason.data.get("act", "change")
    lines = error_lines(form) if form.is_bound else []
    for line in error_lines(reason):
        own = bool(line.anchor) and act != "change"
        lines.append(replace(line, anchor=f"{act}-reason") if own else line)
    return lines


def form_of(entry: Entry, posted: Posted | None) -> EntryForm:
    """Of an entry returned for correction only the marked fields."""
    correction = open_correction(entry)
    form = EntryForm(
        posted, entry=entry, only=correction.fields if correction else None
    )
    if correction:
        form.ask_only(correction.fields)
    return form


def page_of(
    edition: Edition, entry: Entry, form: EntryForm, reason: ReasonForm
) -> dict[str, object]:
    correction, now = open_correction(entry), database_now()
    places = upload_places(form.file_questions)
    if correction:
        places = [
            place for place in places if place.code or "files" in correction.fields
        ]
    return {
        "edition": edition,
        "entry": entry,
        "form": form,
        "reason_form": reason,
        "correction": correction,
        "closed": now >= (correction.until if correction else entry.closing_moment),
        "places": places,
        "may_change": entry.state == EntryState.SUBMITTED,
        "may_reopen": entry.eligibility not in HELD and correction is None,
    }


def acted(request: SignedIn, entry: Entry, form: EntryForm, reason: ReasonForm) -> bool:
    """Do what was asked for; a refusal is said on the page, which stays."""
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        return act(request, entry, form, reason.cleaned_data["reason"])
    except IncompleteError as error:
        lacking = ", ".join(item.label for item in error.missing)
        reason.add_error(None, _("Still missing: %(lacking)s.") % {"lacking": lacking})
    except EntryError as error:
        reason.add_error(None, str(error.message))
    return False


def changed(request: SignedIn, entry: Entry, form: EntryForm, reason: str) -> bool:
    """Nothing is written unless everything is valid: the entrant hears of one change,
    not of half of one.
    """
    if not form.is_valid():
        return False
    saved = change_for_entrant(
        entry=entry,
        typed=form.typed(),
        read_at=form.read_at(),
        reason=reason,
        actor=request.user,
    )
    form.mark_clashes(saved.clashes)
    form.versions = versions_of(entry)
    if not saved.clashes:
        messages.success(
            request,
            _(
                "Changed. The entrant will get an email with the changes and the "
                "reason."
            ),
        )
    return not saved.clashes


def attached(request: SignedIn, entry: Entry, form: EntryForm, reason: str) -> bool:
    upload = request.FILES.get("file")
    if upload is None:
        raise FileRefusedError(_("Choose a file first."))
    question = get_question(entry, request.POST.get("question", ""))
    attach_for_entrant(
        entry=entry, upload=upload, question=question, reason=reason, actor=request.user
    )
    messages.success(request, _("File added. The entrant will get an email."))
    return True


def submitted(request: SignedIn, entry: Entry, form: EntryForm, reason: str) -> bool:
    submit_for_entrant(entry=entry, reason=reason, actor=request.user)
    messages.success(request, _("Submitted. The entrant will get an email."))
    return True


def reopened(request: SignedIn, entry: Entry, form: EntryForm, reason: str) -> bool:
    reopen_for_entrant(entry=entry, reason=reason, actor=request.user)
    said = _(
        "%(ref)s is open for changes again and the entrant will get an email. While "
        "it is a draft, it is not shown in this list."
    )
    messages.success(request, said % {"ref": entry.reference})
    return True


def withdrawn(request: SignedIn, entry: Entry, form: EntryForm, reason: str) -> bool:
    withdraw_for_entrant(entry=entry, reason=reason, actor=request.user)
    messages.success(request, _("The entry has been withdrawn."))
    return True


Act = Callable[[SignedIn, Entry, EntryForm, str], bool]
ACTS: dict[str, Act] = {
    "change": changed,
    "attach": attached,
    "submit": submitted,
    "reopen": reopened,
    "withdraw": withdrawn,
}


@login_required
def draft_behalf(request: SignedIn, edition: str) -> HttpResponse:
    """Send in a draft by the reference that its entrant names. Nothing of what stands
    in it is shown.
    """
    found = get_managed_edition(request, edition)
    asked_for = request.POST.get("reference") or request.GET.get("reference", "")
    reference = str(asked_for).strip().upper()
    entry = entry_named(found, reference)
    if reference and entry is None:
        messages.error(
            request, _("No entry has this reference. Check it and try again.")
        )
    if entry is not None and entry.state != EntryState.DRAFT:
        return redirect("nominations:entry-behalf", found.code, entry.reference)
    form = ReasonForm(request.POST if request.method == "POST" and entry else None)
    if entry is not None and form.is_valid() and sent_unread(request, entry, form):
        return redirect("nominations:manage-entry", found.code, entry.reference)
    page: dict[str, Any] = {
        "edition": found,
        "entry": entry,
        "reference": reference,
        "form": form,
    }
    if entry is not None:
        page["closed"] = database_now() >= entry.closing_moment
    status = 422 if form.is_bound else 200
    return render(request, "nominations/desk/draft_behalf.html", page, status=status)


def entry_named(edition: Edition, reference: str) -> Entry | None:
    if not reference:
        return None
    entries = edition.entries.select_related("edition")
    return entries.filter(reference=reference).first()


def sent_unread(request: SignedIn, entry: Entry, form: ReasonForm) -> bool:
    try:
        submit_for_entrant(
            entry=entry, reason=form.cleaned_data["reason"], actor=request.user
        )
    except IncompleteError as error:
        said = _(
            "The draft is incomplete: %(n)d items are missing. The entrant can see "
            "which ones."
        )
        form.add_error(None, said % {"n": len(error.missing)})
        return False
    except EntryError as error:
        form.add_error(None, str(error.message))
        return False
    messages.success(request, _("Submitted. The entrant will get an email."))
    return True
