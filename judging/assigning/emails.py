from __future__ import annotations

from awards.models import Round
from awards.outbox.services import save_messages
from judging.mail_basics import _prepared
from judging.models.jury import Judge


def assignments_changed(
    judges: dict[int, Judge],
    round_: Round,
    given: dict[int, list[str]],
    taken: dict[int, list[str]],
    key: str,
) -> int:
    """One mail to each judge who got entries or had some taken off; all written in one statement.

    ``given``, ``taken``: judge id → references.
    """
    mails = [
        _prepared(
            "judge_assigned",
            {"count": len(given[pk]), "round": round_},
            judges[pk],
            key,
        )
        for pk in given
    ] + [
        _prepared(
            "judge_unassigned",
            {"references": taken[pk], "round": round_},
            judges[pk],
            key,
        )
        for pk in taken
    ]
    return save_messages(mails)
