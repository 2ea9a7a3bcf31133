"""States of an entry and the ways between them. Whether a change may happen *now* is
the service's to check.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENTRY_TRANSITIONS = {
    EntryState.DRAFT: {EntryState.SUBMITTED, EntryState.WITHDRAWN},
    EntryState.SUBMITTED: {EntryState.DRAFT, EntryState.WITHDRAWN},
    EntryState.WITHDRAWN: {EntryState.DRAFT},
}


class May(models.TextChoices):
    """What somebody invited to an entry may do; each step holds the ones before it."""

    VIEW = "view", _("may read")
    EDIT = "edit", _("may write")
    SUBMIT = "submit", _("may write and send in")


class ExportKind(models.TextChoices):
    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"
    ZIP = "zip", "ZIP"


class BulkKind(models.TextChoices):
    """What may be done with many entries at once."""

    TAG = "tag", _("Give a tag")
    UNTAG = "untag", _("Take a tag away")
    NOTE = "note", _("Add a note")
    EXTEND = "extend", _("Give more time")

    @classmethod
    def undoable(cls) -> set[str]:
        """More time is told by mail at once: what somebody was promised is not taken back."""
        return {cls.TAG, cls.UNTAG, cls.NOTE}


class ReceivedIn(models.TextChoices):
    """The phase of the call in which an entry came in."""

    CALL = "call", _("Call is open")
    GRACE = "grace", _("Call closed, grace running")
    EXTENSION = "extension", _("After the call: more time was given, or imported")


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    LOCAL = "local", _("Other local government")
    AGENCY = "agency", _("State agency")
    COMPANY = "company", _("Company")
    STARTUP = "startup", _("Start-up")
    UNIVERSITY = "university", _("University or school")
    OTHER = "other", _("Other")


class QuestionKind(models.TextChoices):
    SHORT_TEXT = "short_text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")
    SINGLE_CHOICE = "single_choice", _("Single choice")
    MULTIPLE_CHOICE = "multiple_choice", _("Multiple choice")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    ADDRESS = "address", _("Address")
    LINK = "link", _("Link")
    VIDEO = "video", _("Video link")
    FILE = "file", _("File")
    TABLE = "table", _("Table of indicators")
    CERTIFICATE = "certificate", _("Number of a dSURE certificate")
