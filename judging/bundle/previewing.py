"""What everybody will read of how the winners were chosen, before the list is
published; nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from awards.ledger.models import Chain
from awards.models import Edition, Round, WinnerList
from judging.bundle.causes import UnsoundError
from judging.bundle.gathering import gather
from judging.bundle.protocol import protocol_of
from judging.bundle.services import public_figures
from judging.models import Ballot, MethodLock


@dataclass(frozen=True)
class Preview:
    """``figures`` as the public page gets them; None with ``why`` where they cannot be made yet."""

    round: Round
    figures: dict[str, Any] | None
    unsound: bool = False


def previews_of(winner_list: WinnerList) -> list[Preview]:
    rounds = judged_rounds(winner_list.edition)
    locked = set(
        MethodLock.objects.filter(round__in=rounds).values_list("round_id", flat=True)
    )
    return [
        preview(round_, winner_list) if round_.pk in locked else Preview(round_, None)
        for round_ in rounds
    ]


def judged_rounds(edition: Edition) -> list[Round]:
    given = Ballot.objects.counted().filter(assignment__round=OuterRef("pk"))
    rounds = edition.rounds.filter(Exists(given), active=True)
    return list(rounds.select_related("edition"))


def preview(round_: Round, winner_list: WinnerList) -> Preview:
    head = Chain.objects.filter(code=round_.edition.code).first()
    try:
        gathered = gather(round_, winner_list, head.length if head else 0, None)
    except UnsoundError:
        return Preview(round_, None, unsound=True)
    protocol = protocol_of(gathered) | {"key_fingerprint": None}
    return Preview(round_, public_figures(protocol, gathered.documents))
