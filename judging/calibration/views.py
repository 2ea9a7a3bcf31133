from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.models import Round
from judging.ballots.discussion_views import RemarkForm
from judging.ballots.pages import typed_changes
from judging.ballots.views import read_changes
from judging.calibration import services
from judging.calibration.forms import SamplesForm
from judging.calibration.pages import SamplePage
from judging.conflicts.forms import ReasonForm
from judging.conflicts.services import declare_conflict
from judging.dossiers.reads import people
from judging.loading import organised_edition, round_of
from judging.models import Calibration, Judge, Sample
from judging.permissions import judge_login_required
from judging.refusals import BadScoreError, JudgingError
from nominations.entries.video_player import offers_players


def samples_of(calibration: Calibration | None) -> list[Sample]:
    if calibration is None:
        return []
    return list(calibration.samples.select_related("entry_category__entry__edition"))


def opened_as_typed(request: SignedIn, form: SamplesForm, round_: Round) -> bool:
    """Whether the calibration was opened with the entries typed; if not the form says why."""
    if not form.is_valid():
        return False
    try:
        services.open_calibration(
            round_=round_, standings=form.standings, actor=request.user
        )
    except JudgingError as error:
        form.add_error("references", str(error))
        return False
    messages.success(request, _("All judges score these entries first."))
    return True


@login_required
def calibration_manage(request: SignedIn, edition: str) -> HttpResponse:
    """Which entries are scored first, who has done it, and the button that shows the
    spread to all.
    """
    award = organised_edition(request, edition)
    round_ = round_of(award, request.GET.get("round"))
    if round_ is None:
        raise Http404
    row = (
        Calibration.objects.filter(round=round_)
        .select_related("round__edition")
        .first()
    )
    act = request.POST.get("act", "")
    if row and act in ("show", "close"):
        change = services.show_spread if act == "show" else services.close_calibration
        change(calibration=row, actor=request.user)
        return redirect(f"{request.path}?round={round_.code}")
    samples = samples_of(row)
    references = (sample.entry_category.entry.reference for sample in samples)
    form = SamplesForm(
        request.POST if request.method == "POST" else None,
        initial={"references": "\n".join(references)},
        user=request.user,
    )
    if request.method == "POST" and opened_as_typed(request, form, round_):
        return redirect(f"{request.path}?round={round_.code}")
    context = {
        "edition": award,
        "round": round_,
        "rounds": award.rounds.filter(active=True),
        "form": form,
        "tab": "jury",
        "calibration": row,
        "samples": samples,
        "progress": services.progress_of(row) if row else [],
    }
    return render(
        request,
        "judging/calibration/calibration.html",
        context,
        status=422 if form.errors else 200,
    )


def own_sample(request: HttpRequest, pk: int) -> tuple[Sample, Judge]:
    entry = "entry_category__entry"
    related: tuple[str, ...] = (
        "calibration__round__edition",
        "calibration__round__rules",
    )
    related += ("entry_category__category__smart",)
    related += (
        f"{entry}__owner",
        f"{entry}__edition",
        f"{entry}__organisation__province",
    )
    rows = Sample.objects.visible_to(request.user).annotate(
        people=people("entry_category__entry__")
    )
    row = get_object_or_404(rows.select_related(*related), pk=pk)
    judges = Judge.objects.accepted().select_related("user", "edition")
    return row, judges.get(
        edition=row.calibration.round.edition_id, user=request.user.pk
    )


def typed_scores(typed: Any) -> dict[str, Any]:
    return {
        name: value
        for name, value in typed_changes(typed).items()
        if name in ("scores", "comments")
    }


@offers_players
@never_cache
@judge_login_required
def sample_score(request: SignedIn, sample: int) -> HttpResponse:
    """Score a sample; once the organiser shows it, the spread and the discussion."""
    row, judge = own_sample(request, sample)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            changes = typed_scores(request.POST)
            if "submit" in request.POST:
                problems = services.submit_trial(
                    sample=row.pk, user=request.user, **changes
                )
            else:
                services.save_trial(sample=row.pk, user=request.user, **changes)
        except JudgingError as error:
            problems = error.details.get("problems") or {"": str(error)}
        if not problems:
            messages.success(request, _("Saved."))
            return redirect("judging:sample-score", row.pk)
    page = SamplePage(row, judge, problems, request.POST)
    context = {"page": page, "form": RemarkForm()}
    return render(
        request,
        "judging/calibration/sample.html",
        context,
        status=422 if problems else 200,
    )


@never_cache
@require_POST
def sample_save(request: HttpRequest, sample: int) -> JsonResponse:
    """One change, as JSON, as ``ballot-save`` takes it."""
    if not request.user.is_authenticated:
        return JsonResponse(
            {"problem": _("You have been signed out."), "token": get_token(request)},
            status=401,
        )
    try:
        changes = read_changes(request.body)
        services.save_trial(
            sample=sample, user=request.user, scores=changes["scores"], comments=changes["comments"]
        )  # fmt: skip
    except ValueError:
        return JsonResponse(
            {"problem": _("The scores could not be saved. Reload the page.")},
            status=400,
        )
    except BadScoreError as error:
        return JsonResponse(
            {"problem": str(error), "problems": error.details["problems"]}, status=422
        )
    except JudgingError as error:
        return JsonResponse({"problem": str(error)}, status=409)
    return JsonResponse({"versions": {}, "clashes": {}})


@require_POST
@judge_login_required
def sample_discuss(request: HttpRequest, sample: int) -> HttpResponse:
    row, judge = own_sample(request, sample)
    form = RemarkForm(request.POST)
    try:
        services.add_sample_remark(
            sample=row, judge=judge, text=form.data.get("text", "")
        )
    except JudgingError as error:
        messages.error(request, str(error))
    return redirect("judging:sample-score", row.pk)


@require_POST
@judge_login_required
def sample_conflict(request: HttpRequest, sample: int) -> HttpResponse:
    """A tie to a sample: it is taken off this judge's desk like any other entry."""
    row, judge = own_sample(request, sample)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a few words what your connection is."))
        return redirect("judging:sample-score", row.pk)
    declare_conflict(
        judge=judge, entry=row.entry_category.entry, reason=form.cleaned_data["reason"]
    )
    messages.success(
        request,
        _("The entry is removed from your list, and the organisers have been told."),
    )
    return redirect("judging:judge-home")
