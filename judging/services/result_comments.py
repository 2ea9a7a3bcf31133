"""What judges wrote on an entry, for the organisers beside its figures."""

from __future__ import annotations

from django.utils.translation import gettext as _

from awards.models import Category, Round
from judging.models import Ballot, Score


def comments_on(round_: Round, reference: str, category: Category) -> dict[str, list[tuple[str, str]]]:
    """Judge's e-mail → (whom it is for or the criterion's name, comment), of submitted ballots; in two statements."""
    ballots = Ballot.objects.filter(
        state="submitted",
        assignment__round=round_,
        assignment__entry_category__category=category,
        assignment__entry_category__entry__reference=reference,
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for ballot in ballots.select_related("assignment__judge__user"):
        texts = [(_("For the panel"), ballot.comment_panel), (_("For the entrant"), ballot.comment_entrant)]
        found[ballot.assignment.judge.user.email] = [(label, text) for label, text in texts if text]
    scores = Score.objects.filter(ballot__in=ballots).exclude(comment="").select_related("criterion")
    for score in scores.select_related("criterion", "ballot__assignment__judge__user").order_by("criterion__order"):
        found[score.ballot.assignment.judge.user.email].append((str(score.criterion.name), score.comment))
    return found
