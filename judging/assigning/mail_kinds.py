"""Mails about assignments that an edition may word anew."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Placeholder
from judging.mails.basics import CLOSES, ENTRIES, OPENS, ROUND, judge_kind

TO_SCORE = Placeholder(
    "to_score", _("How many entries there are to score"), _("3 entries to score")
)
REMOVED = Placeholder(
    "removed",
    _("How many entries were removed"),
    _("2 entries removed from your list"),
)
JUDGE_ASSIGNED = judge_kind("judge_assigned", TO_SCORE, ROUND, OPENS, CLOSES)
JUDGE_UNASSIGNED = judge_kind("judge_unassigned", REMOVED, ENTRIES, ROUND)
KINDS = (JUDGE_ASSIGNED, JUDGE_UNASSIGNED)
