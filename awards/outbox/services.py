"""Words on their way, written with the act they tell of. Who delivers them: ``delivery.py``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Required, TypedDict, Unpack

from django.db import transaction

from awards.accounts.models import User
from awards.outbox.inserting import insert_new
from awards.outbox.models import Message
from awards.outbox.preferences import go_as_chosen
from awards.outbox.rendering import Mail, render_mail
from awards.outbox.waking import DELIVER, DELIVER_URGENT, wake
from awards.outbox.way_out import headers_of, way_out_of, with_link

LONGEST_SUBJECT = Message._meta.get_field("subject").max_length
MOST_SINGLE = 20  # mails written together; more are a mass
PORTION = 4000  # mails of a mass in one statement


class Sending(TypedDict, total=False):
    """All of a mail but its words.

    ``recipient`` is a user, or None with ``to_email`` and ``language`` given.
    ``attachments``: see ``awards.outbox.attachments``. ``urgent``: somebody sits and
    waits for it, as for a link to sign in; it goes before all others. ``secrets``: parts
    of it that open a door, blanked in what is stored once it is delivered.
    ``useful_until``: the moment after which it would say nothing that is still true; it
    is dropped then. ``unsubscribe``: the address that ends mails of this kind, where
    that is not its topic's (``way_out``).
    """

    dedupe_key: Required[str]
    recipient: User | None
    to_email: str
    language: str
    edition_code: str
    headers: dict[str, str] | None
    attachments: list[dict[str, str]] | None
    urgent: bool
    secrets: list[str] | None
    useful_until: datetime | None
    unsubscribe: str


def prepare_mail(
    event: str,
    template: str,
    context: Mapping[str, object],
    **sending: Unpack[Sending],
) -> Message:
    """One mail in the reader's language, not written yet: hand many of them to
    ``save_messages`` at once.

    ``template`` is a text template whose first line is the subject.
    """
    told = {**context, "recipient": sending.get("recipient")}
    mail = render_mail(
        template, told, language_of(sending), sending.get("edition_code", "")
    )
    return addressed(mail, event, **sending)


def language_of(sending: Sending) -> str:
    """That is said, else the reader's."""
    recipient = sending.get("recipient")
    return sending.get("language") or (recipient.language if recipient else "th")


def addressed(mail: Mail, event: str, **sending: Unpack[Sending]) -> Message:
    """A mail whose words stand, as the row that it will be. What can be refused says
    how.
    """
    recipient = sending.get("recipient")
    unsubscribe = sending.get("unsubscribe", "")
    if way_out := way_out_of(event, recipient):
        unsubscribe = way_out.address(language_of(sending))
    mail = with_link(mail, unsubscribe, language_of(sending))
    headers = sending.get("headers") or {}
    to_email = sending.get("to_email")
    if not to_email:
        assert recipient is not None, "a mail needs a reader or an address"
        to_email = recipient.email
    return Message(
        event=event,
        dedupe_key=sending["dedupe_key"],
        recipient=recipient,
        to_email=to_email,
        language=language_of(sending),
        subject=mail.subject[:LONGEST_SUBJECT],
        text=mail.text,
        html=mail.html,
        headers=headers | headers_of(unsubscribe) if unsubscribe else headers,
        attachments=sending.get("attachments") or [],
        edition_code=sending.get("edition_code", ""),
        priority=Message.URGENT if sending.get("urgent") else Message.USUAL,
        secrets=sending.get("secrets") or [],
        useful_until=sending.get("useful_until"),
    )


def queue_mail(
    event: str,
    template: str,
    context: Mapping[str, object],
    **sending: Unpack[Sending],
) -> bool:
    """Write one mail (see ``prepare_mail``) into the outbox; False when that mail was
    written before, or its reader refused mails of its topic.
    """
    return save_messages([prepare_mail(event, template, context, **sending)]) == 1


def save_messages(messages: Iterable[Message]) -> int:
    """Write mails whose keys are new, a few thousand in a statement; wakes the worker
    once this transaction is through. Many at once go out after single ones. Given as
    they are made, no more than one portion of them is in memory.

    How many go out: what its reader refused is written as not sent (``preferences``).
    """
    coming = iter(messages)
    portion = list(islice(coming, PORTION))
    if len(portion) < PORTION:
        return save_portion(portion)
    with transaction.atomic(savepoint=False):
        written = save_portion(portion)
        while portion := list(islice(coming, PORTION)):
            written += save_portion(portion, of_many=True)
        return written


def save_portion(messages: list[Message], of_many: bool = False) -> int:
    if of_many or len(messages) > MOST_SINGLE:
        for message in messages:
            if message.priority == Message.USUAL:
                message.priority = Message.MASS
    go_as_chosen(messages)
    written = insert_new(messages)
    urgent = any(message.priority == Message.URGENT for message in messages)
    task = DELIVER_URGENT if urgent else DELIVER
    transaction.on_commit(lambda: wake(task))
    return written
