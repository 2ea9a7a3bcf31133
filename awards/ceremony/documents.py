"""The running order on paper and on the screen: the presenter's script, a slide per
prize, who sits where.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from awards.ceremony.running_order import Cue, Running, row_name, seat_rows
from awards.certificates.wording import bare_level
from awards.language.bilingual import reader_language
from awards.language.thai import format_date, format_datetime
from awards.ledger.services import database_now
from awards.models import Winner
from awards.paper.typeset import svg_of, typeset_pdf
from awards.site.drawing.petals import SMART_COLOURS
from awards.site.face import face_of
from awards.site.letterhead import letterhead
from awards.spreadsheets.formulas import disarmed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

PLAIN = "#1c3f74"  # of a category that is none of the seven Smarts


def presented(cue: Cue, language: str) -> str:
    """What the presenter says of one prize."""
    winner = cue.winner
    words = {
        name: in_language(winner, name, language)
        for name in ("level", "category", "title")
    }
    name = in_language(cue, "reading", language) or in_language(
        winner, "organisation", language
    )
    across = winner.across
    if language == "th":
        place = "" if across else f" สาขา{words['category']}"
        return (
            f"รางวัล{bare_level(words['level'])}{place} ได้แก่ ผลงาน "
            f"“{words['title']}” โดย {name}"
        )
    place = "" if across else f" in {words['category']}"
    return f"The award {words['level']}{place} goes to “{words['title']}” by {name}."


def in_language(thing: object, field: str, language: str) -> str:
    """In this language; where nobody wrote one, in the other (but a reading is never
    read in the wrong language).
    """
    own = str(getattr(thing, f"{field}_{language}"))
    other = (
        ""
        if field == "reading"
        else str(getattr(thing, f"{field}_{'th' if language == 'en' else 'en'}"))
    )
    return own or other


def script_pdf(running: Running) -> bytes:
    """For the hand on the lectern: A4, large, one prize per block, in the reader's language."""
    language = reader_language()
    words = {
        "heading": _("Presenter's script"),
        "work": _("Entry"),
        "organisation": _("Organisation"),
        "reading": _("Pronounced"),
        "receiver": _("Receives the prize"),
        "seats": _("Seats in the hall"),
        "note": _("Note"),
        "page": _("Page"),
        "secret": secrecy(running),
    }
    cues = [script_cue(cue, language) for cue in running.cues]
    return typeset_pdf(
        "awards/ceremony/script.typ",
        {**frame(running), "words": words, "cues": cues},
        made_at=database_now(),
    )


def script_cue(cue: Cue, language: str) -> dict[str, object]:
    winner = cue.winner
    return {
        "number": cue.number,
        "colour": SMART_COLOURS.get(winner.smart_code, PLAIN),
        "level": in_language(winner, "level", language),
        "category": in_language(winner, "category", language),
        "said": presented(cue, language),
        "title": in_language(winner, "title", language),
        "organisation": in_language(winner, "organisation", language),
        "reading": in_language(cue, "reading", language),
        "receiver": in_language(cue, "receiver", language),
        "seats": cue.seat_span,
        "note": cue.note,
    }


def slides_pdf(running: Running) -> bytes:
    """16:9, Thai large and English below; with ``plan.reveal`` a page without the
    winner before each winner's.
    """
    slides = [slide(cue) for cue in running.cues]
    data = {**frame(running), "reveal": running.plan.reveal, "slides": slides}
    return typeset_pdf("awards/ceremony/slides.typ", data, made_at=database_now())


def slide(cue: Cue) -> dict[str, object]:
    winner = cue.winner
    names = ("level", "category", "title", "organisation", "province")
    texts = {
        f"{name}_{at}": getattr(winner, f"{name}_{at}")
        for name in names
        for at in ("th", "en")
    }
    return {
        "number": cue.number,
        "colour": SMART_COLOURS.get(winner.smart_code, PLAIN),
        "picture": svg_picture(winner),
        **texts,
        "level_th": bare_level(winner.level_th),
        "category_th": winner.category_th
        if winner.across
        else f"สาขา{winner.category_th}",
    }


def svg_picture(winner: Winner) -> str:
    """The winner's picture within an SVG, the way an image reaches Typst as text; empty
    where there is none.
    """
    if not winner.picture:
        return ""
    with winner.picture.open("rb") as file:
        width, height = winner.picture_width or 16, winner.picture_height or 9
        return svg_of(file.read(), "image/jpeg", width, height)


def seating_pdf(running: Running) -> bytes:
    words = {
        "heading": _("Seating and attendance"),
        "secret": secrecy(running),
        "row": _("Row"),
        "page": _("Page"),
        "columns": [
            _("No."),
            _("Prize"),
            _("Organisation"),
            _("Receives the prize"),
            _("Attending"),
            _("Seats in the hall"),
        ],
        "plan": _("Rows of seats"),
        "kept": _("Reserved for guests of honour: %(rows)s")
        % {"rows": kept_rows(running)}
        if kept_rows(running)
        else "",
        "unsure": _("* no answers yet"),
    }
    rows = [
        {"name": name, "seats": [[seat, cue.number] for seat, cue in taken]}
        for name, taken in seat_rows(running.cues)
    ]
    lines = [seating_line(cue, reader_language()) for cue in running.cues]
    data = {
        **frame(running),
        "words": words,
        "rows": rows,
        "lines": lines,
        "width": running.plan.seats_per_row,
    }
    return typeset_pdf("awards/ceremony/seating.typ", data, made_at=database_now())


def kept_rows(running: Running) -> str:
    kept = running.plan.kept_rows
    if not kept:
        return ""
    return row_name(0) if kept == 1 else f"{row_name(0)}–{row_name(kept - 1)}"


def seating_line(cue: Cue, language: str) -> list[str]:
    winner = cue.winner
    return [
        str(cue.number),
        f"{in_language(winner, 'level', language)} · {in_language(winner, 'category', language)}",
        in_language(winner, "organisation", language),
        in_language(cue, "receiver", language),
        f"{cue.coming}{'' if cue.answered else ' *'}",
        cue.seat_span,
    ]


def seating_xlsx(running: Running) -> bytes:
    """Two sheets: one line per prize in order of announcement, and one line per seat."""
    from openpyxl import Workbook  # here: 18 MB that most processes never need

    book = Workbook()
    attendance = book.active
    assert attendance is not None
    attendance.title = _("Attendance")
    fill(attendance, attendance_head(), [attendance_row(cue) for cue in running.cues])
    seats = book.create_sheet(_("Seats in the hall"))
    taken = [
        seat_row(row, seat, cue)
        for row, places in seat_rows(running.cues)
        for seat, cue in places
    ]
    fill(
        seats,
        [_("Row"), _("Seat"), _("No."), _("Organisation"), _("Receives the prize")],
        taken,
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def attendance_head() -> list[str]:
    names = [
        _("No."),
        _("Reference"),
        _("Category"),
        _("Prize level"),
        _("Title"),
        _("Organisation"),
        _("Pronounced"),
    ]
    return [
        *names,
        _("Receives the prize"),
        _("Attending"),
        _("Answered"),
        _("Seats in the hall"),
        _("Note"),
    ]


def attendance_row(cue: Cue) -> list[object]:
    winner, language = cue.winner, reader_language()
    texts = [
        in_language(winner, name, language)
        for name in ("category", "level", "title", "organisation")
    ]
    said = [in_language(cue, name, language) for name in ("reading", "receiver")]
    answered = _("yes") if cue.answered else _("no")
    return [
        cue.number,
        winner.reference,
        *texts,
        *said,
        cue.coming,
        answered,
        cue.seat_span,
        cue.note,
    ]


def seat_row(row: str, seat: str, cue: Cue) -> list[object]:
    language = reader_language()
    names = [
        in_language(cue.winner, "organisation", language),
        in_language(cue, "receiver", language),
    ]
    return [row, seat, cue.number, *names]


def fill(sheet: Worksheet, head: list[str], rows: Sequence[Sequence[object]]) -> None:
    """Texts are texts: nothing that a spreadsheet would calculate. The head stays in sight."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.append(head)
    for row in rows:
        sheet.append(
            [disarmed(cell) if isinstance(cell, str) else cell for cell in row]
        )
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, (column, name) in enumerate(
        zip(sheet.columns, head, strict=True), start=1
    ):
        longest = (
            max(len(name), *(len(str(cell.value or "")) for cell in column))
            if rows
            else len(name)
        )
        sheet.column_dimensions[get_column_letter(number)].width = min(50, longest + 3)
        for cell in column[1:]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def frame(running: Running) -> dict[str, object]:
    edition, language = running.edition, reader_language()
    version = running.winner_list.version if running.winner_list else 0
    return {
        "language": language,
        "edition": getattr(edition, f"name_{language}"),
        "head": letterhead(face_of(edition)).as_data(),
        "edition_th": edition.name_th,
        "edition_en": edition.name_en,
        "date_th": format_date(edition.announces_at, "th"),
        "date_en": format_date(edition.announces_at, "en"),
        "made": format_datetime(database_now(), language),
        "version": _("Version %(n)s") % {"n": version},
        "demo": settings.DEMO,
    }


def secrecy(running: Running) -> str:
    """A line on every page until the list is public."""
    public = (
        running.winner_list is not None and running.winner_list.published_at is not None
    )
    return "" if public else _("Confidential until the winners are announced")
