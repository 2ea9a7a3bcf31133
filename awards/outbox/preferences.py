"""What people chose about the mails that can be refused: by topic, whether they want
them, and on which way.

Who refused a topic gets none of it: such a message is written as one that was not sent,
so that whoever wrote it, and its reader, can see why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Now

from awards.accounts import consents
from awards.accounts.models import Consent, User
from awards.outbox.keeping import drop
from awards.outbox.line_carrier import line_is_on
from awards.outbox.models import Channel, LineLink, Message, Preference
from awards.outbox.topics import REFUSABLE, Topic, events_of, topic_of
from awards.outbox.work import WorkState

# What such a message says of why it was not sent.
REFUSED = "refused: its reader switched this topic off"
RESTRICTED = "restricted: the data of its reader are used for what is necessary alone"
EVERY = ""  # stands for each topic that can be refused


def refusing(topic: Topic, user_ids: Iterable[int]) -> set[int]:
    """Which of these people want no messages of this topic. One statement; none where
    nobody can refuse it.
    """
    if topic not in REFUSABLE:
        return set()
    people = set(user_ids)
    off = Preference.objects.filter(topic=topic, channel=Channel.NONE, user__in=people)
    found = off.values_list("user").union(restricted_among(people).values_list("pk"))
    return {pk for (pk,) in found}


def restricted_among(people: set[int]) -> QuerySet[User]:
    return User.objects.filter(pk__in=people, restricted_at__isnull=False)


@transaction.atomic
def restrict(*, user: User) -> bool:
    """From now on what is necessary alone reaches them; what waits is not sent. Whether
    it is a change.
    """
    free = User.objects.filter(pk=user.pk, restricted_at=None)
    if not free.update(restricted_at=Now()):
        return False
    refusable = [event for topic in REFUSABLE for event in events_of(topic)]
    waiting = Message.objects.filter(recipient=user, event__in=refusable)
    drop(waiting.filter(state=WorkState.QUEUED), RESTRICTED)
    return True


@transaction.atomic
def lift_restriction(*, user: User) -> bool:
    """Whether there was one."""
    held = User.objects.filter(pk=user.pk, restricted_at__isnull=False)
    return held.update(restricted_at=None) == 1


def channels_of(user: User) -> dict[Topic, Channel]:
    """By topic that can be refused; by mail where nothing was chosen."""
    chosen = dict(Preference.objects.filter(user=user).values_list("topic", "channel"))
    return {topic: Channel(chosen.get(topic, Channel.MAIL)) for topic in REFUSABLE}


@transaction.atomic
def choose(*, user: User, topic: Topic, channel: Channel) -> bool:
    """Whether it is a change. Messages that wait are not sent once they are refused.
    Raises ValueError for what nobody can refuse.
    """
    if topic not in REFUSABLE:
        raise ValueError(f"nobody chooses about {topic}")
    row, new = Preference.objects.select_for_update().get_or_create(
        user=user, topic=topic, defaults={"channel": channel}
    )
    if not new:
        if row.channel == channel:
            return False
        Preference.objects.filter(pk=row.pk).update(channel=channel, changed_at=Now())
    if channel == Channel.NONE:
        if topic is Topic.NEWS:
            consents.withdraw_consent(user=user, purpose=consents.NEWS)
        waiting = Message.objects.filter(recipient=user, event__in=events_of(topic))
        drop(waiting.filter(state=WorkState.QUEUED), REFUSED)
    return True


@transaction.atomic
def save_choices(
    *, user: User, chosen: Mapping[Topic, Channel], later_editions: bool
) -> None:
    """All of a person's choices at once. ``later_editions`` gives or withdraws the
    consent to news of those, with the version that was read.
    """
    for topic, channel in chosen.items():
        choose(user=user, topic=topic, channel=channel)
    if later_editions:
        version = consents.NEWS_VERSION
        consents.give_consent(user=user, purpose=consents.NEWS, version=version)
    else:
        consents.withdraw_consent(user=user, purpose=consents.NEWS)


@transaction.atomic
def want_again(*, user: User, topic: Topic) -> None:
    """Undo a refusal: by mail, with the consent to news that ended with it."""
    refused = Preference.objects.filter(user=user, topic=topic, channel=Channel.NONE)
    for row in refused:
        choose(user=user, topic=topic, channel=Channel.MAIL)
        ended = Consent.objects.filter(user=user, purpose=consents.NEWS)
        if topic is Topic.NEWS and ended.filter(withdrawn_at__gte=row.changed_at):
            version = consents.NEWS_VERSION
            consents.give_consent(user=user, purpose=consents.NEWS, version=version)


def go_as_chosen(messages: Iterable[Message]) -> None:
    """Each of these new messages on the way that its reader chose. One statement
    however many they are; none where nobody can refuse any.
    """
    asked: list[tuple[Message, tuple[int, str]]] = []
    for message in messages:
        topic = topic_of(message.event)
        if message.recipient_id is not None and topic in REFUSABLE:
            asked.append((message, (message.recipient_id, topic.value)))
    if not asked:
        return
    chosen = chosen_by({person for _message, (person, _topic) in asked})
    for message, key in asked:
        channel = chosen.get(key, Channel.MAIL)
        if (key[0], EVERY) in chosen:
            leave_out(message, RESTRICTED)
        elif channel == Channel.NONE:
            leave_out(message, REFUSED)
        elif not message.secrets:
            message.channel = channel


def chosen_by(people: set[int]) -> dict[tuple[int, str], Channel]:
    """By person and topic, what is not the usual: LINE only where it leads somewhere. Of
    those whose data are restricted also nothing, under ``EVERY``.
    """
    found = Preference.objects.filter(user__in=people, channel=Channel.NONE)
    if line_is_on():
        linked = Q(channel=Channel.LINE, user__in=LineLink.objects.standing())
        found = Preference.objects.filter(
            Q(channel=Channel.NONE) | linked, user__in=people
        )
    nothing = restricted_among(people).values_list(
        "pk", Value(EVERY), Value(Channel.NONE.value)
    )
    rows = found.values_list("user", "topic", "channel").union(nothing)
    return {(user, topic): Channel(channel) for user, topic, channel in rows}


def leave_out(message: Message, why: str) -> None:
    """Of one that is not written yet."""
    for name, value in message.without_secrets().items():
        setattr(message, name, value)
    message.secrets = []
    message.state, message.last_error = WorkState.DROPPED, why
