"""What a mail server says in a mail of its own about one of ours: delivery reports (RFC
3464 in the frame of RFC 6522, RFC 6533 for addresses in other letters) and complaints
(RFC 5965); and what servers wrote before there was a standard.

Nothing here believes a report: whose mail it is about is proven by a key of ours in it
(``returning``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, message_from_string
from email.message import Message as Part

from awards.outbox.status_codes import Outcome, outcome_of_failure

MOST_BYTES = 512 * 1024  # of a report that is read; what comes back may carry files
STATUS = ("message/delivery-status", "message/global-delivery-status")
COMPLAINT = "message/feedback-report"
RETURNED = (
    "message/rfc822",
    "text/rfc822-headers",
    "message/global",
    "message/global-headers",
)
# Where a server names the mail or the address that it answers.
TELLING = (
    "To",
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "In-Reply-To",
    "References",
)
BLANK_LINE = re.compile(r"\r?\n[ \t]*\r?\n")
LONGEST_WORDS = 400


@dataclass(frozen=True)
class Told:
    """What became of the mail to one address. ``address``: "" where it is not said."""

    outcome: Outcome
    address: str
    words: str


@dataclass
class ReadReport:
    """``traces``: texts in which a key of the mail may stand, the likeliest first."""

    told: list[Told] = field(default_factory=list)
    traces: list[str] = field(default_factory=list)


def read_report(content: bytes) -> ReadReport:
    """Empty ``told`` for what is no report, as somebody's answer. Never raises."""
    mail = message_from_bytes(content[:MOST_BYTES])
    parts = list(mail.walk())
    report = ReadReport(told=list(told_by(mail, parts)))
    report.traces = [text for text in traces_of(mail, parts) if text]
    return report


def told_by(mail: Part, parts: list[Part]) -> Iterator[Told]:
    structured = False
    for part in parts:
        if part.get_content_type() in STATUS:
            structured = True
            for fields in recipients_in(part):
                if told := told_of(fields):
                    yield told
        elif part.get_content_type() == COMPLAINT:
            structured = True
            if told := complaint_in(part):
                yield told
    if not structured and "X-Failed-Recipients" in mail:
        yield told_in_words(mail, parts)


def recipients_in(part: Part) -> list[Part]:
    """The groups of fields of a delivery status, but for the first, which is about the
    server.
    """
    return [fields for fields in groups_in(part) if "Action" in fields]


def groups_in(part: Part) -> list[Part]:
    payload = part.get_payload()
    encoded = part.get("Content-Transfer-Encoding", "").strip().lower()
    if isinstance(payload, list) and encoded not in ("base64", "quoted-printable"):
        found = [group for group in payload if isinstance(group, Part)]
        if part.get_content_type() == STATUS[0]:
            return found
        # What the library takes for a mail: its text holds the other groups.
        rest = "\n\n".join([text_of(group) for group in found])
        return [*found, *map(message_from_string, BLANK_LINE.split(rest))]
    return [message_from_string(text) for text in BLANK_LINE.split(text_of(part))]


def told_of(fields: Part) -> Told | None:
    action = said(fields, "Action").split(" ")[0].lower()
    status, words = said(fields, "Status"), said(fields, "Diagnostic-Code")
    address = address_in(said(fields, "Original-Recipient")) or address_in(
        said(fields, "Final-Recipient")
    )
    if action == "failed":
        outcome = outcome_of_failure(f"{words} {status}")
    elif action == "delayed":
        outcome = Outcome.DELAYED
    elif action == "delivered":
        outcome = Outcome.DELIVERED
    else:  # handed on to somebody who may tell nothing
        return None
    return Told(outcome, address, f"{status} {words}".strip()[:LONGEST_WORDS])


def complaint_in(part: Part) -> Told | None:
    for fields in groups_in(part):
        if said(fields, "Feedback-Type").lower() in ("abuse", "fraud"):
            address = address_in(said(fields, "Original-Rcpt-To"))
            return Told(Outcome.COMPLAINED, address, "marked as unwanted")
    return None


def told_in_words(mail: Part, parts: list[Part]) -> Told:
    """A report without a form: the address in a header, why in the text."""
    words = next((text_of(part) for part in parts if is_text(part)), "")
    words = words.partition("------")[0]
    address = said(mail, "X-Failed-Recipients").split(",")[0].strip()
    return Told(outcome_of_failure(words), address, " ".join(words.split())[-400:])


def traces_of(mail: Part, parts: list[Part]) -> Iterator[str]:
    for part in parts:
        if part.get_content_type() in RETURNED:
            yield headers_returned(part)
    for name in TELLING:
        yield " ".join([str(value) for value in mail.get_all(name, [])])
    for part in parts:
        if is_text(part):
            yield text_of(part)


def headers_returned(part: Part) -> str:
    """The line that names the mail, of the headers that came back."""
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if not isinstance(inner, Part):
        inner = message_from_string(text_of(part))
    return f"{said(inner, 'Message-ID')} {said(inner, 'Return-Path')}"


def is_text(part: Part) -> bool:
    return part.get_content_type() in ("text/plain", "text/html")


def said(fields: Part, name: str) -> str:
    return " ".join(str(fields.get(name, "")).split())


def address_in(words: str) -> str:
    """Of ``rfc822;name@example.org`` and its like."""
    return words.rpartition(";")[2].strip().strip("<>").lower()


def text_of(part: Part) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(part.get_payload() or "")
    return payload.decode("utf-8", errors="replace")
