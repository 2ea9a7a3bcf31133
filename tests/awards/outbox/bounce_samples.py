"""Reports as mail servers write them: after RFC 3464 and 5965, and after the habits of
each server. ``{id}`` is the Message-ID of ours, ``{to}`` whom it went to.
"""

from __future__ import annotations

from dataclasses import dataclass

from awards.outbox.status_codes import Outcome


@dataclass(frozen=True)
class Sample:
    name: str
    outcome: Outcome
    text: str


def report(
    status: str, returned: str, subject: str = "Undelivered Mail", **extra: str
) -> str:
    """A multipart/report: words, a delivery status, what comes back."""
    headers = "".join(
        f"{name.replace('_', '-')}: {value}\n" for name, value in extra.items()
    )
    return (
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nTo: bounces@example.org\n"
        f"Subject: {subject}\nAuto-Submitted: auto-replied\n{headers}MIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=delivery-status;\n"
        '\tboundary="=_b"\n\n--=_b\nContent-Type: text/plain; charset=utf-8\n\n'
        "Your message could not be delivered.\n\n--=_b\n"
        f"Content-Type: message/delivery-status\n\n{status}\n\n--=_b\n{returned}\n--=_b--\n"
    )


HEADERS = (
    "Content-Type: text/rfc822-headers\n\nReceived: from a.example.org\n"
    "Message-ID: {id}\nSubject: =?utf-8?b?4LmE4LiU4LmJ4Lij4Lix4Lia?=\n"
)
WHOLE = (
    "Content-Type: message/rfc822\n\nReceived: from a.example.org\nFrom: a@example.org\n"
    "To: {to}\nMessage-Id: {id}\nSubject: entry\n\ntext of the mail\n"
)

SAMPLES = [
    Sample(
        "postfix, no such user",
        Outcome.BOUNCED,
        report(
            "Reporting-MTA: dns; mx.example.net\nX-Postfix-Queue-ID: 4XyZ\n"
            "Arrival-Date: Sat, 28 Nov 2026 10:00:00 +0700 (+07)\n\n"
            "Final-Recipient: rfc822; {to}\nOriginal-Recipient: rfc822;{to}\n"
            "Action: failed\nStatus: 5.1.1\nRemote-MTA: dns; mail.example.com\n"
            "Diagnostic-Code: smtp; 550 5.1.1 <{to}>: Recipient address\n"
            "    rejected: User unknown in local recipient table",
            HEADERS,
            subject="Undelivered Mail Returned to Sender",
        ),
    ),
    Sample(
        "postfix, delayed",
        Outcome.DELAYED,
        report(
            "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; {to}\n"
            "Action: delayed\nStatus: 4.4.1\nDiagnostic-Code: X-Postfix; connect to\n"
            "    mail.example.com[192.0.2.1]:25: Connection timed out\n"
            "Will-Retry-Until: Thu, 3 Dec 2026 10:00:00 +0700 (+07)",
            HEADERS,
        ),
    ),
    Sample(
        "postfix, given up after days",
        Outcome.SOFT,
        report(
            "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; {to}\n"
            "Action: failed\nStatus: 4.4.1\nDiagnostic-Code: X-Postfix; connect to\n"
            "    mail.example.com[192.0.2.1]:25: Connection timed out",
            HEADERS,
        ),
    ),
    Sample(
        "postfix, domain does not exist",
        Outcome.BOUNCED,
        report(
            "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; {to}\n"
            "Action: failed\nStatus: 5.4.4\nDiagnostic-Code: X-Postfix; Host or domain\n"
            "    name not found. Name service error for name=nowhere.invalid type=A",
            WHOLE,
        ),
    ),
    Sample(
        "exchange, mailbox not found, in Thai",
        Outcome.BOUNCED,
        report(
            "Reporting-MTA: dns;SEYPR01MB0001.apcprd01.prod.example.com\n"
            "Received-From-MTA: dns;mx.example.org\n\n"
            "Final-Recipient: rfc822;{to}\nAction: failed\nStatus: 5.1.10\n"
            "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound;\n"
            " Recipient not found by SMTP address lookup",
            WHOLE,
            subject="=?utf-8?B?4Liq4LmI4LiH4LmE4Lih4LmI4LmE4LiU4LmJ?=",
            In_Reply_To="{id}",
        ),
    ),
    Sample(
        "exchange, access denied at the edge",
        Outcome.BOUNCED,
        report(
            "Reporting-MTA: dns;edge.example.com\n\nFinal-Recipient: rfc822;{to}\n"
            "Action: failed\nStatus: 5.4.1\nDiagnostic-Code: smtp;550 5.4.1 Recipient\n"
            " address rejected: Access denied.",
            "Content-Type: text/plain\n\n(nothing came back)\n",
            References="<other@example.org> {id}",
        ),
    ),
    Sample(
        "exchange, mailbox full",
        Outcome.SOFT,
        report(
            "Reporting-MTA: dns;x.example.com\n\nFinal-Recipient: rfc822;{to}\n"
            "Action: failed\nStatus: 5.2.2\n"
            "Diagnostic-Code: smtp;554 5.2.2 mailbox full; MapiExceptionQuotaExceeded",
            HEADERS,
        ),
    ),
    Sample(
        "gmail, no such account",
        Outcome.BOUNCED,
        report(
            "Reporting-MTA: dns; googlemail.example.com\n"
            "Arrival-Date: Fri, 27 Nov 2026 20:00:00 -0800 (PST)\n"
            "X-Original-Message-ID: {id}\n\nFinal-Recipient: rfc822; {to}\n"
            "Action: failed\nStatus: 5.1.1\nRemote-MTA: dns; gmail-smtp-in.example.com.\n"
            " (192.0.2.7, the server for the domain.)\n"
            "Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach\n"
            " 550-5.1.1 does not exist. Please try double-checking the recipient's\n"
            " 550 5.1.1 email address. - gsmtp\n"
            "Last-Attempt-Date: Fri, 27 Nov 2026 20:00:01 -0800 (PST)",
            WHOLE,
            subject="Delivery Status Notification (Failure)",
            X_Failed_Recipients="{to}",
        ),
    ),
    Sample(
        "gmail, mail is not wanted because of its domain's records",
        Outcome.SOFT,
        report(
            "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; {to}\n"
            "Action: failed\nStatus: 5.7.26\nDiagnostic-Code: smtp; 550-5.7.26 Your email\n"
            "    has been blocked because the sender is unauthenticated.",
            HEADERS,
        ),
    ),
    Sample(
        "exim, today",
        Outcome.BOUNCED,
        report(
            "Reporting-MTA: dns; exim.example.net\n\nAction: failed\n"
            "Final-Recipient: rfc822;{to}\nStatus: 5.0.0\n"
            "Remote-MTA: dns; mail.example.com\n"
            "Diagnostic-Code: smtp; 550 No Such User Here",
            WHOLE,
            subject="Mail delivery failed: returning message to sender",
            X_Failed_Recipients="{to}",
        ),
    ),
    Sample(
        "exim, before there was a standard",
        Outcome.BOUNCED,
        "Return-path: <>\nX-Failed-Recipients: {to}\nAuto-Submitted: auto-replied\n"
        "From: Mail Delivery System <Mailer-Daemon@exim.example.net>\n"
        "To: bounces@example.org\nSubject: Mail delivery failed\n\n"
        "This message was created automatically by mail delivery software.\n\n"
        "  {to}\n    SMTP error from remote mail server after RCPT TO:<{to}>:\n"
        "    550 5.1.1 <{to}>: Recipient address rejected\n\n"
        "------ This is a copy of the message, including all the headers. ------\n\n"
        "From: a@example.org\nMessage-ID: {id}\nSubject: x\n\ntext\n",
    ),
    Sample(
        "sendmail, user unknown",
        Outcome.BOUNCED,
        report(
            "Reporting-MTA: dns; sendmail.example.net\nReceived-From-MTA: DNS; a\n"
            "Arrival-Date: Sat, 28 Nov 2026 10:00:00 +0700\n\n"
            "Original-Recipient: RFC822; {to}\nFinal-Recipient: RFC822; box7@in.example.net\n"
            "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: SMTP; 550 5.1.1 User unknown",
            HEADERS,
        ),
    ),
    Sample(
        "a forwarded mail that fails behind its reader",
        Outcome.SOFT,
        report(
            "Reporting-MTA: dns; mx.example.net\n\n"
            "Final-Recipient: rfc822; elsewhere@forwarded.example.com\n"
            "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user",
            HEADERS,
        ),
    ),
    Sample(
        "delivered, since somebody asked",
        Outcome.DELIVERED,
        report(
            "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; {to}\n"
            "Action: delivered\nStatus: 2.1.5",
            HEADERS,
        ),
    ),
    Sample(
        "in other letters (RFC 6533)",
        Outcome.BOUNCED,
        report("Reporting-MTA: dns; m", HEADERS).replace(
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; m",
            "Content-Type: message/global-delivery-status\n"
            "Content-Transfer-Encoding: 8bit\n\nReporting-MTA: dns; m\n\n"
            "Final-Recipient: utf-8; {to}\nAction: failed\nStatus: 5.1.1\n"
            "Diagnostic-Code: smtp; 550 5.1.1 ไม่มีผู้ใช้นี้",
        ),
    ),
    Sample(
        "a complaint (RFC 5965)",
        Outcome.COMPLAINED,
        "From: feedback@isp.example.net\nTo: bounces@example.org\nSubject: FW: entry\n"
        "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report;\n"
        '\tboundary="=_b"\n\n--=_b\nContent-Type: text/plain\n\nAn email abuse report.\n\n'
        "--=_b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n"
        "User-Agent: SomeGenerator/1.0\nVersion: 1\nOriginal-Rcpt-To: <{to}>\n\n"
        "--=_b\n" + WHOLE + "\n--=_b--\n",
    ),
]

# Mails that come to the same address and tell of no failure.
OTHERS = {
    "an answer that somebody is away": (
        "From: {to}\nTo: bounces@example.org\nSubject: Away\nAuto-Submitted: auto-replied\n"
        "In-Reply-To: {id}\n\nI am away until Monday. 550 5.1.1\n"
    ),
    "a person's answer": "From: {to}\nTo: b@example.org\nReferences: {id}\n\nThank you.\n",
    "handed on to a server that tells nothing": report(
        "Reporting-MTA: dns; m\n\nFinal-Recipient: rfc822; {to}\nAction: relayed\nStatus: 2.1.9",
        HEADERS,
    ),
    "nothing at all": "",
}
