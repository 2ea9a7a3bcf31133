"""Asking a page many times, in turn with the bare view, and what that cost the server."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPResponse
from ipaddress import ip_address
from pathlib import Path
from statistics import median, quantiles

from config.build.serving import Served
from config.build.sessions import cookies

BARE = "/bench/bare/"
CSRF = "b" * 32
WARMING = 8  # two for each thread of the server, each with a connection of its own


@dataclass(frozen=True)
class Ask:
    """One request as a signed-in person (``session`` is the cookie's value, empty for nobody)."""

    path: str
    session: str = ""
    body: str = ""
    content_type: str = "application/x-www-form-urlencoded"
    expect: tuple[int, ...] = (200,)
    htmx: bool = False  # as a page's script asks for a part
    plain: bool = False  # the server prepares none of its questions


@dataclass(frozen=True)
class Answer:
    seconds: float
    cpu: float  # seconds of the server's processor
    queries: int | None
    size: int
    first: float = 0.0  # seconds until its first byte
    location: str = ""  # where it leads


@dataclass(frozen=True)
class Figures:
    """Milliseconds, but for counts; ``ratio`` is p50 to the bare view's p50 in the same run."""

    name: str
    p50: float
    p95: float
    cpu: float | None
    queries: int | None
    bytes: int | None
    ratio: float | None
    requests: int
    peak_mb: float | None = None
    rate: float | None = None  # a second, with many connections
    gain: float | None = None  # share of the plain p50 that preparing saves
    p99: float | None = None
    first: float | None = None  # ms until the first byte
    exponent: float | None = (
        None  # of the processor's time, as the number of rows grows
    )


def reader(number: int) -> str:
    """An address of the network 10, another for each number below 2 ** 24."""
    return str(ip_address("10.0.0.0") + number)


class Client:
    """One kept connection to the server; each request is another reader's."""

    readers = itertools.count()

    def __init__(self, served: Served, *, timed: bool = True) -> None:
        """``timed``: the processor's time of each request is read as well, which itself
        takes time: not for many clients at once.
        """
        self.connection = HTTPConnection("127.0.0.1", served.port, timeout=120)
        self.pids = workers_of(served.process.pid) if timed else []

    def ask(self, request: Ask, *, count: bool = False) -> Answer:
        headers = {
            "Cookie": cookies(request.session, CSRF),
            "Accept-Encoding": "identity",
            "X-Forwarded-For": reader(next(self.readers)),
        }
        if count:
            headers["X-Count"] = "1"
        if request.htmx:
            headers["HX-Request"] = "true"
        if request.plain:
            headers["X-Plain"] = "1"
        if request.body:
            headers |= {"Content-Type": request.content_type, "X-CSRFToken": CSRF}
        before, begun = cpu_of(self.pids), time.perf_counter()
        self.connection.request(
            "POST" if request.body else "GET",
            request.path,
            request.body or None,
            headers,
        )
        response = self.connection.getresponse()
        start = response.read(1)
        first = time.perf_counter() - begun
        size = len(start) + len(response.read())
        seconds, cpu = time.perf_counter() - begun, cpu_of(self.pids) - before
        check(request, response)
        queries = response.headers.get("X-Queries")
        return Answer(
            seconds,
            cpu,
            int(queries) if queries else None,
            size,
            first,
            response.headers.get("Location", ""),
        )


def check(request: Ask, response: HTTPResponse) -> None:
    if response.status not in request.expect:
        raise RuntimeError(
            f"{request.path}: {response.status} {response.headers.get('Location', '')}"
        )


def workers_of(pid: int) -> list[int]:
    """gunicorn's workers: the processes that the master has started. Empty where the
    system does not tell.
    """
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return (
        [int(child) for child in children.read_text().split()]
        if children.exists()
        else []
    )


def cpu_of(pids: list[int]) -> float:
    """Seconds of processor time of these processes so far, threads that stand, to the
    nanosecond.
    """
    total = 0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9


def measure(name: str, client: Client, asks: list[Ask], bare: Ask) -> Figures:
    """The requests of a row one after the other, each followed by one of the bare view.

    Each of the server's connections plans a question the first time that it is asked:
    where there are requests enough, the first ones are not timed.
    """
    counted = client.ask(asks[0], count=True)
    warm = WARMING if len(asks) > 3 * WARMING else 0
    for request in asks[1 : 1 + warm]:
        client.ask(request)
    page, plain = [], []
    for request in asks[1 + warm :]:
        page.append(client.ask(request))
        plain.append(client.ask(bare))
    times = [answer.seconds for answer in page]
    return Figures(
        name=name,
        p50=round(median(times) * 1000, 2),
        p95=round(quantiles(times, n=20)[-1] * 1000, 2),
        cpu=round(median(answer.cpu for answer in page) * 1000, 2)
        if client.pids
        else None,
        queries=counted.queries,
        bytes=counted.size,
        ratio=round(median(times) / median(answer.seconds for answer in plain), 2),
        requests=len(page),
    )


def side_by_side(name: str, client: Client, asks: list[Ask]) -> Iterator[Figures]:
    """The requests in turn with plain questions and with prepared ones; nothing where
    there are too few to tell.
    """
    if len(asks) < WARMING + 4:
        return
    for request in asks[:WARMING]:
        client.ask(request)
    plain, prepared = [], []
    for place, request in enumerate(asks[WARMING:]):
        if place % 2:
            prepared.append(client.ask(request))
        else:
            plain.append(client.ask(replace(request, plain=True)))
    gain = 1 - p50_of(prepared) / p50_of(plain)
    yield seen_as(f"{name}: plain", plain)
    yield replace(seen_as(f"{name}: prepared", prepared), gain=round(gain, 2))


def p50_of(answers: list[Answer]) -> float:
    return median(answer.seconds for answer in answers)


def seen_as(name: str, answers: list[Answer]) -> Figures:
    times = [answer.seconds for answer in answers]
    busy = [answer.cpu for answer in answers]
    figures = figures_of(name, times, busy)
    return replace(figures, p95=round(quantiles(times, n=20)[-1] * 1000, 1))


def timed(name: str, act: object, times: int) -> Figures:
    """A job called here; its processor time is this process's. Queries are counted the
    first time, which they slow.
    """
    seconds, cpu, counter = [], [], Counter()
    for turn in range(times):
        begun, busy = time.perf_counter(), time.process_time()
        with counter.counting() if turn == 0 else nullcontext():
            act()  # type: ignore[operator]
        seconds.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - busy)
    return replace(figures_of(name, seconds, cpu), queries=counter.count)


def timed_beside(
    name: str,
    act: Callable[[], object],
    floor: Callable[[], object],
    things: int,
    times: int,
) -> Figures:
    """In turn; ``ratio``: of the medians. The floor goes first, and once before."""
    floor()
    own, lowest = [], []
    for _turn in range(times):
        lowest.append(timed("", floor, 1))
        own.append(timed(name, act, 1))
    least, most = median(f.p50 for f in lowest), median(f.p50 for f in own)
    middle = min(own, key=lambda figures: abs(figures.p50 - most))
    ratio, rate = round(most / least, 2), round(things / most * 1000)
    p95 = max(figures.p50 for figures in own)
    return replace(middle, p95=p95, requests=times, ratio=ratio, rate=rate)


class Counter:
    """Queries of this process's connection."""

    def __init__(self) -> None:
        self.count = 0

    def counting(self) -> AbstractContextManager[None]:
        from django.db import connection

        return connection.execute_wrapper(self)

    def __call__(
        self,
        execute: Callable[..., object],
        sql: str,
        params: object,
        many: bool,
        context: Mapping[str, object],
    ) -> object:
        self.count += 1
        return execute(sql, params, many, context)


def figures_of(
    name: str, seconds: list[float], cpu: list[float], peak_mb: float | None = None
) -> Figures:
    p50, most, busy = (
        round(value * 1000, 2) for value in (median(seconds), max(seconds), median(cpu))
    )
    return Figures(name, p50, most, busy, None, None, None, len(seconds), peak_mb)


@contextmanager
def own_database() -> Iterator[str]:
    """A fresh, migrated database beside the site's own, dropped at the end; yields its URL."""
    from urllib.parse import quote

    from django.db import connection

    settings = connection.settings_dict
    before = settings["NAME"]
    settings["TEST"]["NAME"] = f"bench_{before}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    parts = {
        "host": settings["HOST"],
        "port": settings["PORT"],
        "user": settings["USER"],
    }
    parts["password"] = settings["PASSWORD"]
    query = "&".join(
        f"{key}={quote(str(value), safe='')}" for key, value in parts.items() if value
    )
    try:
        yield f"postgresql:///{settings['NAME']}?{query}"
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
