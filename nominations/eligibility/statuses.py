"""How far the check of an entry's eligibility is, and the ways between; kinds of rules
and of declarations.

Not to be confused with the scored round ``screening``: here people look whether an
entry may take part at all.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Eligibility(models.TextChoices):
    UNCHECKED = "unchecked", _("not checked yet")
    SECOND = "second", _("waits for a second reader")
    DISPUTED = "disputed", _("readers disagree")
    RETURNED = "returned", _("returned for correction")
    ELIGIBLE = "eligible", _("eligible")
    NOT_ELIGIBLE = "not_eligible", _("not eligible")
    ANSWERED = "answered", _("answered, waits for the final word")
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
READ = (
    Eligibility.UNCHECKED,
    Eligibility.SECOND,
    Eligibility.DISPUTED,
    Eligibility.ANSWERED,
)  # wait for a word
DECIDED = (Eligibility.ELIGIBLE, Eligibility.NOT_ELIGIBLE, Eligibility.REFUSED)
OUT = (
    Eligibility.NOT_ELIGIBLE,
    Eligibility.ANSWERED,
    Eligibility.REFUSED,
)  # not judged, cannot win
HELD = (
    Eligibility.RETURNED,
    *OUT,
)  # its entrant has something better to do than to open it again as a draft


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
