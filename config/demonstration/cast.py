"""The people of the demonstration, and the stage that their editions are played on."""

from __future__ import annotations

import os
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from awards.accounts.models import User
from awards.dsure.register.services import appoint_registrar
from config.rehearsal.cast import Stage, open_stage

ROLES = {
    "organiser": ("ผู้จัดการประกวด (สมมุติ)", "Organiser (invented)"),
    "judge": ("ผศ.ดร.ตุลา ใจเที่ยง (สมมุติ)", "Asst. Prof. Tula Chaithiang (invented)"),
    "entrant": ("อัญชัน ช่อม่วง (สมมุติ)", "Anchan Chomuang (invented)"),
    "registrar": ("นายทะเบียน dSURE (สมมุติ)", "dSURE registrar (invented)"),
    "operator": ("ผู้ดูแลระบบ (สมมุติ)", "Operator (invented)"),
    "outsider": ("ผู้สนใจทั่วไป (สมมุติ)", "Outsider (invented)"),
}


def password() -> str:
    """One for all demonstration accounts. The site listens on this machine alone unless
    somebody decides otherwise.
    """
    return os.environ.get("DEMO_PASSWORD") or "sawatdi-smart-2566"


def stored_password() -> str:
    """As the accounts keep it: all of them the same, since hashing one is slow on purpose;
    what the first one keeps, where that is still the password.
    """
    first = User.objects.filter(email=f"{next(iter(ROLES))}@example.org").first()
    if first is not None and first.check_password(password()):
        return first.password
    return make_password(password())


@dataclass(frozen=True)
class Cast:
    organiser: User
    judge: User
    entrant: User
    registrar: User
    operator: User
    outsider: User


@transaction.atomic
def load_cast() -> Cast:
    people, stored = {}, stored_password()
    for role, (name_th, name_en) in ROLES.items():
        email = f"{role}@example.org"
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(email, name_th=name_th, name_en=name_en)
        if user.password != stored:
            user.password = stored
            user.save(update_fields=["password"])
        EmailAddress.objects.get_or_create(
            user=user, email=email, defaults={"verified": True, "primary": True}
        )
        people[role] = user
    User.objects.filter(pk=people["operator"].pk).update(is_operator=True)
    appoint_registrar(actor=None, user=people["registrar"])
    return Cast(**people)


def stage(
    code: str,
    name_th: str,
    name_en: str,
    year: int,
    organiser: User,
    quiet: bool = True,
) -> Stage:
    made = open_stage(
        code=code,
        name_th=name_th,
        name_en=name_en,
        year=year,
        organiser=organiser,
        seed=2566,
    )
    made.quiet = quiet
    return made
