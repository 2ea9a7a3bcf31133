"""States of an entry and the ways between them. Whether a change may happen *now* is
the service's to check.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scan(models.TextChoices):
    """What the virus scanner said; ``NONE`` where no scanner was set up when the file
    was looked at.
    """

    NONE = "", _("not scanned")
    CLEAN = "clean", _("clean")
    INFECTED = "infected", _("infected")


class Screening(models.TextChoices):
    """May a blind copy be given to judges? ``PASSED`` without a screener means that
    nothing was found.
    """

    WAITING = "waiting", _("Waiting for review")
    PASSED = "passed", _("Allowed")
    WITHHELD = "withheld", _("Withheld from judges")


class Eligibility(models.TextChoices):
    UNCHECKED = "unchecked", _("not checked yet")
    SECOND = "second", _("waiting for a second reviewer")
    DISPUTED = "disputed", _("reviewers disagree")
    RETURNED = "returned", _("returned for correction")
    ELIGIBLE = "eligible", _("eligible")
    NOT_ELIGIBLE = "not_eligible", _("not eligible")
    ANSWERED = "answered", _("replied, waiting for the final decision")
    REFUSED = "refused", _("not eligible, final")


# Back to UNCHECKED is a new pass: the entry was changed, or an organiser began again with a reason.
OPINIONS = {
    Eligibility.RETURNED,
    Eligibility.ELIGIBLE,
    Eligibility.NOT_ELIGIBLE,
    Eligibility.REFUSED,
}


ELIGIBILITY_TRANSITIONS: dict[Eligibility, set[Eligibility]] = {
    Eligibility.UNCHECKED: {Eligibility.UNCHECKED, Eligibility.SECOND, *OPINIONS},
    Eligibility.SECOND: {Eligibility.UNCHECKED, Eligibility.DISPUTED, *OPINIONS},
    Eligibility.DISPUTED: {Eligibility.UNCHECKED, *OPINIONS},
    Eligibility.RETURNED: {Eligibility.UNCHECKED},
    Eligibility.ELIGIBLE: {Eligibility.UNCHECKED},
    Eligibility.NOT_ELIGIBLE: {Eligibility.ANSWERED, Eligibility.UNCHECKED},
    Eligibility.ANSWERED: {Eligibility.ELIGIBLE, Eligibility.REFUSED},
    Eligibility.REFUSED: {Eligibility.UNCHECKED},
}


# wait for a word
READ = (
    Eligibility.UNCHECKED,
    Eligibility.SECOND,
    Eligibility.DISPUTED,
    Eligibility.ANSWERED,
)


DECIDED = (Eligibility.ELIGIBLE, Eligibility.NOT_ELIGIBLE, Eligibility.REFUSED)


# not judged, cannot win
OUT = (
    Eligibility.NOT_ELIGIBLE,
    Eligibility.ANSWERED,
    Eligibility.REFUSED,
)


# its entrant has something better to do than to open it again as a draft
HELD = (
    Eligibility.RETURNED,
    *OUT,
)


class Outcome(models.TextChoices):
    """What a reader says of an entry."""

    ELIGIBLE = "eligible", _("Eligible")
    RETURNED = "returned", _("Return for correction")
    NOT_ELIGIBLE = "not_eligible", _("Not eligible")


class RuleKind(models.TextChoices):
    """What the entrant is asked for; the values are those of a question's kind where
    there is one.
    """

    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "single_choice", _("Single choice")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    TEXT = "short_text", _("Short text")


class DeclarationKind(models.TextChoices):
    ORIGINALITY = "originality", _("Originality")
    AI_USE = "ai_use", _("Use of artificial intelligence")
    CONSENT = "consent", _("Consent")


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

    VIEW = "view", _("can read")
    EDIT = "edit", _("can edit")
    SUBMIT = "submit", _("can edit and submit")


class ExportKind(models.TextChoices):
    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"
    ZIP = "zip", "ZIP"


class BulkKind(models.TextChoices):
    """What may be done with many entries at once."""

    TAG = "tag", _("Add a tag")
    UNTAG = "untag", _("Remove a tag")
    NOTE = "note", _("Add a note")
    EXTEND = "extend", _("Extend the deadline")

    @classmethod
    def undoable(cls) -> set[str]:
        """More time is told by mail at once: what somebody was promised is not taken back."""
        return {cls.TAG, cls.UNTAG, cls.NOTE}


class ReceivedIn(models.TextChoices):
    """The phase of the call in which an entry came in."""

    CALL = "call", _("Call is open")
    GRACE = "grace", _("Call closed, grace period running")
    EXTENSION = "extension", _("After the call: extended or imported")


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
    CERTIFICATE = "certificate", _("dSURE certificate number")
    IDENTITY = "identity", _("Identity paper (encrypted)")
