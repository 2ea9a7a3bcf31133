"""Lines of the log, without the secrets that stand in addresses (whoever reads a log must
not be able to sign in), and without what people are called or have written.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping
from copy import copy

from awards.outbox.seldom import Seldom
from config.build.failures import Raised, described, written
from config.site.away import is_database_away
from config.site.faults import FAULT

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
    "privacy/confirm",
)
SECRET = re.compile(
    rf"({'|'.join(SECRET_PLACES)})/(?!(?:done|sent|asked)/)[^/\s?\"'<>]+"
)
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
BLANK = r"\1/…"
# How somebody comes back from a provider of sign-in: the code is worth their account there.
ANSWER = re.compile(r"(sign-in/[a-z0-9-]+/)\?[^\s\"'<>]+")
# What is asked for, behind an address: what somebody looks for may be a name.
QUERY = re.compile(r"(?<=[\w/.])\?[^\s\"'<>]+")
MAILBOX = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
# The product speaks English in its log: Thai is what somebody wrote.
THAI = re.compile("[\u0e00-\u0e7f][\u0e00-\u0e7f\\s]*")
# Of Celery's lines about a task that failed: text of the failure, what it was called with.
OF_A_TASK = ("exc", "args", "kwargs", "traceback")


def escaped(found: re.Match[str]) -> str:
    return f"\\x{ord(found[0]):02x}"


def without_secrets(text: str) -> str:
    return ANSWER.sub(r"\1?…", SECRET.sub(BLANK, text))


def without_words(text: str) -> str:
    """The second net, under lines that say what they should not."""
    return THAI.sub("…", MAILBOX.sub("…@…", QUERY.sub("?…", text)))


def without_failures_words(record: logging.LogRecord) -> logging.LogRecord:
    """The record with each exception among its values told by its kind alone."""
    told = copy(record)
    told.exc_text = None  # another formatter may have kept it
    if isinstance(told.args, Mapping):
        failed = record.exc_info[1] if record.exc_info else None
        hidden = {key: described(failed) for key in OF_A_TASK if key in told.args}
        told.args = {**told.args, **hidden} if "exc" in told.args else told.args
    elif told.args:
        told.args = tuple(
            described(one) if isinstance(one, BaseException) else one
            for one in told.args
        )
    return told


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
        line = super().format(without_failures_words(record))
        return without_words(without_secrets(line))

    def formatException(self, ei: Raised | tuple[None, None, None]) -> str:
        return written(ei[1]) if ei[1] else ""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """What somebody sent begins no line of its own and moves no cursor."""
        record.message = CONTROL.sub(escaped, record.message) + fault_of(record)
        return super().formatMessage(record)


def fault_of(record: logging.LogRecord) -> str:
    """The number that the page of a fault shows to its reader."""
    number = getattr(getattr(record, "request", None), "META", {}).get(FAULT)
    return f" (fault {number})" if number else ""


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
