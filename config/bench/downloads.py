"""Files that a page gives: when their first byte comes, and how much memory the web
process takes for them beyond what it had.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median, quantiles

from config.bench.measuring import Answer, Ask, Client, Figures

KB_IN_MB = 1024


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


def forget_peak(pids: list[int]) -> float:
    """Counts the highest memory of these processes from now; MB that they have."""
    for pid in pids:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    return peak_of(pids)


def peak_of(pids: list[int]) -> float:
    """MB, the highest since it was forgotten, of these processes together."""
    return sum(high_water(pid) for pid in pids) / KB_IN_MB


def high_water(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0
