"""Ten thousand rows of everything that grows with the years, written by the database
itself in a second or two. They stand in an edition of their own, beside what a test
looks at.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, models

from awards.accounts.models import User
from awards.ledger.models import Row
from awards.ledger.services import append
from awards.ledger.testing import as_owner
from awards.models import Category, Criterion
from awards.outbox.models import Message
from judging.models import (
    Assignment,
    Ballot,
    BallotVersion,
    RemarkKind,
    ResultLine,
    ResultRemark,
    ResultRun,
    ResultTable,
    Score,
)
from nominations.entries.search_text import keep_search_texts
from nominations.models import Answer, Entry, EntryCategory, SearchText
from tests.factories import (
    made_up,
    make_answer,
    make_assignment,
    make_ballot,
    make_entry,
    make_full_edition,
    make_judge,
    make_message,
    make_question,
)

GROWING: tuple[type[models.Model], ...] = (
    User,
    Entry,
    EntryCategory,
    Answer,
    SearchText,
    Assignment,
    Ballot,
    BallotVersion,
    Score,
    Row,
    Message,
    ResultLine,
    ResultRemark,
)
EDITIONS, ENTRIES, JUDGES, EACH = 20, 10_000, 400, 2
SEATS = ENTRIES * EACH
FIRST = 10_000_000  # the numbers of what is made here begin beyond all others'


def one_of(many: int, of: int) -> str:
    """In SQL: the number of the first, second … of ``many``, among whom ``of`` rows are
    shared out, one after the other.
    """
    return f"{FIRST} + (g - 1) / {of // many}"


def make_crowd() -> None:
    """Twenty editions of earlier years with 500 entries and twenty judges each, two ballots for
    an entry; 20,000 people, mails and rows of the ledger.
    """
    edition = make_full_edition()
    round_ = edition.rounds.get()
    judge = make_judge(edition)
    assignment = make_assignment(judge, make_entry(edition))
    ballot = make_ballot(assignment)
    standing = assignment.entry_category
    answer = make_answer(standing.entry, make_question(edition))
    append(edition.code, made_up("crowd"), judge.user, {})
    copy(edition, EDITIONS, code="'crowd' || g")
    own = f"{FIRST} + g - 1"
    copy(
        round_,
        EDITIONS,
        edition_id=own,
        opens_at="now() - interval '2 years'",
        closes_at="now() - interval '1 year'",
    )
    copy(standing.category, EDITIONS, edition_id=own)
    copy(judge.user, SEATS, email="'crowd' || g || '@example.org'")
    copy(judge, JUDGES, user_id=own, edition_id=one_of(EDITIONS, JUDGES))
    of_edition = one_of(EDITIONS, ENTRIES)
    copy(standing.entry, ENTRIES, reference="'CROWD-' || g", edition_id=of_edition)
    copy(standing, ENTRIES, entry_id=own, category_id=of_edition)
    keep_search_texts(entries=[standing.entry_id])
    text = SearchText.objects.get(entry=standing.entry)
    keys = f"('{{' || -({of_edition}) || '}}')::int[] || keys[2:]"
    copy(text, ENTRIES, keys=keys)
    copy(answer.question, EDITIONS, edition_id=own)
    copy(answer, ENTRIES, entry_id=own, question_id=of_edition)
    copy_ballots(ballot, list(edition.criteria.all()))
    copy_results(ResultRun.objects.create(round=round_), standing.category)
    of_edition = one_of(EDITIONS, SEATS)
    copy(make_message(), SEATS, dedupe_key="'crowd' || g", recipient_id=own)
    row = Row.objects.get(chain=edition.code)
    copy(row, SEATS, chain=f"'crowd' || {of_edition}", number="g")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy_ballots(ballot: Ballot, criteria: list[Criterion]) -> None:
    """The judges of an edition take turns on its entries."""
    own = f"{FIRST} + g - 1"
    seated = f"{FIRST} + (g - 1) / {SEATS // EDITIONS} * {JUDGES // EDITIONS}"
    copy(
        ballot.assignment,
        SEATS,
        judge_id=f"{seated} + mod(g - 1, {JUDGES // EDITIONS})",
        entry_category_id=one_of(ENTRIES, SEATS),
        round_id=one_of(EDITIONS, SEATS),
    )
    copy(ballot, SEATS, assignment_id=own)
    copy(BallotVersion.objects.get(ballot=ballot), SEATS, ballot_id=own)
    pks = ",".join(str(criterion.pk) for criterion in criteria)
    copy(
        ballot.scores.all()[0],
        SEATS * len(criteria),
        ballot_id=f"{FIRST} + (g - 1) / {len(criteria)}",
        criterion_id=f"(ARRAY[{pks}])[1 + mod(g - 1, {len(criteria)})]",
    )


def copy_results(run: ResultRun, category: Category) -> None:
    """Of each edition with as many lines as it has entries, and a tie of each."""
    table = ResultTable.objects.create(
        run=run, category=category, summary={}, judges=[], sensitivity=[], panel=[]
    )
    line = table.lines.create(place=0, entry="CROWD", figures={}, steps=[])
    tie = table.remarks.create(kind=RemarkKind.TIE, said={}, first=0, last=1)
    own, each = f"{FIRST} + g - 1", ENTRIES // EDITIONS
    copy(run, EDITIONS, round_id=own)
    copy(table, EDITIONS, run_id=own, category_id=own)
    of_table, place = one_of(EDITIONS, ENTRIES), f"mod(g - 1, {each})"
    copy(line, ENTRIES, table_id=of_table, place=place, entry="'CROWD-' || g")
    copy(tie, ENTRIES, table_id=of_table, first=place, last=f"{place} + 1")


def copy(thing: models.Model, times: int, **changed: str) -> None:
    """Rows as this one's, but for the columns that ``changed`` gives in SQL: ``g``
    counts from 1 to ``times``.
    """
    meta: Any = thing._meta
    own = meta.pk.column
    given = {own: f"{FIRST} + g - 1", **changed}
    columns = [field.column for field in meta.concrete_fields if not field.generated]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(given.get(column, f'one."{column}"') for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{meta.db_table}" ({names}) SELECT {values}'
            f' FROM "{meta.db_table}" AS one, generate_series(1, %s) AS g'
            f' WHERE one."{own}" = %s',
            [times, thing.pk],
        )
