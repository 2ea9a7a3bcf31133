"""What an entrant declares and consents to, each apart, with the words as they stand."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from awards.accounts.asking import SignedIn
from awards.language.numbers import whole_numbers
from nominations import permissions
from nominations.declarations.services import declare, declared, may_take_back
from nominations.loading import get_readable_entry
from nominations.models import Entry
from nominations.refusals import EntryError


@login_required
def entry_declarations(request: SignedIn, reference: str) -> HttpResponse:
    entry = get_readable_entry(request, reference)
    can_declare = permissions.can_submit_entry(request.user, entry)
    if request.method == "POST":
        if not can_declare:
            raise PermissionDenied
        return save(request, entry)
    # nothing is asked for where the row of the page says that none stands
    found = declared(entry) if entry.given_agreements else declared(entry, ())
    rows = [
        (one, can_declare and (not one.is_current or may_take_back(entry, one)))
        for one in found
    ]
    page = {
        "entry": entry,
        "rows": rows,
        "can_declare": any(open_ for _one, open_ in rows),
    }
    return render(request, "nominations/declarations/entry_declarations.html", page)


def save(request: SignedIn, entry: Entry) -> HttpResponse:
    ids = {
        name: whole_numbers(request.POST.getlist(name)) for name in ("seen", "agreed")
    }
    details = {pk: request.POST.get(f"detail-{pk}", "") for pk in ids["seen"]}
    try:
        declare(entry=entry, user=request.user, details=details, **ids)
    except EntryError as error:
        messages.error(request, str(error.message))
        return redirect("nominations:entry-declarations", reference=entry.reference)
    messages.success(request, _("Saved."))
    return redirect("nominations:entry-detail", reference=entry.reference)
