"""A person's part in the outbox: see ``awards.accounts.personal_data``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from awards.accounts.models import User
from awards.accounts.personal_data import Erased, Held, rows
from awards.outbox.models import LineCode, LineLink, Message, Preference, Suppression


def of(user: User) -> QuerySet[Message]:
    return Message.objects.filter(Q(recipient=user) | Q(to_email__iexact=user.email))


def blanked(messages: Iterable[Message]) -> Iterator[Message]:
    """Without what opens doors."""
    for message in messages:
        for name, value in message.without_secrets().items():
            setattr(message, name, value)
        yield message


def tables(user: User) -> Held:
    suppressed = Suppression.objects.filter(email__iexact=user.email)
    return {
        "outbox.linecode": rows(LineCode.objects.filter(user=user)),
        "outbox.linelink": rows(LineLink.objects.filter(user=user)),
        "outbox.message": rows(blanked(of(user))),
        "outbox.preference": rows(Preference.objects.filter(user=user)),
        "outbox.suppression": rows(suppressed),
    }


def erase(user: User) -> Erased:
    """A suppression stays: it is what keeps mail away from who asked for none."""
    erased = Erased()
    erased.count("outbox.message", of(user).delete()[0])
    for model in (LineCode, LineLink, Preference):
        removed = model.objects.filter(user=user).delete()[0]
        erased.count(model._meta.label_lower, removed)
    return erased
