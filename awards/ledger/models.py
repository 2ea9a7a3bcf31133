from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

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


class Occasion(models.TextChoices):
    """Why a head was signed. What is done at these moments is public anyway."""

    LOCKED = "locked", _("The judging method was locked")
    CLOSED = "closed", _("Judging was closed")
    PUBLISHED = "published", _("The winners were published")
    DAILY = "daily", _("At night")


def only_grows(name: str) -> list[pgtrigger.Trigger]:
    """What is never changed and never deleted."""
    return [
        pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete),
        NEVER_TRUNCATED,
    ]


class SignedHead(models.Model):
    """The first ``size`` rows of a chain, signed as one: see ``heads`` and
    ``checkpoint``.
    """

    chain = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    occasion = models.CharField(max_length=10, choices=Occasion)
    # as it was signed: kept as text, since not a letter may be another
    note = models.TextField()

    class Meta:
        ordering = ["chain", "size", "pk"]
        indexes = [models.Index(fields=["chain", "size"], name="ledger_head_by_size")]
        triggers = only_grows("head_stands")

    def __str__(self) -> str:
        return f"{self.chain} {self.size} {self.occasion}"


class HeadStamp(models.Model):
    """What an authority says about when a head was there (RFC 3161), over its text."""

    head = models.ForeignKey(
        SignedHead, on_delete=models.PROTECT, related_name="stamps"
    )
    authority = models.CharField(max_length=200)
    at = models.DateTimeField()
    token = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        triggers = only_grows("stamp_stands")
        constraints = [
            models.UniqueConstraint(
                fields=["head", "authority"], name="one_stamp_of_an_authority"
            )
        ]


class Cosignature(models.Model):
    """A witness saw this head and none that contradicts it: a line of a checkpoint."""

    head = models.ForeignKey(
        SignedHead, on_delete=models.PROTECT, related_name="cosignatures"
    )
    name = models.CharField(max_length=200)
    at = models.DateTimeField()
    line = models.TextField()

    class Meta:
        ordering = ["pk"]
        triggers = only_grows("cosignature_stands")
        constraints = [
            models.UniqueConstraint(
                fields=["head", "name"], name="one_signature_of_a_witness"
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
    SignedHead: READ_AND_ADD,
    HeadStamp: READ_AND_ADD,
    Cosignature: READ_AND_ADD,
}
