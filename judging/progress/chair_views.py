from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from judging.jury.chair_pages import chaired_by, may_remind
from judging.models import Judge
from judging.permissions import judge_login_required
from judging.progress.services import remind_judge


@never_cache
@judge_login_required
def chair_panels(request: HttpRequest, edition: str) -> HttpResponse:
    """A chair's panels: how far the others are; a POST reminds one of them. Who chairs
    nothing: 404.
    """
    roles = (
        Judge.objects.accepted()
        .filter(user=request.user.pk)
        .select_related("edition", "user")
    )
    judge = get_object_or_404(roles, edition__code=edition)
    if not judge.chairs.exists():
        raise Http404
    if request.method == "POST":
        return remind(request, judge)
    return render(
        request,
        "judging/progress/chair_panels.html",
        {"judge": judge, "panels": chaired_by(judge)},
    )


def remind(request: HttpRequest, chair: Judge) -> HttpResponse:
    numbers = [request.POST.get(name, "") for name in ("member", "category", "round")]
    if not all(
        text.isascii() and text.isdecimal() and len(text) < 18 for text in numbers
    ):
        raise PermissionDenied
    member, category, round_ = map(int, numbers)
    if not may_remind(chair, member, category, round_):
        raise PermissionDenied
    judge = Judge.objects.select_related("user", "edition").get(pk=member)
    if remind_judge(judge=judge, round_=chair.edition.rounds.get(pk=round_)):
        messages.success(request, _("Reminder sent. It lists what is missing."))
    else:
        messages.info(
            request,
            _(
                "No email was sent: nothing is missing, or a reminder was already "
                "sent today."
            ),
        )
    return redirect("judging:chair-panels", chair.edition.code)
