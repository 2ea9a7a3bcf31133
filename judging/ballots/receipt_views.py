"""A judge's own receipts, on a page and as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from awards.ledger.heads import newest_head
from judging.ballots.receipts import receipts_file, receipts_of
from judging.models import Judge
from judging.permissions import judge_login_required


def own_judge(request: HttpRequest, edition: str) -> Judge:
    return get_object_or_404(
        Judge.objects.accepted().select_related("edition"),
        user=request.user.pk,
        edition__code=edition,
    )


@never_cache
@judge_login_required
def receipts_show(request: HttpRequest, edition: str) -> HttpResponse:
    judge = own_judge(request, edition)
    context = {
        "edition": judge.edition,
        "receipts": receipts_of(judge),
        "head": newest_head(edition),
    }
    return render(request, "judging/ballots/receipts.html", context)


@never_cache
@judge_login_required
def receipts_read(request: HttpRequest, edition: str) -> JsonResponse:
    judge = own_judge(request, edition)
    told = receipts_file(judge.edition, receipts_of(judge), newest_head(edition))
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="receipts-{edition}.json"'
    return answer
