"""The organiser's page of comments to read, and the entrant's page of feedback."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.language.form_errors import ErrorLine
from awards.ledger.services import database_now
from awards.models import Edition
from awards.roles import Area
from judging.feedback import services
from judging.feedback.forms import FeedbackRulesForm
from judging.feedback.pages import feedback_on, is_announced, rules_of, to_read
from judging.loading import organised_edition
from judging.models import Ballot, FeedbackRequest
from judging.refusals import JudgingError
from judging.statuses import Mode, Reading
from nominations.models import Entry
from nominations.permissions import can_read_as_entrant

A_PAGE = 20


@login_required
def feedback_desk(request: HttpRequest, edition: str) -> HttpResponse:
    award = organised_edition(request, edition, Area.RESULTS)
    return desk(request, award, FeedbackRulesForm(instance=rules_of(award)))


def desk(
    request: HttpRequest, award: Edition, form: FeedbackRulesForm, **more: object
) -> HttpResponse:
    state = request.GET.get("state", "waiting")
    state = state if state in Reading.values else "waiting"
    page = Paginator(to_read(award, state), A_PAGE).get_page(request.GET.get("page"))
    states = [("waiting", _("To review")), *Reading.choices]
    context = {
        "edition": award,
        "form": form,
        "page": page,
        "state": state,
        "states": states,
        "tab": "decisions",
    }
    context["rules"] = rules_of(award)
    context["requests"] = FeedbackRequest.objects.filter(entry__edition=award).count()
    return render(
        request,
        "judging/feedback/desk.html",
        {**context, **more},
        status=422 if form.errors or more.get("problems") else 200,
    )


@require_POST
@login_required
def feedback_rules(request: SignedIn, edition: str) -> HttpResponse:
    award = organised_edition(request, edition, Area.RESULTS)
    form = FeedbackRulesForm(request.POST, instance=rules_of(award))
    if not form.is_valid():
        return desk(request, award, form, open=True)
    services.set_feedback_rules(edition=award, actor=request.user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("judging:feedback-desk", award.code)


@require_POST
@login_required
def feedback_read(request: SignedIn, edition: str, ballot: int) -> HttpResponse:
    """One comment: released as typed in the box, or withheld."""
    award = organised_edition(request, edition, Area.RESULTS)
    rows = (
        Ballot.objects.counted()
        .filter(assignment__round__edition=award)
        .exclude(comment_entrant="")
    )
    found = get_object_or_404(
        rows.select_related(
            "assignment__round__edition", "assignment__entry_category__entry__edition"
        ),
        pk=ballot,
    )
    text = request.POST.get("text", "")
    try:
        if "withhold" in request.POST:
            services.withhold_comment(ballot=found, actor=request.user)
        else:
            services.release_comment(ballot=found, text=text, actor=request.user)
    except JudgingError as error:
        form = FeedbackRulesForm(instance=rules_of(award))
        label = found.assignment.entry_category.entry.reference
        problems = [ErrorLine(f"text-{found.pk}", label, str(error))]
        return desk(
            request, award, form, problems=problems, problem_at=found.pk, typed=text
        )
    said = _("Withheld.") if "withhold" in request.POST else _("Released.")
    messages.success(request, said)
    state = request.POST.get("state", "")
    return redirect(
        reverse("judging:feedback-desk", args=[award.code])
        + (f"?state={state}" if state in Reading else "")
    )


@login_required
def feedback_show(request: SignedIn, reference: str) -> HttpResponse:
    """The entrant's page: what the edition tells, how to ask for it, or why there is
    nothing yet.
    """
    entries = Entry.objects.visible_to(request.user).select_related("edition", "owner")
    entry = get_object_or_404(entries, reference=reference)
    if not can_read_as_entrant(request.user, entry):
        raise PermissionDenied
    if request.method == "POST":
        return ask(request, entry)
    rules, announced = rules_of(entry.edition), is_announced(entry.edition)
    late = bool(rules.ask_until and database_now() > rules.ask_until)
    submitted = entry.is_in_running
    context = {
        "entry": entry,
        "rules": rules,
        "announced": announced,
        "submitted": submitted,
        "late": late,
    }
    context["sections"] = feedback_on(entry, rules) if submitted else []
    context["asked"] = FeedbackRequest.objects.filter(entry=entry).first()
    context["may_ask"] = (
        announced
        and submitted
        and rules.mode == Mode.REQUEST
        and not late
        and not context["asked"]
    )
    return render(request, "judging/feedback/show.html", context)


def ask(request: SignedIn, entry: Entry) -> HttpResponse:
    try:
        services.ask_feedback(entry=entry, user=request.user)
    except JudgingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Feedback requested."))
    return redirect("judging:feedback-show", entry.reference)
