"""Why a service refused: typed, in the reader's language, and where it can be, beside
the field it is about.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Nothing was changed. ``message`` says what to do; ``field`` names the form field
    it belongs to, or is empty.
    """

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class WrongTimes(Refused):
    """Moments in an order that cannot be."""


class MomentPassed(Refused):
    """What is set for a moment that has passed would happen at once."""

    def __init__(self, field: str) -> None:
        super().__init__(_("This time has passed. Choose a later one."), field)


def check_to_come(moment: datetime, now: datetime, field: str) -> None:
    """Raises ``MomentPassed``, at this field of the form that asks for it. ``now``: by
    the database's clock.
    """
    if moment <= now:
        raise MomentPassed(field)


class WrongSum(Refused):
    """Weights that do not sum to 100."""


class WrongState(Refused):
    """The thing is no longer, or not yet, in a state that allows this."""


class ChangedMeanwhile(Refused):
    """Somebody else, or another window, saved it since the page was opened."""


class SecondPersonNeeded(Refused):
    """The edition asks for a second organiser's approval."""


class ConfirmationNeeded(Refused):
    """It can be done by somebody who has read what speaks against it, and says so."""


class ErratumNeeded(Refused):
    """A list that replaces a published one must say what was wrong."""
