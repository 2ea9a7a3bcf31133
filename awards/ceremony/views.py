"""The stage, for an edition's organisers alone: it names winners before they are announced."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from awards.accounts.asking import SignedIn
from awards.accounts.models import User
from awards.ceremony import documents, services
from awards.ceremony.forms import PlanForm, WordForm
from awards.ceremony.running_order import Running, plan_of, running_of
from awards.editions.loading import edition_or_refused
from awards.language.bilingual import reader_language
from awards.models import Edition, Side
from awards.refusals import Refused
from awards.roles import Area

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# name in the address → how it is made, its type
PAPERS: dict[str, tuple[Callable[[Running], bytes], str]] = {
    "script.pdf": (documents.script_pdf, "application/pdf"),
    "slides.pdf": (documents.slides_pdf, "application/pdf"),
    "seating.pdf": (documents.seating_pdf, "application/pdf"),
    "seating.xlsx": (documents.seating_xlsx, XLSX),
}


@login_required
def stage_show(request: HttpRequest, edition: str) -> HttpResponse:
    running = running_of(edition_or_refused(request, edition, Area.WINNERS))
    return render(
        request,
        "awards/ceremony/show.html",
        {"edition": running.edition, "tab": "stage", "running": running},
    )


@login_required
def stage_script(request: HttpRequest, edition: str) -> HttpResponse:
    """The presenter's script as a page: to be read from a screen, or printed."""
    running, language = (
        running_of(edition_or_refused(request, edition, Area.WINNERS)),
        reader_language(),
    )
    cues = [(cue, documents.presented(cue, language)) for cue in running.cues]
    context = {
        "edition": running.edition,
        "tab": "stage",
        "running": running,
        "cues": cues,
    }
    return render(request, "awards/ceremony/script.html", context)


@login_required
def stage_plan(request: SignedIn, edition: str) -> HttpResponse:
    award = edition_or_refused(request, edition, Area.WINNERS)
    form = PlanForm(request.POST or None, instance=plan_of(award))
    if request.method == "POST" and form.is_valid():
        try:
            plan = form.save(commit=False)
            services.save_plan(plan=plan, actor=request.user, seen=form.seen)
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("awards:stage-show", award.code)
    return render(
        request,
        "awards/ceremony/plan.html",
        {"edition": award, "tab": "stage", "form": form},
    )


@login_required
def stage_word(request: SignedIn, edition: str, reference: str) -> HttpResponse:
    """How one winner appears, as the organisers say it, beside what the entrant answered."""
    award = edition_or_refused(request, edition, Area.WINNERS)
    cue = next(
        (cue for cue in running_of(award).cues if cue.winner.reference == reference),
        None,
    )
    if cue is None:
        raise Http404
    form = WordForm(
        request.POST or None, instance=services.said_by_organiser(award, reference)
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and save_word(award, reference, form, request.user)
    ):
        messages.success(request, _("Saved."))
        return redirect("awards:stage-show", award.code)
    answer = services.said_by_entrant(award, reference)
    context = {
        "edition": award,
        "tab": "stage",
        "form": form,
        "cue": cue,
        "answer": answer,
    }
    return render(request, "awards/ceremony/word.html", context)


def save_word(edition: Edition, reference: str, form: WordForm, user: User) -> bool:
    """False where it was refused: the form says why."""
    try:
        services.say_on_stage(
            edition=edition,
            reference=reference,
            side=Side.ORGANISER,
            actor=user,
            **form.cleaned_data,
        )
    except Refused as refused:
        form.take_refusal(refused)
        return False
    return True


@login_required
def stage_paper(request: HttpRequest, edition: str, paper: str) -> HttpResponse:
    """A document, made now from the newest list, in the reader's language. 404 before
    there is a list.
    """
    running = running_of(edition_or_refused(request, edition, Area.WINNERS))
    if running.winner_list is None or paper not in PAPERS:
        raise Http404
    make, media_type = PAPERS[paper]
    name = (
        f"{edition}-{paper}"
        if paper == "slides.pdf"
        else f"{edition}-{reader_language()}-{paper}"
    )
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'inline; filename="{name}"',
    }
    return HttpResponse(make(running), content_type=media_type, headers=headers)
