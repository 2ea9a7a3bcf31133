"""Words on their way: written with the act they tell of, delivered after it, each exactly once where mail allows."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.utils import OperationalError

from awards.outbox.attachments import made_attachments
from awards.outbox.models import Message, Suppression
from awards.outbox.rendering import render_mail
from awards.outbox.work import WorkState

log = logging.getLogger(__name__)


def prepare_mail(
    event: str,
    template: str,
    context: dict[str, Any],
    *,
    dedupe_key: str,
    recipient: Any = None,
    to_email: str = "",
    language: str = "",
    edition_code: str = "",
    headers: dict[str, str] | None = None,
    attachments: list[dict[str, str]] | None = None,
) -> Message:
    """One mail in the reader's language, not written yet: hand many of them to ``save_messages`` at once.

    ``template`` is a text template whose first line is the subject. ``recipient`` is a user, or None with
    ``to_email`` and ``language`` given. ``attachments``: see ``awards.outbox.attachments``.
    """
    language = language or getattr(recipient, "language", "th")
    rendered = render_mail(template, {**context, "recipient": recipient}, language)
    return Message(
        event=event,
        dedupe_key=dedupe_key,
        recipient=recipient,
        to_email=to_email or recipient.email,
        language=language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        headers=headers or {},
        attachments=attachments or [],
        edition_code=edition_code,
    )


def queue_mail(
    event: str,
    template: str,
    context: dict[str, Any],
    *,
    dedupe_key: str,
    recipient: Any = None,
    to_email: str = "",
    language: str = "",
    edition_code: str = "",
    headers: dict[str, str] | None = None,
    attachments: list[dict[str, str]] | None = None,
) -> bool:
    """Write one mail (see ``prepare_mail``) into the outbox; False when that mail was written before."""
    message = prepare_mail(
        event,
        template,
        context,
        dedupe_key=dedupe_key,
        recipient=recipient,
        to_email=to_email,
        language=language,
        edition_code=edition_code,
        headers=headers,
        attachments=attachments,
    )
    return save_messages([message]) == 1


def save_messages(messages: list[Message]) -> int:
    """Write mails whose keys are new, in one statement; wakes the worker once this transaction is through."""
    keys = [message.dedupe_key for message in messages]
    known = set(Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    Message.objects.bulk_create(messages, ignore_conflicts=True, batch_size=500)
    transaction.on_commit(wake_worker)
    return len(set(keys) - known)


def wake_worker() -> None:
    """Tell the worker that there is mail. If the queue is away the periodic sweep finds it all the same."""
    from awards.outbox.tasks import deliver_messages_task

    try:
        deliver_messages_task.delay()
    except (OSError, OperationalError) as error:
        log.warning("The queue did not take the wake-up (%s); the sweep will deliver.", error)


@dataclass
class Sweep:
    sent: int = 0
    retried: int = 0
    failed: int = 0
    suppressed: int = 0
    errors: list[str] = field(default_factory=list)


def deliver_messages(limit: int = 500) -> Sweep:
    """One sweep: claim each due message in turn, oldest first, and send it over one connection.

    Claimed in a commit of its own before it is sent, and noted as sent after: a crash between the two sends it again
    after five minutes (mail allows no better), a crash before sends it once. Nothing is lost.
    """
    sweep = Sweep()
    due = list(Message.objects.due().values_list("pk", flat=True)[:limit])
    # One connection for all where that saves a handshake each; files are written one a mail.
    connection = get_connection() if due and settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") else None
    for pk in due:
        if Message.objects.claim(pk):
            deliver(Message.objects.get(pk=pk), sweep, connection)
    if connection:
        connection.close()
    return sweep


def deliver(message: Message, sweep: Sweep, connection: Any = None) -> None:
    if Suppression.objects.filter(email__iexact=message.to_email).exists():
        message.finish(WorkState.DROPPED, "suppressed")
        sweep.suppressed += 1
        return
    try:
        send(as_mail(message), connection)
    except Exception as error:  # whatever the mail server says: the row remembers it and is tried again
        failed = message.retry_later(f"{type(error).__name__}: {error}")
        sweep.errors.append(f"{message.pk}: {error}")
        sweep.failed += failed
        sweep.retried += not failed
        return
    message.finish()
    sweep.sent += 1


def send(mail: EmailMultiAlternatives, connection: Any) -> None:
    """After a failure the connection may be dead: it is closed, and the next mail opens it anew."""
    mail.connection = connection
    try:
        if connection:
            connection.open()
        mail.send()
    except Exception:
        if connection:
            connection.close()
        raise


def as_mail(message: Message) -> EmailMultiAlternatives:
    headers = {
        # The same at every attempt: a mail sent twice by a crash between sending and noting it is shown once.
        "Message-ID": f"<{message.pk}.{message.dedupe_key_hash}@{message_domain()}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
        **message.headers,
    }
    mail = EmailMultiAlternatives(
        message.subject, message.text, settings.DEFAULT_FROM_EMAIL, [message.to_email], headers=headers
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for name, content, media_type in made_attachments(message.attachments):
        mail.attach(name, content, media_type)
    return mail


def message_domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
