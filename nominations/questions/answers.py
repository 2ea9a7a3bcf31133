"""From what was typed to what is stored as an answer, and back to what is read; one
pair of functions per kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from awards.dsure.models import Certificate, number_key
from awards.language.bilingual import reader_language
from awards.language.dates import read_typed_date
from awards.language.thai import ascii_digits, clean_text, format_date
from nominations.models import Question
from nominations.statuses import QuestionKind

NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
TABLE_COLUMNS = ("indicator", "before", "after", "source")
MOST_TABLE_ROWS = 30
LONGEST_LINK = 500
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?(?:[/?#]|\Z)")


def parse_text(question: Question, typed: Any) -> str:
    text = clean_text(str(typed))
    if question.limit and len(text) > question.limit:
        over = len(text) - question.limit
        raise ValidationError(
            _("Shorten the text by %(over)d characters. The limit is %(limit)d."),
            code="too_long",
            params={"over": over, "limit": question.limit},
        )
    return text


def parse_short_text(question: Question, typed: Any) -> str:
    return parse_text(question, " ".join(str(typed).split()))


def parse_day(question: Question, typed: Any) -> str:
    """ISO date; the typed year may be of the Buddhist or the common era."""
    text = clean_text(str(typed))
    if not text:
        return ""
    try:
        return read_typed_date(text).isoformat()
    except ValueError:
        raise ValidationError(
            _("Enter the date as day/month/year, for example 31/08/2565.")
        ) from None


def parse_number(question: Question, typed: Any) -> str:
    """Decimal text with a point, as typed but for digits, spaces and thousands separators."""
    text = ascii_digits(clean_text(str(typed))).replace(",", "").replace(" ", "")
    if text and not NUMBER.fullmatch(text):
        raise ValidationError(_("Enter a number, for example 1250 or 3.5."))
    return text


def parse_links(question: Question, typed: Any) -> str:
    """Links, one a line. Only http and https: nothing else is safe to offer for a click."""
    links = clean_text(str(typed)).split()
    return parse_text(question, "\n".join(map(web_link, links)))


def web_link(typed: str) -> str:
    """As it is stored: an address typed without its beginning gets https://. Raises
    ValidationError for no address.
    """
    link = typed if "://" in typed else f"https://{typed}"
    if not is_web_link(link) or ("://" not in typed and not HOST.match(typed)):
        raise ValidationError(
            _(
                "%(link)s is not a web address. Enter an address that starts with "
                "https://"
            ),
            params={"link": typed[:80]},
        )
    return link


def is_web_link(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and "." in (parts.hostname or "")
        and len(link) <= LONGEST_LINK
    )


def choice_codes(question: Question) -> set[str]:
    return {str(choice["code"]) for choice in question.options.get("choices", [])}


def parse_choice(question: Question, typed: Any) -> str:
    code = clean_text(str(typed))
    if code and code not in choice_codes(question):
        raise ValidationError(_("Choose one of the options."))
    return code


def parse_choices(question: Question, typed: Any) -> list[str]:
    chosen = [typed] if isinstance(typed, str) else list(typed or [])
    return [code for code in (parse_choice(question, one) for one in chosen) if code]


def parse_table(question: Question, typed: Any) -> list[dict[str, str]]:
    """Rows of indicator, before, after and source; rows with nothing in them are left out."""
    if not isinstance(typed, list):
        raise ValidationError(_("Fill in the table."))
    rows = [
        {name: clean_text(str(row.get(name, "")))[:500] for name in TABLE_COLUMNS}
        for row in typed
    ]
    rows = [row for row in rows if any(row.values())]
    if len(rows) > MOST_TABLE_ROWS:
        raise ValidationError(
            _("At most %(most)d rows. Split the list."),
            params={"most": MOST_TABLE_ROWS},
        )
    return rows


def parse_certificate(question: Question, typed: Any) -> str:
    """A certificate number as the register writes it, typed in any case and with any
    digits; announced ones only.
    """
    key = number_key(str(typed))
    if not key:
        return ""
    found = (
        Certificate.objects.announced()
        .filter(number_key=key)
        .values_list("number", flat=True)
        .first()
    )
    if found is None:
        raise ValidationError(
            _("This number is not in the dSURE register. Check it and enter it again.")
        )
    return str(found)


PARSERS: dict[str, Callable[[Question, Any], Any]] = {
    QuestionKind.SHORT_TEXT: parse_short_text,
    QuestionKind.LONG_TEXT: parse_text,
    QuestionKind.SINGLE_CHOICE: parse_choice,
    QuestionKind.MULTIPLE_CHOICE: parse_choices,
    QuestionKind.NUMBER: parse_number,
    QuestionKind.DATE: parse_day,
    QuestionKind.ADDRESS: parse_text,
    QuestionKind.LINK: parse_links,
    QuestionKind.VIDEO: parse_links,
    QuestionKind.TABLE: parse_table,
    QuestionKind.CERTIFICATE: parse_certificate,
}


def parse_answer(question: Question, typed: Any) -> Any:
    """What was typed, as it is stored (JSON). Raises ValidationError with what to do about it."""
    if typed is None:
        typed = [] if question.kind == QuestionKind.TABLE else ""
    return PARSERS[question.kind](question, typed)


def show_choices(question: Question, value: Any) -> list[str]:
    codes = [value] if isinstance(value, str) else value
    names = {choice["code"]: choice for choice in question.options.get("choices", [])}
    language = reader_language()
    return [
        names[code].get(language) or names[code].get("th") or code
        for code in codes
        if code in names
    ]


def show_answer(question: Question, value: Any) -> str:
    """An answer as text in the reader's language. Tables are shown as tables, from their value."""
    if not value:
        return ""
    if question.kind == QuestionKind.DATE:
        return format_date(date.fromisoformat(value), reader_language())
    if question.kind in (QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE):
        return ", ".join(show_choices(question, value))
    if question.kind == QuestionKind.NUMBER:
        unit = question.options.get(
            f"unit_{reader_language()}"
        ) or question.options.get("unit_th", "")
        return f"{value} {unit}".strip()
    if question.kind == QuestionKind.TABLE:
        return "\n".join(
            " · ".join(cell for cell in row.values() if cell) for row in value
        )
    return str(value)


CELL_END = re.compile(r"(?<!\\)\|")


def export_answer(question: Question, value: Any) -> str:
    """An answer as text for a spreadsheet, from which the import makes the same value again."""
    if question.kind == QuestionKind.TABLE:
        return "\n".join(
            " | ".join(escaped(row.get(name, "")) for name in TABLE_COLUMNS)
            for row in value or []
        )
    if question.kind == QuestionKind.MULTIPLE_CHOICE:
        return "; ".join(show_choices(question, value)) if value else ""
    return (
        str(value)
        if question.kind == QuestionKind.NUMBER
        else show_answer(question, value)
    )


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


def read_table_rows(text: str) -> list[dict[str, str]]:
    """Lines of cells with ``|`` between them, as an export writes a table."""
    lines = [CELL_END.split(line) for line in text.split("\n") if line.strip()]
    return [
        {
            name: cell.strip().replace("\\|", "|").replace("\\\\", "\\")
            for name, cell in zip(TABLE_COLUMNS, line, strict=False)
        }
        for line in lines
    ]
