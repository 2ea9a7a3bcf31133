"""Entries that did not move on to a later round: a prize for one of them is possible, and
never goes without a reason.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards.models import Edition
from judging.models import Shortlist, Shortlisted
from judging.refusals import NotMovedOnError


@dataclass(frozen=True)
class LeftBehind:
    """``places``: in categories, that did not move on to the round of this name."""

    places: frozenset[int] = frozenset()
    round: str = ""

    @property
    def said(self) -> str:
        return _("did not move on to: %(round)s") % {"round": self.round}

    def refusal(self) -> NotMovedOnError:
        return NotMovedOnError(round=self.round)


def left_behind(edition: Edition, places: Collection[int]) -> LeftBehind:
    """Which of these places are not on the edition's last shortlist; none without one."""
    lists = Shortlist.objects.filter(round__edition=edition, round__active=True)
    last = lists.select_related("round").order_by("-round__order", "-round").first()
    if last is None:
        return LeftBehind()
    listed = Shortlisted.objects.filter(shortlist=last, entry_category__in=places)
    there = set(listed.values_list("entry_category", flat=True))
    return LeftBehind(frozenset(places) - there, str(last.round.name))
