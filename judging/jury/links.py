"""The links that let a judge in, sent by mail. Of each only the hash is kept: who reads
the database cannot use it.

A judge may have several, since anybody can ask for one to be sent: a new link ends no
earlier one. Using one ends all.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models.functions import Now

from awards.ledger.services import database_now
from judging.models import Judge, JudgeLink
from judging.refusals import InvitationError


@dataclass(frozen=True)
class Issued:
    """What goes into the mail, and nowhere else."""

    token: str
    expires_at: datetime

    @property
    def key(self) -> str:
        """A name for the mail that says nothing of the token."""
        return token_hash(self.token)[:16]


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def issue_link(judge: Judge | None, lasts: timedelta) -> Issued:
    issued = Issued(secrets.token_urlsafe(32), database_now() + lasts)
    JudgeLink.objects.create(
        judge=judge, token_hash=token_hash(issued.token), expires_at=issued.expires_at
    )
    return issued


def judge_of_token(token: str) -> Judge:
    """Whose link this is. Looking does not use it up. Raises InvitationError when it is
    used, old or none.
    """
    links = JudgeLink.objects.select_related("judge__user", "judge__edition")
    link = links.filter(token_hash=token_hash(token), expires_at__gt=Now()).first()
    if link is None or link.judge is None:
        raise InvitationError
    return link.judge


def use_token(token: str) -> Judge:
    """The same, locked, and none of the judge's links can be used again."""
    from judging.models import Judge

    pk = judge_of_token(token).pk
    judge = (
        Judge.objects.select_for_update(of=("self",))
        .select_related("user", "edition")
        .get(pk=pk)
    )
    if not JudgeLink.objects.filter(judge=judge, token_hash=token_hash(token)).exists():
        raise InvitationError  # used by another request while this one waited
    end_links(judge)
    return judge


def end_links(judge: Judge) -> None:
    JudgeLink.objects.filter(judge=judge).delete()


def sweep_links() -> int:
    return JudgeLink.objects.filter(expires_at__lte=Now()).delete()[0]
