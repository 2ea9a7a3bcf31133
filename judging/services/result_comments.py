"""What judges wrote on an entry, for the organisers beside its figures."""

from __future__ import annotations

from awards.models import Category, Round
from judging.models import Ballot, Score


def comments_on(round_: Round, reference: str, category: Category) -> dict[str, list[tuple[str, str]]]:
    """Judge's e-mail → (criterion's name or "", comment), of submitted ballots; in two statements."""
    ballots = Ballot.objects.filter(
        state="submitted",
        assignment__round=round_,
        assignment__entry_category__category=category,
        assignment__entry_category__entry__reference=reference,
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for ballot in ballots.select_related("assignment__judge__user"):
        texts = [text for text in (ballot.comment_panel, ballot.comment_entrant) if text]
        found[ballot.assignment.judge.user.email] = [("", text) for text in texts]
    scores = Score.objects.filter(ballot__in=ballots).exclude(comment="").select_related("criterion")
    for score in scores.select_related("criterion", "ballot__assignment__judge__user").order_by("criterion__order"):
        found[score.ballot.assignment.judge.user.email].append((str(score.criterion.name), score.comment))
    return found
