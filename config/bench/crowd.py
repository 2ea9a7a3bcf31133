"""One and many at once: how many pages a second two workers serve, and how long the
slowest take, beside the bare view's rate.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from statistics import median, quantiles

from config.bench.measuring import Ask, Client, Figures
from config.build.serving import Served

TURNS = 3  # page and bare view take turns, since a busy machine changes from one second to the next


def crowd(
    name: str,
    site: Served,
    asks: Iterator[Ask],
    bare: Ask,
    requests: int,
    connections: int,
) -> Figures:
    """``ratio`` is the bare view's rate over the page's; the processor's time of each
    request is not told apart.
    """
    each = max(connections, requests // TURNS)
    serve(site, list(islice(asks, each)), connections)  # warm
    page, plain, times = [], [], []
    for _ in range(TURNS):
        seconds, spans = serve(site, list(islice(asks, each)), connections)
        page.append(each / seconds)
        times += spans
        took, _spans = serve(site, [bare] * each * 2, connections)
        plain.append(each * 2 / took)
    return Figures(
        name=name,
        p50=round(median(times) * 1000, 2),
        p95=round(quantiles(times, n=20)[-1] * 1000, 2),
        p99=round(quantiles(times, n=100)[-1] * 1000, 2),
        cpu=None,
        queries=None,
        bytes=None,
        ratio=round(median(plain) / median(page), 2),
        requests=each * TURNS,
        rate=round(median(page), 1),
    )


def serve(site: Served, asks: list[Ask], connections: int) -> tuple[float, list[float]]:
    """Seconds for all of them, and for each."""
    shares = [asks[number::connections] for number in range(connections)]
    clients = [Client(site, timed=False) for _ in shares]
    with ThreadPoolExecutor(connections) as pool:
        begun = time.perf_counter()
        spans = [
            span
            for share in pool.map(one_after_another, clients, shares)
            for span in share
        ]
        return time.perf_counter() - begun, spans


def one_after_another(client: Client, asks: list[Ask]) -> list[float]:
    return [client.ask(ask).seconds for ask in asks]
