"""Whom to tell of a weakness of this installation, for its security.txt (RFC 9116)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from config.environment.reading import fail, read_text

CONTACT = re.compile(
    r"mailto:[^@\s,]+@[^@\s,]+\.[^@\s,]+|https://[^\s,/]+[^\s,]*|tel:\+[0-9-]{6,20}"
)
BANGKOK = timezone(timedelta(hours=7))  # the site's days (TIME_ZONE)
LONGEST = timedelta(days=366)  # RFC 9116, 2.5.5: no further than a year


@dataclass(frozen=True)
class SecurityNotice:
    """``contacts`` in the order in which they are to be tried; ``expires``: the end of
    the day until which somebody promised to read them. Both empty: nothing is said.
    """

    contacts: tuple[str, ...] = ()
    expires: datetime | None = None

    def stands(self, now: datetime) -> bool:
        return bool(self.contacts) and self.expires is not None and now < self.expires


def read_security_notice(source: Mapping[str, str], now: datetime) -> SecurityNotice:
    """SECURITY_CONTACT and SECURITY_EXPIRES, both or none.

    A day that has passed stops no start: the site would be away because nobody renewed a
    date. It serves no notice then, and ``manage.py check`` says so.
    """
    contact = read_text(source, "SECURITY_CONTACT")
    expires = read_text(source, "SECURITY_EXPIRES")
    if contact is None and expires is None:
        return SecurityNotice()
    if contact is None:
        fail("SECURITY_CONTACT", "missing: SECURITY_EXPIRES is about it")
    if expires is None:
        fail("SECURITY_EXPIRES", "missing: the day until which the contact is read")
    return SecurityNotice(read_contacts(contact), read_expiry(expires, now))


def read_contacts(value: str) -> tuple[str, ...]:
    contacts = tuple(part.strip() for part in value.split(",") if part.strip())
    for contact in contacts:
        if not CONTACT.fullmatch(contact):
            fail(
                "SECURITY_CONTACT",
                "expected mailto:security@example.go.th, https://… or tel:+66…, "
                f"got {contact!r}",
            )
    return contacts


def read_expiry(value: str, now: datetime) -> datetime:
    try:
        day = datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=BANGKOK)
    except ValueError:
        fail("SECURITY_EXPIRES", f"expected a day such as 2027-06-30, got {value!r}")
    end = day + timedelta(days=1) - timedelta(seconds=1)
    if end > now + LONGEST:
        fail("SECURITY_EXPIRES", f"expected a day within a year from now, got {value}")
    return end
