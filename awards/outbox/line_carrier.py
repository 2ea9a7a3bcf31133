"""By LINE's Messaging API, to people who linked their account there. Off until it is
configured; whoever cannot be reached this way, or not soon, gets a mail.

LINE's library is imported with the first message: it takes seconds, and most processes
never send one.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.language.numbers import read_json_object
from awards.outbox.models import LineLink, Message
from awards.outbox.sending import Verdict

if TYPE_CHECKING:
    from linebot.v3.messaging import ApiException

CONNECT, READ = 5.0, 10.0  # seconds
MOST_TRIES = 6
PATIENCE = timedelta(minutes=30)  # for which a message waits for LINE; a mail is sooner
LONGEST = 5000  # UTF-16 units of one text message, as LINE counts
SHORT = 1000  # of a mail's words: the rest is read on a page
# What LINE says where the month's messages are used up, and where a reader is none.
USED_UP = "monthly limit"
NO_READER = ("property, 'to'", "failed to send messages", "not found")

Push = Callable[[str, str, str], None]  # to whom, what, retry key


def line_is_on() -> bool:
    return bool(settings.LINE_ACCESS_TOKEN)


class LineCarrier:
    def __init__(self) -> None:
        self.pause = timedelta()
        self.push: Push | None = None

    def carry(self, message: Message) -> tuple[Verdict, str]:
        if why := why_not(message):
            return Verdict.BY_MAIL, why
        link = LineLink.objects.filter(
            user=message.recipient_id, broken_at=None
        ).first()
        if link is None:
            return Verdict.BY_MAIL, "no LINE account is linked"
        verdict, words, self.pause = self.offer(link, message)
        return verdict, words

    def offer(self, link: LineLink, message: Message) -> tuple[Verdict, str, timedelta]:
        """With how long LINE asked not to be asked again."""
        from linebot.v3.messaging import ApiException
        from urllib3.exceptions import (
            ConnectTimeoutError,
            HTTPError,
            NewConnectionError,
        )

        from awards.outside.places import OutgoingRefused

        self.push = self.push or pusher()
        try:
            self.push(link.line_user, line_text(message), retry_key(message))
        except ApiException as error:
            answer = Answer(error)
            if answer.has_no_reader:
                LineLink.objects.filter(pk=link.pk).update(broken_at=Now())
            return answer.verdict, str(answer), answer.pause
        except (ConnectTimeoutError, NewConnectionError) as error:
            return Verdict.AWAY, type(error).__name__, timedelta()
        except OutgoingRefused as refusal:
            return Verdict.AWAY, str(refusal), timedelta()
        except HTTPError as error:  # LINE may have taken it: the retry key tells
            return Verdict.LOST, type(error).__name__, timedelta()
        return Verdict.SENT, "", timedelta()

    def close(self) -> None:
        self.push = None


def why_not(message: Message) -> str:
    """Why this message goes by mail instead, "" where LINE may be asked."""
    if not line_is_on():
        return "LINE is not configured"
    if message.secrets:
        return "it holds what opens a door"
    since, now = message.waiting_since, message.claimed_at
    if message.attempts > MOST_TRIES or (since and now and now - since > PATIENCE):
        return f"LINE did not take it: {message.last_error}"
    return ""


class Answer:
    """What LINE says instead of a yes: see its "Retry failed API requests"."""

    def __init__(self, error: ApiException) -> None:
        self.status = int(error.status or 0)
        self.words = said_in(error.body)
        after = (error.headers or {}).get("Retry-After", "")
        seconds = int(after) if after.isascii() and after.isdigit() else 0
        self.pause = timedelta(seconds=min(seconds, PATIENCE.total_seconds()))

    def __str__(self) -> str:
        return f"LINE answered {self.status}: {self.words}"[:500]

    @property
    def has_no_reader(self) -> bool:
        words = self.words.lower()
        found = any(part in words for part in NO_READER)
        return self.status == 404 or (self.status == 400 and found)

    @property
    def verdict(self) -> Verdict:
        if self.status == 409:  # taken at an attempt before, with the same retry key
            return Verdict.SENT
        if self.status == 429 and USED_UP not in self.words.lower():
            return Verdict.AWAY
        # of the access token: nobody's message is to blame
        if self.status in (401, 403):
            return Verdict.AWAY
        return Verdict.BY_MAIL if 400 <= self.status < 500 else Verdict.AWAY


def said_in(body: object) -> str:
    """The message of an answer, which is JSON where LINE itself gives it."""
    try:
        said = read_json_object(body if isinstance(body, str | bytes) else "")
    except ValueError:
        return ""
    return str(said.get("message", ""))


def pusher() -> Push:
    """One connection for a whole sweep, to the configured address and nowhere else."""
    from linebot.v3.messaging import (
        ApiClient,
        Configuration,
        MessagingApi,
        PushMessageRequest,
        TextMessage,
    )

    from awards.outside.connecting import outgoing_pools

    configuration = Configuration(
        host=settings.LINE_API_URL, access_token=settings.LINE_ACCESS_TOKEN
    )
    configuration.retries = False  # ours are in the outbox
    client = ApiClient(configuration)
    client.rest_client.pool_manager = outgoing_pools()
    api = MessagingApi(client)

    def push(to: str, text: str, key: str) -> None:
        words = TextMessage(text=text, quickReply=None, quoteToken=None)
        request = PushMessageRequest(to=to, messages=[words])
        api.push_message(request, key, _request_timeout=(CONNECT, READ))

    return push


def retry_key(message: Message) -> str:
    """The same at every attempt, so that LINE takes one of them."""
    name = f"{settings.SITE_URL}/{message.pk}/{message.dedupe_key}"
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def line_text(message: Message) -> str:
    """The subject and the words of the mail without its closing; where that is not all
    of it, with the address of the page on which its reader finds it.
    """
    with override(message.language):
        closing = "\n\n" + _("Kind regards,")
        words = message.text.partition(closing)[0].strip()
        whole = f"{message.subject}\n\n{words}"
        text = shortened(whole, SHORT)
        if text == whole and not message.attachments:
            return text
        page = settings.SITE_URL + reverse("accounts:message", args=[message.pk])
        return "\n".join([text, "", _("All of it:"), page])


def shortened(text: str, most: int) -> str:
    """At most so many UTF-16 units; ends with "…" where something is missing."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * most:
        return text
    return units[: 2 * (most - 1)].decode("utf-16-le", "ignore").rstrip() + "…"
