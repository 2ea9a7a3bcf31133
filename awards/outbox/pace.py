"""How fast mails may go out where a server or a provider sets a limit: so many in a
minute in all, and so many to one domain. What was handed over in the last minute is
counted in the outbox itself, so that all workers share the limit.

A mail that somebody waits for is counted and never held up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Func, TextField, Value
from django.db.models.functions import Lower, Now

from awards.outbox.models import Channel, Message, MessageQuerySet
from awards.outbox.work import WorkState

MINUTE = timedelta(minutes=1)
# of an address, in small letters
DOMAIN = Lower(
    Func(
        "to_email",
        Value("@"),
        Value(-1),
        function="SPLIT_PART",
        output_field=TextField(),
    )
)


@dataclass(frozen=True)
class Rates:
    """Mails in a minute; None and absent domains: as many as the server takes."""

    together: int | None = None
    by_domain: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_limited(self) -> bool:
        return self.together is not None or bool(self.by_domain)


@dataclass(frozen=True)
class Room:
    """What may still go out just now."""

    together: int
    by_domain: Mapping[str, int]

    @property
    def full(self) -> list[str]:
        return [domain for domain, left in self.by_domain.items() if left <= 0]

    def fits(self, messages: list[Message]) -> tuple[list[Message], list[Message]]:
        """Those that may go now, and those that are too many for their domain."""
        taken: Counter[str] = Counter()
        now: list[Message] = []
        later: list[Message] = []
        for message in messages:
            domain = domain_of(message.to_email)
            taken[domain] += 1
            left = self.by_domain.get(domain)
            (now if left is None or taken[domain] <= left else later).append(message)
        return now, later


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


def rates() -> Rates:
    return Rates(settings.MAIL_RATE, settings.MAIL_DOMAIN_RATES)


def room_left(limit: int) -> Room:
    """At most ``limit``. One statement where a rate is set, none where none is."""
    allowed = rates()
    if not allowed.is_limited:
        return Room(limit, {})
    sent = sent_lately()
    together = limit
    if allowed.together is not None:
        together = min(limit, max(0, allowed.together - sum(sent.values())))
    left = {domain: most - sent[domain] for domain, most in allowed.by_domain.items()}
    return Room(together, left)


def sent_lately() -> Counter[str]:
    """Handed over in the last minute, by domain."""
    sent = (
        Message.objects.by(Channel.MAIL)
        .filter(state=WorkState.DONE, finished_at__gt=Now() - MINUTE)
        .order_by()
    )
    counted = sent.annotate(domain=DOMAIN).values_list("domain")
    return Counter({str(domain): n for domain, n in counted.annotate(n=Count("pk"))})


def outside(found: MessageQuerySet, domains: list[str]) -> MessageQuerySet:
    """Without what goes to these domains."""
    return found.annotate(domain=DOMAIN).exclude(domain__in=domains)
