"""What the proposal of prizes says of itself, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from awards.models import PrizeLevel
from awards.statuses import PrizeTies
from judging.ranking.prizes import Remark


def remark_words(remark: Remark, levels: Mapping[str, PrizeLevel], ties: str) -> str:
    """A sentence that says why a level goes to fewer, or to more, than it is there for."""
    level = levels[remark.level]
    said: dict[str, Any] = {"level": level.name, "entries": ", ".join(remark.entries)}
    if remark.kind == "few-entries":
        few = _(
            "%(level)s: not proposed, because fewer than %(n)s entries were judged in "
            "this category."
        )
        return few % {**said, "n": level.minimum_entries}
    if remark.kind == "below-minimum":
        below = _(
            "%(level)s: not proposed for %(entries)s, because the score is below the "
            "minimum of %(score)s."
        )
        return below % {**said, "score": level.minimum_score}
    if remark.kind == "tie":
        return tie_words(said, ties)
    if remark.kind == "taken-above":
        return _("%(level)s: none left, because a higher prize is shared.") % said
    return _("%(level)s: there are more prizes than entries.") % said


def tie_words(said: Mapping[str, object], ties: str) -> str:
    if ties == PrizeTies.SHARE:
        return _("%(level)s: %(entries)s are tied and share this prize.") % said
    if ties == PrizeTies.LOWER:
        return (
            _(
                "%(level)s: %(entries)s are tied and there are not enough prizes, so "
                "they move to the next level."
            )
            % said
        )
    return (
        _(
            "%(level)s: %(entries)s are tied and there are not enough prizes. The "
            "jury must decide from here."
        )
        % said
    )
