"""By mail, over the mail server that is configured."""

from __future__ import annotations

from datetime import timedelta

from awards.outbox.attachments import Makers
from awards.outbox.models import Message
from awards.outbox.outgoing import ReplyTo, as_mail
from awards.outbox.sending import MailServer, Verdict, always


class MailCarrier:
    pause = timedelta()

    def __init__(self, makers: Makers, reply_to: ReplyTo) -> None:
        self.makers, self.reply_to = makers, reply_to
        self.server = MailServer()

    def carry(self, message: Message) -> tuple[Verdict, str]:
        mail = as_mail(message, self.makers, self.reply_to)
        return self.server.send(mail, message.give if message.is_urgent else always)

    def close(self) -> None:
        self.server.close()
