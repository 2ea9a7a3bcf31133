from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from awards.accounts.asking import SignedIn
from judging.ballot_kinds import KINDS
from judging.kinds.forms import KindForm
from judging.kinds.services import choose_kind, why_fixed
from judging.loading import organised_edition, round_among
from judging.models import RoundRules
from judging.refusals import JudgingError


@login_required
def kind_choose(request: SignedIn, edition: str) -> HttpResponse:
    """Which kind of ballot a round asks for, each with when it is good."""
    award = organised_edition(request, edition)
    rounds = list(award.rounds.filter(active=True).select_related("edition"))
    round_ = round_among(rounds, award, request.GET.get("round"))
    if round_ is None:
        raise Http404
    rules = RoundRules.objects.filter(round=round_).first() or RoundRules(round=round_)
    first = {"ballot_kind": rules.ballot_kind, "pass_percent": rules.pass_percent}
    form = KindForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            choose_kind(round_=round_, actor=request.user, **form.cleaned_data)
        except JudgingError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Saved."))
        return redirect(f"{request.path}?round={round_.code}")
    chosen = form["ballot_kind"].value()
    context = {
        "edition": award,
        "round": round_,
        "rounds": rounds,
        "form": form,
        "kinds": [(kind, kind.code == chosen) for kind in KINDS.values()],
        "current": KINDS[rules.ballot_kind],
        "fixed": why_fixed(round_),
        "tab": "jury",
    }
    return render(
        request,
        "judging/kinds/choose.html",
        context,
        status=422 if form.errors else 200,
    )
