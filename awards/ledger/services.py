"""Appending to an edition's chain; ``verifying`` walks it.

Each row's hash is SHA-256 over the canonical JSON (sorted keys, no spaces, UTF-8) of
its own fields and the hash of the row before. A value enters as SHA-256 over its
128-bit salt and its canonical JSON, so it cannot be guessed. The moment is such a value too: a row itself
tells the day.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models, transaction

from awards.accounts.models import User
from awards.ledger.acts import Act
from awards.ledger.models import Actor, Chain, Row, Value
from awards.speed.prepared_query import Prepared

GENESIS = "0" * 64
SYSTEM = "system"
MOMENT = "moment"  # the value that holds when exactly; opened where all know it anyway


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: the same value gives the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def commit_to(value: object, salt: str) -> str:
    """The commitment to a value: hex SHA-256 of ``salt``, a colon and the value's
    canonical JSON.
    """
    return hashlib.sha256(f"{salt}:{canonical(value)}".encode()).hexdigest()


def stamp(moment: datetime) -> str:
    """A moment as it enters a hash: UTC to the microsecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def told_at(row: Row) -> str:
    """When it was, as everybody may read it: the day (UTC), so that colleagues cannot
    tell a judge by the hour. Rows from before the moment was a value tell the moment.
    """
    exact = stamp(row.at)
    return exact.partition("T")[0] if MOMENT in row.commitments else exact


def content(row: Row) -> dict[str, object]:
    """What a row's hash covers; also how the chain is published."""
    return {
        "chain": row.chain,
        "number": row.number,
        "at": told_at(row),
        "act": row.act,
        "actor": row.actor,
        "commitments": row.commitments,
        "previous": row.previous,
    }


def row_hash(row: Row) -> str:
    """Hex SHA-256 of the row's content, the hash of the row before included."""
    return hashlib.sha256(canonical(content(row)).encode()).hexdigest()


# Of somebody known, or written now: one statement, which changes no row. The database
# makes the pseudonym, so that nobody chooses whose acts theirs look like.
KNOWN_OR_NEW = """
    WITH new AS (
        INSERT INTO ledger_actor (chain, user_id)
        SELECT %(chain)s, unnest(%(users)s::bigint[])
        ON CONFLICT (chain, user_id) DO NOTHING RETURNING user_id, pseudonym)
    SELECT user_id, pseudonym FROM new UNION ALL
    SELECT user_id, pseudonym FROM ledger_actor
    WHERE chain = %(chain)s AND user_id = ANY(%(users)s)"""


def database_now() -> datetime:
    """The database's clock at the start of this transaction: the one clock that decides."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def pseudonym_of(chain: str, user: User | None) -> str:
    """The person's pseudonym in this chain: random, so nobody can work it out;
    ``system`` for the machine.
    """
    if user is None:
        return SYSTEM
    return known_or_new(chain, [user.pk])[user.pk]


def pseudonyms_of(chain: str, user_ids: Iterable[int]) -> dict[int, str]:
    """The same for many people at once: user id → pseudonym."""
    wanted = set(user_ids)
    known = known_in(chain, wanted)
    new = sorted(wanted - set(known))
    return known | known_or_new(chain, new) if new else known


def known_in(chain: str, user_ids: Iterable[int]) -> dict[int, str]:
    found = Actor.objects.filter(chain=chain, user_id__in=user_ids)
    return dict(found.values_list("user_id", "pseudonym"))


def known_or_new(chain: str, user_ids: Sequence[int]) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(KNOWN_OR_NEW, {"chain": chain, "users": list(user_ids)})
        found: dict[int, str] = dict(cursor.fetchall())
    # another wrote some while this statement ran, and it did not see their rows yet
    unseen = set(user_ids) - set(found)
    return found | known_in(chain, unseen) if unseen else found


def locked_head(chain: str) -> Chain:
    """The head of the chain, held until the end of this transaction; made with the first act."""
    head = Chain.objects.select_for_update().filter(code=chain).first()
    if head is not None:
        return head
    Chain.objects.get_or_create(code=chain, defaults={"head": GENESIS})
    return Chain.objects.select_for_update().get(code=chain)


def head_rows(chain: str, user: int) -> models.QuerySet[Chain]:
    """The chain's head, locked, with the transaction's time and the person's pseudonym,
    if any.
    """
    known = Actor.objects.filter(chain=chain, user_id=user).values("pseudonym")[:1]
    now = models.Func(
        function="transaction_timestamp", output_field=models.DateTimeField()
    )
    heads = Chain.objects.select_for_update(of=("self",)).filter(code=chain)
    return heads.annotate(now=now, actor=models.Subquery(known))


locked_heads = Prepared[Chain](head_rows)
NOBODY = 0


def head_for(chain: str, actor: User | None) -> tuple[Chain, datetime, str]:
    """Held head, the database's clock, the actor's pseudonym: in one statement but for
    what is there the first time.
    """
    head: Any = locked_heads.first(chain, NOBODY if actor is None else actor.pk)
    if head is None:
        return locked_head(chain), database_now(), pseudonym_of(chain, actor)
    return head, head.now, (head.actor if actor else None) or pseudonym_of(chain, actor)


def append(
    chain: str,
    act: Act,
    actor: User | None,
    values: Mapping[str, object],
    *,
    subject: str = "",
    subjects: Mapping[str, str] | None = None,
) -> Row:
    """Write one act into the chain; ``values`` must be JSON. Call it inside the
    transaction of the act itself.

    ``subject`` (``entry:SCSA-2566-0042``) finds the history of a thing later; it is no
    part of the chain. ``subjects``: by value, where an act is about several things at
    once.
    """
    with transaction.atomic(savepoint=False):
        head, now, pseudonym = head_for(chain, actor)
        values = {**values, MOMENT: stamp(now)}
        salts = salts_for(values)
        row = linked_row(
            chain=chain,
            number=head.length + 1,
            previous=head.head,
            at=now,
            act=act,
            actor=pseudonym,
            values=values,
            salts=salts,
        )
        about = {**(subjects or {}), MOMENT: ""}
        opened = [
            opened_value(row, name, value, salts[name], about.get(name, subject))
            for name, value in values.items()
        ]
        write(head, [row], opened)
        return row


def salts_for(values: Mapping[str, object]) -> dict[str, str]:
    """128 bits for each value, in hex."""
    return {name: secrets.token_hex(16) for name in values}


def linked_row(
    *,
    chain: str,
    number: int,
    previous: str,
    at: datetime,
    act: Act,
    actor: str,
    values: Mapping[str, object],
    salts: Mapping[str, str],
) -> Row:
    """A row that follows the one whose hash is ``previous``, not stored yet."""
    row = Row(
        chain=chain,
        number=number,
        at=at,
        act=act.code,
        actor=actor,
        commitments={
            name: commit_to(value, salts[name]) for name, value in values.items()
        },
        previous=previous,
    )
    row.hash = row_hash(row)
    return row


WRITE = """
WITH head AS (UPDATE ledger_chain SET length = %(length)s, head = %(head)s WHERE id = %(chain_id)s),
opened AS (
    INSERT INTO ledger_value (chain, number, name, value, salt, subject)
    SELECT %(chain)s, given.* FROM unnest(
        %(of)s::integer[], %(names)s::text[], %(values)s::jsonb[], %(salts)s::text[], %(subjects)s::text[]
    ) AS given
)
INSERT INTO ledger_row (chain, number, at, act, actor, commitments, previous, hash)
SELECT %(chain)s, given.number, %(at)s, given.act, given.actor, given.commitments, given.previous, given.hash
FROM unnest(
    %(numbers)s::integer[], %(acts)s::text[], %(actors)s::text[], %(commitments)s::jsonb[],
    %(previous)s::text[], %(hashes)s::text[]
) AS given(number, act, actor, commitments, previous, hash)
RETURNING id
"""


def write(head: Chain, rows: Sequence[Row], opened: Sequence[Value]) -> None:
    """Rows of one moment, their values and the new head in one statement: other acts of
    the edition wait for the head until all is in.
    """
    given: dict[str, Any] = {
        "length": rows[-1].number,
        "head": rows[-1].hash,
        "chain_id": head.pk,
        "chain": head.code,
        "at": rows[-1].at,
        "of": [value.number for value in opened],
        "names": [value.name for value in opened],
        "values": [json.dumps(value.value) for value in opened],
        "salts": [value.salt for value in opened],
        "subjects": [value.subject for value in opened],
        "numbers": [row.number for row in rows],
        "acts": [row.act for row in rows],
        "actors": [row.actor for row in rows],
        "commitments": [json.dumps(row.commitments) for row in rows],
        "previous": [row.previous for row in rows],
        "hashes": [row.hash for row in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE, given)
        numbers = cursor.fetchall()
    for row, (pk,) in zip(rows, numbers, strict=True):
        row.pk = pk
        row._state.adding, row._state.db = False, connection.alias


def happened(chain: str, act: Act, subject: str) -> bool:
    """Whether the chain holds such an act about this thing (for a lower floor that
    cannot ask a higher one).
    """
    about = Value.objects.filter(chain=chain, subject=subject).values("number")
    return Row.objects.filter(chain=chain, act=act.code, number__in=about).exists()


@dataclass(frozen=True)
class NewRow:
    """One row to be written; fields as the arguments of ``append``."""

    act: Act
    actor: User | None
    values: dict[str, Any]
    subject: str = ""


def append_many(chain: str, news: Iterable[NewRow]) -> int:
    """The same as ``append`` for each row in turn, in a handful of statements: for
    imports and assignments. Returns how many were written.
    """
    wanted = list(news)
    if not wanted:
        return 0
    with transaction.atomic(savepoint=False):
        first = wanted[0].actor
        head, now, pseudonym = head_for(chain, first)
        known = {getattr(first, "pk", None): pseudonym}
        rows, values = linked_rows(head, wanted, now, known)
        write(head, rows, values)
        return len(rows)


def linked_rows(
    head: Chain,
    news: Iterable[NewRow],
    at: datetime,
    pseudonyms: dict[int | None, str],
) -> tuple[list[Row], list[Value]]:
    """Rows that follow one another from the chain's head on, and their opened values.
    ``pseudonyms``: those known already, by the person's number.
    """
    rows: list[Row] = []
    values: list[Value] = []
    previous, number = head.head, head.length
    for new in news:
        user = getattr(new.actor, "pk", None)
        if user not in pseudonyms:
            pseudonyms[user] = pseudonym_of(head.code, new.actor)
        number += 1
        given = {**new.values, MOMENT: stamp(at)}
        salts = salts_for(given)
        row = linked_row(
            chain=head.code,
            number=number,
            previous=previous,
            at=at,
            act=new.act,
            actor=pseudonyms[user],
            values=given,
            salts=salts,
        )
        previous = row.hash
        rows.append(row)
        values += [
            opened_value(row, name, value, salts[name], new.subject)
            for name, value in new.values.items()
        ]
        values.append(opened_value(row, MOMENT, given[MOMENT], salts[MOMENT], ""))
    return rows, values


def opened_value(row: Row, name: str, value: object, salt: str, subject: str) -> Value:
    """What stands behind a commitment, not stored yet."""
    return Value(
        chain=row.chain,
        number=row.number,
        name=name,
        value=value,
        salt=salt,
        subject=subject,
    )
