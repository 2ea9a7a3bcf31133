"""What waits for a check of names while judges read, wherever organisers look."""

from __future__ import annotations

from django import template
from django.db.models import Exists
from django.db.models.functions import Now

from awards.models import Edition
from judging.models import Ballot
from judging.statuses import BallotState
from nominations.files.waiting import files_waiting

register = template.Library()


@register.inclusion_tag("judging/templatetags/_files_wait.html")
def files_that_wait(edition: Edition) -> dict[str, object]:
    """Nothing where no file waits or no round of the edition is blind."""
    rounds = edition.rounds.filter(active=True, blind=True)
    waiting = files_waiting(edition).filter(Exists(rounds)).count()
    if not waiting:
        return {"waiting": 0}
    entries = files_waiting(edition).values("attachment__entry")
    without = Ballot.objects.filter(
        state=BallotState.SUBMITTED,
        assignment__round__in=rounds,
        assignment__entry_category__entry__in=entries,
    )
    ahead = rounds.filter(opens_at__gt=Now()).order_by("opens_at").first()
    return {
        "edition": edition,
        "waiting": waiting,
        "ballots": without.count(),
        "ahead": ahead,
    }
