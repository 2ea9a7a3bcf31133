from __future__ import annotations

from collections.abc import Mapping, Sequence

from awards.accounts.models import User
from awards.models import Edition
from awards.outbox.services import queue_mail
from judging.mail_basics import address
from judging.models.assignments import Assignment
from judging.models.jury import Judge
from nominations.models import Entry


def conflicts_found(
    edition: Edition, organiser: User, lines: Sequence[Mapping[str, object]], key: str
) -> bool:
    """To an organiser: entries closed to a judge who was already judging them.
    ``lines``: judge, reference, source.
    """
    link = address("judging:conflict-list", organiser.language, edition.code)
    return queue_mail(
        "conflicts_found",
        "judging/emails/conflicts_found.txt",
        {"edition": edition, "lines": lines, "link": link},
        dedupe_key=f"conflicts-found:{key}:{organiser.pk}",
        recipient=organiser,
        edition_code=edition.code,
    )


def judge_recused(
    edition: Edition,
    organiser: User,
    judge: Judge,
    entry: Entry,
    seats: list[Assignment],
) -> bool:
    """To an organiser, with the page of each seat that is empty now: who is proposed
    instead stands there.

    The reason stands on the organiser's pages, not in the mail.
    """
    language = organiser.language
    empty = [
        {
            "category": seat.entry_category.category,
            "round": seat.round,
            "link": address(
                "judging:entry-watch", language, edition.code, seat.entry_category_id
            )
            + f"?round={seat.round.code}",
        }
        for seat in seats
    ]
    link = address("judging:conflict-list", language, edition.code)
    return queue_mail(
        "judge_recused",
        "judging/emails/judge_recused.txt",
        {
            "edition": edition,
            "judge": judge,
            "reference": entry.reference,
            "seats": empty,
            "link": link,
        },
        dedupe_key=f"judge-recused:{judge.pk}:{entry.pk}:{organiser.pk}",
        recipient=organiser,
        edition_code=edition.code,
    )
