"""What organisers and entrants say about the stage. None of it decides a result."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards import acts
from awards.accounts.models import User
from awards.ceremony.running_order import FIELDS, Cue, place_of, running_of, seat_name
from awards.language.seen_form import check_seen, standing_of
from awards.ledger.services import append, database_now
from awards.models import Edition, Side, StagePlan, StageWord
from awards.refusals import Refused, WrongState

PLANNED = (
    "grouping",
    "lowest_first",
    "reveal",
    "seats_per_row",
    "kept_rows",
    "usual_party",
    "asks_entrants",
)


class SeatTaken(Refused):
    """A seat that is not there, or that another party has."""


@transaction.atomic
def save_plan(*, plan: StagePlan, actor: User, seen: str = "") -> StagePlan:
    """The plan of an edition's ceremony, in place of the one before; all of it stands
    in the ledger. Raises ChangedMeanwhile when another stands than ``seen`` says.
    """
    plans = StagePlan.objects.select_for_update().filter(edition=plan.edition)
    standing = plans.first()
    check_seen(seen, standing_of(standing or StagePlan(), PLANNED))
    plan.pk = standing.pk if standing else None
    plan.save()
    values = {
        field.name: getattr(plan, field.name)
        for field in plan._meta.fields
        if field.name not in ("id", "edition")
    }
    append(plan.edition.code, acts.STAGE_PLANNED, actor, values, subject="stage")
    return plan


@transaction.atomic
def say_on_stage(
    *,
    edition: Edition,
    reference: str,
    side: Side,
    actor: User,
    seen: str = "",
    **said: object,
) -> StageWord:
    """Write one side's words; ``said`` are the fields of ``running.FIELDS``. An entrant
    may speak until publication.

    Raises ``WrongState`` when an entrant is not asked, or no longer, ``SeatTaken`` for a
    seat that cannot be given, and ``ChangedMeanwhile`` when others stand than ``seen`` says.
    """
    if side == Side.ENTRANT:
        check_asked(edition)
        said.pop("seat", None)
    values = {name: said[name] for name in FIELDS if name in said}
    before = (
        StageWord.objects.select_for_update()
        .filter(edition=edition, reference=reference, side=side)
        .first()
    )
    check_seen(seen, standing_of(before or StageWord(), values))
    word, _made = StageWord.objects.update_or_create(
        edition=edition,
        reference=reference,
        side=side,
        defaults={**values, "written_by": actor, "written_at": database_now()},
    )
    if word.seat != (before.seat if before else ""):
        give_seat(word, actor)
    return word


def give_seat(word: StageWord, actor: User) -> None:
    """Who sits where is protocol, asked about afterwards: the ledger keeps it."""
    check_seat(word)
    values = {"reference": word.reference, "seat": word.seat}
    append(word.edition.code, acts.STAGE_SEAT_GIVEN, actor, values, subject="stage")


def check_seat(word: StageWord) -> None:
    """Raises SeatTaken, on the field, for a seat that the hall does not have and for
    one that another group holds.
    """
    running = running_of(word.edition)
    width = running.plan.seats_per_row
    if word.seat and place_of(word.seat, width) is None:
        text = _(
            "This seat does not exist. Enter row and seat, for example B3. A row has "
            "%(n)d seats."
        )
        raise SeatTaken(text % {"n": width}, "seat")
    given = {
        cue.winner.reference: hand_places(cue, width)
        for cue in running.cues
        if cue.seat
    }
    mine = given.pop(word.reference, set())
    for reference, theirs in given.items():
        if mine & theirs:
            text = _(
                "Seat %(seat)s is already given to %(reference)s. Choose another "
                "seat, or move that group first."
            )
            values = {
                "seat": seat_name(min(mine & theirs), width),
                "reference": reference,
            }
            raise SeatTaken(text % values, "seat")


def hand_places(cue: Cue, width: int) -> set[int]:
    """Where a party whose first seat was given by hand should sit."""
    first = place_of(cue.seat, width)
    return set() if first is None else set(range(first, first + cue.coming))


def check_asked(edition: Edition) -> None:
    """Raises WrongState once entrants are not asked any more."""
    if not is_asked(edition):
        raise WrongState(
            _(
                "The organisers are no longer asking for this. If something has "
                "changed, contact them."
            )
        )


def is_asked(edition: Edition) -> bool:
    """The same for every entry of the edition, so that being asked says nothing about winning."""
    asked = StagePlan.objects.filter(edition=edition, asks_entrants=True).exists()
    return (
        asked and not edition.winner_lists.filter(published_at__isnull=False).exists()
    )


def said_by_entrant(edition: Edition, reference: str) -> StageWord | None:
    """None where the entrant has not answered."""
    return StageWord.objects.filter(
        edition=edition, reference=reference, side=Side.ENTRANT
    ).first()


def said_by_organiser(edition: Edition, reference: str) -> StageWord | None:
    """None where no organiser has written over the answer."""
    return StageWord.objects.filter(
        edition=edition, reference=reference, side=Side.ORGANISER
    ).first()
