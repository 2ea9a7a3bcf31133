"""The record of processing as its page, its table and its print show it."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.models import RecordWording
from awards.spreadsheets.books import book_of
from config.people.activities import ACTIVITIES, Activity
from config.privacy.retention.kinds import BY_CODE as KINDS

WORDED = ("recipients", "abroad", "retention", "security")


@dataclass(frozen=True)
class Fields:
    """A table and its columns, as the database has them."""

    table: str
    columns: str


@dataclass(frozen=True)
class Row:
    """One activity in the reader's language. ``own``: the organisation worded it."""

    activity: Activity
    recipients: str
    abroad: str
    retention: str
    security: str
    fields: list[Fields]
    own: bool

    @property
    def to_fill(self) -> bool:
        said = (self.recipients, self.abroad, self.retention, self.security)
        return any("[[" in text for text in said)


def record_rows() -> list[Row]:
    worded = {one.activity: one for one in RecordWording.objects.all()}
    return [row_of(activity, worded.get(activity.code)) for activity in ACTIVITIES]


def row_of(activity: Activity, own: RecordWording | None) -> Row:
    return Row(
        activity,
        str((own and own.recipients) or activity.recipients),
        str((own and own.abroad) or activity.abroad),
        str((own and own.retention) or kept(activity)),
        str((own and own.security) or activity.security),
        [fields_of(label) for label in activity.tables if known(label)],
        own is not None,
    )


def kept(activity: Activity) -> str:
    """What is always kept, and the proposed days of what the night deletes."""
    days = [
        _("%(what)s: %(days)d days %(since)s")
        % {"what": kind.title, "days": kind.days, "since": kind.since.label}
        for kind in (KINDS[code] for code in activity.retention)
    ]
    return ". ".join([str(activity.kept), *days])


def known(label: str) -> bool:
    app, name = label.split(".")
    return name in apps.all_models.get(app, {})


def fields_of(label: str) -> Fields:
    model = apps.get_model(label)
    return Fields(label, ", ".join(f.name for f in model._meta.concrete_fields))


def record_table(language: str) -> list[list[str]]:
    """With its head, in one language."""
    with override(language):
        head = [
            _("Activity"),
            _("Purpose"),
            _("Categories of persons"),
            _("Categories of data"),
            _("Legal basis"),
            _("Recipients"),
            _("Transfers abroad"),
            _("Retention"),
            _("Security measures"),
            _("Tables"),
        ]
        return [head, *(cells_of(row) for row in record_rows())]


def cells_of(row: Row) -> list[str]:
    one = row.activity
    said = (one.title, one.purpose, one.persons, one.data, one.basis)
    return [
        *(str(text) for text in said),
        row.recipients,
        row.abroad,
        row.retention,
        row.security,
        ", ".join(fields.table for fields in row.fields),
    ]


def record_book() -> bytes:
    """XLSX with a sheet for each language."""
    return book_of({"ไทย": record_table("th"), "English": record_table("en")})
