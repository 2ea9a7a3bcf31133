"""Which rows were written lately, told by the tables themselves, so that what a process
keeps of ten thousand rows is brought up to date by the few that changed.

A row of ``RowChange`` knows the transaction that wrote it (``xid``). Whatever was written
by one that was over when the rows were read last is among what is kept; all else is read
again. Nothing that writes has to remember to say so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import ClassVar, Generic, TypeVar

import pgtrigger
from django.db import connection, models
from django.db.models.functions import Now

KEPT_FOR = timedelta(days=1)


class RowKind(models.TextChoices):
    """What a number is the number of."""

    ENTRY = "entry"
    ORGANISATION = "body"
    JUDGE = "judge"
    SEAT = "seat"  # an assignment, and the ballot on it
    EDITION = "edition"
    WINNERS = "winners"  # a list of them


class RowChange(models.Model):
    """``row``: the number of what was made, changed or removed. Swept after a day."""

    kind = models.CharField(max_length=10, choices=RowKind)
    row = models.BigIntegerField()
    xid = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["xid"], name="row_change_by_xid")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"

    @classmethod
    def sweep(cls) -> int:
        """Who keeps rows reads all of them again long before."""
        swept, _by_model = cls.objects.filter(at__lt=Now() - KEPT_FOR).delete()
        return swept


TOLD = (
    "INSERT INTO awards_rowchange (kind, row, xid) SELECT '{kind}', number, {xid} "
    "FROM ({numbers}) AS told (number); RETURN NULL;"
)
XID = "pg_current_xact_id()::text::bigint"


def told_changes(
    kind: RowKind, number: str, columns: Sequence[str], but: str = ""
) -> list[pgtrigger.Trigger]:
    """For a table of which something is kept. ``number``: its column with the number;
    ``columns``: those that count when they change; ``but``: a condition on OLD and NEW
    of changes that do not.
    """

    def told(numbers: str) -> str:
        return TOLD.format(kind=kind.value, xid=XID, numbers=numbers)

    was, is_now = (
        f"({', '.join(f'{side}.{name}' for name in columns)})"
        for side in ("OLD", "NEW")
    )
    counts = f"{was} IS DISTINCT FROM {is_now}"
    if but:
        counts = f"({counts}) AND NOT ({but})"
    return [
        pgtrigger.Trigger(
            name="made_is_told",
            level=pgtrigger.Statement,
            operation=pgtrigger.Insert,
            when=pgtrigger.After,
            referencing=pgtrigger.Referencing(new="made"),  # type: ignore[no-untyped-call]
            func=told(f"SELECT {number} FROM made"),
        ),
        pgtrigger.Trigger(
            name="removed_is_told",
            level=pgtrigger.Statement,
            operation=pgtrigger.Delete,
            when=pgtrigger.After,
            referencing=pgtrigger.Referencing(old="removed"),  # type: ignore[no-untyped-call]
            func=told(f"SELECT {number} FROM removed"),
        ),
        pgtrigger.Trigger(
            name="change_is_told",
            operation=pgtrigger.Update,
            when=pgtrigger.After,
            condition=pgtrigger.Condition(f"({counts})"),
            func=told(f"VALUES (OLD.{number}) UNION VALUES (NEW.{number})"),
        ),
    ]


MOST_TOLD = 2000  # more than these: all is read anew
# ``lasting``: this transaction has written nothing, so nothing that it reads can be
# taken back. The next horizon is the oldest transaction that is not over.
CHANGED = """
    SELECT now(), pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
        pg_current_xact_id_if_assigned() IS NULL, told.id, told.xid, told.kind, told.row
    FROM (VALUES (1)) AS once LEFT JOIN (
        SELECT id, xid, kind, row FROM awards_rowchange
        WHERE xid >= %s AND kind = ANY(%s) AND id <> ALL(%s)
        ORDER BY xid DESC LIMIT %s) AS told ON true"""


@dataclass(frozen=True)
class Told:
    """One change: its own number, who wrote it, and what it is about."""

    pk: int
    xid: int
    kind: RowKind
    row: int


@dataclass(frozen=True)
class Changes:
    now: datetime
    horizon: int
    lasting: bool
    told: list[Told]

    @property
    def are_too_many(self) -> bool:
        return len(self.told) > MOST_TOLD

    def by_kind(self) -> dict[RowKind, list[int]]:
        found: dict[RowKind, set[int]] = {}
        for one in self.told:
            found.setdefault(one.kind, set()).add(one.row)
        return {kind: sorted(rows) for kind, rows in found.items()}


NOTHING_YET = 2**62  # the horizon of what was not read yet: nothing is as new


def changes_since(
    horizon: int, kinds: Sequence[RowKind], seen: Iterable[int] = ()
) -> Changes:
    """``seen``: numbers of changes that were told before."""
    with connection.cursor() as cursor:
        wanted = [kind.value for kind in kinds]
        cursor.execute(CHANGED, [horizon, wanted, list(seen), MOST_TOLD + 1])
        rows = cursor.fetchall()
    told = [
        Told(pk, xid, RowKind(kind), row)
        for *_same, pk, xid, kind, row in rows
        if pk is not None
    ]
    now, oldest, lasting, *_told = rows[0]
    return Changes(now, oldest, lasting, told)


OLDEST = 600.0  # seconds: after that all is read anew


@dataclass
class Kept:
    """What a process keeps of rows whose changes are told (``kinds``). One thread at a
    time reads or changes it.

    ``seen``: changes since the horizon that were read, by number, with who wrote them:
    who wrote what is told was over, and a transaction that lasts for an hour elsewhere
    must not have the same rows read again with every view.
    """

    kinds: ClassVar[tuple[RowKind, ...]]
    horizon: int = field(default=NOTHING_YET, kw_only=True)
    read_at: float = field(default=0.0, kw_only=True)
    seen: dict[int, int] = field(default_factory=dict, kw_only=True)
    lock: Lock = field(default_factory=Lock, kw_only=True)

    def read_all(self) -> None:
        raise NotImplementedError

    def read_again(self, told: Mapping[RowKind, Sequence[int]]) -> None:
        """What these numbers name is dropped, and read as it is now, if it is there."""
        raise NotImplementedError

    def refresh(self) -> Changes:
        """Call it with the lock. What was read in a transaction that may still be taken
        back, or half read, is not kept.
        """
        changes = changes_since(self.horizon, self.kinds, self.seen)
        is_new = self.horizon == NOTHING_YET or not changes.lasting
        self.horizon = NOTHING_YET
        if is_new or changes.are_too_many or self.is_old:
            self.read_all()
            self.read_at = time.monotonic()
        elif changes.told:
            self.read_again(changes.by_kind())
        if changes.lasting:
            self.horizon = changes.horizon
            self.seen |= {one.pk: one.xid for one in changes.told}
            self.seen = {
                pk: xid for pk, xid in self.seen.items() if xid >= self.horizon
            }
        return changes

    @property
    def is_old(self) -> bool:
        return time.monotonic() - self.read_at > OLDEST


K = TypeVar("K", bound=Kept)


class Shelf(Generic[K]):
    """The few that were asked for last, by the numbers that ``make`` takes."""

    def __init__(self, make: Callable[..., K], most: int) -> None:
        self.make, self.most = make, most
        self.kept: dict[tuple[int, ...], K] = {}

    def __call__(self, *numbers: int) -> K:
        """As it was left: to be refreshed. Two threads at once may each make one."""
        found = self.kept.pop(numbers, None) or self.make(*numbers)
        self.kept[numbers] = found
        while len(self.kept) > self.most:
            self.kept.pop(next(iter(self.kept)), None)
        return found
