"""What the judge's pages ask of the database, prepared: see
``awards.speed.prepared_query``. Who may see what is said by the same querysets as
everywhere.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Extract, JSONObject, Now

from awards.accounts.models import User
from awards.language.bilingual import other_language, reader_language
from awards.models import Round, Weight
from awards.speed.prepared_query import Prepared
from judging.blindness import hides_names
from judging.models import (
    Assignment,
    Ballot,
    Carried,
    Conflict,
    Extension,
    Judge,
    Presentation,
    Sample,
    Score,
    Trial,
)
from judging.models.assignments import AssignmentQuerySet
from judging.models.with_columns import (
    GivenScore,
    JudgeRole,
    JudgeRound,
    LockedAssignment,
    PageAssignment,
    ScoredBallot,
)
from judging.statuses import BallotState
from nominations.models import Member

PAGE = (
    "judge__user",
    "round__edition",
    "round__rules",
    "ballot",
    "entry_category__category__smart",
    "entry_category__entry__owner",
    "entry_category__entry__edition",
    "entry_category__entry__organisation__province",
)
SCORE = ("pk", "criterion", "value", "comment", "reason", "specialist", "version")
ENTRY, CATEGORY = "entry_category__entry__", "entry_category__category__"

ENTRANT_NAMES = (
    "organisation__name_th", "organisation__name_en", "organisation__number", "organisation__website",
    "contact_name", "contact_phone", "owner__name_th", "owner__name_en", "owner__email",
)  # fmt: skip


def own(user: int) -> AssignmentQuerySet:
    """Assignments that this person may see."""
    return Assignment.objects.visible_to(User(pk=user))


def people(entry: str) -> ArraySubquery:
    """Who enters for the entry's organisation besides its owner, as the names that are
    covered in a blind round need them. ``entry``: the path to it, ending in ``__``.
    """
    members = Member.objects.filter(organisation=OuterRef(f"{entry}organisation"))
    members = members.exclude(user=OuterRef(f"{entry}owner")).order_by("pk")
    return ArraySubquery(
        members.values_list(
            JSONObject(
                name_th="user__name_th", name_en="user__name_en", email="user__email"
            )
        )
    )


def page_rows(user: int) -> QuerySet[PageAssignment]:
    rows = own(user).with_window().select_related(*PAGE)
    more: dict[str, Combinable] = {
        "people": people(ENTRY),
        "given": scores_json("ballot"),
        "sample": waiting_sample(),
    }
    more["hidden"] = hides_names("round__")
    more["presents"] = Exists(Presentation.objects.filter(round=OuterRef("round")))
    return cast("QuerySet[PageAssignment]", rows.annotate(**more))


def waiting_sample() -> Subquery:
    """What this judge is asked to score before the round's entries, if anything."""
    judge = OuterRef(OuterRef("judge"))
    scored = Trial.objects.filter(
        sample=OuterRef("pk"), judge=judge, submitted_at__isnull=False
    )
    tied = Conflict.objects.standing().filter(
        judge=judge, entry=OuterRef("entry_category__entry")
    )
    waiting = Sample.objects.filter(
        calibration__round=OuterRef("round"), calibration__closed_at=None
    )
    return Subquery(
        waiting.filter(~Exists(scored), ~Exists(tied))
        .order_by("order", "pk")
        .values("pk")[:1]
    )


def locked_rows(user: int, assignment: int) -> QuerySet[LockedAssignment]:
    """One assignment, locked, with all that scoring it needs but what others may be
    writing at this moment.
    """
    weights = Weight.objects.filter(
        round=OuterRef("round"), category=OuterRef("entry_category__category")
    )
    weight = JSONObject(
        code="criterion__code", criterion="criterion", percent="percent"
    )
    carried = Carried.objects.filter(
        round=OuterRef("round"), entry_category=OuterRef("entry_category")
    )
    is_open = Q(round__opens_at__lte=Now(), closes__gt=Now())
    rows = own(user).with_window().filter(pk=assignment).select_for_update(of=("self",))
    related = ("judge", "round__edition__result_secret", "round__rules")
    rows = rows.select_related(
        *related, "entry_category__entry", "entry_category__category"
    )
    found = rows.annotate(
        is_open=ExpressionWrapper(is_open, output_field=BooleanField()),
        now=ExpressionWrapper(Now(), output_field=DateTimeField()),
        weights=ArraySubquery(weights.order_by("pk").values_list(weight)),
        carried=Subquery(carried.values("value")[:1]),
    )
    return cast("QuerySet[LockedAssignment]", found)


def step_rows(user: int, round_: int) -> QuerySet[Assignment, object]:
    # whether and not when: a moment is dear to read, and there are a hundred of them
    rows = own(user).filter(round=round_).annotate(cleared=leave_given())
    return rows.values_list(
        "pk", f"{CATEGORY}order", f"{CATEGORY}code", "ballot__state", "cleared", "judge_id"
    )  # fmt: skip


def leave_given() -> ExpressionWrapper[Q]:
    """Whether nothing stands between the judge and the entry any more."""
    given = Q(cleared_at__isnull=False)
    return ExpressionWrapper(given, output_field=BooleanField())


def line_rows(user: int, language: str) -> QuerySet[Assignment, object]:
    given = Score.objects.filter(ballot=OuterRef("ballot"), value__isnull=False)
    counted = given.order_by().values("ballot").annotate(n=Count("pk")).values("n")
    scored = Case(
        When(ballot__state=BallotState.DRAFT, then=Subquery(counted)),
        output_field=IntegerField(),
    )
    other = other_language(language)
    more: dict[str, Combinable] = {
        "scored": scored,
        "people": people(ENTRY),
        "cleared": leave_given(),
        "minutes": minutes_spent(),
    }
    more["hidden"] = hides_names("round__")
    return own(user).annotate(**more).values_list(
        "pk", f"{ENTRY}reference", f"{ENTRY}title_{language}", f"{ENTRY}title_{other}",
        f"{CATEGORY}name_{language}", f"{CATEGORY}code", f"{CATEGORY}order", f"{CATEGORY}smart__code",
        "round_id", "round__edition__code", "ballot__state", "scored", "ballot__version", "cleared", "judge_id",
        "minutes", "hidden", "people", *(f"{ENTRY}{name}" for name in ENTRANT_NAMES),
    )  # fmt: skip


def role_rows(user: int) -> QuerySet[JudgeRole]:
    """Whom this person judges for, whether as chair too."""
    leads = Exists(Judge.chairs.through.objects.filter(judge=OuterRef("pk")))
    rows = Judge.objects.filter(user=user).select_related("edition")
    return cast("QuerySet[JudgeRole]", rows.annotate(leads=leads))


def round_rows(user: int) -> QuerySet[JudgeRound]:
    """Rounds of the editions this person judges for. ``until``: extended for them to
    then, where that is still to come; ``on_stage``: has presentations and is not over.
    """
    longer = Extension.objects.filter(
        round=OuterRef("pk"), judge__user=user, until__gt=Now()
    )
    until = longer.filter(until__gt=OuterRef("closes_at")).values("until")[:1]
    presents = Exists(Presentation.objects.filter(round=OuterRef("pk")))
    seat = Exists(
        Judge.objects.accepted().filter(user=user, edition=OuterRef("edition"))
    )
    found = (
        Round.objects.filter(seat, active=True)
        .select_related("edition")
        .annotate(until=Subquery(until), on_stage=Q(presents, closes_at__gt=Now()))
    )
    return cast("QuerySet[JudgeRound]", found)


def minutes_spent() -> Combinable:
    """From begin to end of a ballot that was submitted and never changed; else NULL."""
    spent = F("ballot__submitted_at") - F("ballot__started_at")
    seconds = Extract(ExpressionWrapper(spent, output_field=DurationField()), "epoch")
    return Case(When(ballot__version=1, then=seconds / 60.0), output_field=FloatField())


def sample_rows(user: int, language: str) -> QuerySet[Sample, object]:
    scored = Trial.objects.filter(
        sample=OuterRef("pk"), judge__user=user, submitted_at__isnull=False
    )
    more: dict[str, Combinable] = {
        "done": Exists(scored),
        "people": people(ENTRY),
    }
    more["hidden"] = hides_names("calibration__round__")
    for name in ("shown", "closed"):
        given = Q(**{f"calibration__{name}_at__isnull": False})
        more[name] = ExpressionWrapper(given, output_field=BooleanField())
    return Sample.objects.visible_to(User(pk=user)).annotate(**more).values_list(
        "pk", f"{ENTRY}title_{language}", f"{ENTRY}title_{other_language(language)}", f"{ENTRY}reference", "done",
        "shown", "closed", "hidden", "people", *(f"{ENTRY}{name}" for name in ENTRANT_NAMES),
    )  # fmt: skip


def scores_json(ballot: str) -> ArraySubquery:
    """All scores of a ballot in one column; ``ballot`` is the path to its number."""
    fields = {name: F(name) for name in SCORE}
    return ArraySubquery(
        Score.objects.filter(ballot=OuterRef(ballot))
        .order_by("pk")
        .values_list(JSONObject(**fields))
    )


def scores_on(ballot: Ballot, given: list[GivenScore]) -> list[Score]:
    """As rows that can be changed and stored."""
    return [score_row(ballot, fields) for fields in given]


def score_row(ballot: Ballot, fields: GivenScore) -> Score:
    """A stored score from what the ballot's question brought along as JSON."""
    value = None if fields["value"] is None else Decimal(str(fields["value"]))
    row = Score(
        pk=fields["pk"],
        ballot=ballot,
        criterion_id=fields["criterion"],
        value=value,
        comment=fields["comment"],
        reason=fields["reason"],
        specialist=fields["specialist"],
        version=fields["version"],
    )
    row._state.adding = False
    return row


own_assignment: Prepared[PageAssignment] = Prepared(
    lambda user, pk: page_rows(user).filter(pk=pk)
)
locked_assignment: Prepared[LockedAssignment] = Prepared(locked_rows)
own_steps = Prepared[Assignment](step_rows)
own_roles: Prepared[JudgeRole] = Prepared(role_rows)
own_rounds: Prepared[JudgeRound] = Prepared(round_rows)
_lines = {
    code: Prepared[Assignment](lambda user, language=code: line_rows(user, language))
    for code in ("th", "en")
}
_samples = {
    code: Prepared[Sample](lambda user, language=code: sample_rows(user, language))
    for code in ("th", "en")
}
weights_of = Prepared[Weight](
    lambda round_, category: (
        Weight.objects.filter(round=round_, category=category, percent__gt=0)
        .select_related("criterion__smart")
        .order_by("criterion__order", "criterion__code")
    )
)
scored_ballot: Prepared[ScoredBallot] = Prepared(
    lambda assignment: Ballot.objects.filter(assignment=assignment).annotate(
        given=scores_json("pk")
    )
)


class LineRow(NamedTuple):
    """A row of ``line_rows``, its columns in their order; ``names``: ENTRANT_NAMES."""

    assignment: int
    reference: str
    title: str
    other_title: str
    category: str
    category_code: str
    category_order: int
    smart: str | None
    round: int
    edition: str
    state: str | None
    scored: int | None
    version: int | None
    cleared: bool
    judge: int
    minutes: float | None
    hidden: bool
    people: list[dict[str, str]]
    names: tuple[str, ...]


class SampleRow(NamedTuple):
    """A row of ``sample_rows``, in the same way."""

    sample: int
    title: str
    other_title: str
    reference: str
    done: bool
    shown: bool
    closed: bool
    hidden: bool
    people: list[dict[str, str]]
    names: tuple[str, ...]


def own_lines(user: int) -> list[LineRow]:
    rows, own = _lines[reader_language()].tuples(user), len(LineRow._fields) - 1
    return [LineRow._make((*row[:own], row[own:])) for row in rows]


def own_samples(user: int) -> list[SampleRow]:
    rows, own = _samples[reader_language()].tuples(user), len(SampleRow._fields) - 1
    return [SampleRow._make((*row[:own], row[own:])) for row in rows]
