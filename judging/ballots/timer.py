"""The timer of a final: it stands above a judge's scores as on the tablets of all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from awards.models import Round
from judging.models import USUAL_MINUTES, Part, Presentation, RoundRules


def minutes_of(round_: Round) -> dict[str, int]:
    """Part → minutes, in the order of the parts; parts of no minutes are left out."""
    rules: RoundRules | None = getattr(round_, "rules", None)
    given = (
        rules.minutes
        if rules and rules.minutes
        else {part.value: n for part, n in USUAL_MINUTES.items()}
    )
    return {part.value: int(given[part]) for part in Part if given.get(part)}


def ends_at(row: Presentation) -> datetime | None:
    """When the part that runs now is over."""
    if not row.part or row.part_began_at is None:
        return None
    return row.part_began_at + timedelta(minutes=minutes_of(row.round).get(row.part, 0))


def clock_now() -> int:
    """Milliseconds of the database's clock, which every tablet sets its own by."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
        return int(cursor.fetchone()[0])


def timer_of(rows: list[Presentation]) -> dict[str, object]:
    """``{"now", "ends", "part", "name", "number", "of"}``: moments in ms; ``part`` is
    empty while nothing runs.
    """
    running = next((row for row in rows if row.runs), None)
    found: dict[str, Any] = {
        "now": clock_now(),
        "ends": 0,
        "part": "",
        "name": "",
        "number": 0,
        "of": len(rows),
    }
    if running is not None:
        end = ends_at(running)
        found |= {
            "ends": int(end.timestamp() * 1000) if end else 0,
            "part": running.part,
        }
        found |= {
            "name": str(Part(running.part).label),
            "number": rows.index(running) + 1,
        }
        found["minutes"] = minutes_of(running.round).get(running.part, 0)
    return found


def presentations_of(round_: Round) -> list[Presentation]:
    related = ("entry_category__entry", "entry_category__category", "round__rules")
    return list(round_.presentations.select_related(*related))
