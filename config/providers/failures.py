"""Why a sign-in with a provider came to nothing, in words for its reader."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.contrib.sessions.backends.base import SessionBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KEY = "provider_failure"


class Failure(StrEnum):
    CANCELLED = "cancelled"
    AWAY = "away"
    CLOCK = "clock"
    LOST = "lost"
    REFUSED = "refused"
    TAKEN = "taken"
    CLOSED = "closed"


@dataclass(frozen=True)
class Words:
    """``title`` and ``text`` may hold ``{name}``, the provider's."""

    title: Promise
    text: Promise


WORDS = {
    Failure.CANCELLED: Words(
        _("You did not sign in with {name}"),
        _("You stopped at {name}, and nothing was changed. Try again or sign in here."),
    ),
    Failure.AWAY: Words(
        _("{name} does not answer"),
        _(
            "We could not reach {name}. Try again in a few minutes, or sign in here with "
            "your email address."
        ),
    ),
    Failure.CLOCK: Words(
        _("The times of {name} and of this site differ"),
        _(
            "For safety we did not accept the answer of {name}. Try again. If it happens "
            "again, tell the organiser, and sign in here with your email address."
        ),
    ),
    Failure.LOST: Words(
        _("This sign-in has ended"),
        _(
            "It took too long, was already used, or was started in another browser. Start "
            "again in this browser."
        ),
    ),
    Failure.REFUSED: Words(
        _("We could not accept the answer of {name}"),
        _(
            "Nothing was changed. Try again. If it happens again, tell the organiser, and "
            "sign in here with your email address."
        ),
    ),
    Failure.TAKEN: Words(
        _("{name} is linked to another account here"),
        _(
            "One person at {name} can open one account. To link it to this account, sign "
            "in with {name}, unlink it there, and link it here."
        ),
    ),
    Failure.CLOSED: Words(
        _("This account is closed"),
        _("If you think this is a mistake, contact the organiser."),
    ),
}


def keep_failure(session: SessionBase, provider: str, failure: Failure) -> None:
    session[KEY] = {"provider": provider, "failure": failure.value}


def take_failure(session: SessionBase) -> tuple[str, Failure] | None:
    """The provider's id and what happened, told once."""
    kept = session.pop(KEY, None)
    return (kept["provider"], Failure(kept["failure"])) if kept else None
