"""The chain of what is done about personal data."""

from __future__ import annotations

from collections.abc import Mapping

from awards.accounts.models import User
from awards.ledger.acts import Act
from awards.ledger.services import append
from config.people.personal_data import CHAIN


def record(
    act: Act, actor: User | None, values: Mapping[str, object], subject: str = ""
) -> None:
    """Call it in the transaction of the act itself. Values are kinds and numbers: a chain
    keeps them for ever.
    """
    append(CHAIN, act, actor, values, subject=subject)
