"""The register of certified products."""

from __future__ import annotations

from datetime import date
from typing import Any

from awards.accounts.models import User
from awards.dsure.models import Announcement, Certificate, Maker, Mark, Registrar
from awards.outbox.work import WorkState
from tests.factories.basics import ago, ahead, numbers
from tests.factories.people import make_user


def make_registrar(**fields: Any) -> User:
    user = make_user(**fields)
    Registrar.objects.create(user=user)
    return user


def make_mark(code: str = "", **fields: Any) -> Mark:
    usual = {"name_th": "เครื่องหมาย dSURE", "name_en": "dSURE mark"}
    return Mark.objects.create(
        code=code or f"mark-{next(numbers)}", **{**usual, **fields}
    )


def make_maker(**fields: Any) -> Maker:
    usual = {
        "name_th": "บริษัทสมมุติ จำกัด",
        "name_en": "Invented Co., Ltd.",
        "email": "maker@example.com",
    }
    return Maker.objects.create(**{**usual, **fields})


def make_certificate(
    number: str = "", *, announced: bool = True, **fields: Any
) -> Certificate:
    n = next(numbers)
    usual = {
        "name_th": f"กล้องวงจรปิด {n}",
        "name_en": f"Street camera {n}",
        "issued_on": date(2023, 11, 22),
    }
    fields.setdefault("maker", None)
    fields["maker"] = fields["maker"] or make_maker()
    fields["mark"] = fields.get("mark") or make_mark()
    times = {"announced_at": ago(minutes=1) if announced else None}
    return Certificate.objects.create(
        number=number or f"DS-{n:04d}", **{**usual, **times, **fields}
    )


def make_announcement(
    *certificates: Certificate, state: str = WorkState.DRAFT, **fields: Any
) -> Announcement:
    usual = {
        "title_th": "ประกาศรายชื่อผลิตภัณฑ์",
        "title_en": "Products announced",
        "due_at": ahead(days=1),
    }
    announcement = Announcement.objects.create(state=state, **{**usual, **fields})
    announcement.certificates.set(certificates)
    return announcement
