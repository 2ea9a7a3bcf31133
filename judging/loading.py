"""The edition and the round that an organiser's page is about."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from awards.editions.loading import organised_or_refused
from awards.models import Edition, Round
from awards.roles import Area
from awards.speed.prepared_query import Prepared
from awards.statuses import RoundPhase


def organised_edition(
    request: HttpRequest, code: str, area: Area = Area.JUDGING
) -> Edition:
    """An edition that this person helps to run, else 404; 403 where their role has not
    the right.
    """
    try:
        return organised_or_refused(request, code, area)
    except PermissionDenied:
        get_object_or_404(Edition.objects.organised_by(request.user), code=code)
        raise


rounds_in_use: Prepared[Round] = Prepared(
    lambda edition: Round.objects.filter(edition=edition, active=True)
)


def rounds_of(edition: Edition) -> list[Round]:
    """Those that take place, in their order."""
    rounds = rounds_in_use(edition.pk)
    for round_ in rounds:
        round_.edition = edition
    return rounds


def round_of(edition: Edition, code: str | None) -> Round | None:
    """The round named in the address (404 where there is none), else the one at hand."""
    if code:
        return get_object_or_404(
            Round.objects.select_related("edition"), edition=edition, code=code
        )
    rounds = edition.rounds.select_related("edition")
    return at_hand(list(rounds.filter(active=True))) or rounds.first()


def at_hand(rounds: Sequence[Round]) -> Round | None:
    """Of those that take place, in their order: the first that is not over, or else the
    last.
    """
    going = (row for row in rounds if row.phase != RoundPhase.CLOSED)
    return next(going, None) or (rounds[-1] if rounds else None)


def round_after(round_: Round, rounds: Sequence[Round]) -> Round | None:
    """Of those that take place, in their order."""
    places = [row.pk for row in rounds]
    if round_.pk not in places:
        return None
    return next(iter(rounds[places.index(round_.pk) + 1 :]), None)


def round_among(
    rounds: list[Round], edition: Edition, code: str | None
) -> Round | None:
    """The same, of those that take place, where the page lists them anyway: one question less."""
    named = [row for row in rounds if not code or row.code == code]
    return at_hand(named) or round_of(edition, code)
