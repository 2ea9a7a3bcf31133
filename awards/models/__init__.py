"""The tables of this app, a file for each noun."""

from awards.models.broadcasts import Broadcast, BroadcastRecipient
from awards.models.calendars import CalendarAddress, CalendarDate
from awards.models.categories import Category, Criterion
from awards.models.ceremony import Grouping, Side, StagePlan, StageWord
from awards.models.certificates import (
    CertificateKind,
    Credential,
    Package,
    Wording,
    new_code,
    whose,
)
from awards.models.editions import Edition, Organiser, PendingChange, code_validator
from awards.models.form_stamp import new_stamp
from awards.models.mails import MailWording
from awards.models.privacy import (
    Breach,
    BreachScope,
    DataRequest,
    PrivacyOffice,
    RecordWording,
    RequestState,
    RetentionHold,
    RetentionRule,
    RetentionRun,
    RightKind,
)
from awards.models.prize_levels import PrizeLevel
from awards.models.provinces import Province
from awards.models.reminders import Digest, Reminded, ReminderClock, ReminderRule
from awards.models.rounds import Round, Weight
from awards.models.row_changes import Kept, RowChange, RowKind, Shelf, told_changes
from awards.models.site import Identity, PageKind, Partner, PartnerTier, WrittenPage
from awards.models.smarts import Smart
from awards.models.spreadsheet_imports import ImportedRow, SpreadsheetImport
from awards.models.winners import Winner, WinnerList, brief_of

__all__ = [
    "Breach",
    "BreachScope",
    "Broadcast",
    "BroadcastRecipient",
    "CalendarAddress",
    "CalendarDate",
    "Category",
    "CertificateKind",
    "Credential",
    "Criterion",
    "DataRequest",
    "Digest",
    "Edition",
    "Grouping",
    "Identity",
    "ImportedRow",
    "Kept",
    "MailWording",
    "Organiser",
    "Package",
    "PageKind",
    "Partner",
    "PartnerTier",
    "PendingChange",
    "PrivacyOffice",
    "PrizeLevel",
    "Province",
    "RecordWording",
    "Reminded",
    "ReminderClock",
    "ReminderRule",
    "RequestState",
    "RetentionHold",
    "RetentionRule",
    "RetentionRun",
    "RightKind",
    "Round",
    "RowChange",
    "RowKind",
    "Shelf",
    "Side",
    "Smart",
    "SpreadsheetImport",
    "StagePlan",
    "StageWord",
    "Weight",
    "Winner",
    "WinnerList",
    "Wording",
    "WrittenPage",
    "brief_of",
    "code_validator",
    "new_code",
    "new_stamp",
    "told_changes",
    "whose",
]
