"""Handing one mail over to the mail server, and whose matter it is when that fails: the
mail's or the server's.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from awards.outbox.composing import composed
from awards.outbox.headers import name_and_address, wire_address
from awards.outbox.smtp import Envelope, offer

TOO_LARGE = 552  # RFC 1870: said of the sender's line where the size is announced in it
NOT_NOW = 421  # RFC 5321: the server closes the channel
OK = 250
NOBODYS_FAULT = (401, 402, 403, 407, 429)  # of a provider: about no one mail
LONGEST_ERROR = 500


class Verdict(enum.Enum):
    SENT = enum.auto()
    # nobody answers, or nobody who would take any mail: this mail is not to blame
    AWAY = enum.auto()
    # the connection broke while this mail was handed over: the server's fault or this
    # mail's
    LOST = enum.auto()
    LATER = enum.auto()  # the server says: try again
    REFUSED = enum.auto()  # the server says: never
    TAKEN = enum.auto()  # by another worker, before this one gave it to the server
    # this way does not lead to this reader, or not now: by mail instead
    BY_MAIL = enum.auto()


MayGo = Callable[[], bool]


def always() -> bool:
    return True


class MailServer:
    """One connection for a whole sweep, which saves a handshake each; files are written
    one a mail, and a provider is asked once a mail.
    """

    def __init__(self) -> None:
        kept = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") or is_provider()
        self.connection: Any = get_connection() if kept else None
        self.taken = 0  # mails over this connection

    def send(
        self, mail: EmailMultiAlternatives, may_go: MayGo = always
    ) -> tuple[Verdict, str]:
        """What became of it, and in words why. A server that has had enough of this
        connection before it looked at the mail is asked once more over another.
        ``may_go`` is asked when the server is there, right before it gets the mail.
        """
        before = self.taken
        verdict, words = self._offer(mail, may_go)
        if verdict is Verdict.AWAY and before:
            verdict, words = self._offer(mail, may_go)
        return verdict, words

    def _offer(
        self, mail: EmailMultiAlternatives, may_go: MayGo
    ) -> tuple[Verdict, str]:
        try:
            if self.connection and self.connection.open() and is_provider():
                go_the_one_way(self.connection)
        except (
            OSError,
            SMTPException,
        ) as error:  # whatever is said before a mail is offered is about none
            self.close()
            return Verdict.AWAY, words_of(error)
        if not may_go():
            return Verdict.TAKEN, ""
        try:
            hand_over(mail, self.connection)
        except Exception as error:
            verdict = verdict_of(error)
            if not self.may_go_on(verdict):
                self.close()
            return verdict, words_of(error)
        self.taken += 1
        return Verdict.SENT, ""

    def may_go_on(self, verdict: Verdict) -> bool:
        """Whether the connection is as good as new after a word about one mail."""
        if verdict not in (Verdict.REFUSED, Verdict.LATER) or not self.connection:
            return False
        if is_provider():
            return True
        try:
            return bool(self.connection.connection.rset()[0] == OK)
        except (OSError, SMTPException):
            return False

    def close(self) -> None:
        """After a failure the connection may be dead: the next mail opens a new one."""
        self.taken = 0
        if self.connection:
            self.connection.close()


def is_provider() -> bool:
    """Mails go to a provider's interface by way of anymail."""
    return str(settings.EMAIL_BACKEND).startswith("anymail.")


def go_the_one_way(provider: Any) -> None:  # anymail's backends have no types
    """Amazon's library asks by itself and has no session."""
    from awards.outside.sessions import guard

    if session := getattr(provider, "session", None):
        guard(session)


def hand_over(
    mail: EmailMultiAlternatives, connection: BaseEmailBackend | None
) -> None:
    if isinstance(connection, EmailBackend) and connection.connection:
        content, sender = composed(mail), envelope_sender(mail)
        offer(
            connection.connection, Envelope(sender, wire_address(mail.to[0])), content
        )
    else:
        mail.connection = connection
        mail.send()


def envelope_sender(mail: EmailMultiAlternatives) -> str:
    """Where reports of what cannot be delivered go: see ``returning``."""
    address = getattr(mail, "envelope_sender", None)
    return wire_address(address or name_and_address(mail.from_email)[1])


def verdict_of(error: Exception) -> Verdict:
    if is_provider():
        return verdict_of_provider(error)
    if isinstance(error, SMTPRecipientsRefused):
        return _of_code(min(code for code, _words in error.recipients.values()))
    if isinstance(error, SMTPSenderRefused) and error.smtp_code != TOO_LARGE:
        return Verdict.AWAY  # the sender is the site's own, the same in every mail
    if isinstance(error, SMTPDataError | SMTPSenderRefused):
        return _of_code(error.smtp_code)
    # of a socket or a disk
    plain = isinstance(error, OSError) and not isinstance(error, SMTPException)
    if plain or isinstance(error, SMTPServerDisconnected):
        return Verdict.LOST
    if isinstance(error, ValueError):
        # an address or a header that cannot be written: no server was asked
        return Verdict.REFUSED
    return Verdict.LATER


def verdict_of_provider(error: Exception) -> Verdict:
    """By the status of its answer; a provider that says "too many" or that does not
    know us takes no mail at all.
    """
    from anymail.exceptions import AnymailRecipientsRefused

    if isinstance(error, AnymailRecipientsRefused):
        return Verdict.REFUSED
    status = getattr(getattr(error, "response", None), "status_code", 0)
    if status in NOBODYS_FAULT or status >= 500:
        return Verdict.AWAY
    if status >= 400 or isinstance(error, ValueError):
        return Verdict.REFUSED
    return Verdict.AWAY if isinstance(error, OSError) else Verdict.LATER


def _of_code(code: int) -> Verdict:
    if code == NOT_NOW:
        return Verdict.AWAY
    return Verdict.LATER if code < 500 else Verdict.REFUSED


def words_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
