"""Who is in the group of a message, and who got it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.accounts.asking import SignedIn
from awards.language.numbers import whole_number, whole_numbers
from awards.models import Broadcast
from awards.refusals import Refused
from config.broadcasts import services
from config.broadcasts.audiences import audience_of
from config.broadcasts.export import recipients_file
from config.broadcasts.loading import known_broadcast, organised
from config.broadcasts.pages import (
    PER_PAGE,
    people_after,
    people_before,
    person_after,
    person_before,
    progress_of,
)
from config.broadcasts.people import count_of

TOGETHER = 500  # people read at once
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def broadcast_people(request: SignedIn, edition: str, pk: int) -> HttpResponse:
    """Before it is sent, who is in the group now, to leave somebody out; after, who got what."""
    found = organised(request, edition)
    broadcast = known_broadcast(request, found, pk)
    if request.method == "POST":
        leave_out_or_take_in(request, broadcast)
        query = request.GET.urlencode()
        address = reverse("broadcast-people", args=[found.code, pk])
        return redirect(f"{address}?{query}" if query else address)
    words, number = request.GET.get("q", "")[:200], request.GET.get("page")
    context: dict[str, Any] = {
        "edition": found,
        "broadcast": broadcast,
        "label": audience_of(broadcast).label,
        "words": words,
        "may_act": not found.reads_only,
    }
    if broadcast.listed_at is None:
        context |= before_sending(broadcast, words, number)
    else:
        outcome = request.GET.get("outcome", "")
        context |= after_sending(broadcast, words, number, outcome)
    return render(request, "config/broadcasts/people.html", context)


def before_sending(
    broadcast: Broadcast, words: str, number: str | None
) -> dict[str, object]:
    page = Paginator(people_before(broadcast, words), PER_PAGE).get_page(number)
    people = [person_before(user) for user in page]
    return {"page": page, "people": people, "counted": count_of(broadcast)}


def after_sending(
    broadcast: Broadcast, words: str, number: str | None, outcome: str
) -> dict[str, object]:
    rows = people_after(broadcast, words, outcome)
    page = Paginator(rows, PER_PAGE).get_page(number)
    return {
        "page": page,
        "people": [person_after(row) for row in page],
        "progress": progress_of(broadcast),
        "outcome": outcome,
    }


def leave_out_or_take_in(request: SignedIn, broadcast: Broadcast) -> None:
    people = whole_numbers(request.POST.getlist("person"))
    seen = whole_number(request.POST.get("seen", "")) or 0
    if not people:
        messages.error(request, _("Select at least one person."))
        return
    taking_in = request.POST.get("do") == "take-in"
    act = services.take_in_again if taking_in else services.leave_out
    try:
        count = act(broadcast=broadcast, people=people, actor=request.user, seen=seen)
    except Refused as refused:
        messages.error(request, str(refused))
        return
    words = (
        ngettext("%(n)d person is in again.", "%(n)d people are in again.", count)
        if taking_in
        else ngettext("%(n)d person left out.", "%(n)d people left out.", count)
    )
    messages.success(request, words % {"n": count})


@login_required
def broadcast_file(request: SignedIn, edition: str, pk: int) -> StreamingHttpResponse:
    """Who got what, as a spreadsheet. The words of the mails are not read for it."""
    found = organised(request, edition)
    broadcast = known_broadcast(request, found, pk)
    if broadcast.listed_at is None:
        raise Http404
    rows = people_after(broadcast, "", "").defer("message__text", "message__html")
    people = (person_after(row) for row in rows.iterator(chunk_size=TOGETHER))
    response = StreamingHttpResponse(recipients_file(people), content_type=XLSX)
    name = f"message-{found.code}-{broadcast.pk}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
