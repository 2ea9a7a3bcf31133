"""What a server's words say about an address: gone, or not reached this time (RFC 3463)."""

from __future__ import annotations

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

ENHANCED = re.compile(r"(?<![0-9.])([245])\.([0-9]{1,3})\.([0-9]{1,3})(?![0-9.])")
BASIC = re.compile(r"(?<![0-9.])([45])[0-9]{2}(?=[ -])")
# Permanent, and about the address: no such mailbox, domain or route; a mailbox closed.
# Not 5.1.7 and 5.1.8, which are about the sender; not 5.2.2, a full mailbox; not 5.7,
# where the server dislikes a mail or whom it comes from.
GONE = re.compile(r"5\.1\.(?![78]$)[0-9]+|5\.2\.1|5\.4\.(1|4|310)")
UNSAID = ("5.0.0", "5.5.0")  # from which nothing more is learnt


class Outcome(models.TextChoices):
    """What is heard of a mail after a server took it."""

    DELAYED = "delayed", _("Delayed")
    DELIVERED = "delivered", _("Delivered")
    SOFT = "soft", _("Not delivered this time")
    BOUNCED = "bounced", _("Bounced")
    UNSUBSCRIBED = "unsubscribed", _("Unsubscribed")
    COMPLAINED = "complained", _("Marked as unwanted")


# What is heard later counts where it says more.
WEIGHT = {outcome.value: place for place, outcome in enumerate(Outcome, 1)}


def outcome_of_failure(words: str) -> Outcome:
    """Of a mail that was given up. What is not surely about the address is no reason to
    send nothing there any more.
    """
    codes = [".".join(found) for found in ENHANCED.findall(words)]
    telling = [code for code in codes if code not in UNSAID]
    if telling:
        gone = GONE.fullmatch(telling[0]) is not None
    else:
        found = BASIC.search(words)
        gone = found is not None and found[0] in ("550", "551", "553")
    return Outcome.BOUNCED if gone else Outcome.SOFT


def refuses_the_address(words: str) -> bool:
    """Of an answer at the door: only where its code says so itself."""
    return any(GONE.fullmatch(".".join(found)) for found in ENHANCED.findall(words))
