"""Seats that a recusal left empty, each with whom the matching would ask instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models.fields.json import KT

from awards.language.bilingual import reader_language
from awards.models import Edition, Round
from awards.speed.prepared_query import Prepared
from judging.assigning.draft import Wish, situation_of
from judging.assigning.engine import plan_extra
from judging.assigning.replacements import least_known
from judging.matching import Extra, say
from judging.models import Assignment, Judge, judged_in
from nominations.models import EntryCategory, in_running

MOST = 8  # proposals worked out for one page


@dataclass(frozen=True)
class OpenSeat:
    standing: EntryCategory
    gone: tuple[str, ...]
    judge: Judge | None
    words: tuple[str, ...]


def open_seats(edition: Edition, round_: Round) -> list[OpenSeat]:
    """Entries with fewer judges than the round wants since somebody stepped back; a
    fixed number of questions.
    """
    gone = gone_from(round_)
    places = places_short(round_, gone)
    if not places:
        return []
    situation = situation_of(edition, round_, Wish(round_.judges_per_entry))
    order = least_known(edition, round_)
    extras = [(place, plan_extra(situation, place.pk, order)) for place in places]
    asked = {pk for _place, extra in extras if (pk := judge_of(extra))}
    judges = Judge.objects.filter(pk__in=asked).select_related("user")
    by_number: dict[int | None, Judge] = {judge.pk: judge for judge in judges}
    return [
        OpenSeat(
            place,
            tuple(gone[place.pk]),
            by_number.get(judge_of(extra)),
            tuple(say(reason, reader_language()) for reason in extra.reasons),
        )
        for place, extra in extras
    ]


recused: Prepared[Assignment] = Prepared(
    lambda round_: (
        Assignment.objects.filter(round=round_, recused_at__isnull=False)
        .annotate(why=KT("reasons__removed"))
        .filter(why__isnull=True)
        .select_related("judge__user")
    )
)


def gone_from(round_: Round) -> dict[int, list[str]]:
    """Place in a category → the judges who stepped back there by themselves."""
    gone: dict[int, list[str]] = {}
    for row in recused(round_.pk):
        gone.setdefault(row.entry_category_id, []).append(str(row.judge.user))
    return gone


def places_short(round_: Round, places: Collection[int]) -> list[EntryCategory]:
    """Of these places those in the running with fewer judges than the round wants, by
    reference; MOST at most.
    """
    if not places:
        return []
    standing = Assignment.objects.standing().filter(
        round=round_, entry_category__in=places
    )
    seated = Counter(standing.values_list("entry_category_id", flat=True))
    short = [pk for pk in places if seated[pk] < round_.judges_per_entry]
    rows = EntryCategory.objects.filter(
        in_running("entry__"), judged_in(round_.pk), pk__in=short
    )
    ordered = rows.select_related("entry", "category").order_by("entry__reference")
    return list(ordered[:MOST])


def judge_of(extra: Extra) -> int | None:
    """The judge's number; the matching knows judges as "j" and the number."""
    return int(str(extra.place.judge)[1:]) if extra.place else None
