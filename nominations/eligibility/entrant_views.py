"""An entry's page, with how its check stands, and what its entrant does about that:
sends a correction, or answers once.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from nominations import permissions
from nominations.checklist.pages import rules_read
from nominations.eligibility.corrections import reply, send_correction
from nominations.eligibility.entrant_pages import eligibility_for_entrant
from nominations.eligibility.forms import ReplyForm
from nominations.entries.form_state import sheet_seen
from nominations.entries.life import life_of, outcome_of
from nominations.entries.status import EntryStatus
from nominations.entries.views import acted, situation
from nominations.loading import get_readable_entry, get_submittable_entry
from nominations.models.with_columns import SeenEntry
from nominations.statuses import EntryState


@login_required
def entry_detail(request: SignedIn, reference: str) -> HttpResponse:
    """Where the entry stands, what it lacks and what can be done."""
    entry = get_readable_entry(request, reference)
    return render(
        request,
        "nominations/entries/entry_detail.html",
        entry_detail_page(request, entry),
    )


def entry_detail_page(request: HttpRequest, entry: SeenEntry) -> dict[str, object]:
    rights = {
        "can_edit": permissions.can_edit_entry(request.user, entry),
        "can_submit": permissions.can_submit_entry(request.user, entry),
        "can_withdraw": permissions.can_withdraw_entry(request.user, entry),
    }
    drafted = entry.state == EntryState.DRAFT
    sheet = sheet_seen(entry)
    warned = (
        [rule for rule in rules_read(entry, sheet.rules) if rule.passes is False]
        if drafted
        else []
    )
    check = {
        **eligibility_for_entrant(entry),
        "reply_form": ReplyForm(),
        "failing_rules": warned,
    }
    page = situation(entry, sheet)
    status, now = page["status"], page["now"]
    assert isinstance(status, EntryStatus)
    assert isinstance(now, datetime)
    life = {
        "life": life_of(entry, status, now),
        "outcome": outcome_of(entry, status, request.user),
    }
    return {**page, **rights, **check, **life}


@login_required
@require_POST
def correction_send(request: SignedIn, reference: str) -> HttpResponse:
    entry = get_submittable_entry(request, reference)
    return acted(
        request,
        entry,
        send_correction,
        _("Correction submitted. We have sent you a confirmation by email."),
    )


@login_required
@require_POST
def reply_send(request: SignedIn, reference: str) -> HttpResponse:
    entry = get_submittable_entry(request, reference)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        page = entry_detail_page(request, entry) | {"reply_form": form}
        return render(
            request, "nominations/entries/entry_detail.html", page, status=422
        )
    done = _("Reply sent. The organiser will make a final decision.")
    return acted(request, entry, reply, done, text=form.cleaned_data["text"])
