"""What waits for a check of names while judges read, wherever organisers look."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Exists, QuerySet
from django.db.models.functions import Now

from awards.models import Edition, Round
from awards.speed.folded import count
from awards.speed.prepared_query import Prepared
from judging.models import Ballot
from judging.statuses import BallotState
from nominations.files.waiting import files_waiting

register = template.Library()


def blind_rounds(edition: int) -> QuerySet[Round]:
    return Round.objects.filter(edition=edition, active=True, blind=True)


def waiting_rows(edition: int) -> QuerySet[Edition, Any]:
    files = files_waiting(Edition(pk=edition)).filter(Exists(blind_rounds(edition)))
    return Edition.objects.filter(pk=edition).values_list(count(files))


waiting_files: Prepared[Edition] = Prepared(waiting_rows)


@register.inclusion_tag("judging/templatetags/_files_wait.html")
def files_that_wait(edition: Edition) -> dict[str, object]:
    """Nothing where no file waits or no round of the edition is blind."""
    [[waiting]] = waiting_files.tuples(edition.pk)
    if not waiting:
        return {"waiting": 0}
    rounds = blind_rounds(edition.pk)
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
