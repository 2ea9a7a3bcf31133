"""A row as the mail that goes out: its headers, its words, what goes along."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from awards.outbox.attachments import NOTHING, Makers, made_attachments
from awards.outbox.models import Message
from awards.outbox.returning import key_of, message_domain, message_id, returns_to

# The address of an edition by its code, "" where it has none: known to who stands above.
ReplyTo = Callable[[str], str]
SITE = "site"  # whose mails those are that belong to no edition
SENDER_ID = 15  # signs: what a provider's feedback loop takes of a sender's name


def nobody(code: str) -> str:
    """Answers go to the sender."""
    return ""


class OutgoingMail(EmailMultiAlternatives):
    """``envelope_sender`` gets the reports, "" where that is the sender; ``metadata``
    comes back with a provider's reports. Both by the names that anymail reads.
    """

    envelope_sender: str | None = None
    metadata: dict[str, str]


def as_mail(
    message: Message, makers: Makers = NOTHING, reply_to: ReplyTo = nobody
) -> OutgoingMail:
    """``reply_to``: the address that an edition's readers answer to, by its code."""
    answers_to = reply_to(message.edition_code) if message.edition_code else ""
    mail = OutgoingMail(
        message.subject,
        message.text,
        settings.DEFAULT_FROM_EMAIL,
        [message.to_email],
        headers=headers_of(message),
        reply_to=[answers_to] if answers_to else None,
    )
    mail.envelope_sender = returns_to(message) or None
    mail.metadata = {"mail": key_of(message)}
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for name, content, media_type in made_attachments(message.attachments, makers):
        if media_type.startswith("text/calendar"):
            add_date(mail, name, content.decode(), media_type)
        else:
            mail.attach(name, content, media_type)
    return mail


def add_date(mail: OutgoingMail, name: str, content: str, media_type: str) -> None:
    """The first date of a mail is another form of its words as well, which is where
    calendars look that move an appointment by themselves; see
    ``docs/decisions/calendar-methods.md``.
    """
    dated = any(str(kind).startswith("text/calendar") for _c, kind in mail.alternatives)
    if not dated:
        mail.attach_alternative(content, media_type)
    mail.attach(name, content, media_type)


def headers_of(message: Message) -> dict[str, str]:
    """The date is the database's, so that copies and mails of several machines agree."""
    headers = {
        "Message-ID": message_id(message),
        "Date": format_datetime(message.claimed_at or timezone.now()),
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
        "Feedback-ID": feedback_id(message),
        **message.headers,
    }
    if message.priority == Message.MASS and message.edition_code:
        headers.setdefault("List-Id", f"<{message.edition_code}.{message_domain()}>")
    return headers


def feedback_id(message: Message) -> str:
    """Edition, kind and site: by these a provider that is complained to counts."""
    site = message_domain()[:SENDER_ID].strip(".-")
    event = message.event.replace("_", "-")
    return f"{message.edition_code or SITE}:{event}:{site}"
