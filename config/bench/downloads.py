"""Files that a page gives: when their first byte comes, and how much memory the web
process takes for them beyond what it had.
"""

from __future__ import annotations

from statistics import median, quantiles

from config.bench.measuring import Answer, Ask, Client, Figures
from config.bench.memory import forget_peak, peak_of


def downloaded(name: str, client: Client, asks: list[Ask], bare: Ask) -> Figures:
    counted = client.ask(asks[0], count=True)
    answers: list[Answer] = []
    plain: list[Answer] = []
    grew: list[float] = []
    for request in asks[1:]:
        before = forget_peak(client.pids)
        answers.append(client.ask(request))
        grew.append(peak_of(client.pids) - before)
        plain.append(client.ask(bare))
    times = [answer.seconds for answer in answers]
    return Figures(
        name=name,
        p50=in_ms(median(times)),
        p95=in_ms(quantiles(times, n=20)[-1]),
        cpu=in_ms(median(answer.cpu for answer in answers)) if client.pids else None,
        queries=counted.queries,
        bytes=counted.size,
        ratio=round(median(times) / median(answer.seconds for answer in plain), 2),
        requests=len(answers),
        peak_mb=round(max(grew), 1) if client.pids else None,
        first=in_ms(median(answer.first for answer in answers)),
    )


def in_ms(seconds: float) -> float:
    return round(seconds * 1000, 2)
