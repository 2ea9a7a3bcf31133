from __future__ import annotations

import pgtrigger
from django.db import models

from awards.ledger.acts import VALUES_ERASED
from awards.ledger.erasable import NAMED, PERSONAL

NEVER_TRUNCATED = pgtrigger.Trigger(
    name="never_truncated",
    operation=pgtrigger.Truncate,
    when=pgtrigger.Before,
    level=pgtrigger.Statement,
    func="RAISE EXCEPTION 'pgtrigger: the ledger is append-only: it is never truncated';",
)
MAY_GO = ", ".join(f"'{name}'" for name in sorted(PERSONAL))
# An act is of this transaction when it bears its moment: append writes transaction_timestamp().
NAMED_BY_AN_ACT = f"""
IF OLD.name NOT IN ({MAY_GO}) THEN
    RAISE EXCEPTION 'pgtrigger: % of row % of % is never erased', OLD.name, OLD.number, OLD.chain;
END IF;
IF NOT EXISTS (
    SELECT FROM ledger_row AS act JOIN ledger_value AS said USING (chain, number)
    WHERE act.chain = OLD.chain AND act.act = '{VALUES_ERASED}' AND act.at = transaction_timestamp()
    AND act.number > OLD.number AND said.name = '{NAMED}' AND said.value @> jsonb_build_array(
        jsonb_build_object('number', OLD.number, 'names', jsonb_build_array(OLD.name)))
) THEN
    RAISE EXCEPTION 'pgtrigger: no act of erasure names % of row % of %', OLD.name, OLD.number, OLD.chain;
END IF;
RETURN OLD;
"""


READ_AND_ADD = ("SELECT", "INSERT")


class Chain(models.Model):
    """The head of one edition's chain. Its row lock makes appends one after the other."""

    code = models.CharField(max_length=40, unique=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.code


class Row(models.Model):
    """One act. Holds no plain value and no foreign key: actor as a pseudonym, values as
    salted hashes (hex SHA-256).
    """

    chain = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    actor = models.CharField(max_length=40)
    commitments = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "number"], name="row_number_unique_in_chain"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            NEVER_TRUNCATED,
        ]

    def __str__(self) -> str:
        return f"{self.chain} #{self.number} {self.act}"


class Value(models.Model):
    """A value behind a commitment, with its salt; never changed. Personal words may be
    erased: see ``erasable``.
    """

    chain = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    value = models.JSONField()
    salt = models.CharField(max_length=32)
    # what the act was about, to find its history by
    subject = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "number", "name"], name="one_value_per_commitment"
            )
        ]
        indexes = [
            models.Index(fields=["chain", "subject"], name="ledger_value_by_subject")
        ]
        triggers = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="erased_by_an_act",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                func=NAMED_BY_AN_ACT,
            ),
            NEVER_TRUNCATED,
        ]


class Actor(models.Model):
    """Who stands behind a pseudonym, which the database makes. May be erased when the
    law asks, by an act that names it. No foreign key: people go, the chain stays.
    """

    chain = models.CharField(max_length=40)
    user_id = models.BigIntegerField()
    pseudonym = models.CharField(max_length=40, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "user_id"], name="one_pseudonym_per_chain"
            )
        ]


# What the application's role may do with these tables, whoever its code obeys; all other
# tables it may also change and empty (``config.rights``). Values go by the database's
# own function ``ledger_erase``, which wants the act that names them, and links to people
# by ``ledger_forget``. A head that lies is found by whoever walks the chain.
RIGHTS: dict[type[models.Model], tuple[str, ...]] = {
    Chain: (*READ_AND_ADD, "UPDATE (length, head)"),
    Row: READ_AND_ADD,
    Value: READ_AND_ADD,
    Actor: ("SELECT", "INSERT (chain, user_id)"),
}
