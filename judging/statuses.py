"""States of judges, assignments and ballots, and the ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JudgeState(models.TextChoices):
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


JUDGE_TRANSITIONS = {
    JudgeState.INVITED: {JudgeState.ACCEPTED, JudgeState.DECLINED},
    JudgeState.DECLINED: {JudgeState.ACCEPTED, JudgeState.INVITED},
    JudgeState.ACCEPTED: {JudgeState.DECLINED},
}


class BallotState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")


BALLOT_TRANSITIONS = {
    BallotState.DRAFT: {BallotState.SUBMITTED},
    BallotState.SUBMITTED: {BallotState.DRAFT, BallotState.SUBMITTED},
}


class ConflictSource(models.TextChoices):
    ORGANISATION = "organisation", _("Same organisation")
    DOMAIN = "domain", _("Same e-mail domain")
    ENTRANT = "entrant", _("Takes part in the entry")
    CATEGORY = "category", _("Own entry in the same category")
    PEOPLE = "people", _("Works with people of the entry")
    FORMER = "former", _("Former employer or relation")
    DECLARED = "declared", _("Declared by the judge")
    STAFF = "staff", _("Entered by an organiser")
