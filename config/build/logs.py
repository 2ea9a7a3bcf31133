"""Lines of the log, without the secrets that stand in addresses: whoever reads a log
must not be able to sign in.
"""

from __future__ import annotations

import logging
import re
import time

from awards.outbox.seldom import Seldom
from config.site.away import is_database_away

# What comes after these in an address is a key: a judge's link, a link to sign in, a
# confirmation, a new password, a subscription, a calendar.
SECRET_PLACES = (
    "judge/invitation",
    "judge/sign-in",
    "account/link",
    "account/confirm-email",
    "account/password/reset/key",
    "dsure/subscription",
    "dsure/unsubscribe",
    "(?:th|en)/unsubscribe",
    "my-calendar",
)
SECRET = re.compile(
    rf"({'|'.join(SECRET_PLACES)})/(?!(?:done|sent|asked)/)[^/\s?\"'<>]+"
)
BLANK = r"\1/…"
# How somebody comes back from a provider of sign-in: the code is worth their account there.
ANSWER = re.compile(r"(sign-in/[a-z0-9-]+/)\?[^\s\"'<>]+")


def without_secrets(text: str) -> str:
    return ANSWER.sub(r"\1?…", SECRET.sub(BLANK, text))


class Line(logging.Formatter):
    """A moment in UTC with its offset, as the web server in front of these lines writes
    it: both sort together.
    """

    converter = time.gmtime  # type: ignore[assignment]  # (it takes the seconds, as is asked)

    def __init__(self) -> None:
        super().__init__(
            "[%(asctime)s +0000] %(levelname)s %(name)s: %(message)s",
            "%Y-%m-%d %H:%M:%S",
        )

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class Refusal(logging.Filter):
    """A page that is not for its reader is one line: where in the code it was refused
    helps nobody.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = None
        return True


class Away(logging.Filter):
    """A page that fails because the database is away says so in one line, seldom: not a
    traceback for each reader.
    """

    def __init__(self) -> None:
        super().__init__()
        self.line = Seldom(
            "Pages answer 503, the database is away", logging.getLogger("awards.away")
        )

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if record.name != "django.request" or not is_database_away(error):
            return True
        self.line.failed(
            f"{type(error).__name__}: {next(iter(str(error).strip().splitlines()), '')}"
        )
        return False
