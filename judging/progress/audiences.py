"""Judges as groups to write to. Nothing in what they are told names an entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.models import User
from awards.language.numbers import whole_numbers
from awards.mails.audiences import NAME, Audience, Chosen, Reader, Values, page_address
from awards.mails.kinds import Placeholder
from awards.mails.placeholders import EDITION
from awards.models import Edition
from awards.roles import Area
from judging.models import Assignment, Ballot, Judge
from judging.models.assignments import AssignmentQuerySet
from judging.statuses import JudgeState

MISSING = Placeholder("missing", _("Number of ballots not submitted yet"), "4")
DEADLINE = Placeholder(
    "deadline",
    _("When judging closes for this judge"),
    _("31 December 2026, 16:30 (UTC+7)"),
)
LINK = Placeholder(
    "link",
    _("Link to the judge's page"),
    "https://awards.example.go.th/th/judge/",
    is_link=True,
)
Condition = Callable[[], Q]


@dataclass(frozen=True)
class Judges(Audience):
    condition: Condition = Q

    def judges(self, edition: Edition, chosen: Chosen) -> QuerySet[Judge]:
        judges = Judge.objects.filter(self.condition(), edition=edition)
        if chosen.picked:
            judges = judges.filter(pk__in=whole_numbers(list(chosen.picked)))
        if category := chosen.filters.get("category"):
            sits = Judge.categories.through.objects.filter(judge=OuterRef("pk"))
            judges = judges.filter(
                # who sits on no panel judges every category
                Q(Exists(sits.filter(category__code=category))) | ~Q(Exists(sits))
            )
        return judges

    def people(self, edition: Edition, chosen: Chosen) -> QuerySet[User]:
        theirs = self.judges(edition, chosen).filter(user=OuterRef("pk"))
        return User.objects.filter(Exists(theirs), is_active=True)

    def values(
        self, edition: Edition, chosen: Chosen, readers: Sequence[Reader]
    ) -> dict[int, Values]:
        theirs = open_ballots(edition).filter(
            judge__user__in=[reader.pk for reader in readers]
        )
        counted = theirs.values("judge__user").annotate(
            missing=Count("pk"), until=Min("closes")
        )
        rows = {
            user: (missing, until)
            for user, missing, until in counted.values_list(
                "judge__user", "missing", "until"
            )
        }
        told: dict[int, Values] = {}
        for reader in readers:
            missing, until = rows.get(reader.pk, (0, None))
            told[reader.pk] = {
                "missing": str(missing),
                "deadline": until,
                "link": page_address("judging:judge-home", reader.language),
            }
        return told


def open_ballots(edition: Edition) -> AssignmentQuerySet:
    """Assignments of the edition whose ballot is missing and can still be submitted."""
    return lacking().filter(round__edition=edition).with_window().filter(still_open())


def still_open() -> Q:
    """Of assignments with their window."""
    return Q(round__opens_at__lte=Now(), closes__gt=Now())


def lacking() -> AssignmentQuerySet:
    counted = Ballot.objects.counted().filter(assignment=OuterRef("pk"))
    return Assignment.objects.standing().filter(~Exists(counted), round__active=True)


def still_to_score() -> Q:
    """Something is missing that can still be submitted."""
    rows = lacking().filter(judge=OuterRef("pk")).with_window()
    return Q(Exists(rows.filter(still_open())))


def has_finished() -> Q:
    assigned = Assignment.objects.standing().filter(
        judge=OuterRef("pk"), round__active=True
    )
    missing = lacking().filter(judge=OuterRef("pk"))
    return Q(Exists(assigned)) & ~Q(Exists(missing))


def accepted() -> Q:
    return Q(state=JudgeState.ACCEPTED)


def judges(code: str, label: object, condition: Condition, section: object) -> Judges:
    return Judges(
        code=code,
        label=label,  # type: ignore[arg-type]
        areas=(Area.JUDGING,),
        section=section,  # type: ignore[arg-type]
        placeholders=(NAME, EDITION, MISSING, DEADLINE, LINK),
        filters=("category",),
        condition=condition,
    )


SECTION = _("Judges")
OF_JUDGES = (
    judges(
        "judges-invited",
        _("Judges who have not answered their invitation"),
        lambda: Q(state=JudgeState.INVITED),
        SECTION,
    ),
    judges("judges-accepted", _("Judges who have accepted"), accepted, SECTION),
    judges(
        "judges-missing",
        _("Judges with ballots still to submit"),
        lambda: accepted() & still_to_score(),
        SECTION,
    ),
    judges(
        "judges-finished",
        _("Judges who have submitted every ballot"),
        lambda: accepted() & has_finished(),
        SECTION,
    ),
    judges("judges", _("Judges of a list"), Q, ""),
)
