"""Seats that a recusal left empty, each with whom the matching would ask instead."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models.fields.json import KT

from awards.language.bilingual import reader_language
from awards.models import Edition, Round
from judging.assigning.draft import Wish, situation_of
from judging.assigning.engine import plan_extra
from judging.assigning.replacements import least_known
from judging.matching import say
from judging.models import Assignment, Judge
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
    recused = Assignment.objects.filter(
        round=round_, recused_at__isnull=False
    ).annotate(why=KT("reasons__removed"))
    recused = recused.filter(why__isnull=True)
    left: dict[int, list[str]] = {}
    for row in recused.select_related("judge__user"):
        left.setdefault(row.entry_category_id, []).append(str(row.judge.user))
    if not left:
        return []
    standing = Assignment.objects.standing().filter(
        round=round_, entry_category__in=left
    )
    seated = Counter(standing.values_list("entry_category_id", flat=True))
    wanting = [pk for pk in left if seated[pk] < round_.judges_per_entry]
    places = EntryCategory.objects.filter(in_running("entry__"), pk__in=wanting)
    chosen = list(
        places.select_related("entry", "category").order_by("entry__reference")[:MOST]
    )
    if not chosen:
        return []
    situation, order = (
        situation_of(edition, round_, Wish(round_.judges_per_entry)),
        least_known(edition, round_),
    )
    found = [(place, plan_extra(situation, place.pk, order)) for place in chosen]
    wanted = {int(str(extra.place.judge)[1:]) for _place, extra in found if extra.place}
    judges = {
        judge.pk: judge
        for judge in Judge.objects.filter(pk__in=wanted).select_related("user")
    }
    return [
        OpenSeat(
            place, tuple(left[place.pk]), judges.get(int(str(extra.place.judge)[1:])) if extra.place else None,
            tuple(say(reason, reader_language()) for reason in extra.reasons),
        )
        for place, extra in found
    ]  # fmt: skip
