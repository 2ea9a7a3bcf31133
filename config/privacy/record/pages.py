"""The record of processing as its page, its table and its print show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.language.thai import format_date
from awards.models import DataRequest, RecordWording, RetentionRule
from awards.models.privacy import Decision
from awards.spreadsheets.books import book_of
from config.people.activities import ACTIVITIES
from config.people.activity import Activity
from config.privacy.office.grounds import BY_CODE as GROUNDS
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
    days = site_days()
    return [
        row_of(activity, worded.get(activity.code), days) for activity in ACTIVITIES
    ]


def row_of(
    activity: Activity, own: RecordWording | None, days: Mapping[str, int]
) -> Row:
    return Row(
        activity,
        str((own and own.recipients) or activity.recipients),
        str((own and own.abroad) or activity.abroad),
        str((own and own.retention) or kept(activity, days)),
        str((own and own.security) or activity.security),
        [fields_of(label) for label in activity.tables if known(label)],
        own is not None,
    )


def site_days() -> dict[str, int]:
    """Of each kind, as set for the site or else proposed; an edition may differ."""
    proposed = {code: kind.days for code, kind in KINDS.items()}
    rules = RetentionRule.objects.filter(edition=None)
    return proposed | dict(rules.values_list("kind", "days"))


def kept(activity: Activity, days: Mapping[str, int]) -> str:
    """What is always kept, and the days of what the night deletes."""
    said = [
        _("%(what)s: %(days)d days %(since)s")
        % {"what": kind.title, "days": days[kind.code], "since": kind.since.label}
        for kind in (KINDS[code] for code in activity.retention)
    ]
    return ". ".join([str(activity.kept), *said])


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


@dataclass(frozen=True)
class Refusal:
    """A request that was refused, in whole or in part (s. 39 (7)); of whom, is not said."""

    day: date
    kind: str
    decision: str
    ground: str


def refusals() -> list[Refusal]:
    """In the reader's language, the newest first."""
    refused = DataRequest.objects.filter(
        decision__in=(Decision.REFUSED, Decision.PARTLY)
    )
    return [
        Refusal(
            timezone.localdate(one.decided_at),
            one.get_kind_display(),
            one.get_decision_display(),
            str(GROUNDS[one.ground].words) if one.ground in GROUNDS else "",
        )
        for one in refused.order_by("-decided_at", "-pk")
    ]


def refusal_table(language: str) -> list[list[str]]:
    with override(language):
        head = [_("Decided"), _("Request"), _("Decision"), _("Ground")]
        rows = [
            [format_date(one.day, language), one.kind, one.decision, one.ground]
            for one in refusals()
        ]
        return [head, *rows]


def record_book() -> bytes:
    """XLSX with two sheets for each language: activities, and what was refused."""
    return book_of(
        {
            "ไทย": record_table("th"),
            "English": record_table("en"),
            "การปฏิเสธคำขอ": refusal_table("th"),
            "Refusals": refusal_table("en"),
        }
    )
