"""How often anything that costs may be asked for: by address, by account, by whom a
mail would go to.

Counted in the cache that all processes share, by its atomic step: over a window and the
part of the one before that still counts, so that no moment allows twice as much. What
is refused is not counted.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.core.cache import caches
from django.http import HttpRequest, HttpResponseBase

from awards.accounts.visitors import client_address
from awards.accounts.watching import Event, count

MINUTE, HOUR = 60, 3600


@dataclass(frozen=True)
class Limit:
    name: str
    times: int
    seconds: int


# By address; an authority's whole house, and everybody at a ceremony, may share one.
SEARCHES = Limit("searches", 120, MINUTE)
DOWNLOADS = Limit("downloads", 60, 10 * MINUTE)
VERIFICATIONS = Limit("verifications", 600, 10 * MINUTE)
MAILS_ASKED_FOR = Limit("mails-asked-for", 30, HOUR)
TEXTS_KEPT = Limit("texts-kept", 30, HOUR)
WRONG_PASSWORDS = Limit("wrong-passwords", 60, 5 * MINUTE)
# By whom the mail goes to.
MAILS_TO_ONE = Limit("mails-to-one", 5, HOUR)
# By account, from devices that have not signed in to it before, and by device that has.
STRANGERS_TRIES = Limit("strangers-tries", 5, 5 * MINUTE)
OWN_TRIES = Limit("own-tries", 10, 5 * MINUTE)
# By account.
UPLOADS_BEGUN = Limit("uploads-begun", 120, HOUR)
PARTS_SENT = Limit("parts-sent", 3000, 10 * MINUTE)


class TooMany(Exception):
    """Asked too often. ``wait``: seconds after which it may be asked again."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"again in {wait} s")
        self.wait = wait


def spend(limit: Limit, who: str) -> None:
    """Count one, or raise TooMany. ``who`` is kept as a hash only."""
    now = time.time()
    counted = increase(key_of(limit, who, now), 1, limit.seconds)
    before = caches["limits"].get(key_of(limit, who, now - limit.seconds), 0)
    passed = now % limit.seconds
    if counted + before * (1 - passed / limit.seconds) > limit.times:
        increase(key_of(limit, who, now), -1, limit.seconds)
        count(Event.LIMITED)
        raise TooMany(wait_for(limit, counted - 1, before, passed))


def may_spend(limit: Limit, who: str) -> bool:
    """The same as an answer: where the visitor must not learn that there was a limit."""
    try:
        spend(limit, who)
    except TooMany:
        return False
    return True


def give_back(limit: Limit, who: str) -> None:
    """What was counted beforehand turned out to be nothing: a password that was right."""
    increase(key_of(limit, who, time.time()), -1, limit.seconds)


def forget(limit: Limit, who: str) -> None:
    now = time.time()
    caches["limits"].delete_many(
        [key_of(limit, who, moment) for moment in (now, now - limit.seconds)]
    )


def key_of(limit: Limit, who: str, moment: float) -> str:
    return f"{limit.name}:{hashlib.sha256(who.encode()).hexdigest()[:32]}:{int(moment // limit.seconds)}"


def increase(key: str, by: int, seconds: int) -> int:
    """The new count. Atomic in Redis and within one process."""
    caches["limits"].add(key, 0, 2 * seconds)
    try:
        return int(caches["limits"].incr(key, by))
    except ValueError:  # thrown out between the two
        caches["limits"].set(key, max(by, 0), 2 * seconds)
        return max(by, 0)


def wait_for(limit: Limit, counted: int, before: int, passed: float) -> int:
    """Seconds until one more fits: when enough of the window before has faded, else
    when this one has.
    """
    room = limit.times - 1 - counted
    if before and room >= 0:
        return max(1, math.ceil(limit.seconds * (1 - room / before) - passed))
    faded = 1 - (limit.times - 1) / max(counted, limit.times)
    return max(1, math.ceil(limit.seconds - passed + limit.seconds * faded))


View = Callable[..., HttpResponseBase]


def always(request: HttpRequest) -> bool:
    return True


def is_post(request: HttpRequest) -> bool:
    return request.method == "POST"


def searches(request: HttpRequest) -> bool:
    """A page as everybody sees it costs little; one that was asked for with words of
    one's own is made anew.
    """
    return bool(request.META.get("QUERY_STRING"))


def limited(
    limit: Limit, when: Callable[[HttpRequest], bool] = always
) -> Callable[[View], View]:
    """A view that may be asked so often from one address."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponseBase:
            if when(request):
                spend(limit, client_address(request))
            return view(request, *args, **kwargs)

        return wrapper

    return decorate


def limited_by_account(limit: Limit) -> Callable[[View], View]:
    """The same by account, for views that nobody else is let into: stands below
    ``login_required``.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponseBase:
            spend(limit, f"account {request.user.pk}")
            return view(request, *args, **kwargs)

        return wrapper

    return decorate
