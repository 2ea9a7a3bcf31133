"""One act on many invitations: what it would do first, then done to each that still
allows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.accounts.models import User
from awards.models import Edition
from judging.jury.asked import asked_in
from judging.jury.invitations import send_again, withdraw_invitation
from judging.models import Judge
from judging.refusals import JudgingError
from judging.statuses import JudgeState

MOST = 500  # judges at once


class InvitationAct(TextChoices):
    AGAIN = "again", gettext_lazy("Send the invitation again")
    WITHDRAW = "withdraw", gettext_lazy("Withdraw the invitation")


@dataclass(frozen=True)
class Left:
    judge: Judge
    why: str


@dataclass(frozen=True)
class Plan:
    """``going``: the act will be done to them. ``left``: it will not, each with why."""

    going: list[Judge]
    left: list[Left]


def plan_act(*, edition: Edition, judges: Iterable[int], act: InvitationAct) -> Plan:
    going, left = [], []
    for judge in rows_of(edition, judges):
        why = why_not(judge, act)
        if why:
            left.append(Left(judge, why))
        else:
            going.append(judge)
    return Plan(going, left)


def rows_of(edition: Edition, judges: Iterable[int]) -> list[Judge]:
    found = edition.judges.filter(pk__in=list(judges)[:MOST])
    rows = found.select_related("user", "edition").prefetch_related("assignments")
    return list(rows.order_by("user__name_th", "user__email"))


def why_not(judge: Judge, act: InvitationAct) -> str:
    if judge.state == JudgeState.ACCEPTED:
        return _("has accepted")
    if judge.state == JudgeState.DECLINED:
        return _("has declined")
    if act == InvitationAct.WITHDRAW and judge.assignments.all():
        return _("has entries assigned")
    return ""


@transaction.atomic
def do_act(
    *, edition: Edition, judges: Iterable[int], act: InvitationAct, actor: User
) -> Plan:
    """What was done, and who was left since something changed in the meantime."""
    done, left = [], []
    step = step_of(edition, act, actor)
    for judge in rows_of(edition, judges):
        try:
            with transaction.atomic():
                step(judge)
        except JudgingError as refused:
            left.append(Left(judge, str(refused)))
        else:
            done.append(judge)
    return Plan(done, left)


def step_of(
    edition: Edition, act: InvitationAct, actor: User
) -> Callable[[Judge], object]:
    if act == InvitationAct.WITHDRAW:
        return lambda judge: withdraw_invitation(judge=judge, actor=actor)
    asked = asked_in(edition)
    return lambda judge: send_again(judge=judge, actor=actor, asked=asked)
