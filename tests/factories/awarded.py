"""What is awarded: editions with their categories, criteria, rounds and prizes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from awards.accounts.models import User
from awards.models import (
    Category,
    Criterion,
    Edition,
    Organiser,
    PrizeLevel,
    Round,
    Smart,
    Weight,
)
from awards.roles import Role
from tests.factories.basics import SMARTS, ago, moment, numbers
from tests.factories.people import make_user


def make_edition(
    code: str = "", *, organiser: User | None = None, **fields: Any
) -> Edition:
    """A bare edition whose call is open, without criteria: see ``make_full_edition`` for those."""
    code = code or f"edition-{next(numbers)}"
    times = {
        "opens_at": moment(days=-10),
        "closes_at": moment(days=10),
        "announces_at": moment(days=40),
    }
    names = {"name_th": f"การประกวด {code}", "name_en": f"Edition {code}"}
    edition = Edition.objects.create(
        code=code,
        **{"year": 2026, "opened_at": ago(days=20), **names, **times, **fields},
    )
    if organiser:
        make_organiser(edition, organiser)
    return edition


def make_full_edition(code: str = "", **fields: Any) -> Edition:
    """With two categories, three criteria of even weight, an open blind round and two
    prize levels.
    """
    edition = make_edition(code, **fields)
    make_categories(edition)
    make_criteria(edition)
    make_weights(make_round(edition, judges_per_entry=2))
    make_prize_levels(edition)
    return edition


def make_organiser(
    edition: Edition, user: User | None = None, role: Role = Role.OWNER
) -> User:
    user = user or make_user()
    Organiser.objects.create(edition=edition, user=user, role=role)
    return user


def make_category(edition: Edition, code: str = "mobility", **fields: Any) -> Category:
    smart = Smart.objects.filter(code=code).first()
    names = {
        "name_th": smart.name_th if smart else f"สาขา {code}",
        "name_en": smart.name_en if smart else code,
    }
    return Category.objects.create(
        edition=edition, code=code, smart=smart, **{**names, **fields}
    )


def make_criterion(
    edition: Edition, code: str = "mobility", **fields: Any
) -> Criterion:
    smart = Smart.objects.filter(code=code).first()
    names = {
        "name_th": smart.name_th if smart else f"เกณฑ์ {code}",
        "name_en": smart.name_en if smart else code,
    }
    return Criterion.objects.create(
        edition=edition, code=code, smart=smart, **{**names, **fields}
    )


def make_categories(
    edition: Edition, codes: tuple[str, ...] = SMARTS[:2]
) -> list[Category]:
    smarts = {smart.code: smart for smart in Smart.objects.filter(code__in=codes)}
    return Category.objects.bulk_create(
        Category(
            edition=edition, code=code, order=order, smart=smarts[code],
            name_th=smarts[code].name_th, name_en=smarts[code].name_en,
        )
        for order, code in enumerate(codes)
    )  # fmt: skip


def make_criteria(
    edition: Edition, codes: tuple[str, ...] = SMARTS[:3]
) -> list[Criterion]:
    smarts = {smart.code: smart for smart in Smart.objects.filter(code__in=codes)}
    return Criterion.objects.bulk_create(
        Criterion(
            edition=edition, code=code, order=order, smart=smarts[code],
            name_th=smarts[code].name_th, name_en=smarts[code].name_en,
            looked_for_th=smarts[code].scope_th, looked_for_en=smarts[code].scope_en,
            low_th="ยังไม่เห็นผล", low_en="No effect seen", middle_th="เห็นผลบ้าง", middle_en="Some effect",
            high_th="เห็นผลชัดเจน", high_en="Clear effect",
        )
        for order, code in enumerate(codes)
    )  # fmt: skip


def make_round(edition: Edition, code: str = "online", **fields: Any) -> Round:
    window = {"opens_at": moment(days=-1), "closes_at": moment(days=1)}
    return Round.objects.create(
        edition=edition,
        code=code,
        name_th="รอบ",
        name_en="Round",
        **{**window, **fields},
    )


def make_level(
    edition: Edition, code: str = "good", order: int = 1, **fields: Any
) -> PrizeLevel:
    names = {"name_th": "ระดับดี", "name_en": "Good"}
    return PrizeLevel.objects.create(
        edition=edition, code=code, order=order, **{**names, **fields}
    )


def make_weight(
    round_: Round, category: Category, criterion: Criterion, percent: int = 100
) -> Weight:
    return Weight.objects.create(
        round=round_, category=category, criterion=criterion, percent=percent
    )


def make_weights(round_: Round) -> None:
    criteria, categories = (
        list(round_.edition.criteria.all()),
        list(round_.edition.categories.all()),
    )
    if criteria:
        even = (Decimal(100) / len(criteria)).quantize(Decimal("0.001"))
        parts = [100 - even * (len(criteria) - 1), *[even] * (len(criteria) - 1)]
        Weight.objects.bulk_create(
            Weight(
                round=round_, category=category, criterion=criterion, percent=percent
            )
            for category in categories
            for criterion, percent in zip(criteria, parts, strict=True)
        )


def make_prize_levels(edition: Edition) -> list[PrizeLevel]:
    ladder = [("excellent", "ระดับดีเยี่ยม", "Excellent"), ("good", "ระดับดี", "Good")]
    return PrizeLevel.objects.bulk_create(
        PrizeLevel(edition=edition, code=code, order=order, name_th=th, name_en=en)
        for order, (code, th, en) in enumerate(ladder, 1)
    )
