"""What goes through the soak: many mails, and meanwhile links to sign in and winner
lists, of which each must come within seconds.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models.functions import Now

from awards.outbox.models import Message
from awards.outbox.services import save_messages
from awards.outbox.work import WorkState
from tests.factories import make_edition, make_list

TOGETHER = 500
WORDS = "ข้อความของอีเมลฉบับนี้ยาวพอสมควร\n" * 40
# Of a hundred: addresses that do not exist, and those that are put off once.
GONE, LATER = 3, 5


def address_of(number: int) -> str:
    place = number % 100
    kind = "gone" if place < GONE else "later" if place < GONE + LATER else "reader"
    return f"{kind}{number}@soak.example.org"


def queue_many(start: int, count: int) -> None:
    for first in range(start, start + count, TOGETHER):
        numbers = range(first, min(first + TOGETHER, start + count))
        save_messages([message(number) for number in numbers])


def message(number: int) -> Message:
    return Message(
        event="test-mail",
        dedupe_key=f"soak:{number}",
        to_email=address_of(number),
        language="th",
        subject=f"เรื่องที่ {number}",
        text=WORDS,
        html=f"<p>{WORDS}</p>",
    )


def queue_link(number: int) -> None:
    """Somebody sits and waits for it."""
    link = message(0)
    link.dedupe_key, link.to_email = f"link:{number}", f"link{number}@soak.example.org"
    link.priority, link.event = Message.URGENT, "sign-in-link"
    save_messages([link])


def list_to_publish(number: int) -> None:
    """Due at this moment, of an edition of its own."""
    edition = make_edition(f"soak-{number}")
    make_list(edition, published=False, state=WorkState.QUEUED, due_at=Now())


def waiting() -> int:
    states = (WorkState.QUEUED, WorkState.CLAIMED)
    return Message.objects.filter(state__in=states).count()


def let_time_pass() -> None:
    """Minutes for what waits for its next attempt, and for what killed workers held;
    called while no worker lives, so that nobody has it in hand.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE outbox_message SET due_at = LEAST(due_at, now()), "
            "claimed_at = claimed_at - interval '10 minutes' "
            "WHERE state IN ('queued', 'claimed')"
        )
        cursor.execute("UPDATE outbox_relay SET busy_until = NULL, next_try_at = NULL")


def link_moments() -> dict[str, datetime]:
    """When each link was asked for, by address."""
    links = Message.objects.filter(event="sign-in-link")
    return dict(links.values_list("to_email", "created_at"))
