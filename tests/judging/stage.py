"""The room's stage: an edition in judging with entries, judges and, where wanted,
assignments. Everything invented.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from awards.accounts.models import User
from awards.models import (
    Category,
    Criterion,
    Edition,
    Organiser,
    PrizeLevel,
    Province,
    Round,
    Weight,
)
from judging.models import Assignment, Judge
from judging.statuses import JudgeState
from nominations.models import Entry, EntryCategory, Member, Organisation
from tests.factories.basics import numbers

CRITERIA = ("impact", "design", "reach")
PERCENTS = (50, 30, 20)


def person(email: str = "", **fields: Any) -> User:
    user = User(email=email or f"staged{next(numbers)}@example.org", **fields)
    user.set_unusable_password()
    user.save()
    return user


def edition_in_judging(
    *, blind: bool = True, categories: int = 2, **fields: Any
) -> Edition:
    """Three criteria (50, 30, 20 per cent), an open round ``online`` on 0–10 in half
    points, three prize levels.
    """
    now, code = timezone.now(), f"stage-{next(numbers)}"
    times = {
        "opened_at": now - timedelta(days=9),
        "opens_at": now - timedelta(days=9),
        "closes_at": now - timedelta(days=5),
        "announces_at": now + timedelta(days=9),
    }
    names = {"name_th": f"เวทีสมมุติ {code}", "name_en": f"Invented stage {code}"}
    edition = Edition.objects.create(code=code, year=2026, **names, **times, **fields)
    Organiser.objects.create(edition=edition, user=person())
    criteria = [
        Criterion(
            edition=edition,
            code=name,
            order=i,
            name_th=f"เกณฑ์ {name}",
            name_en=f"Criterion {name}",
            low_en="poor",
            high_en="great",
        )
        for i, name in enumerate(CRITERIA)
    ]
    Criterion.objects.bulk_create(criteria)
    places = [
        Category(
            edition=edition,
            code=f"area-{i}",
            order=i,
            name_th=f"สาขา {i}",
            name_en=f"Area {i}",
        )
        for i in range(categories)
    ]
    Category.objects.bulk_create(places)
    window = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=2)}
    round_ = Round.objects.create(
        edition=edition,
        code="online",
        order=2,
        name_th="รอบออนไลน์",
        name_en="Online",
        blind=blind,
        **window,
    )
    Weight.objects.bulk_create(
        Weight(round=round_, category=place, criterion=criterion, percent=percent)
        for place in places
        for criterion, percent in zip(criteria, PERCENTS, strict=True)
    )
    ladder = (("excellent", "ดีเยี่ยม"), ("very-good", "ดีมาก"), ("good", "ดี"))
    PrizeLevel.objects.bulk_create(
        PrizeLevel(edition=edition, code=level, order=i, name_th=name, name_en=level)
        for i, (level, name) in enumerate(ladder, 1)
    )
    return edition


def organisation(owner: User, **fields: Any) -> Organisation:
    number = next(numbers)
    usual = {
        "name_th": f"เทศบาลสมมุติ {number}",
        "name_en": f"Invented town {number}",
        "kind": "municipality",
    }
    made = Organisation.objects.create(
        **{**usual, "province": Province.objects.first(), **fields}
    )
    Member.objects.create(organisation=made, user=owner)
    return made


def entry_in(
    edition: Edition,
    category: str = "area-0",
    *,
    owner: User | None = None,
    **fields: Any,
) -> EntryCategory:
    owner = owner or person()
    number = next(numbers)
    usual = {
        "title_th": f"ผลงาน {number}",
        "title_en": f"Solution {number}",
        "state": "submitted",
        "summary_th": "สรุป",
    }
    body = fields.pop("organisation", None) or organisation(owner)
    reference = f"{edition.code.upper()}-{number:04d}"
    entry = Entry.objects.create(
        edition=edition,
        owner=owner,
        reference=reference,
        organisation=body,
        **{**usual, **fields},
    )
    return EntryCategory.objects.create(
        entry=entry, category=edition.categories.get(code=category)
    )


def judge_of(edition: Edition, email: str = "", **fields: Any) -> Judge:
    return Judge.objects.create(
        edition=edition, user=person(email), state=JudgeState.ACCEPTED, **fields
    )


def assigned(
    judge: Judge, standing: EntryCategory, *, cleared: bool = True
) -> Assignment:
    round_ = judge.edition.rounds.get(code="online")
    return Assignment.objects.create(
        judge=judge,
        entry_category=standing,
        round=round_,
        cleared_at=timezone.now() if cleared else None,
    )


FULL = {"impact": "8", "design": "6.5", "reach": "7"}
