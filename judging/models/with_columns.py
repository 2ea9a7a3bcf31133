"""Rows that come with columns which the question to the database put beside their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypedDict

if TYPE_CHECKING:  # types alone: the package is no part of what runs
    from datetime import datetime
    from decimal import Decimal

    from django_stubs_ext import WithAnnotations

    from awards.models import Round
    from judging.models import Assignment, Ballot, Judge, Sample
    from nominations.models import Entry


class GivenScore(TypedDict):
    """A score as PostgreSQL's JSON has it; ``pk`` and ``criterion`` by number."""

    pk: int
    criterion: int
    value: float | None
    comment: str
    reason: str
    specialist: bool
    version: int


class GivenWeight(TypedDict):
    code: str
    criterion: int
    percent: float


class People(TypedDict):
    """Names and addresses of who enters: what a blind round covers."""

    people: list[dict[str, str]]


class OfPage(TypedDict):
    """``people``: see `People`. ``sample``: the number of one to score before, if any. ``hidden``: whether the
    judge may not learn who entered. ``presents``: whether the round is a final.
    """

    people: list[dict[str, str]]
    given: list[GivenScore]
    sample: int | None
    hidden: bool
    presents: bool


class OfScoring(TypedDict):
    """``now``: the database's clock. ``carried``: what the entry brings along from an earlier round."""

    is_open: bool
    now: datetime
    weights: list[GivenWeight]
    carried: Decimal | None


class IsOpen(TypedDict):
    is_open: bool


class Scored(TypedDict):
    given: list[GivenScore]


class Leads(TypedDict):
    """Whether this judge chairs a category."""

    leads: bool


class ForJudge(TypedDict):
    """``until``: extended for this judge to then; None where it is not. ``on_stage``: has
    presentations and is not over.
    """

    until: datetime | None
    on_stage: bool


PageAssignment: TypeAlias = "WithAnnotations[Assignment, OfPage]"
LockedAssignment: TypeAlias = "WithAnnotations[Assignment, OfScoring]"
LockedSample: TypeAlias = "WithAnnotations[Sample, IsOpen]"
ScoredBallot: TypeAlias = "WithAnnotations[Ballot, Scored]"
JudgeRole: TypeAlias = "WithAnnotations[Judge, Leads]"
JudgeRound: TypeAlias = "WithAnnotations[Round, ForJudge]"
NamedEntry: TypeAlias = "WithAnnotations[Entry, People]"
