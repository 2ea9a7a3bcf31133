"""How a report on a mail finds that mail: by its Message-ID, which stands in what a
server sends back, and where a site wants it by the address that reports go to (VERP).

Both hold a token that nobody can make who has not got the mail: a stranger's report
reaches no row.
"""

from __future__ import annotations

import re
from hmac import compare_digest
from itertools import islice

from django.conf import settings
from django.utils.crypto import salted_hmac

from awards.outbox.models import Message

MOST_KEYS = 20  # that are looked up of one text, which may be anybody's
TOKEN = 20  # hexadecimal digits: 80 bits
KEY = re.compile(
    r"(?<![0-9])([0-9]{1,18})[.-]([0-9a-f]{20})(?![0-9a-f])", re.IGNORECASE
)


def token_of(message: Message) -> str:
    said = f"{message.pk}:{message.dedupe_key}"
    made = salted_hmac("awards.outbox.returning", said, algorithm="sha256")
    return made.hexdigest()[:TOKEN]


def key_of(message: Message) -> str:
    """Names the mail to whoever reports on it."""
    return f"{message.pk}.{token_of(message)}"


def message_id(message: Message) -> str:
    """The same at every attempt: a mail sent twice by a crash between sending and
    noting it is shown once.
    """
    return f"<{key_of(message)}@{message_domain()}>"


def returns_to(message: Message) -> str:
    """The sender that servers see, "" for the address in From. One with a "+" before
    the "@" has the mail's key there.
    """
    address: str = settings.BOUNCE_ADDRESS
    local, _at, domain = address.rpartition("@")
    if "+" not in local:
        return address
    return f"{local}{key_of(message).replace('.', '-')}@{domain}"


def message_named(text: str) -> Message | None:
    """Of the first key of ours in a text that is true."""
    for found in islice(KEY.finditer(text), MOST_KEYS):
        message = Message.objects.filter(pk=int(found[1])).first()
        if message and compare_digest(token_of(message), found[2].lower()):
            return message
    return None


def message_domain() -> str:
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].rstrip(">")
