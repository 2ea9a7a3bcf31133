"""Organisers' pages for winner lists: read in both languages, corrected in words,
approved, scheduled, taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Now
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.editions.loading import edition_or_refused
from awards.editions.two_persons import why_not_approve
from awards.editions.views import typed
from awards.language.form_errors import ErrorLine
from awards.language.seen_form import SEEN
from awards.models import Edition, Winner, WinnerList
from awards.outbox.work import WorkState
from awards.refusals import Refused
from awards.roles import Area
from awards.winners.open_lists import print_of_list
from awards.winners.services import (
    approve_list,
    discard_list,
    schedule_list,
    set_erratum,
    unschedule_list,
)
from awards.winners.showing import set_picture
from judging.publication.announcing import planned_mails
from judging.publication.entry_pictures import pictures_of_entry
from judging.publication.forms import ErratumForm, PictureForm, ScheduleForm
from judging.publication.mail_counts import counted
from judging.publication.mending import findings_of, goes_to
from nominations.eligibility.unchecked import unchecked_in


def organised_list(
    request: HttpRequest, code: str, version: int, area: Area = Area.PUBLICATION
) -> WinnerList:
    edition = edition_or_refused(request, code, area)
    winner_list = get_object_or_404(lists_of(edition), version=version)
    winner_list.edition = edition
    return winner_list


def lists_of(edition: Edition) -> QuerySet[WinnerList]:
    """``going_out``: its moment has come, and the next sweep makes it public."""
    going_out = Q(
        state__in=(WorkState.QUEUED, WorkState.CLAIMED),
        due_at__lte=Now(),
        tried_at=None,
        published_at=None,
    )
    lists = edition.winner_lists.select_related("prepared_by", "approved_by")
    return lists.annotate(going_out=going_out)


@login_required
def list_index(request: HttpRequest, edition: str) -> HttpResponse:
    managed = edition_or_refused(request, edition)
    return render(
        request,
        "judging/publication/list_index.html",
        {"edition": managed, "tab": "lists", "lists": lists_of(managed)},
    )


@login_required
def list_show(request: SignedIn, edition: str, version: int) -> HttpResponse:
    winner_list = organised_list(request, edition, version)
    waits: bool = getattr(winner_list, "going_out", False)
    if waits and "HX-Request" in request.headers:
        return HttpResponse(status=204)  # nothing new: what is in focus stays so
    return show(request, winner_list)


def show(request: SignedIn, winner_list: WinnerList, **forms: object) -> HttpResponse:
    edition = winner_list.edition
    # read again by the rooms that plan its mails
    prefetch_related_objects([winner_list], "winners")
    winners = list(winner_list.winners.all())
    unchecked = unchecked_in(edition.pk)
    findings = (
        [] if winner_list.published_at else findings_of(edition, winners, unchecked)
    )
    context = {
        "edition": edition,
        "tab": "lists",
        "winner_list": winner_list,
        "seen": print_of_list(winner_list),
        "winners": winners,
        "findings": findings,
        "grave": sum(finding.grave for finding, _address in findings),
        "kinds": []
        if winner_list.published_at
        else counted(winner_list, planned_mails(winner_list)),
        "amends": edition.winner_lists.filter(published_at__isnull=False)
        .exclude(pk=winner_list.pk)
        .exists(),
        "reads_results": goes_to(edition, Area.RESULTS),
        "cannot_approve": why_not_approve(winner_list, request.user),
        "unchecked": unchecked,
        "schedule_form": ScheduleForm(initial={"publish_at": edition.announces_at}),
        "erratum_form": ErratumForm(winner_list),
        **forms,
    }
    wrong = any(getattr(form, "errors", form) for form in forms.values())
    return render(
        request,
        "judging/publication/list_show.html",
        context,
        status=422 if wrong else 200,
    )


NOW = gettext_lazy(
    "Publishing now: in a few seconds the list is public and the emails are sent."
)
LATER = gettext_lazy("Scheduled. The list and all emails go out at the set time.")


def typed_count(typed: str) -> int:
    """The number that was shown beside the box that was ticked; 0 for anything else."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 8 else 0


@require_POST
@login_required
def list_schedule(request: SignedIn, edition: str, version: int) -> HttpResponse:
    winner_list = organised_list(request, edition, version)
    if "now" in request.POST:
        return publish_at_once(request, winner_list)
    form = ScheduleForm(request.POST)
    if form.is_valid():
        try:
            schedule(request, winner_list, form.cleaned_data["publish_at"])
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(request, LATER)
            return redirect("judging:list-show", edition, version)
    return show(request, winner_list, schedule_form=form)


def publish_at_once(request: SignedIn, winner_list: WinnerList) -> HttpResponse:
    """A refusal stands beside the button that was pressed: the moment's own form was not used."""
    try:
        schedule(request, winner_list, None)
    except Refused as refused:
        lines = [ErrorLine("", "", str(refused))]
        return show(request, winner_list, refused_now=lines)
    messages.success(request, NOW)
    return redirect("judging:list-show", winner_list.edition.code, winner_list.version)


def schedule(
    request: SignedIn, winner_list: WinnerList, moment: datetime | None
) -> None:
    known = typed_count(request.POST.get("unchecked_known", ""))
    schedule_list(
        winner_list=winner_list,
        publish_at=moment,
        actor=request.user,
        unchecked=unchecked_in(winner_list.edition_id),
        unchecked_known=known,
        seen=request.POST.get(SEEN, ""),
    )


@require_POST
@login_required
def list_correct(request: SignedIn, edition: str, version: int) -> HttpResponse:
    winner_list = organised_list(request, edition, version)
    form = ErratumForm(winner_list, request.POST)
    if form.is_valid():
        try:
            said = form.cleaned_data
            set_erratum(winner_list=winner_list, actor=request.user, **said)
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("judging:list-show", edition, version)
    return show(request, winner_list, erratum_form=form)


def press(
    request: HttpRequest,
    edition: str,
    version: int,
    act: Callable[..., object],
    done: str,
) -> HttpResponse:
    """One button of the list's page: do it, or say why not."""
    winner_list = organised_list(request, edition, version)
    try:
        act(winner_list=winner_list, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    if WinnerList.objects.filter(pk=winner_list.pk).exists():
        return redirect("judging:list-show", edition, version)
    return redirect("judging:list-index", edition)


@require_POST
@login_required
def list_approve(request: HttpRequest, edition: str, version: int) -> HttpResponse:
    act = partial(approve_list, seen=request.POST.get(SEEN, ""))
    return press(request, edition, version, act, _("Approved."))


@require_POST
@login_required
def list_unschedule(request: HttpRequest, edition: str, version: int) -> HttpResponse:
    return press(
        request,
        edition,
        version,
        unschedule_list,
        _("Publication cancelled."),
    )


@require_POST
@login_required
def list_discard(request: HttpRequest, edition: str, version: int) -> HttpResponse:
    act = partial(discard_list, seen=request.POST.get(SEEN, ""))
    return press(request, edition, version, act, _("Draft discarded."))


def listed_winner(request: HttpRequest, code: str, version: int, pk: int) -> Winner:
    winner_list = organised_list(request, code, version, Area.WINNERS)
    return get_object_or_404(
        winner_list.winners.select_related("winner_list__edition"), pk=pk
    )


@login_required
def picture_change(
    request: SignedIn, edition: str, version: int, pk: int
) -> HttpResponse:
    """The picture of one winner of a draft, with captions and rights: a new file, or
    one that the entrant sent.
    """
    winner = listed_winner(request, edition, version, pk)
    offers = pictures_of_entry(winner.winner_list.edition_id, winner.reference)
    form = PictureForm(
        typed(request),
        request.FILES or None,
        initial=words_beside(winner),
        offers=offers,
    )
    if request.method == "POST" and form.is_valid():
        try:
            set_picture(winner=winner, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("judging:list-show", edition, version)
    context = {
        "edition": winner.winner_list.edition,
        "tab": "lists",
        "winner": winner,
        "form": form,
        "offers": offers,
    }
    return render(
        request,
        "judging/publication/picture_change.html",
        {**context, "winner_list": winner.winner_list},
    )


def words_beside(winner: Winner) -> dict[str, str]:
    """What stands; where there is no picture yet, the title and whose work it is, to be
    put right where it is not.
    """
    words = {
        name: getattr(winner, name) for name in ("caption_th", "caption_en", "credit")
    }
    if winner.picture or any(words.values()):
        return words
    return {
        "caption_th": winner.title_th,
        "caption_en": winner.title_en,
        "credit": winner.organisation_th,
    }


@login_required
def picture_show(
    request: HttpRequest, edition: str, version: int, pk: int
) -> HttpResponse:
    """The picture as it will be, for the organisers only."""
    winner = listed_winner(request, edition, version, pk)
    if not winner.picture:
        raise Http404
    with winner.picture.open("rb") as file:
        headers = {"Cache-Control": "private, no-store"}
        return HttpResponse(file.read(), content_type="image/jpeg", headers=headers)
