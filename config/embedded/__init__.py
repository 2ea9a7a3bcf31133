"""The private PostgreSQL of a checkout: `ensure()` has it running, for as long as any
process that asked is alive.

Importing this starts nothing. Nothing listens on the network: a socket in a folder only
we can enter, and PostgreSQL asks the kernel who is at the other end.
"""

from __future__ import annotations

import atexit
import threading
import time
from typing import IO

from config.embedded import cluster, locks
from config.embedded.place import EmbeddedError, Place, place_of

__all__ = ["EmbeddedError", "Place", "ensure", "place_of", "release"]

_uses: dict[Place, IO[bytes]] = {}  # kept across a fork: the child is a user too
_one_thread = threading.Lock()


def ensure(place: Place | None = None) -> str:
    """Start the server if it is not up (about a second the first time), count us as its
    user, and return its URL.
    """
    place = place or place_of()
    with _one_thread:
        cluster.make_folders(place)
        with locks.holding(place.starting):
            cluster.bring_up(place)
            if place not in _uses:
                _uses[place] = locks.take(place.users, shared=True)
                atexit.register(_uses[place].close)
    return place.url


def release(place: Place | None = None, *, wait: float = 0.0) -> None:
    """Count us as a user no longer; wait up to so many seconds for the server's end, if
    we were the last.
    """
    place = place or place_of()
    if use := _uses.pop(place, None):
        use.close()
        end = time.monotonic() + wait
        while (
            time.monotonic() < end
            and locks.is_held(place.watched)
            and not _others_use(place)
        ):
            time.sleep(0.02)


def _others_use(place: Place) -> bool:
    if nobody := locks.try_take(place.users):
        nobody.close()
        return False
    # held exclusively: that is the watcher, about to stop the server
    return not locks.is_held(place.users)
