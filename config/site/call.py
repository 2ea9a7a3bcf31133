"""What the page of a call shows: when, what to prepare, what can be won, how it is judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.utils import timezone
from django.utils.translation import gettext as _

from awards.editions.timeline import Step, timeline
from awards.models import (
    Category,
    Criterion,
    Edition,
    PrizeLevel,
    Round,
    Weight,
    WrittenPage,
)
from awards.models.site import PageKind
from awards.site.face import Tier, tiers_of
from awards.site.frame import site_frame
from awards.site.services import published_pages
from awards.site.views import Answered, answered
from awards.statuses import Phase
from awards.winners.ranks import BEST, step_rank
from nominations.models import Question, Rule

A_DAY = 24 * 60 * 60  # seconds


@dataclass(frozen=True)
class Call:
    """An edition's call in time. ``days_left``: whole days begun until it closes, None
    while it takes no entries; ``days`` is how long it is open, ``passed`` of them gone.
    """

    edition: Edition
    is_open: bool
    days_left: int | None
    hours_left: int | None
    days: int
    passed: int
    steps: list[Step]


@dataclass(frozen=True)
class PrizeStep:
    rank: str
    level: PrizeLevel

    @property
    def how_many(self) -> str:
        number = {"n": self.level.per_category}
        if self.level.across:
            return _("%(n)s in all") % number
        return _("%(n)s in each category") % number


@dataclass(frozen=True)
class CategoryOfCall:
    """A category with what counts in it, the heaviest first, in the round that decides."""

    category: Category
    weights: list[Weight]


@dataclass(frozen=True)
class CallPage:
    call: Call
    prizes: list[PrizeStep]
    categories: list[CategoryOfCall]
    criteria: list[Criterion]
    rounds: list[Round]
    questions: list[Question]
    rules: list[Rule]
    is_announced: bool
    answers: list[Answered]
    pages: list[WrittenPage]
    tiers: list[Tier]


def call_of(edition: Edition, now: datetime | None = None) -> Call:
    now = now or timezone.now()
    is_open = edition.phase == Phase.CALL
    left = (edition.closes_at - now).total_seconds()
    whole = ceil((edition.closes_at - edition.opens_at).total_seconds() / A_DAY)
    gone = int((now - edition.opens_at).total_seconds() // A_DAY)
    return Call(
        edition=edition,
        is_open=is_open,
        days_left=int(left // A_DAY) if is_open else None,
        hours_left=int(left // 3600) if is_open else None,
        days=whole,
        passed=min(max(gone, 0), whole),
        steps=[step for step in timeline(edition, [], now) if step.public],
    )


def prize_steps(levels: Iterable[PrizeLevel]) -> list[PrizeStep]:
    """Prizes across categories first, then the ladder from its top."""
    given = list(levels)
    across = [PrizeStep(BEST, level) for level in given if level.across]
    ladder = [level for level in given if not level.across]
    steps = enumerate(ladder, start=1)
    return across + [PrizeStep(step_rank(step), level) for step, level in steps]


def call_page(edition: Edition) -> CallPage:
    rounds = [round_ for round_ in edition.rounds.all() if round_.active]
    written, frame = list(published_pages(edition)), site_frame()
    own = [page for page in written if page.kind == PageKind.QUESTION]
    return CallPage(
        call=call_of(edition),
        prizes=prize_steps(edition.prize_levels.all()),
        categories=categories_of(edition, rounds),
        criteria=list(edition.criteria.select_related("smart")),
        rounds=rounds,
        questions=list(edition.questions.filter(retired_at=None, required=True)),
        rules=list(edition.rules.filter(retired_at=None)),
        is_announced=edition.announced_at is not None,
        answers=answered(own or frame.questions),
        pages=[page for page in written if page.kind != PageKind.QUESTION],
        tiers=tiers_of(list(edition.partners.all()) or frame.partners),
    )


def categories_of(edition: Edition, rounds: list[Round]) -> list[CategoryOfCall]:
    """With the weights of the first round that takes place: where all entries are scored."""
    weights = Weight.objects.filter(round__in=rounds[:1], percent__gt=0)
    by_category: dict[int, list[Weight]] = {}
    for weight in weights.select_related("criterion").order_by(
        "-percent", "criterion__order"
    ):
        by_category.setdefault(weight.category_id, []).append(weight)
    categories = edition.categories.select_related("smart")
    return [CategoryOfCall(one, by_category.get(one.pk, [])) for one in categories]
