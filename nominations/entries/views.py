"""The entrant's pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.ceremony.services import is_asked
from awards.editions.loading import known_or_missing
from awards.language.form_arguments import Posted
from awards.language.form_errors import error_lines
from awards.models import Edition
from nominations import permissions
from nominations.entries.form_state import Sheet, sheet_seen
from nominations.entries.forms import BeginForm, EntryForm
from nominations.entries.missing import missing_items
from nominations.entries.reading import read_entry
from nominations.entries.saving import save_read
from nominations.entries.sections import progress_of
from nominations.entries.services import (
    create_entry,
    reopen_entry,
    submit_entry,
    withdraw_entry,
)
from nominations.entries.status import status_of, statuses_of
from nominations.entries.video_player import offers_players
from nominations.guard import open_correction
from nominations.loading import (
    get_own_entry,
    get_readable_entry,
    get_submittable_entry,
    own_organisations,
)
from nominations.models import Entry
from nominations.refusals import EntryError, IncompleteError, WrongStateError
from nominations.statuses import EntryState


def acted(
    request: HttpRequest,
    entry: Entry,
    act: Callable[..., object],
    done: str,
    **said: str,
) -> HttpResponse:
    """Do it in this person's name, and say on the entry's page how it went."""
    try:
        act(entry=entry, user=request.user, **said)
    except EntryError as error:
        messages.error(request, refusal(entry, error))
    else:
        messages.success(request, done)
    return redirect("nominations:entry-detail", reference=entry.reference)


def refusal(entry: Entry, error: EntryError) -> str:
    if not isinstance(error, IncompleteError):
        return str(error.message)
    if entry.state == EntryState.DRAFT:
        return _("Not submitted. The items below are still missing.")
    return _("Not submitted. Still missing: %(labels)s") % {
        "labels": ", ".join(item.label for item in error.missing)
    }


@login_required
def entry_list(request: HttpRequest) -> HttpResponse:
    entries = (
        Entry.objects.entered_by(request.user)
        .select_related("edition", "organisation")
        .order_by("-pk")
    )
    editions = Edition.objects.visible_to(request.user).accepting()
    statuses = statuses_of(list(entries))
    rows = [(entry, statuses[entry.pk]) for entry in entries]
    return render(
        request,
        "nominations/entries/entry_list.html",
        {"entries": rows, "editions": editions},
    )


@login_required
def entry_create(request: SignedIn, edition: str) -> HttpResponse:
    found = known_or_missing(request, edition)
    organisations = own_organisations(request.user.pk)
    if not organisations:
        return redirect("nominations:organisation-create", edition=found.code)
    form = BeginForm(request.POST or None, edition=found, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        return begin(request, found, form)
    return render(
        request,
        "nominations/entries/entry_create.html",
        {"edition": found, "form": form},
    )


def begin(request: SignedIn, edition: Edition, form: BeginForm) -> HttpResponse:
    codes = form.cleaned_data["categories"]
    try:
        entry = create_entry(
            user=request.user,
            edition=edition,
            organisation=form.organisation,
            category_codes=codes,
        )
    except EntryError as error:
        form.add_error(None, str(error.message))
        return render(
            request,
            "nominations/entries/entry_create.html",
            {"edition": edition, "form": form},
            status=409,
        )
    return redirect("nominations:entry-edit", reference=entry.reference)


def situation(entry: Entry, sheet: Sheet | None = None) -> dict[str, object]:
    """``entry`` as ``get_entry`` gives it; ``sheet``: what was read of it already."""
    row: Any = entry
    now, sheet = row.seen_at, sheet or sheet_seen(row)
    draft = entry.state == EntryState.DRAFT
    missing = missing_items(entry, sheet) if draft else []
    return {
        "entry": entry,
        "sheet": sheet,
        "status": status_of(entry, now),
        "missing": missing,
        "progress": progress_of(sheet, missing) if draft else None,
        "categories": [standing.category for standing in sheet.standings],
        "closed": now >= entry.closing_moment,
        "receipts": row.has_receipts,
        "asked_for_ceremony": entry.state == EntryState.SUBMITTED
        and is_asked(entry.edition),
        "now": now,
    }


@login_required
def entry_edit(request: SignedIn, reference: str) -> HttpResponse:
    if request.method == "POST":
        return save(request, reference)
    entry = get_own_entry(request, reference)
    if entry.state != EntryState.DRAFT and open_correction(entry) is None:
        return redirect("nominations:entry-detail", reference=entry.reference)
    sheet = sheet_seen(entry)
    return form_page(request, entry, sheet, form_on(sheet, None))


def form_on(sheet: Sheet, typed: Posted | None) -> EntryForm:
    """The whole form, or the fields that a correction opens."""
    correction = open_correction(sheet.entry)
    if correction is None:
        return EntryForm(typed, entry=sheet.entry, sheet=sheet)
    form = EntryForm(typed, entry=sheet.entry, sheet=sheet, only=correction.fields)
    form.ask_only(correction.fields)
    return form


def form_page(
    request: SignedIn, entry: Entry, sheet: Sheet, form: EntryForm
) -> HttpResponse:
    """``entry`` as ``get_entry`` gives it, ``sheet`` what stands of it now."""
    correction = open_correction(entry)
    form.mark_required()
    page = {
        "form": form,
        "problems": error_lines(form) if form.is_bound else [],
        **situation(entry, sheet),
    }
    page |= {"file_questions": form.file_questions, "correction": correction}
    page["paper_questions"] = form.paper_questions
    page["correction_files"] = correction and (
        "files" in correction.fields or form.file_questions
    )
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "nominations/entries/entry_edit.html", page, status=status)


def save(request: SignedIn, reference: str) -> HttpResponse:
    """Everything valid is kept, even beside something invalid, which is shown again."""
    forms: list[EntryForm] = []

    def read(sheet: Sheet) -> tuple[dict[str, object], dict[str, int]]:
        form = form_on(sheet, request.POST)
        form.is_valid()
        forms.append(form)
        return form.typed(), form.read_at()

    try:
        saved, _sheet = save_read(reference=reference, user=request.user, read=read)
    except Entry.DoesNotExist:
        raise Http404 from None
    except WrongStateError:
        return redirect("nominations:entry-detail", reference=reference)
    except EntryError as error:
        forms[0].add_error(None, str(error.message))
    else:
        forms[0].mark_clashes(saved.clashes)
    form = forms[0]
    if form.errors:
        entry = get_own_entry(request, reference)
        return form_page(request, entry, sheet_seen(entry), form)
    messages.success(request, _("Saved."))
    where = "entry-detail" if "review" in request.POST else "entry-edit"
    return redirect(f"nominations:{where}", reference=reference)


@offers_players
@login_required
def entry_preview(request: SignedIn, reference: str) -> HttpResponse:
    """Exactly as a judge will read it; ``?blind=0`` as in a round that is not blind."""
    entry = get_readable_entry(request, reference)
    blind = request.GET.get("blind") != "0"
    reading = read_entry(entry, blind=blind)
    return render(
        request,
        "nominations/entries/entry_preview.html",
        {"entry": entry, "dossier": reading, "blind": blind},
    )


@login_required
@require_POST
def entry_submit(request: SignedIn, reference: str) -> HttpResponse:
    entry = get_submittable_entry(request, reference)
    return acted(
        request,
        entry,
        submit_entry,
        _("Your entry is submitted. We have sent you a confirmation by email."),
    )


@login_required
@require_POST
def entry_reopen(request: SignedIn, reference: str) -> HttpResponse:
    entry = get_own_entry(request, reference)
    try:
        opened = reopen_entry(entry=entry, user=request.user)
    except EntryError as error:
        messages.error(request, str(error.message))
        return redirect("nominations:entry-detail", reference=entry.reference)
    if opened.fallback is None:
        messages.warning(
            request,
            _("The entry is a draft again. It counts only once you submit it again."),
        )
    return redirect("nominations:entry-edit", reference=entry.reference)


@login_required
@require_POST
def entry_withdraw(request: SignedIn, reference: str) -> HttpResponse:
    entry = get_own_entry(request, reference)
    if not permissions.can_withdraw_entry(request.user, entry):
        raise PermissionDenied
    return acted(request, entry, withdraw_entry, _("The entry has been withdrawn."))
