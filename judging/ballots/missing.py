"""What a judge has still to score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import lazy

from awards.models import Round
from judging.blindness import hides_names
from judging.dossiers import shown_title
from judging.dossiers.reads import people
from judging.models import Assignment
from judging.statuses import BallotState

Missing = dict[str, Any]
told_title = lazy(shown_title, str)  # in the language of the mail that it will stand in


def missing_ballots(round_: Round, judges: Iterable[int]) -> dict[int, list[Missing]]:
    """Judge id → what is left: ``[{"reference", "title", "category", "scored",
    "begun"}]``. One statement.
    """
    rows = Assignment.objects.standing().filter(round=round_, judge__in=list(judges))
    rows = rows.filter(~Q(ballot__state=BallotState.SUBMITTED) | Q(ballot=None))
    scored = Count("ballot__scores", filter=Q(ballot__scores__value__isnull=False))
    entry = "entry_category__entry"
    related = (
        f"{entry}__organisation",
        f"{entry}__owner",
        "entry_category__category",
        "ballot",
    )
    members = people(f"{entry}__")
    rows = rows.select_related(*related).annotate(
        scored=scored, people=members, hidden=hides_names("round__")
    )
    missing: dict[int, list[Missing]] = defaultdict(list)
    row: Any
    for row in rows.order_by("entry_category__category__order", "pk"):
        place = row.entry_category
        begun = hasattr(row, "ballot")
        missing[row.judge_id].append(
            {
                "reference": place.entry.reference,
                "title": told_title(place.entry, row.hidden, row.people),
                "category": place.category,
                "scored": row.scored,
                "begun": begun,
            }
        )
    return dict(missing)
