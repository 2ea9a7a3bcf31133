"""The call of a rehearsal: people register their organisations, write entries, send them
in; the organiser closes the call.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.core.files.base import File

from awards.accounts.models import User
from awards.editions.services import update_edition
from awards.ledger.services import database_now
from config.rehearsal.cast import SOON, Stage
from config.rehearsal.content import Solution, juristic_number, person, solutions
from nominations.checklist.passing import closing_day, months_between
from nominations.checklist.questions_asked import current_texts
from nominations.declarations.services import declare
from nominations.entries.saving import save_entry
from nominations.entries.services import create_entry, submit_entry
from nominations.files.services import attach_file
from nominations.models import Entry, Organisation
from nominations.organisations.services import register_organisation


def enter(
    stage: Stage, count: int, content: Sequence[Solution] = (), *, drafts: int = 0
) -> list[Entry]:
    """``count`` entries from as many people, sent in but for the last ``drafts``."""
    smarts_in_turn = [one for part in range(5) for one in solutions()[part::5]]
    written = content or smarts_in_turn
    numbers = stage.watched(range(count), "entries", count)
    return [
        enter_one(stage, n, written[n % len(written)], submit=n < count - drafts)
        for n in numbers
    ]


def enter_one(
    stage: Stage,
    number: int,
    solution: Solution,
    *,
    submit: bool = True,
    owner: User | None = None,
    uploads: Iterable[File[bytes]] = (),
    months: int | None = None,
) -> Entry:
    """``months`` of use that the checklist claims; otherwise what the solution's
    own date says.
    """
    owner = owner or entrant(stage, number)
    again = number // len(solutions())
    more = f" {again + 1}" if again else ""
    entry = create_entry(
        user=owner,
        edition=stage.edition,
        organisation=organisation_of(stage, number, solution, owner, more),
        category_codes=[solution.smart],
    )
    if months is None:
        months = months_in_use(stage, solution)
    save_entry(
        entry=entry,
        user=owner,
        fields=fields(solution, number, more),
        answers=answers(solution),
        rules=checklist(number, months),
    )
    for upload in uploads:
        attach_file(entry=entry, user=owner, upload=upload)
    if not submit:
        return entry
    agree(entry, owner)
    return submit_entry(entry=entry, user=owner)


def organisation_of(
    stage: Stage, number: int, solution: Solution, owner: User, more: str
) -> Organisation:
    body = solution.body
    return register_organisation(
        user=owner,
        name_th=body.name_th + more,
        name_en=body.name_en + more,
        kind=body.kind,
        number=juristic_number(stage.edition.pk % 10_000 * 100_000 + number),
        province_code=body.province,
    )


def months_in_use(stage: Stage, solution: Solution) -> int:
    return months_between(
        solution.since, stage.months_until or closing_day(stage.edition)
    )


def checklist(number: int, months: int) -> dict[str, str]:
    """Every answer passes but one in twenty, whose months in use are too few."""
    months = 3 if number % 20 == 13 else months
    return {
        "who-may-enter": "yes",
        "months-in-use": str(months),
        "not-won-before": "yes",
        "one-per-category": "yes",
    }


def agree(entry: Entry, owner: User) -> None:
    """What is needed, and of the consents the first."""
    texts = list(current_texts(entry.edition_id))
    agreed = [
        text.pk
        for text in texts
        if text.declaration.required or text.declaration.code == "pictures"
    ]
    declare(entry=entry, user=owner, agreed=agreed, seen=[text.pk for text in texts])


def fields(solution: Solution, number: int, more: str) -> dict[str, str]:
    return {
        "title_th": solution.title_th + more,
        "title_en": solution.title_en + more,
        "summary_th": solution.summary_th,
        "summary_en": solution.summary_en,
        "contact_name": person(number)[0],
        "contact_phone": f"0812{number % 1_000_000:06d}",
    }


def answers(solution: Solution) -> dict[str, object]:
    return {
        **solution.answers,
        "in-use-since": solution.since.isoformat(),
        f"smart-{solution.smart}": solution.summary_th,
    }


def entrant(stage: Stage, number: int) -> User:
    names = person(number)
    email = f"entrant-{number + 1:04d}.{stage.edition.code}@example.org"
    language = "en" if number % 7 == 3 else "th"
    return User.objects.create_user(
        email, name_th=names[0], name_en=names[1], language=language
    )


def close_call(stage: Stage) -> None:
    """The organiser closes the call now and opens the round; what was sent in stands."""
    now = database_now()
    stage.edition = update_edition(
        edition=stage.edition,
        actor=stage.organiser,
        closes_at=now,
        grace_minutes=0,
        announces_at=max(now + SOON, stage.edition.announces_at),
    )
    stage.move_round(opens_in=timedelta(seconds=-1), closes_in=SOON)
