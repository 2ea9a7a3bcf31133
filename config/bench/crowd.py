"""Many at once: how many pages a second two workers serve to eight connections, beside
the bare view's rate.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from statistics import median, quantiles

from config.bench.measuring import Ask, Client, Figures
from config.build.serving import Served

CONNECTIONS = 8
TURNS = 3  # page and bare view take turns, since a busy machine changes from one second to the next


def crowd(
    name: str, site: Served, asks: Iterator[Ask], bare: Ask, requests: int
) -> Figures:
    """``ratio`` is the bare view's rate over the page's; the processor's time of each
    request is not told apart.
    """
    each = max(CONNECTIONS, requests // TURNS)
    serve(site, list(islice(asks, each)))  # warm
    page, plain, times = [], [], []
    for _ in range(TURNS):
        seconds, spans = serve(site, list(islice(asks, each)))
        page.append(each / seconds)
        times += spans
        plain.append(each * 2 / serve(site, [bare] * each * 2)[0])
    return Figures(
        name=name,
        p50=round(median(times) * 1000, 2),
        p95=round(quantiles(times, n=20)[-1] * 1000, 2),
        cpu=None,
        queries=None,
        bytes=None,
        ratio=round(median(plain) / median(page), 2),
        requests=each * TURNS,
        rate=round(median(page), 1),
    )


def serve(site: Served, asks: list[Ask]) -> tuple[float, list[float]]:
    """Seconds for all of them, and for each."""
    shares = [asks[number::CONNECTIONS] for number in range(CONNECTIONS)]
    clients = [Client(site) for _ in shares]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        begun = time.perf_counter()
        spans = [
            span
            for share in pool.map(one_after_another, clients, shares)
            for span in share
        ]
        return time.perf_counter() - begun, spans


def one_after_another(client: Client, asks: list[Ask]) -> list[float]:
    return [client.ask(ask).seconds for ask in asks]
