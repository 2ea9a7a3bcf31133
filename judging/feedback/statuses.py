from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    OFF = "off", _("Nobody gets feedback")
    REQUEST = "request", _("Whoever asks gets it")
    ALL = "all", _("Every entrant gets it")


class Figures(models.TextChoices):
    """What is told of the scores; an average is never told of fewer than two ballots."""

    NONE = "none", _("no figures")
    QUARTERS = (
        "quarters",
        _("the quarter of the category in which the entry stands, per criterion"),
    )
    SCORES = "scores", _("the average score per criterion")


class Reading(models.TextChoices):
    """What an organiser made of a comment that a judge wrote for the entrant."""

    RELEASED = "released", _("Released")
    WITHHELD = "withheld", _("Withheld")
