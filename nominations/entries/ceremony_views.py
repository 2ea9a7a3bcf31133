"""What every entrant is asked alike before the ceremony: how the name is read, and how
many come.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from awards.accounts.asking import SignedIn
from awards.ceremony.forms import AnswerForm
from awards.ceremony.services import is_asked, said_by_entrant, say_on_stage
from awards.models import Side
from awards.refusals import Refused
from nominations.loading import get_own_entry
from nominations.statuses import EntryState


@login_required
def entry_ceremony(request: SignedIn, reference: str) -> HttpResponse:
    """404 unless the organisers ask. Nothing here says whether the entry has won."""
    entry = get_own_entry(request, reference)
    answer = said_by_entrant(entry.edition, entry.reference)
    if entry.state != EntryState.SUBMITTED or not (is_asked(entry.edition) or answer):
        raise Http404
    form = AnswerForm(request.POST or None, instance=answer)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {
            "edition": entry.edition,
            "reference": entry.reference,
            "actor": request.user,
        }
        try:
            say_on_stage(side=Side.ENTRANT, **said, **form.cleaned_data)
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(
                request, _("Saved. You can change it until the winners are announced.")
            )
            return redirect("nominations:entry-detail", reference=entry.reference)
    return render(
        request,
        "nominations/entries/entry_ceremony.html",
        {"entry": entry, "form": form},
    )
