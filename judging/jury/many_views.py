"""The bar below the list of judges: an act on those who are ticked."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.language.numbers import whole_numbers
from judging.jury.many_invitations import InvitationAct, Plan, do_act, plan_act
from judging.loading import organised_edition


@login_required
@require_POST
def jury_many(request: SignedIn, edition: str) -> HttpResponse:
    """What the act would do; with ``confirm``, it is done."""
    award = organised_edition(request, edition)
    chosen = whole_numbers(request.POST.getlist("judge"))
    if not chosen:
        messages.error(request, _("Select at least one judge."))
        return redirect("judging:jury-list", award.code)
    if request.POST.get("act") not in InvitationAct.values:
        raise Http404
    act = InvitationAct(request.POST["act"])
    if "confirm" in request.POST:
        done = do_act(edition=award, judges=chosen, act=act, actor=request.user)
        tell(request, act, done)
        return redirect("judging:jury-list", award.code)
    plan = plan_act(edition=award, judges=chosen, act=act)
    context = {"edition": award, "act": act, "plan": plan, "tab": "jury"}
    return render(request, "judging/jury/many.html", context)


def tell(request: SignedIn, act: InvitationAct, done: Plan) -> None:
    count = len(done.going)
    if act == InvitationAct.WITHDRAW:
        said = ngettext(
            "%(n)d invitation withdrawn.", "%(n)d invitations withdrawn.", count
        )
    else:
        said = ngettext(
            "%(n)d invitation is being sent.",
            "%(n)d invitations are being sent.",
            count,
        )
    if count:
        messages.success(request, said % {"n": count})
    for one in done.left:
        messages.warning(request, f"{one.judge}: {one.why}")
