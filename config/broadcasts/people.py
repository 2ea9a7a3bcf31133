"""Who gets a broadcast, as the database says it at the moment of asking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Lower
from django.utils.translation import override

from awards.accounts.models import User
from awards.mails.audiences import Reader, Values
from awards.models import Broadcast, BroadcastRecipient
from awards.models.broadcasts import Standing
from awards.outbox.models import Channel, Preference, Suppression
from awards.outbox.topics import REFUSABLE, topic_of
from config.broadcasts.audiences import audience_of, chosen_of, kind_of


def people_of(broadcast: Broadcast) -> QuerySet[User]:
    """Everybody in its group, those left out among them."""
    return audience_of(broadcast).people(broadcast.edition, chosen_of(broadcast))


def marked(broadcast: Broadcast, people: QuerySet[User]) -> QuerySet[User]:
    """``by_hand``: an organiser left them out. ``takes_no_mail``: their address is
    suppressed. ``refused``: this is news, and they want none or had the use of their
    data restricted.
    """
    suppressed = Suppression.objects.annotate(small=Lower("email"))
    by_hand = BroadcastRecipient.objects.filter(
        broadcast=broadcast, standing=Standing.LEFT_OUT, user=OuterRef("pk")
    )
    topic = topic_of(kind_of(broadcast).event)
    refused = Preference.objects.filter(
        user=OuterRef("pk"), topic=topic, channel=Channel.NONE
    )
    restricted = Q(restricted_at__isnull=False) if topic in REFUSABLE else Q(pk=None)
    return people.annotate(
        by_hand=Exists(by_hand),
        takes_no_mail=Exists(suppressed.filter(small=Lower(OuterRef("email")))),
        refused=ExpressionWrapper(
            Exists(refused) | restricted, output_field=BooleanField()
        ),
    )


GETS_IT = Q(by_hand=False, takes_no_mail=False, refused=False)


def going(broadcast: Broadcast) -> QuerySet[User]:
    """Those who would get it now."""
    return marked(broadcast, people_of(broadcast)).filter(GETS_IT)


@dataclass(frozen=True)
class Counted:
    """Each person of the group once: the first reason not to get it counts. ``thai``,
    ``english``: of those who get it, by the language they read.
    """

    group: int
    left_out: int
    no_mail: int
    no_news: int
    thai: int
    english: int

    @property
    def going(self) -> int:
        return self.thai + self.english


def count_of(broadcast: Broadcast) -> Counted:
    """One statement."""
    mail = Q(by_hand=False, takes_no_mail=False)
    counts = marked(broadcast, people_of(broadcast)).aggregate(
        group=Count("pk"),
        left_out=Count("pk", filter=Q(by_hand=True)),
        no_mail=Count("pk", filter=Q(by_hand=False, takes_no_mail=True)),
        no_news=Count("pk", filter=mail & Q(refused=True)),
        thai=Count("pk", filter=GETS_IT & Q(language="th")),
        english=Count("pk", filter=GETS_IT & ~Q(language="th")),
    )
    return Counted(**counts)


def readers_of(broadcast: Broadcast, people: Iterable[User]) -> list[Reader]:
    return [Reader(user, broadcast.language_for(user.language)) for user in people]


def values_for(broadcast: Broadcast, readers: Sequence[Reader]) -> dict[int, Values]:
    """What the mail to each of them may say; absent for who is no longer in the group."""
    edition, audience = broadcast.edition, audience_of(broadcast)
    told = audience.values(edition, chosen_of(broadcast), readers)
    return {
        reader.pk: about(broadcast, reader) | told[reader.pk]
        for reader in readers
        if reader.pk in told
    }


def about(broadcast: Broadcast, reader: Reader) -> Values:
    with override(reader.language):
        return {"name": str(reader.user.name), "edition": str(broadcast.edition.name)}
