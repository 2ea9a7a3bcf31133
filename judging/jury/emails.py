"""One function per mail of this room. Each is written in the reader's language with the
act that it tells of.
"""

from __future__ import annotations

from django.utils.translation import ngettext, override

from awards.accounts.models import User
from awards.calendars.attaching import attached
from awards.ledger.services import database_now
from awards.mails.kinds import Value, listed
from awards.mails.writing import write_mail
from awards.outbox.models import Message
from awards.outbox.services import queue_mail, save_messages
from judging.jury.asked import Asked, Effort
from judging.jury.links import Issued
from judging.jury.mail_kinds import (
    FILES_CAME,
    INVITATION_WITHDRAWN,
    JUDGE_INVITED,
    JUDGE_SIGN_IN,
)
from judging.mails.basics import address, key_of, named, to_judge
from judging.mails.dates import dates_of_invitation, dates_withdrawn
from judging.models.jury import Judge, JudgeLink


def judge_invited(judge: Judge, issued: Issued, asked: Asked) -> bool:
    language = judge.user.language
    with override(language):
        values: dict[str, Value] = {
            "organiser": asked.face.organiser,
            "until": asked.until,
            "most": most_entries(judge.limit),
            "effort": effort_in_words(asked.effort_of(judge)),
            "email": asked.face.email,
            "expires": issued.expires_at,
            "link": address("judging:judge-invitation", language, issued.token),
        }
    dates = dates_of_invitation(judge, asked.rounds)
    mail = to_judge(
        JUDGE_INVITED,
        judge,
        values,
        dedupe_key=key_of(JUDGE_INVITED, judge.pk, issued.key),
        secrets=[issued.token],
        attachments=attached(dates, dates.rows, language),
    )
    return save_messages([mail]) == 1


def most_entries(limit: int | None) -> str:
    """In the language that is set; empty where no number is."""
    if not limit:
        return ""
    words = ngettext("At most %(n)s entry", "At most %(n)s entries", limit)
    return words % {"n": limit}


def effort_in_words(effort: Effort | None) -> str:
    """In the language that is set; empty where nothing can be said."""
    if effort is None:
        return ""
    minutes = ngettext(
        "Time: about %(n)s minute for each entry",
        "Time: about %(n)s minutes for each entry",
        effort.minutes,
    ) % {"n": effort.minutes}
    if not effort.hours:
        return minutes
    hours = ngettext(", %(n)s hour in all", ", %(n)s hours in all", effort.hours)
    return minutes + hours % {"n": effort.hours}


def invitation_key(link: JudgeLink) -> str:
    """The outbox's key of the invitation that carries this link."""
    return key_of(JUDGE_INVITED, link.judge_id, link.key)


def invitation_withdrawn(judge: Judge, recipient: User) -> bool:
    """To whoever had the invitation, which may be somebody who was never meant."""
    dates = dates_withdrawn(recipient, judge.edition)
    mail = write_mail(
        INVITATION_WITHDRAWN,
        {"edition": named(judge.edition, recipient.language)},
        dedupe_key=f"invitation-withdrawn:{judge.pk}:{recipient.pk}:{database_now().isoformat()}",
        recipient=recipient,
        edition_code=judge.edition.code,
        attachments=attached(dates, dates.rows, recipient.language),
    )
    return save_messages([mail]) == 1


def judge_sign_in(judge: Judge, issued: Issued) -> bool:
    link = address("judging:judge-sign-in", judge.user.language, issued.token)
    mail = to_judge(
        JUDGE_SIGN_IN,
        judge,
        {"link": link, "expires": issued.expires_at},
        dedupe_key=key_of(JUDGE_SIGN_IN, judge.pk, issued.key),
        secrets=[issued.token],
        urgent=True,
        useful_until=issued.expires_at,
    )
    return save_messages([mail]) == 1


def no_judge(email: str, language: str, key: str) -> bool:
    """To whoever asked for a link with an address that no judge has: of no edition."""
    return queue_mail(
        "judge_unknown",
        "judging/emails/judge_unknown.txt",
        {},
        dedupe_key=f"judge-unknown:{key}",
        to_email=email,
        language=language,
        urgent=True,
    )


def files_came(judge: Judge, round_: int, references: list[str], key: str) -> Message:
    """Not written yet. To a judge who began without files that passed their check of
    names since.
    """
    return to_judge(
        FILES_CAME,
        judge,
        {"entries": listed(references)},
        dedupe_key=key_of(FILES_CAME, judge.pk, f"{round_}:{key}"),
    )
