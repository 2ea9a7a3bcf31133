from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from awards.models import Criterion
from judging.ballots.typed_scores import plain_decimal
from judging.models import Judge, Score
from judging.permissions import judge_login_required

BAR, HEIGHT = 26, 70  # pixels: width of a bar with its gap, height of the tallest


@never_cache
@judge_login_required
def own_scores(request: HttpRequest, edition: str) -> HttpResponse:
    """One's own scores over the scale, criterion by criterion, beside the anchors.
    Nobody else's.
    """
    judge = get_object_or_404(
        Judge.objects.accepted().select_related("edition"),
        user=request.user.pk,
        edition__code=edition,
    )
    given = Score.objects.filter(
        ballot__assignment__judge=judge,
        value__isnull=False,
        ballot__assignment__recused_at=None,
    )
    counts: dict[int, Counter[Any]] = {}
    for criterion, value in given.values_list("criterion_id", "value"):
        counts.setdefault(criterion, Counter())[value] += 1
    criteria = Criterion.objects.filter(edition=judge.edition).select_related("smart")
    charts = [
        {"criterion": row, **chart(counts.get(row.pk, Counter()))} for row in criteria
    ]
    return render(
        request,
        "judging/ballots/own_scores.html",
        {"edition": judge.edition, "charts": charts},
    )


def chart(counts: Counter[Any]) -> dict[str, Any]:
    """Bars from the lowest to the highest value given; the heights are shares of the
    most frequent one.
    """
    most = max(counts.values(), default=1)
    bars = [
        {
            "x": place * BAR,
            "middle": place * BAR + BAR // 2 - 2,
            "height": round(HEIGHT * count / most, 1),
            "y": round(HEIGHT - HEIGHT * count / most, 1),
            "value": plain_decimal(value),
            "count": count,
        }
        for place, (value, count) in enumerate(sorted(counts.items()))
    ]
    return {"bars": bars, "width": max(1, len(bars)) * BAR, "n": sum(counts.values())}
