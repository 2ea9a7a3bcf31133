"""Cheap makers of rows for tests: plain functions on the ORM, no building of the world."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from awards.accounts.models import User
from awards.models import Category, Criterion, Edition, Organiser, PrizeLevel, Round, Smart, Weight, Winner, WinnerList
from awards.outbox.work import WorkState

numbers = itertools.count(1)


def moment(**ago: float) -> datetime:
    """``moment(days=-1)`` is yesterday, ``moment(hours=2)`` in two hours."""
    return timezone.now() + timedelta(**ago)


def make_user(email: str = "", **fields: Any) -> User:
    """A person who cannot sign in by password (hashing is slow); tests use ``client.force_login``."""
    user = User(email=email or f"person{next(numbers)}@example.org", **fields)
    user.set_unusable_password()
    user.save()
    return user


def make_operator(**fields: Any) -> User:
    return make_user(is_operator=True, **fields)


def make_edition(code: str = "", *, organiser: User | None = None, **fields: Any) -> Edition:
    """A bare edition whose call is open, without criteria: see ``make_rules`` or the service for those."""
    code = code or f"edition-{next(numbers)}"
    times = {"opens_at": moment(days=-10), "closes_at": moment(days=10), "announces_at": moment(days=40)}
    names = {"name_th": f"การประกวด {code}", "name_en": f"Edition {code}"}
    edition = Edition.objects.create(code=code, **{"year": 2026, **names, **times, **fields})
    if organiser:
        make_organiser(edition, organiser)
    return edition


def make_organiser(edition: Edition, user: User | None = None) -> User:
    user = user or make_user()
    Organiser.objects.create(edition=edition, user=user)
    return user


def make_category(edition: Edition, code: str = "mobility", **fields: Any) -> Category:
    smart = Smart.objects.filter(code=code).first()
    names = {"name_th": smart.name_th if smart else f"สาขา {code}", "name_en": smart.name_en if smart else code}
    return Category.objects.create(edition=edition, code=code, smart=smart, **{**names, **fields})


def make_criterion(edition: Edition, code: str = "mobility", **fields: Any) -> Criterion:
    smart = Smart.objects.filter(code=code).first()
    names = {"name_th": smart.name_th if smart else f"เกณฑ์ {code}", "name_en": smart.name_en if smart else code}
    return Criterion.objects.create(edition=edition, code=code, smart=smart, **{**names, **fields})


def make_round(edition: Edition, code: str = "online", **fields: Any) -> Round:
    window = {"opens_at": moment(days=-1), "closes_at": moment(days=1)}
    return Round.objects.create(edition=edition, code=code, name_th="รอบ", name_en="Round", **{**window, **fields})


def make_level(edition: Edition, code: str = "good", order: int = 1, **fields: Any) -> PrizeLevel:
    names = {"name_th": "ระดับดี", "name_en": "Good"}
    return PrizeLevel.objects.create(edition=edition, code=code, order=order, **{**names, **fields})


def make_weight(round_: Round, category: Category, criterion: Criterion, percent: int = 100) -> Weight:
    return Weight.objects.create(round=round_, category=category, criterion=criterion, percent=percent)


def make_list(edition: Edition, *, published: bool = True, **fields: Any) -> WinnerList:
    """A winner list without winners: published an hour ago, or a draft."""
    times = {"state": WorkState.DONE, "published_at": moment(hours=-1)} if published else {"state": WorkState.DRAFT}
    version = edition.winner_lists.count() + 1
    return WinnerList.objects.create(edition=edition, **{"version": version, **times, **fields})


def make_winner(winner_list: WinnerList, reference: str = "", **fields: Any) -> Winner:
    order = next(numbers)
    texts = {
        "category_code": "mobility",
        "category_th": "การเดินทางและขนส่งอัจฉริยะ",
        "category_en": "Smart Mobility",
        "smart_code": "mobility",
        "level_code": "good",
        "level_order": 3,
        "level_th": "ระดับดี",
        "level_en": "Good",
        "title_th": f"ผลงานสมมุติ {order}",
        "title_en": f"Invented work {order}",
        "summary_th": "เรื่องย่อสมมุติ",
        "summary_en": "An invented summary",
        "organisation_th": f"เทศบาลสมมุติ {order}",
        "organisation_en": f"Invented municipality {order}",
        "province_code": "TH-40",
        "province_th": "ขอนแก่น",
        "province_en": "Khon Kaen",
    }
    reference = reference or f"DEMO-{order:04d}"
    return Winner.objects.create(winner_list=winner_list, order=order, reference=reference, **{**texts, **fields})
