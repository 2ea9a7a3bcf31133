"""A person's own data in words: area by area, as the pages and the download show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.template.loader import render_to_string
from django.utils import timezone

from awards.accounts.models import User
from awards.accounts.personal_data import Tables
from awards.language.bilingual import reader_language
from awards.language.thai import format_date, format_datetime
from config.acts import VOCABULARY
from config.people.activities import ACTIVITIES
from config.people.activity import Activity
from config.people.field_words import FIELD_WORDS

LANGUAGES = {code: str(name) for code, name in User.Language.choices}
LONGEST = 500  # letters of one value on a page
# How the gathered tables of signing in are called among the models.
SPELT = {
    "sign-in.address": "account.emailaddress",
    "sign-in.provider": "socialaccount.socialaccount",
    "sign-in.session": "usersessions.usersession",
    "sign-in.second-factor": "mfa.authenticator",
    "nominations.draft": "nominations.entry",
}
# Columns that hold keys of the software's own.
TECHNICAL = {
    ("awards.calendardate", "name"),
    ("awards.retentionhold", "kind"),
    ("ledger.value", "subject"),
    ("outbox.message", "event"),
}
# Columns with the codes of another one.
CODED = {("outbox.message", "channel"): ("outbox.preference", "channel")}


@dataclass(frozen=True)
class Value:
    label: str
    text: str


@dataclass(frozen=True)
class OwnRow:
    values: list[Value]


def belongs(table: str, activity: Activity) -> bool:
    """Whether a gathered table stands in this area."""
    return SPELT.get(table, table) in activity.tables


@dataclass(frozen=True)
class HeldRow:
    """``model``: the label of the table that holds it."""

    model: str
    row: Mapping[str, object]


def of_activity(tables: Tables, activity: Activity) -> Iterable[HeldRow]:
    for name, rows in tables.items():
        if belongs(name, activity):
            yield from (HeldRow(SPELT.get(name, name), row) for row in rows)


def own_row(held: HeldRow) -> OwnRow:
    values = [
        Value(str(FIELD_WORDS[name]), shown(in_words(held.model, name, value)))
        for name, value in held.row.items()
        if name in FIELD_WORDS and value not in (None, "", [], {})
        if (held.model, name) not in TECHNICAL
    ]
    return OwnRow(values)


def in_words(model: str, name: str, value: object) -> object:
    """A code as people say it."""
    if (model, name) == ("ledger.row", "act"):
        return VOCABULARY.act_in_words(str(value))
    if name == "language":
        return LANGUAGES.get(str(value), str(value))
    column = CODED.get((model, name), (model, name))
    return choices_of(*column).get(str(value), value)


def choices_of(model: str, name: str) -> dict[str, str]:
    """Code → words, in the reader's language; empty for a column without choices."""
    fields = {field.name: field for field in apps.get_model(model)._meta.fields}
    offered = fields[name].flatchoices if name in fields else ()
    return {str(code): str(words) for code, words in offered}


def shown(value: object) -> str:
    language = reader_language()
    if isinstance(value, datetime):
        return format_datetime(timezone.localtime(value), language)
    if isinstance(value, date):
        return format_date(value, language)
    if isinstance(value, dict):
        return shown_list([f"{name}: {shown(one)}" for name, one in value.items()])
    if isinstance(value, list):
        return shown_list([shown(one) for one in value])
    text = str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def shown_list(parts: list[str]) -> str:
    text = ", ".join(parts)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


@dataclass(frozen=True)
class OwnArea:
    activity: Activity
    rows: list[OwnRow]


def readable_page(tables: Tables) -> str:
    """All that can be said in words, as one page of HTML that needs nothing else."""
    areas = [
        OwnArea(activity, [own_row(row) for row in of_activity(tables, activity)])
        for activity in ACTIVITIES
    ]
    shown_areas = [area for area in areas if area.rows]
    context = {"areas": shown_areas, "now": timezone.now()}
    return render_to_string("config/privacy/readable.html", context)
