"""A mail as bytes: whatever its words are, they are read again as they were written."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from awards.outbox.composing import composed
from awards.outbox.headers import address_field, one_line, wire_address
from awards.outbox.models import Message
from awards.outbox.outgoing import as_mail
from tests.factories import moment

# What the database can hold: no lone surrogates, no NUL.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
THAI = st.text(st.sampled_from('กขคงจฉชซ ญฎะาิีึืุูเแโใไ่้๊๋์ABC,;:<>@"\\()=?_.'), max_size=120)
ANY = st.one_of(WORDS, THAI, st.text("ab \t\r\n.=?_", max_size=300))


def letter(
    subject: str = "s", body: str = "b", **fields: object
) -> EmailMultiAlternatives:
    usual = {"from_email": "awards@example.org", "to": ["reader@example.org"]}
    return EmailMultiAlternatives(subject, body, **{**usual, **fields})


def read_again(content: bytes) -> EmailMessage:
    """By the standard library's parser; and the lines are as a server wants them."""
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    head = content.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert all(len(line) <= 76 for line in head if b"=?utf-8?b?" in line)
    assert not any(re.fullmatch(rb"\s*", line) for line in head)
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def body_of(found: EmailMessage, kind: str) -> str:
    part = found.get_body((kind,))
    assert isinstance(part, EmailMessage)
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


@given(subject=ANY)
def test_any_subject_is_read_again_as_it_was_and_brings_no_other_header(
    subject: str,
) -> None:
    found = read_again(composed(letter(subject)))
    assert str(found["Subject"] or "") == one_line(subject)
    assert found.defects == []
    assert set(found.keys()) == {
        "From", "To", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"
    }  # fmt: skip


@given(name=ANY)
def test_any_name_of_a_sender_is_read_again_as_it_was(name: str) -> None:
    line = address_field("From", "awards@example.org", name).encode()
    found = read_again(line + b"\r\nTo: a@example.org\r\n\r\n")
    (address,) = found["From"].addresses
    assert address.addr_spec == "awards@example.org"
    # The standard library's newer parser puts spaces between encoded words of a name.
    called, _address = parseaddr(message_from_bytes(line + b"\r\n\r\n")["From"])
    assert str(make_header(decode_header(called))) == one_line(name)


@given(text=ANY, html=ANY)
def test_any_text_is_read_again_as_it_was(text: str, html: str) -> None:
    mail = letter(body=text)
    mail.attach_alternative(html, "text/html")
    found = read_again(composed(mail))
    for kind, words in (("plain", text), ("html", html)):
        lines = re.split("\r\n|\r|\n", words)
        assert body_of(found, kind).split("\r\n") == lines or (
            body_of(found, kind).removesuffix("\r\n").split("\r\n") == lines
        )


@given(name=ANY, content=st.binary(max_size=300))
def test_any_attachment_is_read_again_as_it_was(name: str, content: bytes) -> None:
    mail = letter(body="เนื้อความ")
    mail.attach(name, content, "application/pdf")
    mail.attach("invite.ics", "BEGIN:VCALENDAR\r\n", "text/calendar; method=REQUEST")
    pdf, invite = read_again(composed(mail)).iter_attachments()
    assert isinstance(pdf, EmailMessage)
    assert pdf.get_payload(decode=True) == content
    assert pdf.get_content_type() == "application/pdf"
    if name.isalnum():
        assert pdf.get_filename() == name[:200]
    assert isinstance(invite, EmailMessage)
    assert invite.get_payload(decode=True) == b"BEGIN:VCALENDAR\r\n"
    assert invite["Content-Type"].params["method"] == "REQUEST"


@given(where=st.sampled_from(["to", "reply_to", "Message-ID", "X-Any"]), words=ANY)
def test_no_header_brings_another_whatever_is_put_in(where: str, words: str) -> None:
    put_in = f"{words}\r\nBcc: all@example.org"
    fields = {where: [put_in]} if where.islower() else {"headers": {where: put_in}}
    try:
        content = composed(letter(**fields))
    except ValueError:
        return
    assert "Bcc" not in read_again(content)


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@", "@b", "a@b@c d", "a b@example.org", "a@exa mple.org", "a@b.org>,<c@d.org",
     "a@b.org\r\nBcc: c@d.org", "a\0@b.org", "<a@b.org>", "a,b@c.org", "a@ไทย .ไทย"],
)  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        composed(letter(to=[address]))


def test_a_thai_domain_goes_out_as_the_network_knows_it() -> None:
    assert wire_address("info@เมือง.ไทย") == "info@xn--72c5ctb0b4b.xn--o3cw4h"
    found = read_again(composed(letter(to=["info@เมือง.ไทย"])))
    assert found["To"].addresses[0].domain == "xn--72c5ctb0b4b.xn--o3cw4h"


def test_an_address_in_thai_letters_stands_as_it_is() -> None:
    found = read_again(composed(letter(to=["สมหญิง@เมือง.ไทย"])))
    assert "สมหญิง@xn--72c5ctb0b4b.xn--o3cw4h" in str(found["To"])


def test_english_words_stay_readable_and_thai_ones_are_safe() -> None:
    plain = composed(letter("Entry received", "Dear Bob,\n\n.hidden dot\n"))
    assert b"Subject: Entry received\r\n" in plain
    assert b"\r\n.hidden dot\r\n" in plain
    thai = composed(letter("ได้รับผลงานแล้ว", "เรียน ท่าน\n"))
    assert thai.isascii()


def test_it_says_the_same_as_the_standard_library_would() -> None:
    mail = letter("เรื่อง: ผลงาน " * 12, "บรรทัด\nline\n", headers={"X-Long": "a " * 80})
    mail.attach_alternative("<p>ก</p>", "text/html")
    mail.attach("ใบรับ.pdf", b"%PDF-", "application/pdf")
    ours = read_again(composed(mail))
    theirs = message_from_bytes(mail.message().as_bytes(), policy=policy.default)
    assert isinstance(theirs, EmailMessage)
    for name in ("From", "To", "Subject"):
        assert str(ours[name]).split() == str(theirs[name]).split()
    assert str(ours["X-Long"]).split() == str(theirs["X-Long"]).split()
    for kind in ("plain", "html"):
        assert body_of(ours, kind).split() == body_of(theirs, kind).split()
    names = [[p.get_filename() for p in m.iter_attachments()] for m in (ours, theirs)]
    assert names == [["ใบรับ.pdf"]] * 2


def prepared(**fields: object) -> Message:
    usual = {"pk": 7, "event": "judge_reminded", "to_email": "a@b.org", "dedupe_key": "k",
             "language": "th", "subject": "เรื่อง", "text": "ก\n"}  # fmt: skip
    return Message(**{**usual, **fields})


def test_headers_of_a_mail_say_what_it_is() -> None:
    row = prepared(edition_code="scsa-2570", priority=Message.MASS, claimed_at=moment())
    with override_settings(DEFAULT_FROM_EMAIL="รางวัล <awards@prize.example.go.th>"):
        found = read_again(
            composed(as_mail(row, reply_to=lambda code: f"{code}@b.org"))
        )
    assert found["From"].addresses[0].display_name == "รางวัล"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["List-Id"] == "<scsa-2570.prize.example.go.th>"
    assert found["Feedback-ID"] == "scsa-2570:judge-reminded:prize.example.g"
    assert found["Reply-To"] == "scsa-2570@b.org"
    assert found["Message-ID"].endswith("@prize.example.go.th>")
    assert parsedate_to_datetime(found["Date"]) == row.claimed_at.replace(microsecond=0)


def test_a_mail_of_the_site_belongs_to_no_list() -> None:
    found = read_again(composed(as_mail(prepared())))
    assert found["Feedback-ID"].startswith("site:judge-reminded:")
    assert "List-Id" not in found
