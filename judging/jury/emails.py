"""One function per mail of this room. Each is written in the reader's language with the
act that it tells of.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from awards.ledger.services import database_now
from awards.models import Edition, Round
from awards.outbox.models import Message
from awards.outbox.services import prepare_mail, queue_mail, save_messages
from judging.links import Issued
from judging.models import Assignment, Judge
from nominations.models import Entry


def address(view: str, language: str, *args: Any) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse(view, args=args)


def judge_invited(judge: Judge, issued: Issued) -> bool:
    language = judge.user.language
    context = {
        "edition": judge.edition,
        "judge": judge,
        "link": address("judging:judge-invitation", language, issued.token),
        "expires_at": issued.expires_at,
    }
    return _with_link("judge_invited", context, judge, issued)


def invitation_withdrawn(judge: Judge, recipient: Any) -> bool:
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
    event: str, context: dict[str, Any], judge: Judge, issued: Issued
) -> bool:
    return queue_mail(
        event,
        f"judging/emails/{event}.txt",
        context,
        dedupe_key=f"{event.replace('_', '-')}:{judge.pk}:{issued.key}",
        recipient=judge.user,
        edition_code=judge.edition.code,
        secrets=[issued.token],
        urgent=event == "judge_sign_in",
    )


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
    mails = [
        _prepared(
            "judge_assigned",
            {"count": len(given[pk]), "round": round_},
            judges[pk],
            key,
        )
        for pk in given
    ] + [
        _prepared(
            "judge_unassigned",
            {"references": taken[pk], "round": round_},
            judges[pk],
            key,
        )
        for pk in taken
    ]
    return save_messages(mails)


def _prepared(event: str, context: dict[str, Any], judge: Judge, key: str) -> Message:
    link = address("judging:judge-home", judge.user.language)
    return prepare_mail(
        event,
        f"judging/emails/{event}.txt",
        {"edition": judge.edition, "link": link, **context},
        dedupe_key=f"{event.replace('_', '-')}:{judge.pk}:{key}",
        recipient=judge.user,
        edition_code=judge.edition.code,
    )


def files_came(judge: Judge, round_: int, references: list[str], key: str) -> Message:
    """Not written yet. To a judge who began without files that passed their check of
    names since.
    """
    context = {"references": references, "count": len(references)}
    return _prepared("files_came", context, judge, f"{round_}:{key}")


def conflicts_found(
    edition: Edition, organiser: Any, lines: list[dict[str, Any]], key: str
) -> bool:
    """To an organiser: entries closed to a judge who was already judging them.
    ``lines``: judge, reference, source.
    """
    link = address("judging:conflict-list", organiser.language, edition.code)
    return queue_mail(
        "conflicts_found",
        "judging/emails/conflicts_found.txt",
        {"edition": edition, "lines": lines, "link": link},
        dedupe_key=f"conflicts-found:{key}:{organiser.pk}",
        recipient=organiser,
        edition_code=edition.code,
    )


def reminder_key(judge: int, key: str) -> str:
    return f"judge-reminded:{judge}:{key}"


def judge_reminded(
    judge: Judge,
    round_: Round,
    missing: list[dict[str, Any]],
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
    )


def judge_extended(judge: Judge, round_: Round, until: datetime, key: str) -> bool:
    link = address("judging:judge-home", judge.user.language)
    context = {"edition": judge.edition, "round": round_, "until": until, "link": link}
    return _mail("judge_extended", context, judge, f"judge-extended:{judge.pk}:{key}")


def judge_recused(
    edition: Edition,
    organiser: Any,
    judge: Judge,
    entry: Entry,
    seats: list[Assignment],
) -> bool:
    """To an organiser, with the page of each seat that is empty now: who is proposed
    instead stands there.

    The reason stands on the organiser's pages, not in the mail.
    """
    language = organiser.language
    empty = [
        {
            "category": seat.entry_category.category,
            "round": seat.round,
            "link": address(
                "judging:entry-watch", language, edition.code, seat.entry_category_id
            )
            + f"?round={seat.round.code}",
        }
        for seat in seats
    ]
    link = address("judging:conflict-list", language, edition.code)
    return queue_mail(
        "judge_recused",
        "judging/emails/judge_recused.txt",
        {
            "edition": edition,
            "judge": judge,
            "reference": entry.reference,
            "seats": empty,
            "link": link,
        },
        dedupe_key=f"judge-recused:{judge.pk}:{entry.pk}:{organiser.pk}",
        recipient=organiser,
        edition_code=edition.code,
    )


def _mail(
    event: str, context: dict[str, Any], judge: Judge, key: str, *, urgent: bool = False
) -> bool:
    return queue_mail(
        event,
        f"judging/emails/{event}.txt",
        context,
        dedupe_key=key,
        recipient=judge.user,
        edition_code=judge.edition.code,
        urgent=urgent,
    )
