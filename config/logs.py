"""Lines of the log, without the secrets that stand in addresses: whoever reads a log must not be able to sign in."""

from __future__ import annotations

import logging
import re

# What comes after these in an address is a key: a judge's link, a confirmation, a new password, a subscription.
SECRET_PLACES = (
    "judge/invitation",
    "judge/sign-in",
    "account/confirm-email",
    "account/password/reset/key",
    "dsure/subscription",
    "dsure/unsubscribe",
)
SECRET = re.compile(rf"({'|'.join(SECRET_PLACES)})/(?!(?:done|sent|asked)/)[^/\s?\"'<>]+")
BLANK = r"\1/…"


def without_secrets(text: str) -> str:
    return SECRET.sub(BLANK, text)


class Formatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))
