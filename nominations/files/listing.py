"""Files as their entrant and the screener see them: how far each is, and what was found in it, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from awards.outbox.work import WorkState
from nominations.files.limits import TYPE_NAMES, Limits, limits_for
from nominations.files.models import Preparation
from nominations.files.names import Finding
from nominations.files.statuses import Scan, Screening
from nominations.models import Attachment, Question

SHOWN_SILENT = 3


@dataclass(frozen=True)
class FileRow:
    """``tone`` is the end of a badge's class: good, warn, bad or calm. ``pending``: the worker is not through yet."""

    key: UUID
    name: str
    type_name: str
    size: int
    question: str
    readable: bool
    has_thumbnail: bool
    pending: bool
    tone: str
    state: str
    warnings: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class UploadPlace:
    """One place of the form where a file can be put. ``code`` is empty for files that answer no question."""

    code: str
    label: str
    help: str
    limits: Limits
    shown_if: str = ""
    shown_equals: str = ""

    @property
    def field_id(self) -> str:
        return f"id_q-{self.code}" if self.code else "id_file"


def upload_places(questions: Iterable[Question]) -> list[UploadPlace]:
    own = [upload_place(question) for question in questions]
    return [*own, UploadPlace("", _("Another file"), "", limits_for(None))]


def upload_place(question: Question) -> UploadPlace:
    rule = question.options.get("shown_if") or {}
    shown = (f"q-{rule['question']}", str(rule["equals"])) if rule else ("", "")
    return UploadPlace(question.code, question.label, question.help, limits_for(question), *shown)


def file_rows(attachments: Iterable[Attachment]) -> list[FileRow]:
    """Give it ``Attachment.objects.with_preparation().select_related("question")``."""
    return [file_row(attachment, getattr(attachment, "preparation", None)) for attachment in attachments]


def file_row(attachment: Attachment, row: Preparation | None) -> FileRow:
    tone, state = state_of(row)
    return FileRow(
        key=attachment.key,
        name=attachment.name,
        type_name=TYPE_NAMES.get(attachment.media_type, ""),
        size=attachment.size,
        question=attachment.question.label if attachment.question else "",
        readable=row is not None and row.is_clean,
        has_thumbnail=bool(row and row.is_clean and row.thumbnail),
        pending=row is None or row.state in (WorkState.QUEUED, WorkState.CLAIMED),
        tone=tone,
        state=state,
        warnings=tuple(named_in(row)) if row else (),
        reason=row.reason if row and row.screening == Screening.WITHHELD else "",
    )


def state_of(row: Preparation | None) -> tuple[str, str]:
    if row is None or row.state in (WorkState.QUEUED, WorkState.CLAIMED):
        return "calm", _("being looked at")
    if row.scan == Scan.INFECTED:
        return "bad", _("A virus was found: remove this file")
    if row.state != WorkState.DONE:
        return "bad", _("could not be looked at")
    if row.screening == Screening.WITHHELD:
        return "warn", _("not shown to blind judges")
    if names_found(row):
        return "warn", _("names you")
    return "good", _("ready")


def findings_of(row: Preparation) -> list[Finding]:
    return [Finding(**finding) for finding in row.findings]


def names_found(row: Preparation) -> list[Finding]:
    return [finding for finding in findings_of(row) if finding.name]


def named_in(row: Preparation) -> list[str]:
    """Only what names somebody: that a picture cannot be searched is nothing that an entrant can change."""
    return [sentence(finding) for finding in names_found(row)]


def sentences(row: Preparation) -> list[str]:
    """Everything found, for the screener; many pages that cannot be searched are one line."""
    named = named_in(row)
    others = [finding for finding in findings_of(row) if not finding.name]
    silent = [finding.place for finding in others if finding.where == "silent" and finding.place]
    if len(silent) > SHOWN_SILENT:
        others = [finding for finding in others if finding.where != "silent"]
        named.append(_("%(n)d pages are pictures: what stands in them cannot be searched.") % {"n": len(silent)})
    return named + [sentence(finding) for finding in others]


def sentence(finding: Finding) -> str:
    words = {"name": finding.name, "place": finding.place, "around": finding.around}
    if finding.where == "name":
        return _("The name of the file contains “%(name)s”.") % words
    if finding.where == "text":
        return _("Page %(place)s: … %(around)s …") % words
    if finding.where == "bookmarks":
        return _("In the bookmarks: … %(around)s …") % words
    if finding.where == "answer":
        return _("%(place)s: … %(around)s …") % words
    if finding.where == "unreadable":
        return _("The file could not be opened.")
    if finding.place:
        return _("Page %(place)s is a picture: what stands in it cannot be searched.") % words
    return _("What is seen or said in it cannot be searched.")
