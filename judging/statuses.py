"""States of judges, assignments and ballots, and the ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    OFF = "off", _("Nobody")
    REQUEST = "request", _("Entrants who request it")
    ALL = "all", _("All entrants")


class Figures(models.TextChoices):
    """What is told of the scores; an average is never told of fewer than two ballots."""

    NONE = "none", _("scores are not shown")
    QUARTERS = (
        "quarters",
        _("the quarter of the category the entry is in, per criterion"),
    )
    SCORES = "scores", _("the average score per criterion")


class Reading(models.TextChoices):
    """What an organiser made of a comment that a judge wrote for the entrant."""

    RELEASED = "released", _("Released")
    WITHHELD = "withheld", _("Withheld")


class EarlierSource(models.TextChoices):
    """What a round may know of its judges' severity before it begins."""

    NOTHING = "", _("nothing, only this round's ballots")
    EDITION = "edition", _("the last edition in which they judged")
    CALIBRATION = "calibration", _("this round's calibration")


class JudgeState(models.TextChoices):
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


JUDGE_TRANSITIONS = {
    JudgeState.INVITED: {JudgeState.ACCEPTED, JudgeState.DECLINED},
    JudgeState.DECLINED: {JudgeState.ACCEPTED, JudgeState.INVITED},
    JudgeState.ACCEPTED: {JudgeState.DECLINED},
}


class Obstacle(models.TextChoices):
    """Why a ballot does not count in the result of its round."""

    DRAFT = "draft", _("not submitted")
    WITHDRAWN = "withdrawn", _("the entry was withdrawn")
    INELIGIBLE = "ineligible", _("the entry was found not eligible")
    ABSENT = "absent", _("the judge was absent")
    TAKEN = "taken", _("the entry was removed from the judge")
    RECUSED = "recused", _("the judge withdrew because of a conflict of interest")
    CONFLICT = "conflict", _("the judge has a conflict of interest")
    LEFT = "left", _("the judge has left the jury")
    OTHER = "other", _("the entry that it was compared with is out")


class BallotState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")


BALLOT_TRANSITIONS = {
    BallotState.DRAFT: {BallotState.SUBMITTED},
    BallotState.SUBMITTED: {BallotState.DRAFT, BallotState.SUBMITTED},
}


class ConflictSource(models.TextChoices):
    ORGANISATION = "organisation", _("Same organisation")
    DOMAIN = "domain", _("Same email domain")
    ENTRANT = "entrant", _("Works on the entry")
    CATEGORY = "category", _("Own entry in the same category")
    PEOPLE = "people", _("Works with people on the entry")
    FORMER = "former", _("Former employer or other connection")
    DECLARED = "declared", _("Declared by the judge")
    STAFF = "staff", _("Entered by an organiser")
