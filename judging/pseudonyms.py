"""Names under which entries and judges stand in what is published: cannot be guessed
before, can be revealed later.

An entry's pseudonym is a commitment: SHA-256 over a salt and the entry's reference. The
salt comes from the edition's secret, so it can be handed to the entrant (or printed,
for winners) and then anybody can check it. A judge's pseudonym is the one of the
ledger, random; who stands behind it is committed to in the protocol, under a salt made
the same way.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from awards.accounts.models import User
from awards.ledger.services import commit_to, pseudonyms_of
from awards.models import Edition
from judging.models import Judge, ResultSecret

LENGTH = 24  # hex digits: 96 bits


class Pseudonyms:
    """One edition's; reads its secret once."""

    def __init__(self, edition: Edition) -> None:
        row = getattr(edition, "result_secret", None)
        if row is None:
            fresh = {"secret": secrets.token_hex(32)}
            row, _created = ResultSecret.objects.get_or_create(
                edition=edition, defaults=fresh
            )
        self.edition, self._secret = edition, bytes.fromhex(row.secret)

    def salt(self, kind: str, name: str) -> str:
        return hmac.new(
            self._secret, f"{kind}:{name}".encode(), hashlib.sha256
        ).hexdigest()[:32]

    def entry(self, reference: str) -> str:
        return (
            "e-"
            + commit_to({"entry": reference}, self.salt("entry", reference))[:LENGTH]
        )

    def judges(self) -> dict[int, str]:
        """Judge id → pseudonym in the edition's chain, for the whole jury in a few
        statements.

        A judge whose person was erased keeps the one that the ballots stand under
        (``judging.roof.personal_data``).
        """
        jury = list(
            Judge.objects.filter(edition=self.edition).values_list(
                "pk", "user_id", "pseudonym"
            )
        )
        known = pseudonyms_of(
            self.edition.code, {user for _judge, user, kept in jury if not kept}
        )
        return {judge: kept or known[user] for judge, user, kept in jury}

    def judge_commitment(self, pseudonym: str, person: User) -> str:
        """What binds us to who this judge is, without saying it."""
        value = {
            "judge": pseudonym,
            "name_th": person.name_th,
            "name_en": person.name_en,
        }
        return commit_to(value, self.salt("judge", pseudonym))


def sheet_of(edition: Edition, reference: str) -> str:
    """The entry's pseudonym as it enters the chain beside each ballot, so that ballots
    can be checked against it.
    """
    return Pseudonyms(edition).entry(reference)
