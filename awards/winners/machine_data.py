"""What machines read: JSON, CSV and Atom of published lists, as plain data. Addresses
and names stay as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from awards.models import Edition, Winner, WinnerList
from awards.site.share_links import absolute
from awards.spreadsheets.formulas import disarmed

CSV_COLUMNS = (
    "edition",
    "version",
    "category",
    "category_th",
    "category_en",
    "level",
    "level_th",
    "level_en",
    "reference",
    "title_th",
    "title_en",
    "organisation_th",
    "organisation_en",
    "province",
    "province_th",
    "province_en",
    "website",
    "shared",
)


def both(thing: object, name: str) -> dict[str, str]:
    return {"th": getattr(thing, f"{name}_th"), "en": getattr(thing, f"{name}_en")}


def edition_data(edition: Edition, announced: bool) -> dict[str, object]:
    data = {
        "code": edition.code,
        "name": both(edition, "name"),
        "year": edition.year,
        "year_be": edition.year + 543,
        "opens_at": edition.opens_at.isoformat(),
        "closes_at": edition.closes_at.isoformat(),
        "page": {
            language: absolute("call-show", edition.code, language=language)
            for language in ("th", "en")
        },
        "winners": None,
    }
    if announced:
        data["winners"] = absolute("winners-json", edition.code)
    return data


def winner_data(winner: Winner) -> dict[str, object]:
    return {
        "reference": winner.reference,
        "category": {"code": winner.category_code, **both(winner, "category")},
        "level": {
            "code": winner.level_code,
            "order": winner.level_order,
            **both(winner, "level"),
        },
        "shared": winner.shared,
        "title": both(winner, "title"),
        "summary": both(winner, "summary"),
        "organisation": both(winner, "organisation"),
        "province": {"code": winner.province_code, **both(winner, "province")}
        if winner.province_code
        else None,
        "smart": winner.smart_code or None,
        "smarts": winner.smarts,
        "website": winner.website or None,
        "picture": absolute("winner-picture", winner.pk) if winner.picture else None,
    }


def list_data(winner_list: WinnerList, winners: Iterable[Winner]) -> dict[str, object]:
    edition = winner_list.edition
    return {
        "edition": {
            "code": edition.code,
            "name": both(edition, "name"),
            "year": edition.year,
            "year_be": edition.year + 543,
        },
        "version": winner_list.version,
        "published_at": winner_list.published_at.isoformat()
        if winner_list.published_at
        else None,
        "erratum": both(winner_list, "erratum")
        if winner_list.erratum_th or winner_list.erratum_en
        else None,
        "winners": [winner_data(winner) for winner in winners],
    }


def table_row(winner_list: WinnerList, winner: Winner) -> list[object]:
    row = {
        "edition": winner_list.edition.code,
        "version": winner_list.version,
        "category": winner.category_code,
        "level": winner.level_code,
        "province": winner.province_code,
        "shared": int(winner.shared),
    }
    return [row.get(name, getattr(winner, name, "")) for name in CSV_COLUMNS]


def list_csv(winner_list: WinnerList, winners: Iterable[Winner]) -> str:
    """UTF-8 with a byte-order mark, so that Excel shows Thai."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    writer.writerows(
        [disarmed(cell) for cell in table_row(winner_list, winner)]
        for winner in winners
    )
    return "\ufeff" + out.getvalue()
