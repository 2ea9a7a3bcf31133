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
        return _("%(level)s: not proposed, since fewer than %(n)s entries were judged here.") % {
            **said, "n": level.minimum_entries,
        }  # fmt: skip
    if remark.kind == "below-minimum":
        return _("%(level)s: %(entries)s is below the lowest score for it, %(score)s.") % {
            **said, "score": level.minimum_score,
        }  # fmt: skip
    if remark.kind == "tie":
        return tie_words(said, ties)
    if remark.kind == "taken-above":
        return _("%(level)s: none is left, since a higher prize is shared.") % said
    return _("%(level)s: no entry is left for all of these prizes.") % said


def tie_words(said: dict[str, Any], ties: str) -> str:
    if ties == PrizeTies.SHARE:
        return _("%(level)s: %(entries)s stand at the same rank and share it.") % said
    if ties == PrizeTies.LOWER:
        return (
            _(
                "%(level)s: %(entries)s stand at the same rank and do not all "
                "fit; they move to the next level."
            )
            % said
        )
    return (
        _(
            "%(level)s: %(entries)s stand at the same rank and do not all fit. "
            "The jury decides from here on."
        )
        % said
    )
