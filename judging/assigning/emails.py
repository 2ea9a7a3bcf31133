from __future__ import annotations

from django.utils.translation import ngettext, override

from awards.calendars.attaching import attached
from awards.calendars.dates import Settled
from awards.ledger.services import database_now
from awards.mails.kinds import Value, listed
from awards.models import Round
from awards.outbox.models import Message
from awards.outbox.services import save_messages
from judging.assigning.mail_kinds import JUDGE_ASSIGNED, JUDGE_UNASSIGNED
from judging.mails.basics import in_round, key_of, to_judge
from judging.mails.dates import dates_of_round, name_of
from judging.models.jury import Judge


def assignments_changed(
    judges: dict[int, Judge],
    round_: Round,
    given: dict[int, list[str]],
    taken: dict[int, list[str]],
    key: str,
) -> int:
    """One mail to each judge who got entries or had some taken off; all written in one statement.

    ``given``, ``taken``: judge id → references.
    """
    dates = dates_of_round(round_, list(judges.values()), database_now())
    mails = [assigned(judges[pk], round_, len(given[pk]), key, dates) for pk in given]
    mails += [unassigned(judges[pk], round_, taken[pk], key, dates) for pk in taken]
    return save_messages(mails)


def assigned(
    judge: Judge, round_: Round, count: int, key: str, dates: Settled
) -> Message:
    language = judge.user.language
    with override(language):
        words = ngettext("%(n)s entry to score", "%(n)s entries to score", count)
    values: dict[str, Value] = {"to_score": words % {"n": count}}
    return to_judge(
        JUDGE_ASSIGNED,
        judge,
        values | in_round(round_, language),
        dedupe_key=key_of(JUDGE_ASSIGNED, judge.pk, key),
        attachments=file_of(judge, round_, dates),
    )


def unassigned(
    judge: Judge, round_: Round, references: list[str], key: str, dates: Settled
) -> Message:
    language, count = judge.user.language, len(references)
    with override(language):
        words = ngettext(
            "%(n)s entry removed from your list",
            "%(n)s entries removed from your list",
            count,
        )
    values: dict[str, Value] = {
        "removed": words % {"n": count},
        "entries": listed(references),
    }
    return to_judge(
        JUDGE_UNASSIGNED,
        judge,
        values | in_round(round_, language),
        dedupe_key=key_of(JUDGE_UNASSIGNED, judge.pk, key),
        attachments=file_of(judge, round_, dates),
    )


def file_of(judge: Judge, round_: Round, dates: Settled) -> list[dict[str, str]]:
    """The end of judging for the judge's calendar, or what takes it off again."""
    return attached(dates, [name_of(round_.pk, judge.user_id)], judge.user.language)
