"""Keeping the register: registering, amending, suspending and revoking, with a row of
history for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

from django.core.files import File
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from awards.accounts.models import User
from awards.dsure import acts, emails
from awards.dsure.form_parts import values_of
from awards.dsure.models import (
    Aspect,
    Certificate,
    Event,
    Laboratory,
    Maker,
    Mark,
    Registrar,
    number_key,
)
from awards.dsure.statuses import TRANSITIONS, CertificateState, EventKind
from awards.language.seen_form import check_seen
from awards.ledger.acts import Act
from awards.ledger.services import append

CHAIN = "dsure"
EDITABLE = (
    "number",
    "name_th",
    "name_en",
    "kind",
    "description_th",
    "description_en",
    "maker",
    "mark",
    "laboratory",
    "digital_service_url",
    "picture",
    "issued_on",
    "expires_on",
)
# a new picture replaces whichever stands; without one it stays
LOOKED_AT = tuple(name for name in EDITABLE if name != "picture")


class RegisterError(Exception):
    """The register refuses; nothing was written."""


class NumberTaken(RegisterError):
    """Another certificate has this number (case, spaces and Thai digits make no difference)."""


class NoteMissing(RegisterError):
    """What the public has seen is not changed without saying why."""


class WrongState(RegisterError):
    """The transition table knows no way from the present state to the wanted one."""


def subject_of(certificate: Certificate) -> str:
    """The ledger's name for it."""
    return f"certificate:{certificate.pk}"


def refuse_taken_number(number: str, but: Certificate | None = None) -> None:
    """Raises NumberTaken where another certificate than ``but`` has the number, however
    it is written.
    """
    if (
        Certificate.objects.filter(number_key=number_key(number))
        .exclude(pk=but.pk if but else 0)
        .exists()
    ):
        raise NumberTaken(number)


FieldValue: TypeAlias = "File[bytes] | Model | date | str | None"


def plain(value: FieldValue) -> str | int:
    """A field's value as it stands in the ledger and in the history."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, File):
        return value.name or ""
    return value.isoformat() if isinstance(value, date) else value.pk


@transaction.atomic
def register_certificate(
    *,
    actor: User | None,
    number: str,
    name_th: str,
    name_en: str,
    maker: Maker,
    mark: Mark,
    issued_on: date,
    expires_on: date | None = None,
    kind: str = "",
    description_th: str = "",
    description_en: str = "",
    laboratory: Laboratory | None = None,
    digital_service_url: str = "",
    picture: File[bytes] | None = None,
) -> Certificate:
    """A new certificate, known to the registrar alone until an announcement makes it
    public. Raises NumberTaken.
    """
    refuse_taken_number(number)
    certificate = Certificate(
        number=number,
        name_th=name_th,
        name_en=name_en,
        maker=maker,
        mark=mark,
        issued_on=issued_on,
        expires_on=expires_on,
        kind=kind,
        description_th=description_th,
        description_en=description_en,
        laboratory=laboratory,
        digital_service_url=digital_service_url,
        picture=picture or "",
    )
    certificate.save(force_insert=True)
    Event.objects.create(certificate=certificate, kind=EventKind.REGISTERED, by=actor)
    values = {field: plain(getattr(certificate, field)) for field in EDITABLE}
    append(
        CHAIN,
        acts.CERTIFICATE_REGISTERED,
        actor,
        values,
        subject=subject_of(certificate),
    )
    return certificate


@transaction.atomic
def edit_certificate(
    *,
    actor: User | None,
    certificate: Certificate,
    fields: Mapping[str, FieldValue],
    note_th: str = "",
    note_en: str = "",
    seen: str = "",
) -> dict[str, list[str | int]]:
    """Amend; returns field → [before, after], empty when nothing changed. Raises
    NumberTaken, NoteMissing; ChangedMeanwhile when others stand than ``seen`` says.

    ``fields`` may hold any of ``EDITABLE``. What was announced needs a note in both
    languages: readers see it.
    """
    standing = Certificate.objects.select_for_update().get(pk=certificate.pk)
    check_seen(seen, values_of(standing, LOOKED_AT))
    changes = changes_between(standing, fields)
    if not changes:
        return {}
    if standing.announced_at and not (note_th and note_en):
        raise NoteMissing
    if "number" in changes:
        refuse_taken_number(str(fields["number"]), but=standing)
    for name in changes:
        setattr(
            standing,
            name,
            fields[name] or (None if name in ("laboratory", "expires_on") else ""),
        )
    standing.save()
    Event.objects.create(
        certificate=standing,
        kind=EventKind.AMENDED,
        by=actor,
        note_th=note_th,
        note_en=note_en,
        changes=changes,
    )
    append(
        CHAIN, acts.CERTIFICATE_AMENDED, actor, changes, subject=subject_of(standing)
    )
    return changes


def changes_between(
    certificate: Certificate, fields: Mapping[str, FieldValue]
) -> dict[str, list[str | int]]:
    """Old and new value of each field that differs, as the ledger keeps them."""
    pairs = {
        name: [plain(getattr(certificate, name)), plain(value)]
        for name, value in fields.items()
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@transaction.atomic
def change_state(
    *,
    actor: User | None,
    certificate: Certificate,
    to_state: CertificateState,
    reason_th: str,
    reason_en: str,
) -> None:
    """Suspend, revoke or restore, from today on. Raises WrongState, NoteMissing. The
    maker of a public one is told.
    """
    standing = (
        Certificate.objects.select_for_update(of=("self",))
        .for_reading()
        .get(pk=certificate.pk)
    )
    from_state = standing.current_state
    if to_state not in TRANSITIONS[from_state]:
        raise WrongState(f"{from_state} → {to_state}")
    if not (reason_th and reason_en):
        raise NoteMissing
    standing.state = to_state
    standing.state_since = timezone.localdate()
    standing.save(update_fields=["state", "state_since", "updated_at"])
    event = Event.objects.create(
        certificate=standing,
        kind=EventKind.STATE,
        by=actor,
        from_state=from_state,
        to_state=to_state,
        note_th=reason_th,
        note_en=reason_en,
    )
    values = {
        "from": from_state,
        "to": to_state,
        "reason_th": reason_th,
        "reason_en": reason_en,
    }
    append(CHAIN, acts.CERTIFICATE_STATE, actor, values, subject=subject_of(standing))
    if standing.announced_at:
        emails.state_changed(standing, event)


Part = Aspect | Laboratory | Maker | Mark
SAVED: dict[type[Part], Act] = {
    Aspect: acts.ASPECT_SAVED,
    Laboratory: acts.LABORATORY_SAVED,
    Maker: acts.MAKER_SAVED,
    Mark: acts.MARK_SAVED,
}


def texts_of(part: Part) -> dict[str, object]:
    texts = values_of(part, [field.name for field in part._meta.concrete_fields])
    if isinstance(part, Mark):
        texts["aspects"] = tuple(part.aspects.all())
    return texts


@transaction.atomic
def save_part(
    *,
    actor: User | None,
    part: Part,
    aspects: Iterable[Aspect] | None = None,
    seen: str = "",
) -> Part:
    """A mark, aspect, maker or laboratory, new or changed. Certificates are found by a
    maker's new name at once. Raises ChangedMeanwhile when others stand than ``seen`` says.
    """
    if seen:
        rows = type(part)._default_manager.select_for_update()
        check_seen(seen, texts_of(rows.get(pk=part.pk)))
    part.save()
    if isinstance(part, Mark) and aspects is not None:
        part.aspects.set(aspects)
    if isinstance(part, Maker):
        for certificate in part.certificates.select_related("maker"):
            certificate.save(
                update_fields=["number_key", "sort_key", "search_text", "updated_at"]
            )
    names = {"name_th": part.name_th, "name_en": part.name_en}
    append(
        CHAIN,
        SAVED[type(part)],
        actor,
        names,
        subject=f"{part._meta.model_name}:{part.pk}",
    )
    return part


@transaction.atomic
def appoint_registrar(*, actor: User | None, user: User) -> Registrar:
    """Writes the ledger only for a new one."""
    registrar, new = Registrar.objects.get_or_create(user=user)
    if new:
        append(
            CHAIN,
            acts.REGISTRAR_APPOINTED,
            actor,
            {"email": user.email},
            subject=f"registrar:{user.pk}",
        )
    return registrar


@transaction.atomic
def dismiss_registrar(*, actor: User | None, user: User) -> None:
    """Nothing happens where the person is none."""
    deleted, _rows = Registrar.objects.filter(user=user).delete()
    if deleted:
        append(
            CHAIN,
            acts.REGISTRAR_DISMISSED,
            actor,
            {"email": user.email},
            subject=f"registrar:{user.pk}",
        )
