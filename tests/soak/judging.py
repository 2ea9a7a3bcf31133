"""What must hold after a soak: one line for each thing that does not."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from awards.models import WinnerList
from awards.outbox.models import Message, Suppression
from awards.outbox.work import WorkState
from tests.soak.load import link_moments


@dataclass
class Taken:
    """What the mail server took, by address: the Message-IDs and moments in order."""

    ids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    moments: dict[str, float] = field(default_factory=dict)
    unanswered: int = 0  # taken, but the line was dropped before the answer

    @property
    def copies(self) -> int:
        return sum(len(found) - 1 for found in self.ids.values())


def taken_in(log: Path) -> Taken:
    taken = Taken()
    for line in log.read_text().splitlines():
        said = json.loads(line)
        taken.ids[said["to"]].append(said["id"])
        taken.moments.setdefault(said["to"], said["at"])
        taken.unanswered += said["fault"] == "drop after"
    return taken


def problems(taken: Taken, interruptions: int) -> Iterator[str]:
    yield from of_rows(taken)
    for to, ids in taken.ids.items():
        if len(set(ids)) > 1:
            yield f"{to}: its copies have {len(set(ids))} Message-IDs"
    if taken.copies > taken.unanswered + interruptions:
        yield (
            f"{taken.copies} copies, though only {taken.unanswered} answers were lost "
            f"and workers were interrupted {interruptions} times"
        )


def of_rows(taken: Taken) -> Iterator[str]:
    for to, state, outcome in Message.objects.values_list(
        "to_email", "state", "outcome"
    ):
        if to.startswith("gone"):
            if (state, outcome) != (WorkState.FAILED, "bounced") or to in taken.ids:
                yield f"{to}: {state} {outcome}, though its server says never"
        elif state != WorkState.DONE:
            yield f"{to}: {state}"
        elif to not in taken.ids:
            yield f"{to}: sent, and no server took it"
    gone = Message.objects.filter(to_email__startswith="gone").count()
    if Suppression.objects.count() != gone:
        yield f"{Suppression.objects.count()} of {gone} addresses are suppressed"


@dataclass(frozen=True)
class Delays:
    """Seconds, the longest last."""

    links: list[float]
    publications: list[float]

    def problems(self, most: float) -> Iterator[str]:
        for name in ("links", "publications"):
            late = [one for one in getattr(self, name) if one > most]
            if late:
                yield f"{len(late)} {name} came late, the last after {late[-1]:.1f} s"


@dataclass(frozen=True)
class Outage:
    """While the database was away; moments as ``time.time`` counts them."""

    begun: float
    ended: float

    def within(self, start: float, end: float) -> float:
        return max(0.0, min(end, self.ended) - max(start, self.begun))


def delays(taken: Taken, outages: list[Outage]) -> Delays:
    """Without what a database that was away made them wait: nobody can read a row
    meanwhile.
    """

    def waited(start: float, end: float) -> float:
        return end - start - sum(outage.within(start, end) for outage in outages)

    links = [
        waited(asked.timestamp(), taken.moments.get(to, float("inf")))
        for to, asked in link_moments().items()
    ]
    lists = WinnerList.objects.exclude(published_at=None)
    published = [
        waited(due.timestamp(), at.timestamp())
        for due, at in lists.values_list("due_at", "published_at")
        if at
    ]
    published += [float("inf")] * WinnerList.objects.filter(published_at=None).count()
    return Delays(sorted(links), sorted(published))
