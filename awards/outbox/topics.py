"""What a mail is about, as far as its reader may refuse it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """``WORK`` is what law or work require: nobody can refuse it."""

    WORK = "work", _("What you need to know or do")
    REMINDERS = "reminders", _("Reminders")
    NEWS = "news", _("News")


REFUSABLE = (Topic.REMINDERS, Topic.NEWS)

# Everything else is work: a kind stands here because its reader misses nothing that they
# must know when they refuse it. News of dSURE go to addresses that subscribed, and end
# with the subscription.
TOPICS: dict[str, Topic] = {
    "entry-reminder": Topic.REMINDERS,
    "correction-reminder": Topic.REMINDERS,
    "judge-reminded": Topic.REMINDERS,
    "reminder-digest": Topic.REMINDERS,
    "dsure-news": Topic.NEWS,
    "broadcast-news": Topic.NEWS,
}


def topic_of(event: str) -> Topic:
    """Of a kind of mail; its words may be joined by "_" or "-"."""
    return TOPICS.get(event.replace("_", "-"), Topic.WORK)


def events_of(topic: Topic) -> list[str]:
    """The kinds of a topic that can be refused, in both spellings."""
    found = [event for event, its in TOPICS.items() if its == topic]
    return [spelt for one in found for spelt in {one, one.replace("-", "_")}]
