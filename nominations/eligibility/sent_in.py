"""All that was sent in for an edition, to compare an entry with: kept by a process, and
brought up to date by each page that looks at it.

Reading all of it anew took most of the page's time, and grew with the edition. What
changed since is told by PostgreSQL itself: each version of a row knows the transaction
that wrote it (``xmin``), and whatever was written by one that was already over when the
rows were read last is among what is kept. What went away is told by how many there are.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import F

from nominations.eligibility.similar_titles import Match, Titles, plain
from nominations.models import Entry

MOST = 3  # editions; ten thousand entries take some 40 MB
OLDEST = 600.0  # seconds: after that all is read anew
# Numbers of entries whose rows may be others than those read when ``horizon`` was asked
# for, how many there are, and the next horizon: the oldest transaction that is not over.
CHANGED = """
    WITH sent AS (
        SELECT entry.id, LEAST(age(entry.xmin), age(body.xmin)) AS age
        FROM nominations_entry entry
        JOIN nominations_organisation body ON body.id = entry.organisation_id
        WHERE entry.edition_id = %(edition)s AND entry.state = 'submitted'
    ), standing AS (
        SELECT sent.id, age(category.xmin) AS age
        FROM sent JOIN nominations_entrycategory category ON category.entry_id = sent.id
    ), changed AS (
        SELECT id FROM sent WHERE age <= age(%(horizon)s::xid)
        UNION SELECT id FROM standing WHERE age <= age(%(horizon)s::xid)
    )
    SELECT ARRAY(SELECT id FROM changed), (SELECT count(*) FROM sent),
        (SELECT count(*) FROM standing),
        pg_snapshot_xmin(pg_current_snapshot())::xid::text"""
HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::xid::text"
BRACKETS = re.compile(r"[(（\[].*?[)）\]]")


@lru_cache(maxsize=16_384)
def plain_names(*names: str) -> frozenset[str]:
    """Names as they are compared: without spaces, signs and what stands in brackets."""
    return frozenset(bare for name in names if (bare := plain(BRACKETS.sub("", name))))


@dataclass(frozen=True)
class Other:
    """An entry of the edition that was sent in, to compare with."""

    pk: int
    reference: str
    titles: tuple[str, str]
    number: str
    names: frozenset[str]
    categories: frozenset[str]

    @property
    def bodies(self) -> list[str]:
        """All by which its organisation is known."""
        return [name for name in (self.number, *self.names) if name]


class Change(NamedTuple):
    entries: list[int]
    sent: int
    standings: int
    horizon: str


@dataclass
class SentIn:
    """Of one edition. One thread at a time reads or changes it."""

    edition: int
    horizon: str = ""
    read_at: float = 0.0
    others: dict[int, Other] = field(default_factory=dict)
    of_body: dict[str, set[int]] = field(default_factory=dict)
    titles: Titles[int] = field(default_factory=Titles)
    lock: Lock = field(default_factory=Lock)

    def of_same_body(self, entry: Entry) -> list[Other]:
        """Other entries with the organisation's number or one of its names."""
        body = entry.organisation
        names = (body.number, *plain_names(body.name_th, body.name_en))
        with self.lock:
            same = {pk for name in names if name for pk in self.of_body.get(name, ())}
            found = [self.others[pk] for pk in same if pk != entry.pk]
        return sorted(found, key=lambda other: other.reference)

    def alike(self, entry: Entry, least: float) -> list[tuple[Other, Match[int]]]:
        """Other entries with a title like one of its own, the likest first."""
        own = [entry.title_th, entry.title_en]
        with self.lock:
            found = self.titles.like(own, least=least, but=entry.pk)
            return [(self.others[match.key], match) for match in found]

    def refresh(self) -> None:
        with self.lock:
            if not self.horizon or time.monotonic() - self.read_at > OLDEST:
                self.read_all()
                return
            change = changed(self.edition, self.horizon)
            for pk in change.entries:
                self.drop(pk)
            if change.entries:
                self.take(read(self.edition, change.entries))
            self.horizon = change.horizon
            if (change.sent, change.standings) != self.counts():
                self.read_all()

    def read_all(self) -> None:
        self.others, self.of_body, self.titles = {}, {}, Titles()
        # before the rows: what is written in between is read again next time
        self.horizon = horizon_now()
        self.take(read(self.edition))
        self.read_at = time.monotonic()

    def counts(self) -> tuple[int, int]:
        return len(self.others), sum(len(o.categories) for o in self.others.values())

    def take(self, others: Iterable[Other]) -> None:
        for other in others:
            self.others[other.pk] = other
            for name in other.bodies:
                self.of_body.setdefault(name, set()).add(other.pk)
            for title in other.titles:
                self.titles.add(other.pk, title)

    def drop(self, pk: int) -> None:
        other = self.others.pop(pk, None)
        if other:
            for name in other.bodies:
                self.of_body[name].discard(pk)
            self.titles.remove(pk)


def changed(edition: int, horizon: str) -> Change:
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, {"edition": edition, "horizon": horizon})
        return Change(*cursor.fetchone())


def horizon_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute(HORIZON)
        return str(cursor.fetchone()[0])


def read(edition: int, entries: Iterable[int] | None = None) -> list[Other]:
    """``entries``: only these, by their numbers."""
    rows = Entry.objects.filter(edition=edition).submitted()
    if entries is not None:
        rows = rows.filter(pk__in=list(entries))
    rows = rows.annotate(
        number=F("organisation__number"), codes=ArrayAgg("standings__category__code")
    )
    fields = (
        "pk",
        "reference",
        "title_th",
        "title_en",
        "number",
        "organisation__name_th",
        "organisation__name_en",
        "codes",
    )
    return [
        Other(
            pk,
            reference,
            (th, en),
            number,
            plain_names(name_th, name_en),
            frozenset(filter(None, codes or ())),
        )
        for pk, reference, th, en, number, name_th, name_en, codes in rows.order_by(
            "reference"
        ).values_list(*fields)
    ]


KEPT: dict[int, SentIn] = {}


def sent_in(edition: int) -> SentIn:
    """As it stands now."""
    found = KEPT.get(edition)
    if found is None:  # two threads at once may each make one
        found = SentIn(edition)
    KEPT.pop(edition, None)
    KEPT[edition] = found
    while len(KEPT) > MOST:  # what was not asked for the longest goes
        KEPT.pop(next(iter(KEPT)), None)
    found.refresh()
    return found
