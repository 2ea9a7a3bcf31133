"""Running a final: the order, the timer, who was absent, what is carried over from an
earlier round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.ledger.acts import Act
from awards.ledger.services import append, database_now, pseudonym_of
from awards.models import Edition, Round
from judging import acts
from judging.assigning.services import take
from judging.ballot_kinds import kind_of
from judging.ballots.timer import minutes_of
from judging.ballots.typed_scores import plain_decimal
from judging.models import (
    ABSENT,
    Assignment,
    Ballot,
    Carried,
    MethodLock,
    Presentation,
    RoundRules,
    judged_in,
)
from judging.ranking import ranked_rows
from judging.refusals import JudgingError
from nominations.models import EntryCategory
from nominations.statuses import EntryState

FOUR_PLACES = Decimal("0.0001")


def find_finalists(
    round_: Round, references: Sequence[str]
) -> tuple[list[EntryCategory], list[str]]:
    """Entries in the running in the order given, and the references that are none."""
    rows = EntryCategory.objects.filter(
        judged_in(round_.pk),
        entry__edition=round_.edition_id,
        entry__state=EntryState.SUBMITTED,
    )
    found: dict[str, EntryCategory] = {}
    wanted = list(dict.fromkeys(each.upper() for each in references))
    for row in (
        rows.filter(entry__reference__in=wanted)
        .select_related("entry")
        .order_by("category__order", "pk")
    ):
        found.setdefault(row.entry.reference, row)
    return [found[each] for each in wanted if each in found], [
        each for each in wanted if each not in found
    ]


@transaction.atomic
def set_running_order(
    *, round_: Round, standings: Sequence[EntryCategory], actor: User
) -> None:
    """Who presents, one after the other. Raises JudgingError where one would go that
    has begun already.
    """
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    gone = round_.presentations.exclude(entry_category__in=standings)
    if gone.exclude(part_began_at=None, ended_at=None).exists():
        raise JudgingError(
            _("A presentation that has started keeps its place in the order.")
        )
    gone.delete()
    for order, standing in enumerate(standings, 1):
        Presentation.objects.update_or_create(
            round=round_, entry_category=standing, defaults={"order": order}
        )
    values = {
        "round": round_.code,
        "entries": [standing.entry.reference for standing in standings],
    }
    append(
        round_.edition.code,
        acts.FINAL_ORDER,
        actor,
        values,
        subject=f"round:{round_.code}",
    )


def locked_presentation(presentation: Presentation) -> Presentation:
    """With all others of its round, of which only one may run."""
    rows = Presentation.objects.select_for_update(of=("self",)).select_related(
        "round__edition", "round__rules", "entry_category__entry"
    )
    return next(
        one
        for one in rows.filter(round=presentation.round_id)
        if one.pk == presentation.pk
    )


def end_others(running: Presentation, now: datetime) -> None:
    others = Presentation.objects.filter(round=running.round_id).exclude(pk=running.pk)
    others.exclude(part="").update(part="", ended_at=now)


@transaction.atomic
def move_timer(*, presentation: Presentation, act: str, actor: User) -> Presentation:
    """``begin``, ``next`` (part; after the last it ends), ``again`` (this part from its
    beginning), ``end``, ``reset``.

    One presentation of a round runs at a time: beginning one ends the other. By the
    database's clock.
    """
    row = locked_presentation(presentation)
    parts, now = list(minutes_of(row.round)), database_now()
    later = parts[parts.index(row.part) + 1 :] if row.part in parts else []
    if act == "begin":
        end_others(row, now)
        row.part, row.part_began_at, row.ended_at = parts[0], now, None
        record(row, acts.PRESENTATION_BEGAN, actor)
    elif act == "next" and later:
        row.part, row.part_began_at = later[0], now
    elif act in ("next", "end") and row.part:
        row.part, row.ended_at = "", now
        record(row, acts.PRESENTATION_ENDED, actor)
    elif act == "again" and row.part:
        row.part_began_at = now
    elif act == "reset":
        row.part, row.part_began_at, row.ended_at = "", None, None
        record(row, acts.PRESENTATION_RESET, actor)
    row.save(update_fields=["part", "part_began_at", "ended_at"])
    return row


def record(row: Presentation, act: Act, actor: User) -> None:
    """An act about an entry on stage, into the chain of its edition."""
    entry, round_ = row.entry_category.entry, row.round
    values = {"round": round_.code, "entry": entry.reference}
    append(round_.edition.code, act, actor, values, subject=f"entry:{entry.reference}")


@transaction.atomic
def mark_absent(*, assignment: Assignment, actor: User) -> None:
    """The judge did not hear this presentation: their ballot, given or not, is left out
    and missed by nobody.
    """
    take(
        assignment.round, {(assignment.judge_id, assignment.entry_category_id): ABSENT}
    )
    tell(assignment, acts.BALLOT_LEFT_OUT, actor)


@transaction.atomic
def mark_present(*, assignment: Assignment, actor: User) -> None:
    """Marked by mistake: the assignment stands again as it was, with whatever was on
    its ballot. Raises JudgingError where nobody marked the judge absent.
    """
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if row.reasons.get("removed") != ABSENT:
        raise JudgingError
    reasons = {name: value for name, value in row.reasons.items() if name != "removed"}
    Assignment.objects.filter(pk=row.pk).update(recused_at=None, reasons=reasons)
    tell(assignment, acts.BALLOT_LET_IN, actor)


def tell(assignment: Assignment, act: Act, actor: User) -> None:
    """That a ballot was left out or let in, with whose and why, into the chain."""
    from judging.pseudonyms import sheet_of

    edition, standing = assignment.round.edition, assignment.entry_category
    values = {
        "judge": pseudonym_of(edition.code, assignment.judge.user), "entry": standing.entry.reference,
        "sheet": sheet_of(edition, standing.entry.reference), "category": standing.category.code,
        "round": assignment.round.code, "reason": ABSENT,
    }  # fmt: skip
    append(
        edition.code, act, actor, values, subject=f"entry:{standing.entry.reference}"
    )


@transaction.atomic
def set_final_rules(
    *,
    round_: Round,
    minutes: Mapping[str, int],
    carried_from: Round | None,
    carried_percent: Decimal,
    actor: User,
) -> RoundRules:
    """Minutes of the parts, and how much of an earlier round's score counts here.
    Raises JudgingError once too late.
    """
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    rules, _made = RoundRules.objects.get_or_create(round=round_)
    changed = (rules.carried_from, rules.carried_percent) != (
        carried_from,
        carried_percent,
    )
    if changed and is_fixed(round_):
        raise JudgingError(
            _(
                "Scores have been submitted or the method is locked, so carried-over "
                "scores cannot be changed."
            )
        )
    if changed:
        round_.carried.all().delete()
    rules.minutes, rules.carried_from, rules.carried_percent = (
        dict(minutes),
        carried_from,
        carried_percent,
    )
    rules.save()
    values = {
        "round": round_.code, "minutes": dict(minutes), "carried_percent": plain_decimal(carried_percent),
        "carried_from": carried_from.code if carried_from else "",
    }  # fmt: skip
    append(
        round_.edition.code,
        acts.ROUND_RULES,
        actor,
        values,
        subject=f"round:{round_.code}",
    )
    return rules


def is_fixed(round_: Round) -> bool:
    """Whether scores of the round may not change any more: the method is locked, or a
    ballot was begun.
    """
    begun = Ballot.objects.filter(assignment__round=round_, version__gt=0)
    return MethodLock.objects.filter(round=round_).exists() or begun.exists()


@transaction.atomic
def carry_over(*, round_: Round, actor: User) -> int:
    """Fix what each entry brings along: its adjusted score in the earlier round, on
    this round's scale; how many.

    Raises JudgingError where nothing is to be carried, the earlier round is still open,
    or scores are in here.
    """
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    rules = (
        RoundRules.objects.select_related("carried_from")
        .filter(round=round_, carried_percent__gt=0)
        .first()
    )
    if rules is None or rules.carried_from is None:
        raise JudgingError(_("Choose the earlier round and its share first."))
    earlier = rules.carried_from
    check_may_carry(earlier, round_)
    known = scores_in(earlier)
    round_.carried.all().delete()
    Carried.objects.bulk_create(
        Carried(
            round=round_,
            entry_category=row,
            before=exact(score),
            value=on_scale(exact(score), earlier, round_),
        )
        for row, score in known
    )
    values = {
        "round": round_.code,
        "from": earlier.code,
        "percent": plain_decimal(rules.carried_percent),
    }
    append(
        round_.edition.code,
        acts.METHOD_CARRIED,
        actor,
        {**values, "entries": len(known)},
        subject=f"round:{round_.code}",
    )
    return len(known)


def check_may_carry(earlier: Round, round_: Round) -> None:
    if is_fixed(round_):
        raise JudgingError(
            _(
                "Scores have been submitted or the method is locked, so carried-over "
                "scores cannot be changed."
            )
        )
    if not (kind_of(earlier).has_scores and kind_of(round_).has_scores):
        raise JudgingError(
            _("Only scores can be carried over, from a round of scores into another.")
        )
    if earlier.closes_at > database_now():
        raise JudgingError(_("The earlier round is still open."))


def scores_in(earlier: Round) -> list[tuple[EntryCategory, float]]:
    """The adjusted score of each entry that has one, in each of its categories."""
    from judging.results.services import compute_results

    found = compute_results(earlier.edition, earlier)["categories"]
    scores = {
        (code, row["entry"]): row["adjusted"]
        for code, one in found.items()
        for row in ranked_rows(one["entries"])
    }
    rows = EntryCategory.objects.filter(entry__edition=earlier.edition_id)
    return [
        (row, scores[key])
        for row in rows.select_related("entry", "category")
        if (key := (row.category.code, row.entry.reference)) in scores
    ]


def exact(score: float) -> Decimal:
    """Four decimal places, halves away from zero."""
    return Decimal(repr(score)).quantize(FOUR_PLACES, ROUND_HALF_UP)


def on_scale(score: Decimal, earlier: Round, round_: Round) -> Decimal:
    """The same share of this round's scale as of the earlier one's, to four decimal
    places.
    """
    share = (score - earlier.scale_min) / (earlier.scale_max - earlier.scale_min)
    return (round_.scale_min + share * (round_.scale_max - round_.scale_min)).quantize(
        FOUR_PLACES, ROUND_HALF_UP
    )
