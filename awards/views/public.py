"""Pages for everybody: calls, winners, the archive. They show what is published and nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from awards.models import Edition
from awards.published import find_list, group_winners, standing_lists
from awards.timeline import timeline


def edition_show(request: HttpRequest, code: str) -> HttpResponse:
    """The page of the call: what it is about, its times, its categories and what judges look for."""
    edition = get_object_or_404(Edition.objects.visible_to(request.user), code=code)
    steps = [step for step in timeline(edition, []) if step.public]
    context = {
        "edition": edition,
        "steps": steps,
        "categories": edition.categories.select_related("smart"),
        "criteria": edition.criteria.select_related("smart"),
        "levels": edition.prize_levels.all(),
        "published": edition.winner_lists.exclude(published_at=None).exists(),
    }
    return render(request, "awards/edition_show.html", context)


def winners_archive(request: HttpRequest) -> HttpResponse:
    return render(request, "awards/winners_archive.html", {"lists": standing_lists()})


def winners_show(request: HttpRequest, edition: str, version: int | None = None) -> HttpResponse:
    winner_list = find_list(edition, version)
    context = {
        "winner_list": winner_list,
        "edition": winner_list.edition,
        "groups": group_winners(winner_list.winners.all()),
    }
    return render(request, "awards/winners_show.html", context)
