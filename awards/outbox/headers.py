"""Header fields of a mail as the standards want them: RFC 5322 for the lines, 2047 for
words that are not English, 6531 and IDNA for addresses that are not.

Nothing that is put in can end a line: white space of any kind becomes one space, and an
address or a name of a field that holds what it must not is refused (ValueError).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from email.utils import parseaddr
from functools import lru_cache

CRLF = "\r\n"
LINE = 76  # signs: RFC 2047's limit for a line with encoded words, below RFC 5322's
LONGEST = 900  # octets of one word that cannot be folded; RFC 5322 ends a line at 998
WORD = 12  # signs that an encoded word needs beside what it says
NAME = re.compile(r"[!-9;-~]{1,60}")
ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-\u0080-\U0010ffff]+")
QUOTED = re.compile(r'"[^"\\\x00-\x1f\x7f]*"')
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
DOMAIN = re.compile(rf"(?:{LABEL}\.)*{LABEL}|\[[0-9A-Fa-f:.IPv]+\]")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def one_line(words: str) -> str:
    return " ".join(CONTROL.sub(" ", words).split())


def field(name: str, words: str) -> str:
    """A field whose words people read, as a subject: folded, encoded where need be."""
    words, head = one_line(words), checked(name)
    if words.isascii() and "=?" not in words:
        if len(head) + 2 + len(words) <= LINE:
            return f"{head}: {words}"
        if all(len(word) < LINE - 2 for word in words.split(" ")):
            return folded(f"{head}: {words}")
    return f"{head}: {encoded(words, len(head) + 2)}"


def exact_field(name: str, words: str) -> str:
    """A field that programs read, as an identifier or an address of a page: never
    encoded, folded between its words only.
    """
    words, head = one_line(words), checked(name)
    if not words.isascii() or any(len(word) > LONGEST for word in words.split(" ")):
        raise ValueError(f"{head}: not what this header can hold")
    return folded(f"{head}: {words}")


def address_field(name: str, address: str, called: str = "") -> str:
    """``called``: the name of whose address it is."""
    head, called = checked(name), one_line(called)
    if not called:
        return f"{head}: {wire_address(address)}"
    if called.isascii() and "=?" not in called and len(called) < LINE - len(head) - 6:
        escaped = called.replace("\\", "\\\\").replace('"', '\\"')
        phrase = f'"{escaped}"'
    else:
        phrase = encoded(called, len(head) + 2)
    return f"{head}: {phrase}{CRLF} <{wire_address(address)}>"


def checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError(f"not the name of a header: {name[:60]!r}")
    return name


def folded(line: str) -> str:
    """Broken at spaces; a word that is longer than a line stays whole."""
    if len(line) <= LINE:
        return line
    lines, here = [], ""
    for word in line.split(" "):
        if here and len(here) + 1 + len(word) > LINE and not here.endswith(":"):
            lines.append(here)
            here = word
        else:
            here = f"{here} {word}" if here else word
    return f"{CRLF} ".join([*lines, here])


def encoded(words: str, taken: int) -> str:
    """As encoded words, one a line. ``taken``: signs before the first of them."""
    return f"{CRLF} ".join(
        [f"=?utf-8?b?{b64encode(part).decode()}?=" for part in parts(words, taken)]
    )


def parts(words: str, taken: int) -> Iterator[bytes]:
    """UTF-8 in pieces that fit a line each, none of which ends within a letter."""
    content, start, room = words.encode(), 0, (LINE - taken - WORD) // 4 * 3
    room = max(room, 6)
    while start < len(content):
        end = min(start + room, len(content))
        while end < len(content) and content[end] & 0xC0 == 0x80:
            end -= 1
        yield content[start:end]
        start, room = end, (LINE - 1 - WORD) // 4 * 3


@lru_cache(maxsize=512)
def wire_domain(domain: str) -> str:
    """A Thai domain as the network knows it: ``xn--…``."""
    plain = domain if domain.isascii() else domain.encode("idna").decode()
    if not DOMAIN.fullmatch(plain):
        raise ValueError(f"not a domain: {domain[:60]!r}")
    return plain


def wire_address(address: str) -> str:
    """With the domain in ASCII. What stands before it is kept: where that is not
    English, the server must know RFC 6531. Raises ValueError for what is no address.
    """
    local, at, domain = address.rpartition("@")
    known = ATOM.fullmatch(local) or QUOTED.fullmatch(local)
    if not at or not known or CONTROL.search(address) or " " in local.strip('"'):
        raise ValueError(f"not an address: {address[:80]!r}")
    return f"{local}@{wire_domain(domain)}"


@lru_cache(maxsize=64)
def name_and_address(sender: str) -> tuple[str, str]:
    """``Name <address>`` in its two parts."""
    name, address = parseaddr(sender)
    return name, address or sender
