"""Mails of the register, one function per event."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from awards.dsure.models import Announcement, Certificate, Event, Maker, Subscriber
from awards.outbox.models import Message
from awards.outbox.services import prepare_mail, queue_mail
from awards.outbox.way_out import DSURE, WayOut

SIGNATURE = _("dSURE register of certified products")


def address(name: str, *args: object, language: str) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse(f"dsure:{name}", args=args)


def announced(announcement: Announcement, batch: list[Certificate]) -> list[Message]:
    """To each maker one mail about its own products, to each subscriber one about all."""
    makers = [to_maker(announcement, maker, own) for maker, own in makers_of(batch)]
    return makers + [
        to_subscriber(announcement, batch, subscriber)
        for subscriber in Subscriber.objects.standing()
    ]


def makers_of(batch: list[Certificate]) -> list[tuple[Maker, list[Certificate]]]:
    """Makers that have an address, each with its own products of the batch."""
    by_maker = groupby(sorted(batch, key=lambda c: c.maker_id), key=lambda c: c.maker)
    return [(maker, list(own)) for maker, own in by_maker if maker.email]


def readers_of(announcements: Iterable[Announcement]) -> Counter[tuple[str, str]]:
    """How many will be told of them, by event and language; nobody is named."""
    readers: Counter[tuple[str, str]] = Counter()
    announcements = list(announcements)
    subscribers = (
        Counter(Subscriber.objects.standing().values_list("language", flat=True))
        if announcements
        else {}
    )
    for announcement in announcements:
        for maker, _own in makers_of(list(announcement.certificates.for_reading())):
            readers["dsure-announced", maker.language] += 1
        readers.update(
            {("dsure-news", language): count for language, count in subscribers.items()}
        )
    return readers


def to_maker(
    announcement: Announcement, maker: Maker, own: list[Certificate]
) -> Message:
    links = [
        (c, address("certificate", c.number, language=maker.language)) for c in own
    ]
    return prepare_mail(
        "dsure-announced",
        "dsure/emails/announced.txt",
        {
            "announcement": announcement,
            "addressee": maker,
            "certificates": links,
            "signature": SIGNATURE,
        },
        dedupe_key=f"dsure-announced:{announcement.pk}:{maker.pk}",
        to_email=maker.email,
        language=maker.language,
    )


def to_subscriber(
    announcement: Announcement, batch: list[Certificate], subscriber: Subscriber
) -> Message:
    language = subscriber.language
    context = {
        "announcement": announcement,
        "certificates": batch[:30],
        "more": max(0, len(batch) - 30),
        "url": address("announcement", announcement.pk, language=language),
        "greeting": _("Dear subscriber,"),
        "signature": SIGNATURE,
    }
    return prepare_mail(
        "dsure-news",
        "dsure/emails/news.txt",
        context,
        dedupe_key=f"dsure-news:{announcement.pk}:{subscriber.pk}",
        to_email=subscriber.email,
        language=language,
        unsubscribe=WayOut(DSURE, subscriber.pk).address(language),
    )


def state_changed(certificate: Certificate, event: Event) -> None:
    maker = certificate.maker
    if not maker.email:
        return
    queue_mail(
        "dsure-state",
        "dsure/emails/state_changed.txt",
        {
            "certificate": certificate,
            "addressee": maker,
            "signature": SIGNATURE,
            "event": event,
            "url": address("certificate", certificate.number, language=maker.language),
        },
        dedupe_key=f"dsure-state:{event.pk}",
        to_email=maker.email,
        language=maker.language,
    )


def subscription_asked(subscriber: Subscriber) -> None:
    queue_mail(
        "dsure-subscription",
        "dsure/emails/subscription_asked.txt",
        {
            "url": address(
                "subscription-confirm", subscriber.token, language=subscriber.language
            ),
            "signature": SIGNATURE,
        },
        dedupe_key=f"dsure-subscription:{subscriber.pk}:{secrets.token_hex(8)}",
        to_email=subscriber.email,
        language=subscriber.language,
        secrets=[subscriber.token],
    )


def subscription_stands(subscriber: Subscriber) -> None:
    """To whoever asks again although they get the news: the page tells nobody whether they do."""
    queue_mail(
        "dsure-subscription-stands",
        "dsure/emails/subscription_stands.txt",
        {
            "url": WayOut(DSURE, subscriber.pk).address(subscriber.language),
            "greeting": _("Dear subscriber,"),
            "signature": SIGNATURE,
        },
        dedupe_key=f"dsure-subscription-stands:{subscriber.pk}:{secrets.token_hex(8)}",
        to_email=subscriber.email,
        language=subscriber.language,
        urgent=True,
    )
