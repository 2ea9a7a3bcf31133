"""One mail over an open connection to a mail server (RFC 5321). Where the server knows
RFC 2920 all that is said before the text goes in one packet: two answers are waited for
instead of four.
"""

from __future__ import annotations

import smtplib
from dataclasses import dataclass

GO_ON = 354
Reply = tuple[int, bytes]


@dataclass(frozen=True)
class Envelope:
    """Addresses with the domain in ASCII. ``sender`` gets the reports."""

    sender: str
    to: str

    @property
    def is_ascii(self) -> bool:
        return self.sender.isascii() and self.to.isascii()


def offer(server: smtplib.SMTP, envelope: Envelope, content: bytes) -> None:
    """``content``: lines end with CRLF. Raises what ``smtplib`` raises, and ValueError
    where the address is in letters that this server does not know (RFC 6531).
    """
    server.ehlo_or_helo_if_needed()
    if not envelope.is_ascii and not server.has_extn("smtputf8"):
        raise ValueError(f"the mail server takes no address like {envelope.to!r}")
    says = [
        f"MAIL FROM:<{envelope.sender}>{options(server, envelope, content)}",
        f"RCPT TO:<{envelope.to}>",
        "DATA",
    ]
    if server.has_extn("pipelining"):
        at_once(server, envelope, says)
    else:
        one_by_one(server, envelope, says)
    # a line that begins with a dot gets another: a dot alone ends the text
    server.send(content.replace(b"\r\n.", b"\r\n..") + b".\r\n")
    code, words = server.getreply()
    if code != 250:
        raise smtplib.SMTPDataError(code, words)


def options(server: smtplib.SMTP, envelope: Envelope, content: bytes) -> str:
    said = f" SIZE={len(content)}" if server.has_extn("size") else ""
    return said if envelope.is_ascii else f"{said} BODY=8BITMIME SMTPUTF8"


def one_by_one(server: smtplib.SMTP, envelope: Envelope, says: list[str]) -> None:
    for place, line in enumerate(says):
        server.send(line.encode() + b"\r\n")
        complain(envelope, place, server.getreply())


def at_once(server: smtplib.SMTP, envelope: Envelope, says: list[str]) -> None:
    server.send("".join([f"{line}\r\n" for line in says]).encode())
    replies: list[Reply] = []
    for _line in says:
        replies.append(server.getreply())
        if replies[-1][0] == 421:  # it closes: nothing more will be said
            break
    refused = [code >= 400 for code, _words in replies]
    if any(refused[:2]) and replies[-1][0] == GO_ON:
        server.send(b".\r\n")  # it waits for a text that nobody gets
        server.getreply()
    for place, reply in enumerate(replies):
        complain(envelope, place, reply)


def complain(envelope: Envelope, place: int, reply: Reply) -> None:
    """Raises where the answer to the sender, the recipient or the text is a no."""
    code, words = reply
    if place == 0 and code != 250:
        raise smtplib.SMTPSenderRefused(code, words, envelope.sender)
    if place == 1 and code not in (250, 251):
        raise smtplib.SMTPRecipientsRefused({envelope.to: (code, words)})
    if place == 2 and code != GO_ON:
        raise smtplib.SMTPDataError(code, words)
