"""Messages that organisers write to groups of people: from the group over the words to
sending, and who got what.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.models import Broadcast, Edition
from awards.models.broadcasts import Stage
from awards.refusals import Refused
from config.broadcasts import services
from config.broadcasts.approving import approvers_of
from config.broadcasts.audiences import (
    audience_of,
    role_in,
)
from config.broadcasts.forms import ActForm
from config.broadcasts.loading import known_broadcast, organised
from config.broadcasts.pages import (
    came_back,
    first_names,
    lines_of,
    others_filtered,
    page_of,
    previews_of,
    progress_of,
    somebody,
    told_filters,
)
from config.broadcasts.people import count_of


@login_required
def broadcast_list(request: SignedIn, edition: str) -> HttpResponse:
    found = organised(request, edition)
    role = role_in(found, request.user)
    page = page_of(found, role, request.GET.get("page"))
    context = {
        "edition": found,
        "page": page,
        "lines": lines_of(list(page)),
        "may_act": not found.reads_only,
    }
    return render(request, "config/broadcasts/list.html", context)


@login_required
def broadcast_show(request: SignedIn, edition: str, pk: int) -> HttpResponse:
    """Asked by htmx while it is sent, only the progress comes back; before the list of
    people is made, nothing, and then the whole page.
    """
    found = organised(request, edition)
    broadcast = known_broadcast(request, found, pk)
    if request.GET.get("starting") and getattr(request, "htmx", False):
        begun = HttpResponse(headers={"HX-Refresh": "true"})
        return HttpResponse(status=204) if is_starting(broadcast) else begun
    if broadcast.listed_at is not None:
        return after_page(request, found, broadcast)
    return before_page(request, found, broadcast, ActForm())


def is_starting(broadcast: Broadcast) -> bool:
    """It goes out at once, and its list is being made."""
    planned_now = broadcast.stage == Stage.PLANNED and broadcast.wanted_at is None
    return planned_now and broadcast.listed_at is None


def before_page(
    request: SignedIn, edition: Edition, broadcast: Broadcast, form: ActForm
) -> HttpResponse:
    counted = count_of(broadcast)
    asked = broadcast.stage == Stage.ASKED
    approvers = approvers_of(broadcast) if asked else []
    person = somebody(broadcast, None)
    context = {
        "edition": edition,
        "broadcast": broadcast,
        "label": audience_of(broadcast).label,
        "filters": told_filters(broadcast, edition),
        "more_filters": others_filtered(broadcast),
        "counted": counted,
        "person": person,
        "previews": previews_of(broadcast, person),
        "large": counted.going > edition.broadcast_alone,
        "approvers": first_names(approvers),
        "may_approve": request.user in approvers,
        "grew": came_back(broadcast),
        "starting": is_starting(broadcast),
        "stage": Stage.SENDING if is_starting(broadcast) else broadcast.stage,
        "form": form,
        "may_act": not edition.reads_only,
    }
    status = 422 if form.errors else 200
    return render(request, "config/broadcasts/show.html", context, status=status)


def after_page(
    request: SignedIn, edition: Edition, broadcast: Broadcast
) -> HttpResponse:
    progress = progress_of(broadcast)
    on_its_way = progress.waiting > 0 and broadcast.stage not in (
        Stage.STOPPED,
        Stage.FAILED,
    )
    context: dict[str, Any] = {
        "edition": edition,
        "broadcast": broadcast,
        "label": audience_of(broadcast).label,
        "filters": told_filters(broadcast, edition),
        "more_filters": others_filtered(broadcast),
        "progress": progress,
        "stage": Stage.SENDING if on_its_way else broadcast.stage,
        "on_its_way": on_its_way,
        "may_act": not edition.reads_only,
    }
    if getattr(request, "htmx", False):
        return render(request, "config/broadcasts/_progress.html", context)
    context["previews"] = previews_of(broadcast, None)
    return render(request, "config/broadcasts/sent.html", context)


@login_required
@require_POST
def broadcast_act(request: SignedIn, edition: str, pk: int) -> HttpResponse:
    found = organised(request, edition)
    broadcast = known_broadcast(request, found, pk)
    act = ACTS.get(request.POST.get("do", ""))
    if act is None:
        messages.error(request, _("Choose what to do with the message."))
        return redirect("broadcast-show", found.code, pk)
    form = ActForm(request.POST)
    if not form.is_valid() and broadcast.listed_at is None:
        return before_page(request, found, broadcast, form)
    try:
        return act(request, broadcast, form)
    except Refused as refused:
        if refused.field in form.fields and broadcast.listed_at is None:
            form.add_error(refused.field, str(refused))
            return before_page(request, found, broadcast, form)
        messages.error(request, str(refused))
    return redirect("broadcast-show", found.code, pk)


def shown(broadcast: Broadcast) -> HttpResponse:
    return redirect("broadcast-show", broadcast.edition.code, broadcast.pk)


def send_now(request: SignedIn, broadcast: Broadcast, form: ActForm) -> HttpResponse:
    return planned(request, broadcast, form, at_once=True)


def schedule(request: SignedIn, broadcast: Broadcast, form: ActForm) -> HttpResponse:
    if form.cleaned_data.get("moment") is None:
        raise Refused(_("Enter the day and time."), "moment")
    return planned(request, broadcast, form, at_once=False)


def planned(
    request: SignedIn, broadcast: Broadcast, form: ActForm, *, at_once: bool
) -> HttpResponse:
    held = services.plan_broadcast(
        broadcast=broadcast,
        actor=request.user,
        seen=seen_in(form),
        moment=None if at_once else form.cleaned_data["moment"],
    )
    if held.stage == Stage.ASKED:
        words = _("Another organiser must approve this message. They have been told.")
    elif at_once:
        words = _("The message is being sent.")
    else:
        words = _("The message is scheduled.")
    messages.success(request, words)
    return shown(held)


def seen_in(form: ActForm) -> int:
    return int(form.cleaned_data.get("seen") or 0)


def approve(request: SignedIn, broadcast: Broadcast, form: ActForm) -> HttpResponse:
    services.approve_broadcast(
        broadcast=broadcast, actor=request.user, seen=seen_in(form)
    )
    messages.success(request, _("Approved."))
    return shown(broadcast)


def take_back(request: SignedIn, broadcast: Broadcast, form: ActForm) -> HttpResponse:
    services.take_back(broadcast=broadcast, actor=request.user)
    messages.success(request, _("The message is a draft again."))
    return shown(broadcast)


def stop(request: SignedIn, broadcast: Broadcast, form: ActForm) -> HttpResponse:
    done = services.stop_broadcast(broadcast=broadcast, actor=request.user)
    words = ngettext(
        "Stopped. %(n)d email had been sent already.",
        "Stopped. %(n)d emails had been sent already.",
        done.sent,
    ) % {"n": done.sent}
    if done.in_hand:
        more = ngettext(
            "%(n)d was just being handed over and may still arrive.",
            "%(n)d were just being handed over and may still arrive.",
            done.in_hand,
        )
        words = f"{words} {more % {'n': done.in_hand}}"
    messages.warning(request, words)
    return shown(broadcast)


def again(request: SignedIn, broadcast: Broadcast, form: ActForm) -> HttpResponse:
    services.try_again(broadcast=broadcast, actor=request.user)
    messages.success(request, _("The message is being sent."))
    return shown(broadcast)


def copy(request: SignedIn, broadcast: Broadcast, form: ActForm) -> HttpResponse:
    made = services.copy_broadcast(broadcast=broadcast, actor=request.user)
    messages.success(request, _("A new draft with the same text and group."))
    return shown(made)


def delete(request: SignedIn, broadcast: Broadcast, form: ActForm) -> HttpResponse:
    services.delete_draft(broadcast=broadcast)
    messages.success(request, _("The draft is deleted."))
    return redirect("broadcast-list", broadcast.edition.code)


Act = Callable[[SignedIn, Broadcast, ActForm], HttpResponse]
ACTS: dict[str, Act] = {
    "send": send_now,
    "schedule": schedule,
    "approve": approve,
    "take-back": take_back,
    "stop": stop,
    "again": again,
    "copy": copy,
    "delete": delete,
}
