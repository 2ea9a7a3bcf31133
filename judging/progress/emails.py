from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from awards.calendars.attaching import attached
from awards.ledger.services import database_now
from awards.mails.kinds import listed
from awards.models import Round
from awards.outbox.models import Message
from awards.outbox.services import save_messages
from judging.mails.basics import address, in_round, key_of, to_judge
from judging.mails.dates import dates_of_round
from judging.models.assignments import Assignment
from judging.models.jury import Judge
from judging.progress.mail_kinds import (
    JUDGE_EXTENDED,
    JUDGE_REMINDED,
    JUDGE_SECOND_LOOK,
)


def judge_reminded(
    judge: Judge,
    round_: Round,
    missing: Sequence[Mapping[str, object]],
    closes_at: datetime,
    key: str,
) -> Message:
    """Not written yet. ``missing``: reference, title, category, criteria scored; says
    exactly what is left to do.
    """
    language, count = judge.user.language, len(missing)
    with override(language):
        words = ngettext(
            "%(n)s ballot still to submit", "%(n)s ballots still to submit", count
        )
        values = {
            **in_round(round_, language),
            "closes": closes_at,
            "to_submit": words % {"n": count},
            "missing": listed(how_far(row) for row in missing),
        }
    return to_judge(
        JUDGE_REMINDED,
        judge,
        values,
        dedupe_key=key_of(JUDGE_REMINDED, judge.pk, key),
        useful_until=closes_at,
    )


def how_far(row: Mapping[str, object]) -> str:
    """In the language that is set."""
    if row["begun"]:
        words = _("started, %(n)s criteria scored, not submitted")
        state = words % {"n": row["scored"]}
    else:
        state = _("not started")
    return f"{row['reference']} {row['title']} ({row['category']}): {state}"


def judge_extended(judge: Judge, round_: Round, until: datetime, key: str) -> bool:
    values = in_round(round_, judge.user.language) | {"until": until}
    dates = dates_of_round(round_, [judge], database_now())
    mail = to_judge(
        JUDGE_EXTENDED,
        judge,
        values,
        dedupe_key=key_of(JUDGE_EXTENDED, judge.pk, key),
        attachments=attached(dates, dates.rows, judge.user.language),
    )
    return save_messages([mail]) == 1


def judge_second_look(
    judge: Judge, assignment: Assignment, until: datetime, key: str
) -> bool:
    """False where this mail was written already. It says nothing of other ballots."""
    language, round_ = judge.user.language, assignment.round
    values = in_round(round_, language) | {
        "until": until,
        "reference": assignment.entry_category.entry.reference,
        "link": address("judging:ballot-edit", language, assignment.pk),
    }
    mail = to_judge(
        JUDGE_SECOND_LOOK,
        judge,
        values,
        dedupe_key=key_of(JUDGE_SECOND_LOOK, judge.pk, key),
        useful_until=until,
    )
    return save_messages([mail]) == 1
