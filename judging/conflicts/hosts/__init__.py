"""Hosts of mail and web sites: whom they belong to, and which of them many share. The
lists beside this are data.

``registrable("eng.x.ac.th")`` is ``x.ac.th``: the part that one body registered. A full
public-suffix list would be a download of its own; what addresses of entrants and judges
end in is covered by the list of second levels.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{1,62}")


@lru_cache(maxsize=2)
def listed(name: str) -> frozenset[str]:
    """The lines of one of the lists, without comments."""
    lines = (FOLDER / f"{name}.txt").read_text().splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].split())


def host_of(address: str) -> str:
    """Of an e-mail or web address; "" where there is none."""
    text = address.strip().lower().rpartition("@")[2]
    text = re.sub(r"^[a-z]+://", "", text)
    found = re.split(r"[/:?#]", text)[0].strip(".").removeprefix("www.")
    return found if HOST.fullmatch(found) else ""


def registrable(host: str) -> str:
    labels = host.split(".")
    second, top = labels[-2:] if len(labels) > 1 else ("", "")
    deep = len(top) == 2 and second in listed("second_levels")
    return ".".join(labels[-3:] if deep else labels[-2:])


def belonging(address: str, more_shared: Collection[str] = ()) -> str:
    """By what two addresses belong to one body: the registrable domain, or the whole
    host below a shared one.

    "" where the host says nothing: free mail, or a host that many bodies share
    (``more_shared``: an edition's own).
    """
    host = host_of(address)
    if not host:
        return ""
    shared = [
        name for name in above(host) if name in listed("shared") or name in more_shared
    ]
    if host in shared:
        return ""
    return host if shared else registrable(host)


def above(host: str) -> list[str]:
    """The host and what it is part of: ``a.b.go.th``, ``b.go.th``, ``go.th``."""
    labels = host.split(".")
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]
