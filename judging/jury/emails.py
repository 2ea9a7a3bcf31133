"""One function per mail of this room. Each is written in the reader's language with the
act that it tells of.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from awards.accounts.models import User
from awards.ledger.services import database_now
from awards.outbox.models import Message
from awards.outbox.services import queue_mail
from judging.jury.asked import Asked
from judging.jury.links import Issued
from judging.mail_basics import _prepared, address
from judging.models.jury import Judge, JudgeLink


def judge_invited(judge: Judge, issued: Issued, asked: Asked) -> bool:
    language = judge.user.language
    context = {
        "edition": judge.edition,
        "judge": judge,
        "link": address("judging:judge-invitation", language, issued.token),
        "expires_at": issued.expires_at,
        "asked": asked,
        "effort": asked.effort_of(judge),
        "greeting": _("Dear judge,"),
    }
    return _with_link("judge_invited", context, judge, issued)


def invitation_key(link: JudgeLink) -> str:
    """The outbox's key of the invitation that carries this link."""
    return key_of("judge_invited", link.judge_id, link.key)


def invitation_withdrawn(judge: Judge, recipient: User) -> bool:
    """To whoever had the invitation, which may be somebody who was never meant."""
    return queue_mail(
        "invitation_withdrawn",
        "judging/emails/invitation_withdrawn.txt",
        {"edition": judge.edition},
        dedupe_key=f"invitation-withdrawn:{judge.pk}:{recipient.pk}:{database_now().isoformat()}",
        recipient=recipient,
        edition_code=judge.edition.code,
    )


def judge_sign_in(judge: Judge, issued: Issued) -> bool:
    language = judge.user.language
    link = address("judging:judge-sign-in", language, issued.token)
    context = {"edition": judge.edition, "link": link, "expires_at": issued.expires_at}
    return _with_link("judge_sign_in", context, judge, issued)


def no_judge(email: str, language: str, key: str) -> bool:
    """To whoever asked for a link with an address that no judge has."""
    return queue_mail(
        "judge_unknown",
        "judging/emails/judge_unknown.txt",
        {},
        dedupe_key=f"judge-unknown:{key}",
        to_email=email,
        language=language,
        urgent=True,
    )


def _with_link(
    event: str, context: Mapping[str, object], judge: Judge, issued: Issued
) -> bool:
    return queue_mail(
        event,
        f"judging/emails/{event}.txt",
        context,
        dedupe_key=key_of(event, judge.pk, issued.key),
        recipient=judge.user,
        edition_code=judge.edition.code,
        secrets=[issued.token],
        urgent=event == "judge_sign_in",
        useful_until=issued.expires_at if event == "judge_sign_in" else None,
    )


def key_of(event: str, judge: int | None, link: str) -> str:
    return f"{event.replace('_', '-')}:{judge}:{link}"


def files_came(judge: Judge, round_: int, references: list[str], key: str) -> Message:
    """Not written yet. To a judge who began without files that passed their check of
    names since.
    """
    context = {"references": references, "count": len(references)}
    return _prepared("files_came", context, judge, f"{round_}:{key}")
