"""A press kit: the winners as a document and as a table, their pictures with captions
and rights, in one ZIP.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.translation import override

from awards.models import Winner, WinnerList
from awards.spreadsheets.formulas import disarmed
from awards.winners.machine_data import CSV_COLUMNS, table_row
from awards.winners.published import group_winners


def press_kit(winner_list: WinnerList, winners: Sequence[Winner]) -> bytes:
    """``winners-th.html`` and ``winners-en.html`` (open in a word processor),
    ``winners.xlsx``, ``pictures/``.
    """
    out = io.BytesIO()
    pictures = [winner for winner in winners if winner.picture]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kit:
        for language in ("th", "en"):
            kit.writestr(
                f"winners-{language}.html", document(winner_list, winners, language)
            )
        kit.writestr("winners.xlsx", workbook(winner_list, winners))
        for winner in pictures:
            with winner.picture.open("rb") as file:
                kit.writestr(
                    f"pictures/{winner.reference}-{winner.category_code}.jpg",
                    file.read(),
                )
        kit.writestr("pictures/captions.txt", captions(winners))
    return out.getvalue()


def document(winner_list: WinnerList, winners: Sequence[Winner], language: str) -> str:
    with override(language):
        context = {
            "winner_list": winner_list,
            "edition": winner_list.edition,
            "groups": group_winners(winners),
        }
        return render_to_string(
            "awards/winners/press.html", {**context, "language": language}
        )


def workbook(winner_list: WinnerList, winners: Sequence[Winner]) -> bytes:
    from openpyxl import Workbook  # here: 18 MB that most processes never need

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "winners"
    sheet.append(list(CSV_COLUMNS))
    for winner in winners:
        sheet.append([disarmed(cell) for cell in table_row(winner_list, winner)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def captions(winners: Sequence[Winner]) -> str:
    """What each picture shows and whose it is, and which winners have none: never an empty file."""
    parts = [caption(winner) for winner in winners if winner.picture]
    bare = [
        f"{winner.reference} {winner.title_th}"
        for winner in winners
        if not winner.picture
    ]
    if bare:
        parts.append("\n".join(["ไม่มีภาพ · Without a picture:", *bare, ""]))
    return "\n".join(parts)


def caption(winner: Winner) -> str:
    """Rights are claimed only where somebody named their holder."""
    right = (
        f"© {winner.credit}"
        if winner.credit
        else f"ภาพจาก · Picture sent by {winner.organisation_th}"
    )
    lines = [
        f"{winner.reference}-{winner.category_code}.jpg",
        winner.caption_th or winner.title_th,
        winner.caption_en or winner.title_en,
        right,
    ]
    return "\n".join([line for line in lines if line] + [""])
