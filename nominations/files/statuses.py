"""What was found of a file, and who decided that judges of a blind round may have it."""

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

    WAITING = "waiting", _("Waits for a screener")
    PASSED = "passed", _("Passed")
    WITHHELD = "withheld", _("Withheld")
