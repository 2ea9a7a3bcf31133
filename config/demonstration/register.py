"""The demonstration's dSURE register: invented products of invented makers, announced,
and some not yet.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.accounts.models import User
from awards.dsure.announcements.services import (
    create_announcement,
    publish_due_announcements,
    schedule_announcement,
)
from awards.dsure.models import Aspect, Certificate, Laboratory, Maker, Mark
from awards.dsure.register import services as register_services
from awards.dsure.register.services import register_certificate, save_part
from awards.dsure.statuses import CertificateState

PRODUCTS = Path(__file__).with_name("products.toml")
ASPECTS = (
    ("security", "ความมั่นคงปลอดภัย", "Security"),
    ("safety", "ความปลอดภัยในการใช้งาน", "Safety"),
    ("functionality", "การทำงานตามที่ระบุ", "Functionality"),
)
MARKS = (
    ("dsure", "dSURE", "dSURE"),
    ("dsure-software", "dSURE Software", "dSURE Software"),
)
STATES = {"suspended": CertificateState.SUSPENDED, "revoked": CertificateState.REVOKED}


@transaction.atomic
def load_register(registrar: User) -> None:
    if Certificate.objects.exists():
        return
    marks, laboratory = load_marks(registrar), load_laboratory(registrar)
    makers = tomllib.loads(PRODUCTS.read_text())["maker"]
    certificates = {}
    for number, maker in enumerate(makers, start=1):
        names = {"name_th": maker["name_th"], "name_en": maker["name_en"]}
        made = Maker(
            **names,
            email=f"maker-{number}@example.com",
            language="en" if number % 3 == 0 else "th",
        )
        save_part(actor=registrar, part=made)
        for product in maker["product"]:
            certificates[product["number"]] = load_product(
                registrar, product, made, marks, laboratory
            )
    announce(registrar, list(certificates.values())[:-2])
    plan_next(registrar, list(certificates.values())[-2:])
    for maker in makers:
        for product in maker["product"]:
            change_state(registrar, certificates[product["number"]], product)


def load_marks(registrar: User) -> dict[str, Mark]:
    aspects = [
        Aspect(code=code, order=n, name_th=th, name_en=en)
        for n, (code, th, en) in enumerate(ASPECTS)
    ]
    for aspect in aspects:
        save_part(actor=registrar, part=aspect)
    marks = {
        code: Mark(code=code, order=n, name_th=th, name_en=en)
        for n, (code, th, en) in enumerate(MARKS)
    }
    for mark in marks.values():
        save_part(actor=registrar, part=mark, aspects=aspects)
    return marks


def load_laboratory(registrar: User) -> Laboratory:
    laboratory = Laboratory(
        name_th="ห้องปฏิบัติการทดสอบสมมุติ", name_en="Invented test laboratory"
    )
    save_part(actor=registrar, part=laboratory)
    return laboratory


def load_product(
    registrar: User,
    product: dict[str, Any],
    maker: Maker,
    marks: dict[str, Mark],
    laboratory: Laboratory,
) -> Certificate:
    issued = date(2023, 11, 22)
    years = product.get("years", 5)
    return register_certificate(
        actor=registrar,
        number=product["number"],
        name_th=product["name_th"],
        name_en=product["name_en"],
        maker=maker,
        mark=marks["dsure-software" if product["kind"] == "Software" else "dsure"],
        issued_on=issued,
        expires_on=issued.replace(year=issued.year + years),
        kind=product["kind"],
        description_th=product["description_th"],
        description_en=product["description_en"],
        laboratory=laboratory,
    )


def announce(registrar: User, certificates: list[Certificate]) -> None:
    announcement = create_announcement(
        actor=registrar,
        title_th=("ประกาศรายชื่อผลิตภัณฑ์ดิจิทัลไทยที่ได้รับเครื่องหมาย dSURE ปี 2566 (ข้อมูลสมมุติ)"),
        title_en="Thai digital products awarded the dSURE mark in 2023 (invented data)",
        text_th=(
            "ประกาศในพิธีมอบรางวัลระบบบริการเมืองอัจฉริยะดีเด่น ข้อมูลทั้งหมดเป็นข้อมูลสมมุติเพื่อการสาธิต"
        ),
        text_en="Announced at the ceremony of the Smart City Solutions Awards. All of it is invented.",
        certificates=certificates,
    )
    schedule_announcement(actor=registrar, announcement=announcement)
    publish_due_announcements()


def plan_next(registrar: User, certificates: list[Certificate]) -> None:
    """A draft that nobody but the registrar can see."""
    create_announcement(
        actor=registrar,
        title_th=f"ร่างประกาศครั้งถัดไป {timezone.localdate().year + 543} (ข้อมูลสมมุติ)",
        title_en="Draft of the next announcement (invented data)",
        certificates=certificates,
    )


def change_state(
    registrar: User, certificate: Certificate, product: dict[str, Any]
) -> None:
    if state := STATES.get(product.get("state", "")):
        reasons = {"reason_th": product["reason_th"], "reason_en": product["reason_en"]}
        register_services.change_state(
            actor=registrar, certificate=certificate, to_state=state, **reasons
        )
