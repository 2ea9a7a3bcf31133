"""The way out of mails that can be refused: one click in a mail program (RFC 8058), or
the link at a mail's end.

The address is signed, not kept: it works signed out and as long as the site's key does.
It says what ends and for whom, and opens nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.accounts.models import User
from awards.language.numbers import whole_number
from awards.outbox.rendering import Mail
from awards.outbox.topics import REFUSABLE, topic_of

# What a mailing list of its own is called beside the topics: news of dSURE, to addresses
# that subscribed.
DSURE = "dsure"
# Where the HTML of a mail takes the link; in a mail without one nothing stands there.
PLACE = "<!-- way out -->"
TOKEN = "TOKEN"  # stands in for one in an address


@dataclass(frozen=True)
class WayOut:
    """``what``: a topic, or ``DSURE``; ``reader``: the key of a person, or a subscriber."""

    what: str
    reader: int

    @property
    def token(self) -> str:
        return signer().sign(f"{self.what}.{self.reader}")

    def address(self, language: str) -> str:
        return settings.SITE_URL + path_in(language).replace(TOKEN, self.token)


def signer() -> Signer:
    return Signer(salt="awards.outbox.way_out", sep=".")


@lru_cache(maxsize=8)
def path_in(language: str) -> str:
    with override(language):
        return reverse("awards:unsubscribe", args=[TOKEN])


def read_token(token: str) -> WayOut | None:
    """None for what this site did not sign."""
    try:
        what, _dot, reader = signer().unsign(token).partition(".")
    except BadSignature:
        return None
    key = whole_number(reader)
    return None if key is None else WayOut(what, key)


def way_out_of(event: str, reader: User | None) -> WayOut | None:
    """None for a mail that nobody can refuse."""
    topic = topic_of(event)
    if reader is None or topic not in REFUSABLE:
        return None
    return WayOut(topic.value, reader.pk)


def headers_of(address: str) -> dict[str, str]:
    return {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@lru_cache(maxsize=8)
def words_in(language: str) -> tuple[str, str]:
    """Before the address, and on it; looked up once for many mails."""
    with override(language):
        return _("You can stop emails of this kind:"), _("Unsubscribe")


def with_link(mail: Mail, address: str, language: str) -> Mail:
    """The mail with the link at its end; without an address as it was."""
    if not address:
        return Mail(mail.subject, mail.text, mail.html.replace(PLACE, "", 1))
    words, button = words_in(language)
    link = format_html('<br>{} <a href="{}">{}</a>', words, address, button)
    return Mail(
        mail.subject,
        f"{mail.text.rstrip()}\n{words}\n{address}\n",
        mail.html.replace(PLACE, link, 1),
    )
