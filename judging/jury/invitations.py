"""Inviting a judge and the judge's answer. Of a link only the hash is kept: who reads
the database cannot use it.
"""

from __future__ import annotations

import re
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.addresses import read_address
from awards.accounts.models import User
from awards.accounts.people import NotProven, person_for, prove_address
from awards.language.thai import clean_text
from awards.ledger.services import append, database_now, pseudonym_of
from awards.models import Edition
from judging import acts
from judging.jury.asked import Asked, asked_in
from judging.jury.emails import (
    invitation_withdrawn,
    judge_invited,
    judge_sign_in,
    no_judge,
)
from judging.jury.links import end_links, issue_link, use_token
from judging.models import Judge
from judging.pseudonyms import Pseudonyms
from judging.refusals import InvitationError, JudgingError
from judging.statuses import JUDGE_TRANSITIONS, JudgeState

INVITATION_LASTS = timedelta(days=14)
SIGN_IN_LASTS = timedelta(minutes=30)
CODE_OF_CONDUCT = (
    "2026-1"  # version of the words in templates/judging/_code_of_conduct.html
)


@transaction.atomic
def invite_judge(
    *,
    edition: Edition,
    email: str,
    name_th: str = "",
    name_en: str = "",
    organisation: str = "",
    organisation_number: str = "",
    limit: int | None = None,
    actor: User,
    language: str = "th",
    asked: Asked | None = None,
) -> Judge:
    """Invite by mail, or invite again. An accepted judge is left as they are. Whoever
    invites many hands ``asked`` (``asked_in``) over, read once.
    """
    names = {"name_th": clean_text(name_th), "name_en": clean_text(name_en)}
    user = person_for(email=clean_text(email), language=language, **names)
    judge, _created = Judge.objects.select_related("user", "edition").get_or_create(
        edition=edition, user=user
    )
    if judge.state == JudgeState.ACCEPTED:
        return judge
    judge.state = JudgeState.INVITED
    judge.organisation = clean_text(organisation) or judge.organisation
    judge.organisation_number = organisation_number or judge.organisation_number
    judge.limit = limit or judge.limit
    judge.save()
    judge_invited(
        judge, issue_link(judge, INVITATION_LASTS), asked or asked_in(edition)
    )
    values = {"judge": pseudonym_of(edition.code, user)}
    append(edition.code, acts.JUDGE_INVITED, actor, values, subject=f"judge:{judge.pk}")
    return judge


@transaction.atomic
def send_again(*, judge: Judge, actor: User, asked: Asked | None = None) -> Judge:
    """To somebody who has not answered yet, with a fresh link. Raises JudgingError."""
    judge = _unanswered(judge)
    return invite_judge(
        edition=judge.edition,
        email=judge.user.email,
        language=judge.user.language,
        actor=actor,
        asked=asked,
    )


@transaction.atomic
def correct_invitation(
    *,
    judge: Judge,
    email: str,
    name_th: str = "",
    name_en: str = "",
    organisation: str = "",
    language: str = "th",
    actor: User,
) -> Judge:
    """Names and address of somebody who has not answered yet.

    With another address the invitation goes there anew, links sent before end, and who
    had it by mistake is told. An address that a judge of this edition has is refused.
    Raises JudgingError.
    """
    judge = _unanswered(judge)
    before = judge.user
    names = {"name_th": clean_text(name_th), "name_en": clean_text(name_en)}
    user = person_for(email=read_address(email), language=language, **names)
    judge.organisation = clean_text(organisation)
    if user != before:
        if Judge.objects.filter(edition=judge.edition, user=user).exists():
            raise JudgingError(_("This person is already invited to this edition."))
        end_links(judge)
        invitation_withdrawn(judge, before)
        judge.user = user
        judge.save()
        asked = asked_in(judge.edition)
        judge_invited(judge, issue_link(judge, INVITATION_LASTS), asked)
    else:
        judge.save()
    code = judge.edition.code
    values = {"judge": pseudonym_of(code, user), "before": pseudonym_of(code, before)}
    append(code, acts.JUDGE_CORRECTED, actor, values, subject=f"judge:{judge.pk}")
    return judge


@transaction.atomic
def withdraw_invitation(*, judge: Judge, actor: User) -> None:
    """Of somebody who has not answered yet: they are told, their links end, and they
    are no judge any more.
    """
    judge = _unanswered(judge)
    if judge.assignments.exists():
        raise JudgingError(
            _("Entries are assigned to this person. Reassign them first.")
        )
    end_links(judge)
    invitation_withdrawn(judge, judge.user)
    values = {"judge": pseudonym_of(judge.edition.code, judge.user)}
    append(
        judge.edition.code,
        acts.JUDGE_WITHDRAWN,
        actor,
        values,
        subject=f"judge:{judge.pk}",
    )
    judge.delete()


def _unanswered(judge: Judge) -> Judge:
    judge = _locked(judge)
    if judge.state != JudgeState.INVITED:
        raise JudgingError(
            _(
                "This invitation has been answered, so it can no longer be sent again, "
                "corrected or withdrawn."
            )
        )
    return judge


def _by_mail(token: str) -> Judge:
    """The judge of a link, for whoever wants in: they read the mail of the judge's
    address, which proves it theirs.
    """
    judge = use_token(token)
    try:
        judge.user = prove_address(user=judge.user)
    except NotProven as error:
        raise InvitationError from error
    return judge


def _answer(judge: Judge, state: JudgeState) -> None:
    if judge.state != state and state not in JUDGE_TRANSITIONS[JudgeState(judge.state)]:
        raise JudgingError
    judge.state, judge.answered_at = state, database_now()


@transaction.atomic
def accept_invitation(*, token: str = "", judge: Judge | None = None) -> Judge:
    """Say yes, by the link or (``judge`` given) on behalf of a judge who is signed in.
    Uses the link up.
    """
    judge = _locked(judge) if judge else _by_mail(token)
    _answer(judge, JudgeState.ACCEPTED)
    judge.agreed_version, judge.agreed_at = CODE_OF_CONDUCT, judge.answered_at
    judge.save()
    end_links(judge)
    pseudonym = pseudonym_of(judge.edition.code, judge.user)
    values = {
        "judge": pseudonym,
        "agreed": CODE_OF_CONDUCT,
        "person": Pseudonyms(judge.edition).judge_commitment(pseudonym, judge.user),
    }
    append(
        judge.edition.code,
        acts.JUDGE_ACCEPTED,
        judge.user,
        values,
        subject=f"judge:{judge.pk}",
    )
    return judge


@transaction.atomic
def decline_invitation(
    *,
    token: str = "",
    judge: Judge | None = None,
    reason: str = "",
    suggestion: str = "",
) -> Judge:
    """Say no, with a reason and whom to ask instead if they like. Uses the link up."""
    judge = _locked(judge) if judge else use_token(token)
    _answer(judge, JudgeState.DECLINED)
    judge.decline_reason, judge.suggestion = clean_text(reason), clean_text(suggestion)
    judge.save()
    values = {"judge": pseudonym_of(judge.edition.code, judge.user)}
    append(
        judge.edition.code,
        acts.JUDGE_DECLINED,
        judge.user,
        values,
        subject=f"judge:{judge.pk}",
    )
    return judge


def _locked(judge: Judge) -> Judge:
    return (
        Judge.objects.select_for_update(of=("self",))
        .select_related("user", "edition")
        .get(pk=judge.pk)
    )


@transaction.atomic
def send_sign_in_link(*, email: str, language: str = "th") -> None:
    """A fresh link to the desk for whoever is a judge. To every other address a mail
    that says so, in ``language``:
    the answer takes the same work for both, so that neither page nor time tells who is a judge.
    """
    email = clean_text(email).lower()
    judges = Judge.objects.filter(user__email=email, user__is_active=True).exclude(
        state=JudgeState.DECLINED
    )
    judge = (
        judges.select_related("user", "edition")
        .select_for_update(of=("self",))
        .order_by("-pk")
        .first()
    )
    invited = judge is not None and judge.state == JudgeState.INVITED
    issued = issue_link(judge, INVITATION_LASTS if invited else SIGN_IN_LASTS)
    if judge is None:
        no_judge(email, language, issued.key)
    elif invited:
        judge_invited(judge, issued, asked_in(judge.edition))
    else:
        judge_sign_in(judge, issued)


@transaction.atomic
def use_sign_in_link(*, token: str) -> Judge:
    judge = _by_mail(token)
    if judge.state != JudgeState.ACCEPTED:
        raise InvitationError
    judge.save()
    return judge


LINE = re.compile(r"[^\s<>,;\"']+@[^\s<>,;\"']+\.[^\s<>,;\"']+")


def read_invitations(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Pasted lines (``Name <mail>``, ``mail, name``, a mail alone) as (e-mail, name)
    pairs, and lines that are none.
    """
    pairs, bad = {}, []
    for line in clean_text(text).splitlines():
        found = LINE.search(line)
        if not line.strip():
            continue
        if found is None:
            bad.append(line.strip())
            continue
        name = (line[: found.start()] + line[found.end() :]).strip(" \t<>,;\"'")
        try:
            address = read_address(found.group())
        except ValidationError:
            bad.append(line.strip())
            continue
        pairs[address] = name
    return list(pairs.items()), bad


@transaction.atomic
def invite_many(
    *, edition: Edition, text: str, actor: User, language: str = "th"
) -> tuple[list[Judge], list[str]]:
    """Invite everybody in a pasted list; the judges, and the lines that held no e-mail address."""
    pairs, bad = read_invitations(text)
    asked = asked_in(edition)
    judges = []
    for email, name in pairs:
        thai = any("\u0e00" <= letter <= "\u0e7f" for letter in name)
        judges.append(
            invite_judge(
                edition=edition,
                email=email,
                actor=actor,
                language=language,
                asked=asked,
                name_th=name if thai else "",
                name_en="" if thai else name,
            )
        )
    return judges, bad
