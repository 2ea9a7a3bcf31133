"""A batch of certificates from a spreadsheet: all rows or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.dsure.importing.spreadsheet import Line, read_lines, unused
from awards.dsure.models import Certificate, Laboratory, Maker, Mark, number_key
from awards.dsure.register.services import (
    FieldValue,
    NoteMissing,
    edit_certificate,
    register_certificate,
    save_part,
)
from awards.dsure.statuses import is_reserved_number
from awards.spreadsheets.problems import Problem
from awards.spreadsheets.tables import Table

COPIED = (
    "name_th",
    "name_en",
    "kind",
    "description_th",
    "description_en",
    "digital_service_url",
    "issued_on",
)


@dataclass
class Outcome:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Problem] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    # of rows that are taken: cells of which nothing was made, once for each maker
    unused_cells: dict[tuple[int, str], Problem] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": [problem.as_json() for problem in self.rejected],
            "ignored_columns": self.ignored_columns,
            "unused_cells": [cell.as_json() for cell in self.unused_cells.values()],
        }


@dataclass(frozen=True)
class Note:
    """Why public certificates change; empty where none does."""

    th: str = ""
    en: str = ""


def import_certificates(
    *, table: Table, actor: User | None, dry_run: bool = False, note: Note | None = None
) -> Outcome:
    """Register new certificates and amend those whose number is known; nothing is
    written when a row is refused.
    """
    lines, problems = read_lines(table)
    outcome = Outcome(rejected=problems, ignored_columns=unused(table.header))
    with transaction.atomic():
        for line in lines:  # also beside refused ones: their problems are told at once
            import_line(line, actor, note or Note(), outcome)
        if dry_run or outcome.rejected:
            transaction.set_rollback(True)
    return outcome


def import_line(line: Line, actor: User | None, note: Note, outcome: Outcome) -> None:
    """Counts into ``outcome`` what came of the line, or says there why it was refused."""
    mark, number = mark_named(line.values["mark"]), line.values["number"]
    if mark is None:
        reason = _("This mark does not exist. Enter its code or name.")
        outcome.rejected.append(Problem(line.row, line.names["mark"], reason))
        return
    if is_reserved_number(number):
        reason = _(
            "Use only letters and digits: the number becomes part of a web address."
        )
        outcome.rejected.append(Problem(line.row, line.names["number"], reason))
        return
    fields: dict[str, Any] = {name: line.values.get(name) or "" for name in COPIED}
    fields |= {
        "mark": mark,
        "maker": maker_of(line, actor, outcome),
        "expires_on": line.values.get("expires_on"),
        "laboratory": laboratory_of(line.values.get("laboratory") or "", actor),
    }
    known = Certificate.objects.filter(number_key=number_key(number)).first()
    if known is None:
        register_certificate(actor=actor, number=number, **fields)
        outcome.created += 1
        return
    amend(known, fields, line, actor, note, outcome)


def amend(
    known: Certificate,
    fields: Mapping[str, FieldValue],
    line: Line,
    actor: User | None,
    note: Note,
    outcome: Outcome,
) -> None:
    """A column that the file does not have leaves its field as it was."""
    given = {
        name: value
        for name, value in fields.items()
        if name in line.values or name == "maker"
    }
    try:
        changes = edit_certificate(
            actor=actor,
            certificate=known,
            fields=given,
            note_th=note.th,
            note_en=note.en,
        )
    except NoteMissing:
        reason = _(
            "This certificate is public. Say what changed and why, in both languages."
        )
        outcome.rejected.append(Problem(line.row, line.names["number"], reason))
        return
    outcome.updated += bool(changes)
    outcome.unchanged += not changes


def mark_named(name: str) -> Mark | None:
    """By code or name in either language; None where there is no such mark."""
    return Mark.objects.filter(
        Q(code__iexact=name) | Q(name_th=name) | Q(name_en__iexact=name)
    ).first()


def maker_of(line: Line, actor: User | None, outcome: Outcome) -> Maker:
    """The maker of this name, new where nobody has it."""
    thai, english = line.values["maker_th"], line.values.get("maker_en") or ""
    email = line.values.get("maker_email") or ""
    found = (
        Maker.objects.filter(Q(name_th=thai) | Q(name_en__iexact=thai))
        .order_by("pk")
        .first()
    )
    if found:
        if email and not found.email:
            found.email = email
            save_part(actor=actor, part=found)
        told = {
            "maker_en": (english, found.name_en),
            "maker_email": (email, found.email),
        }
        for name, (typed, standing) in told.items():
            if typed.casefold() not in ("", standing.casefold()):
                tell_unused(line, name, found, outcome)
        return found
    maker = Maker(name_th=thai, name_en=english or thai, email=email)
    save_part(actor=actor, part=maker)
    return maker


def tell_unused(line: Line, name: str, maker: Maker, outcome: Outcome) -> None:
    """A file of certificates does not change who makes them."""
    reason = _(
        "Not used: the register says something else for the maker %(maker)s. If the "
        "file is right, change it under Makers."
    )
    cell = Problem(line.row, line.names[name], reason % {"maker": maker})
    outcome.unused_cells.setdefault((maker.pk, name), cell)


def laboratory_of(name: str, actor: User | None) -> Laboratory | None:
    """The laboratory of this name, new where nobody has it; None without a name."""
    if not name:
        return None
    found = (
        Laboratory.objects.filter(Q(name_th=name) | Q(name_en__iexact=name))
        .order_by("pk")
        .first()
    )
    if found:
        return found
    laboratory = Laboratory(name_th=name, name_en=name)
    save_part(actor=actor, part=laboratory)
    return laboratory
