"""``make stopwatch``: how long "not yours" and "not there" take, asked in turns, so that
whatever else the machine does falls on both.

Figures to look at, and no test: what must hold is that both make the same statements
(``test_not_yours.py``). ``chance`` is how probable so large a difference of ranks is
where there is none (Mann and Whitney's U, by its normal approximation).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy
import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_world
from tests.secrecy.test_not_yours import (
    ASKED_WITH_A_MAILBOX,
    nobodys,
    of_others,
    told_by,
)
from tests.visits import Visitors

TURNS = 40
Asking = Callable[[], Any]


def seconds(ask: Asking) -> float:
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun


def in_turns(one: Asking, other: Asking) -> tuple[list[float], list[float]]:
    """Which comes first changes from turn to turn."""
    first: list[float] = []
    second: list[float] = []
    for turn in range(TURNS):
        pair = [(first, one), (second, other)]
        for times, ask in pair if turn % 2 else pair[::-1]:
            times.append(seconds(ask))
    return first, second


def chance(first: list[float], second: list[float]) -> float:
    both = numpy.array(first + second)
    ranks = both.argsort().argsort() + 1
    many = len(first)
    u = ranks[:many].sum() - many * (many + 1) / 2
    z = (u - many * many / 2) / math.sqrt(many * many * (2 * many + 1) / 12)
    return math.erfc(abs(z) / math.sqrt(2))


def show(what: str, one: Asking, other: Asking) -> None:
    one(), other()
    first, second = in_turns(one, other)
    there, absent = (float(numpy.median(times)) * 1000 for times in (first, second))
    print(
        f"{what:<60} {there:8.2f} ms {absent:8.2f} ms {there - absent:+7.2f} ms"
        f"  chance {chance(first, second):.2f}"
    )


@pytest.mark.django_db
def test_stopwatch() -> None:
    world = make_world()
    visitors = Visitors(world)
    print(f"\n{'':<60}   theirs      nobody's")
    for line in of_others("other_entrant")[::6]:
        ask = partial(told_by, visitors.client("other_entrant"), line.method)
        theirs, absent = line.address(world), nobodys(line, world)
        show(str(line), partial(ask, theirs), partial(ask, absent))
    for name, (field, others) in ASKED_WITH_A_MAILBOX.items():
        ask = partial(told_by, Client(), "POST", reverse(name), **others)
        show(
            name,
            partial(ask, **{field: world.entrant.email}),
            partial(ask, **{field: "nobody.there@example.net"}),
        )
