"""Files as their entrant and the screener see them: how far each is, and what was found
in it, in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from awards.outbox.work import WorkState
from nominations.files.entrant_names import UNSEARCHED, Finding
from nominations.models import Attachment, Preparation, Question
from nominations.questions.kinds import is_hidden
from nominations.questions.kinds.file_limits import TYPE_NAMES, Limits, limits_for
from nominations.statuses import Scan, Screening


@dataclass(frozen=True)
class FileRow:
    """``tone`` is the end of a badge's class: good, warn, bad or calm. ``pending``: the
    worker is not through yet.
    """

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
    removed: bool
    takes_caption: bool
    caption_th: str
    caption_en: str
    caption: str


@dataclass(frozen=True)
class UploadPlace:
    """One place of the form where a file can be put. ``code`` is empty for files that
    answer no question.
    """

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
    return UploadPlace(
        question.code, question.label, question.help, limits_for(question), *shown
    )


def file_rows(attachments: Iterable[Attachment]) -> list[FileRow]:
    """Give it ``Attachment.listed(entry)``, or ``with_preparation`` and the question."""
    return [
        file_row(attachment, getattr(attachment, "preparation", None))
        for attachment in attachments
    ]


def file_row(attachment: Attachment, row: Preparation | None) -> FileRow:
    question = attachment.question
    for_judges = question is None or not is_hidden(question)
    tone, state = state_of(row, for_judges=for_judges)
    return FileRow(
        key=attachment.key,
        name=attachment.name,
        type_name=TYPE_NAMES.get(attachment.media_type, ""),
        size=attachment.size,
        question=question.label if question else "",
        readable=row is not None and row.is_clean,
        has_thumbnail=bool(row and row.is_clean and row.thumbnail),
        pending=attachment.removed_at is None
        and (row is None or row.state in (WorkState.QUEUED, WorkState.CLAIMED)),
        tone=tone,
        state=state,
        warnings=tuple(named_in(row)) if row else (),
        reason=row.reason if row and row.screening == Screening.WITHHELD else "",
        removed=attachment.removed_at is not None,
        takes_caption=attachment.takes_caption,
        caption_th=attachment.caption_th,
        caption_en=attachment.caption_en,
        caption=attachment.caption,
    )


def state_of(row: Preparation | None, *, for_judges: bool) -> tuple[str, str]:
    """``for_judges``: may judges of a blind round read it at all, once it has passed?"""
    if row is None or row.state in (WorkState.QUEUED, WorkState.CLAIMED):
        return "calm", _("being checked")
    if row.scan == Scan.INFECTED:
        return "bad", _("This file contains a virus. Remove it.")
    if row.state != WorkState.DONE:
        return "bad", _("could not be checked")
    if row.screening == Screening.WITHHELD:
        return "warn", _("hidden in blind rounds")
    if names_found(row):
        return "warn", _("contains your name")
    if for_judges and row.screening == Screening.WAITING:
        return "calm", _(
            "received; waiting to be checked for names before judges in blind rounds "
            "can read it"
        )
    return "good", _("ready")


def findings_of(row: Preparation) -> list[Finding]:
    return [Finding(**finding) for finding in row.findings]


def names_found(row: Preparation) -> list[Finding]:
    return [finding for finding in findings_of(row) if finding.name]


def named_in(row: Preparation) -> list[str]:
    """Only what names somebody: that a picture cannot be searched is nothing that an
    entrant can change.
    """
    return [sentence(finding) for finding in names_found(row)]


def sentences(row: Preparation) -> list[str]:
    """Everything found, for the screener; the pages that cannot be searched are one
    line for each reason.
    """
    findings = findings_of(row)
    pages: dict[str, list[int]] = {}
    for finding in findings:
        if finding.where in UNSEARCHED and finding.place.isdigit():
            pages.setdefault(finding.where, []).append(int(finding.place))
    others = [finding for finding in findings if not finding.name and not finding.place]
    return [
        *named_in(row),
        *(sentence_on_pages(kind, numbers) for kind, numbers in pages.items()),
        *(sentence(finding) for finding in others),
    ]


def sentence_on_pages(kind: str, numbers: list[int]) -> str:
    reasons = {
        "silent": _("almost no text, so it cannot be searched."),
        "picture": _("with pictures, so their text cannot be searched."),
        "drawing": _("with drawings that may be letters, so they cannot be searched."),
        "letters": _("with letters that may not match the text behind them."),
        "unread": _("not read: the document is too long."),
    }
    return _("Pages %(pages)s: %(reason)s") % {
        "pages": in_ranges(numbers),
        "reason": reasons[kind],
    }


def in_ranges(numbers: list[int]) -> str:
    """``1–3, 7``"""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs
    )


def sentence(finding: Finding) -> str:
    words = {"name": finding.name, "place": finding.place, "around": finding.around}
    if finding.where == "name":
        return _("The file name contains “%(name)s”.") % words
    if finding.where == "text":
        return _("Page %(place)s: … %(around)s …") % words
    if finding.where == "hidden":
        return (
            _(
                "In the file, but not on any page (for example, the name of a font): "
                "… %(around)s …"
            )
            % words
        )
    if finding.where == "answer":
        return _("%(place)s: … %(around)s …") % words
    if finding.where == "unreadable":
        return _("The file could not be opened.")
    return _("What is seen or said in this video cannot be searched.")
