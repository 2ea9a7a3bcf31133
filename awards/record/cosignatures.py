"""What witnesses handed back about this site's own heads."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction

from awards.ledger.checkpoint import Checkpoint, NoCheckpoint, keys_in, read_checkpoint
from awards.ledger.models import Cosignature, SignedHead
from awards.record.witnessing import is_signed


class NotWitnessedError(Exception):
    """Nothing of it can be stored; the message says why."""


@transaction.atomic
def store_cosignatures(*, text: str, witnesses: str) -> list[str]:
    """Names of the witnesses whose lines were added. ``text``: a checkpoint of ours with
    their lines; ``witnesses``: their keys, as they hand them out. Raises
    NotWitnessedError.
    """
    try:
        given, keys = read_checkpoint(text), list(keys_in(witnesses))
    except NoCheckpoint as problem:
        raise NotWitnessedError(str(problem)) from problem
    head = own_head(given)
    found = []
    for name, key in keys:
        moment = given.seen_by(name, key, is_signed)
        if moment is None:
            raise NotWitnessedError(f"{name} did not sign this checkpoint")
        line = next(one.line for one in given.signatures if one.name == name)
        _row, new = Cosignature.objects.get_or_create(
            head=head,
            name=name,
            defaults={"at": datetime.fromtimestamp(moment, UTC), "line": line},
        )
        found += [name] if new else []
    return found


def own_head(given: Checkpoint) -> SignedHead:
    chain = given.head.origin.rpartition("/")[2]
    for head in SignedHead.objects.filter(chain=chain, size=given.head.size):
        if read_checkpoint(head.note).head == given.head:
            return head
    raise NotWitnessedError("this is no checkpoint that this site signed")
