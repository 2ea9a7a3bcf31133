"""One edition and the invented people on it. The acts that people would take on it stand
in ``call``, ``jury``, ``decision`` and ``ceremony``: each goes through the services.

Whether something may happen now is decided by the database's clock; so the edition's
times are moved by its organiser as the play goes on, and every move stands in its
chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from django.db import connection
from tqdm import tqdm

from awards.accounts.models import User
from awards.editions.services import create_edition, open_edition
from awards.editions.setup.services import save_round
from awards.ledger.services import database_now
from awards.models import Edition, Round, WinnerList
from judging.models import Judge
from nominations.declarations.whole_form import add_standard_form

T = TypeVar("T")
SOON = timedelta(hours=6)


@dataclass
class Stage:
    edition: Edition
    organiser: User
    random: Random
    judges: list[Judge] = field(default_factory=list)
    frozen: WinnerList | None = None
    quiet: bool = False
    months_until: date | None = (
        None  # the day to which months of use are counted; otherwise the call's last
    )
    by_hand: int = 200  # ballots given one by one; the others come in by the sheet

    def watched(
        self, things: Iterable[T], label: str, total: int | None = None
    ) -> Iterator[T]:
        """With a progress bar on standard error."""
        yield from tqdm(
            things,
            desc=label,
            total=total,
            disable=self.quiet or None,
            mininterval=0.5,
            leave=False,
            unit="",
        )

    @property
    def round(self) -> Round:
        return self.edition.rounds.get(code="online")

    def move_round(
        self, *, opens_in: timedelta | None = None, closes_in: timedelta
    ) -> None:
        round_, now = self.round, database_now()
        if opens_in is not None:
            round_.opens_at = now + opens_in
        round_.closes_at = now + closes_in
        save_round(round_=round_, actor=self.organiser, reason="rehearsal")

    def soonest_announcement(self) -> datetime:
        return max(database_now(), self.edition.closes_at + timedelta(seconds=1))


def open_stage(
    *,
    code: str,
    name_th: str,
    name_en: str,
    year: int,
    organiser: User,
    seed: int,
    **more: Any,
) -> Stage:
    """An edition whose call opened a minute ago."""
    now = database_now()
    edition = create_edition(
        actor=organiser,
        code=code,
        name_th=name_th,
        name_en=name_en,
        year=year,
        opens_at=now - timedelta(minutes=1),
        closes_at=now + SOON,
        announces_at=now + 4 * SOON,
        **more,
    )
    add_standard_form(edition=edition, actor=organiser)
    edition = open_edition(edition=edition, actor=organiser)
    return Stage(edition, organiser, Random(seed))


@contextmanager
def lazy_commits() -> Iterator[None]:
    """Commits need not wait for the disk: should the power fail, an invented edition is
    made again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        try:
            yield
        finally:
            cursor.execute("RESET synchronous_commit")
