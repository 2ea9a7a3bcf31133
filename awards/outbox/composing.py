"""A mail as the bytes that a server takes. Written down straight from its words: the
standard library's way, through a tree of parts, took ten times as long as everything
else that delivering a mail needs.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from secrets import token_hex
from urllib.parse import quote

from django.core.mail import EmailMultiAlternatives

from awards.outbox.headers import (
    address_field,
    exact_field,
    field,
    name_and_address,
    one_line,
)

CRLF = b"\r\n"
LONGEST_LINE = 990  # octets; RFC 5321 allows 998
ANY_END = re.compile(r"\r\n|\r|\n")
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+(?:;[ -~]*)?")
# What people read; all other fields are for programs.
READ = {"subject", "comments", "organization"}


def composed(mail: EmailMultiAlternatives) -> bytes:
    """Lines end as on the wire. Raises ValueError where an address or a header is none."""
    lines = "\r\n".join(fields_of(mail))
    return lines.encode() + CRLF + CRLF.join(body_of(mail)) + CRLF


def fields_of(mail: EmailMultiAlternatives) -> Iterator[str]:
    name, address = name_and_address(mail.from_email)
    yield address_field("From", address, name)
    yield address_field("To", mail.to[0])
    yield field("Subject", str(mail.subject))
    for answers_to in mail.reply_to:
        yield address_field("Reply-To", answers_to)
    for name, value in mail.extra_headers.items():
        of_words = name.lower() in READ or not value.isascii()
        yield (field if of_words else exact_field)(name, value)
    yield "MIME-Version: 1.0"


def body_of(mail: EmailMultiAlternatives) -> list[bytes]:
    """Headers of the body, an empty line, the body."""
    words = text_part("text/plain", str(mail.body))
    others = [text_part(kind, str(content)) for content, kind in mail.alternatives]
    if others:
        words = together("alternative", [words, *others])
    if mail.attachments:
        files = [attached(*one) for one in mail.attachments]
        return together("mixed", [words, *files])
    return words


def together(how: str, parts: list[list[bytes]]) -> list[bytes]:
    """Base64 has no "=" followed by "_", and the rest is chance of one in 2**96."""
    mark = f"=_{token_hex(12)}".encode()
    lines = [b'Content-Type: multipart/%s; boundary="%s"' % (how.encode(), mark), b""]
    for part in parts:
        lines += [b"--" + mark, *part]
    return [*lines, b"--" + mark + b"--"]


def text_part(media_type: str, words: str) -> list[bytes]:
    text = ANY_END.sub("\n", words) if "\r" in words else words
    text = text.replace("\n", "\r\n")
    content = text.encode()
    lines = content.split(CRLF)
    as_it_is = (
        text.isascii() and "\0" not in text and len(max(lines, key=len)) <= LONGEST_LINE
    )
    if as_it_is and not any(line.startswith(b"From ") for line in lines):
        return part(f'{media_type}; charset="utf-8"', b"7bit", content)
    return part(f'{media_type}; charset="utf-8"', b"base64", in_base64(content))


def part(media_type: str, encoding: bytes, content: bytes) -> list[bytes]:
    return [
        b"Content-Type: " + media_type.encode(),
        b"Content-Transfer-Encoding: " + encoding,
        b"",
        content,
    ]


def attached(name: str | None, content: bytes | str, media: str | None) -> list[bytes]:
    kind = media or "application/octet-stream"
    if not MEDIA_TYPE.fullmatch(kind):
        raise ValueError(f"not a type of file: {kind[:60]!r}")
    if isinstance(content, str):
        content = content.encode()
        kind = kind if "charset" in kind else f'{kind}; charset="utf-8"'
    whole = part(kind, b"base64", in_base64(content))
    whole.insert(1, f"Content-Disposition: attachment; {file_name(name)}".encode())
    return whole


def file_name(name: str | None) -> str:
    """RFC 2231 where the name is not English."""
    clean = one_line(name or "file").replace('"', "'").replace("\\", "_")
    if clean.isascii() and len(clean) < 60:
        return f'filename="{clean}"'
    return f"filename*=utf-8''{quote(clean[:200], safe='')}"


def in_base64(content: bytes) -> bytes:
    signs = b64encode(content)
    return CRLF.join([signs[at : at + 76] for at in range(0, len(signs), 76)])
