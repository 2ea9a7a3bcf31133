"""Mails about judges' progress that an edition may word anew."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Placeholder
from awards.mails.placeholders import REFERENCE
from judging.mails.basics import CLOSES, ROUND, judge_kind

TO_SUBMIT = Placeholder(
    "to_submit",
    _("How many ballots there are to submit"),
    _("2 ballots still to submit"),
)
MISSING = Placeholder(
    "missing",
    _("Entries without a submitted ballot, with category and how far each is"),
    _(
        "- SCSA-2570-0001 Flood warnings by the hour (Smart Environment): not started\n"
        "- SCSA-2570-0002 Parking without a search (Smart Mobility): started, 3 criteria scored, not submitted"
    ),
)
UNTIL = Placeholder("until", _("More time until"), _("31 January 2027, 16:30 (UTC+7)"))
JUDGE_REMINDED = judge_kind("judge_reminded", TO_SUBMIT, ROUND, CLOSES, MISSING)
JUDGE_EXTENDED = judge_kind("judge_extended", ROUND, UNTIL)
JUDGE_SECOND_LOOK = judge_kind("judge_second_look", ROUND, UNTIL, REFERENCE)
KINDS = (JUDGE_REMINDED, JUDGE_EXTENDED, JUDGE_SECOND_LOOK)
