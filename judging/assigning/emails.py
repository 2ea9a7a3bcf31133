from __future__ import annotations

from django.utils.translation import ngettext, override

from awards.mails.kinds import Value, listed
from awards.models import Round
from awards.outbox.models import Message
from awards.outbox.services import save_messages
from judging.assigning.mail_kinds import JUDGE_ASSIGNED, JUDGE_UNASSIGNED
from judging.mail_basics import in_round, key_of, to_judge
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
    mails = [assigned(judges[pk], round_, len(given[pk]), key) for pk in given]
    mails += [unassigned(judges[pk], round_, taken[pk], key) for pk in taken]
    return save_messages(mails)


def assigned(judge: Judge, round_: Round, count: int, key: str) -> Message:
    language = judge.user.language
    with override(language):
        words = ngettext("%(n)s entry to score", "%(n)s entries to score", count)
    values: dict[str, Value] = {"to_score": words % {"n": count}}
    return to_judge(
        JUDGE_ASSIGNED,
        judge,
        values | in_round(round_, language),
        dedupe_key=key_of(JUDGE_ASSIGNED, judge.pk, key),
    )


def unassigned(judge: Judge, round_: Round, references: list[str], key: str) -> Message:
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
    )
