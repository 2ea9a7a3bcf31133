from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from awards.models import Round
from awards.outbox.models import Message
from awards.outbox.services import prepare_mail
from judging.mail_basics import _mail, address, reminder_key
from judging.models.jury import Judge


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
    link = address("judging:judge-home", judge.user.language)
    context = {
        "edition": judge.edition,
        "round": round_,
        "missing": missing,
        "link": link,
        "closes_at": closes_at,
    }
    return prepare_mail(
        "judge_reminded",
        "judging/emails/judge_reminded.txt",
        context,
        dedupe_key=reminder_key(judge.pk, key),
        recipient=judge.user,
        edition_code=judge.edition.code,
        useful_until=closes_at,
    )


def judge_extended(judge: Judge, round_: Round, until: datetime, key: str) -> bool:
    link = address("judging:judge-home", judge.user.language)
    context = {"edition": judge.edition, "round": round_, "until": until, "link": link}
    return _mail("judge_extended", context, judge, f"judge-extended:{judge.pk}:{key}")
