"""Organisers' pages about the jury: who is invited, who accepted, panels, conflicts."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.accounts.list_columns import Column, ListName, columns_for
from judging.ballot_kinds import KINDS
from judging.jury.forms import CorrectForm, InviteForm, JuryForm, RulesForm
from judging.jury.invitations import (
    correct_invitation,
    invite_many,
    withdraw_invitation,
)
from judging.jury.many_invitations import InvitationAct
from judging.jury.profiles import set_panels
from judging.jury.round_settings import set_rules
from judging.loading import organised_edition, round_of
from judging.models import Assignment, Judge, JuryPage, RoundRules
from judging.refusals import JudgingError
from judging.statuses import JudgeState

USUAL = ("state", "panels", "limit", "submitted")


def offered_columns() -> list[Column]:
    """What the list says of a judge; the name is always shown."""
    return [
        Column("state", _("Status")),
        Column("panels", _("Panels")),
        Column("chairs", _("Chairs")),
        Column("limit", _("Limit")),
        Column("submitted", _("Submitted")),
        Column("language", _("Language")),
        Column("invited", _("Invited")),
        Column("answered", _("Answered")),
        Column("away", _("Away")),
    ]


@login_required
def jury_list(request: SignedIn, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    of_edition = Assignment.objects.filter(judge__edition=award)
    standing = Q(assignments__in=of_edition.standing())
    judges = award.judges.select_related("user").annotate(
        assigned=Count("assignments", filter=standing, distinct=True),
        submitted=Count(
            "assignments",
            filter=standing & Q(assignments__ballot__state="submitted"),
            distinct=True,
        ),
    )
    judges = judges.order_by("state", "user__name_th", "user__email").prefetch_related(
        "categories"
    )
    columns = columns_for(request.user, ListName.JUDGES, offered_columns(), USUAL)
    if "chairs" in columns:
        judges = judges.prefetch_related("chairs")
    counts = {
        state: sum(judge.state == state for judge in judges) for state in JudgeState
    }
    form = InviteForm(initial={"language": "th"})
    context = {
        "edition": award,
        "judges": judges,
        "counts": counts,
        "columns": columns,
        "back": request.get_full_path(),
        "acts": InvitationAct.choices,
        "form": form,
        "tab": "jury",
    }
    public = sum(
        bool(judge.public_at) and judge.state == JudgeState.ACCEPTED for judge in judges
    )
    context |= {
        "public": public,
        "jury_page": JuryPage.objects.filter(edition=award).first(),
    }
    return render(request, "judging/jury/jury.html", context)


@login_required
@require_POST
def jury_invite(request: SignedIn, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    form = InviteForm(request.POST)
    if form.is_valid():
        text, language = form.cleaned_data["people"], form.cleaned_data["language"]
        judges, bad = invite_many(
            edition=award, text=text, actor=request.user, language=language
        )
        if bad:
            form.add_error(
                "people",
                _("No email address found in: %(lines)s")
                % {"lines": "; ".join(bad[:5])},
            )
        if judges:
            words = ngettext(
                "%(n)d invitation is being sent.",
                "%(n)d invitations are being sent.",
                len(judges),
            )
            messages.success(request, words % {"n": len(judges)})
    if form.errors:
        return render(
            request,
            "judging/jury/invite.html",
            {"edition": award, "form": form, "tab": "jury"},
            status=422,
        )
    return redirect("judging:jury-list", award.code)


@login_required
def jury_edit(request: SignedIn, edition: str, judge: int) -> HttpResponse:
    award = organised_edition(request, edition)
    row = get_object_or_404(
        Judge.objects.filter(edition=award).select_related("user", "edition"), pk=judge
    )
    form = JuryForm(request.POST or None, instance=row, edition=award)
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        panels, chairs = form.cleaned_data["categories"], form.cleaned_data["chairs"]
        set_panels(judge=changed, categories=panels, chairs=chairs, actor=request.user)
        messages.success(request, _("Saved."))
        return redirect("judging:jury-list", award.code)
    context = {"edition": award, "judge": row, "form": form, "tab": "jury"}
    return render(request, "judging/jury/jury_edit.html", context)


@login_required
def rules_edit(request: SignedIn, edition: str) -> HttpResponse:
    """What a round asks of its judges: words at the ends of the scale, time to take
    back, discussion.
    """
    award = organised_edition(request, edition)
    round_ = round_of(award, request.GET.get("round"))
    if round_ is None:
        raise Http404
    rules = RoundRules.objects.filter(round=round_).first() or RoundRules(round=round_)
    kind = KINDS[rules.ballot_kind]
    form = RulesForm(request.POST or None, instance=rules, kind=kind)
    if request.method == "POST" and form.is_valid():
        set_rules(rules=form.save(commit=False), actor=request.user)
        messages.success(request, _("Saved."))
        return redirect("judging:jury-list", award.code)
    rounds = award.rounds.filter(active=True)
    context = {
        "edition": award,
        "round": round_,
        "rounds": rounds,
        "kind": kind,
        "form": form,
        "tab": "jury",
    }
    return render(request, "judging/jury/rules.html", context)


@login_required
def invitation_edit(request: SignedIn, edition: str, judge: int) -> HttpResponse:
    """An invitation that nobody has answered: corrected, or with ``withdraw`` taken back."""
    award = organised_edition(request, edition)
    row = get_object_or_404(
        Judge.objects.filter(edition=award).select_related("user", "edition"), pk=judge
    )
    user = row.user
    known = {
        name: getattr(user, name)
        for name in ("email", "name_th", "name_en", "language")
    }
    withdraw = "withdraw" in request.POST
    correcting = request.method == "POST" and not withdraw
    form = CorrectForm(
        request.POST if correcting else None,
        initial={**known, "organisation": row.organisation},
    )
    try:
        if withdraw:
            withdraw_invitation(judge=row, actor=request.user)
            messages.success(request, _("Invitation withdrawn."))
            return redirect("judging:jury-list", award.code)
        if correcting and form.is_valid():
            correct_invitation(judge=row, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Invitation corrected."))
            return redirect("judging:jury-list", award.code)
    except JudgingError as error:
        messages.error(request, str(error))
    context = {"edition": award, "judge": row, "form": form, "tab": "jury"}
    return render(
        request,
        "judging/jury/invitation_edit.html",
        context,
        status=422 if form.errors else 200,
    )
