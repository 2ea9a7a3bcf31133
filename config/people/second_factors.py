"""Second factors of a person: who must have one, what they have, and the way back for
whoever lost theirs.
"""

from __future__ import annotations

import enum
import secrets
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from awards.accounts.models import User
from awards.dsure.models import Registrar
from awards.ledger.services import append
from awards.models import Organiser
from awards.outbox.services import queue_mail
from config import acts
from config.people.personal_data import CHAIN
from config.people.sessions import end_sessions

Kind = Authenticator.Type
WAITS = "desk_waits"  # in a session whose desk is closed until there is a factor
OPEN = "desk_open"  # in one that was asked once, or has shown its owner's factor
# recovery codes stand in for one of these and are none of their own
STRONG = (Kind.TOTP, Kind.WEBAUTHN)


class Demand(enum.Enum):
    """What is asked of somebody without a second factor who comes to their desk."""

    NOTHING = "nothing"
    ONCE = "once"  # led to the set-up, may go on
    BEFORE_THE_DESK = "before the desk"


@dataclass(frozen=True)
class Factor:
    """``name``: what its owner calls a passkey, empty for the others."""

    pk: int
    kind: str
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    passkeys: list[Factor]
    app: Factor | None
    codes: Factor | None

    @property
    def any(self) -> bool:
        return bool(self.passkeys or self.app)


def factors_of(user: User) -> Factors:
    rows = [
        Factor(
            pk=row.pk,
            kind=row.type,
            name=row.data.get("name", ""),
            added_at=row.created_at,
            used_at=row.last_used_at,
        )
        for row in Authenticator.objects.filter(user=user).order_by("pk")
    ]
    by_kind = {row.kind: row for row in rows}
    return Factors(
        passkeys=[row for row in rows if row.kind == Kind.WEBAUTHN],
        app=by_kind.get(Kind.TOTP),
        codes=by_kind.get(Kind.RECOVERY_CODES),
    )


def has_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type__in=STRONG).exists())


def keeps_a_desk(user: User) -> bool:
    """Organisers of any edition, in any role; registrars; operators."""
    return (
        user.is_operator
        or Organiser.objects.filter(user=user).exists()
        or Registrar.objects.filter(user=user).exists()
    )


def must_have_factor(user: User) -> bool:
    required: bool = settings.SECOND_FACTOR_REQUIRED
    return required and keeps_a_desk(user)


@transaction.atomic
def demand_factor(*, user: User) -> Demand:
    """The first session after the role came is led to the set-up; from the next one on,
    the desk waits. Whoever loses the role and gets it again begins anew.
    """
    mine = User.objects.filter(pk=user.pk)
    if not must_have_factor(user):
        mine.exclude(second_factor_asked_at=None).update(second_factor_asked_at=None)
        return Demand.NOTHING
    if has_factor(user):
        return Demand.NOTHING
    first = mine.filter(second_factor_asked_at=None).update(
        second_factor_asked_at=Now()
    )
    return Demand.ONCE if first else Demand.BEFORE_THE_DESK


def tell_of_reused_code(*, user: User) -> None:
    """Once in an hour: whoever presses twice is told no more than once."""
    with override(user.language):
        links = {
            "sessions": f"{settings.SITE_URL}{reverse('accounts:profile')}#sessions",
            "password": settings.SITE_URL + reverse("account_reset_password"),
        }
    now = timezone.now()
    queue_mail(
        "code_reused",
        "config/emails/code_reused.txt",
        {"at": now, **links},
        dedupe_key=f"code_reused:{user.pk}:{now:%Y%m%d%H}",
        recipient=user,
        urgent=True,
    )


@transaction.atomic
def reset_factors(*, person: User, by: User | None) -> int:
    """Their phone is lost: every factor goes and every session ends; they sign in by
    password or by mail and set up a new one. ``by``: None for who keeps the server.
    Returns how many factors there were.
    """
    removed: int = Authenticator.objects.filter(user=person).delete()[0]
    if not removed:
        return 0
    end_sessions(user=person)
    append(CHAIN, acts.FACTORS_RESET, by, {}, subject=f"user:{person.pk}")
    with override(person.language):
        link = settings.SITE_URL + reverse("mfa_index")
    queue_mail(
        "factors_reset",
        "config/emails/factors_reset.txt",
        {"link": link},
        dedupe_key=f"factors_reset:{person.pk}:{secrets.token_hex(8)}",
        recipient=person,
        urgent=True,
    )
    return removed
