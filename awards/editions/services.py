"""Making an edition from the standard template, and changing what it is called and when
it happens.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards import acts
from awards.accounts.models import User
from awards.editions.organisers import add_organiser_by_email
from awards.editions.standard import PRIZE_LEVELS, ROUNDS, standard_percents
from awards.editions.standard_criteria import RUBRICS
from awards.ledger.services import append, database_now
from awards.models import (
    Category,
    Criterion,
    Edition,
    Organiser,
    PrizeLevel,
    Round,
    Smart,
    Weight,
)
from awards.refusals import Refused, SecondPersonNeeded, WrongState, WrongTimes
from awards.roles import Role
from awards.statuses import RoundPhase

Window = tuple[datetime, datetime]
EDITION_FIELDS = (
    "name_th",
    "name_en",
    "year",
    "about_th",
    "about_en",
    "opens_at",
    "closes_at",
    "grace_minutes",
    "announces_at",
    "max_categories",
    "two_person_rule",
    "prize_ties",
    "eligibility_readers",
    "only_eligible_judged",
    "shows_how_chosen",
    "broadcast_alone",
)


@transaction.atomic
def create_edition(
    *,
    actor: User | None,
    code: str,
    name_th: str,
    name_en: str,
    year: int,
    opens_at: datetime,
    closes_at: datetime,
    announces_at: datetime,
    round_windows: dict[str, Window] | None = None,
    **more: Any,
) -> Edition:
    """A new edition with the seven Smarts as criteria and as categories, three rounds
    and three prize levels.

    ``year`` is C.E. ``round_windows`` gives a round's window by its code and makes that
    round take place; without it the online round takes place between closing and
    announcement. ``more``: other fields of the edition. Raises ``WrongTimes`` when
    moments are out of order, ``Refused`` when the code is taken. The actor becomes its
    organiser, unless it is the site's operator, who makes editions for others.
    """
    check_times(opens_at, closes_at, announces_at)
    if Edition.objects.filter(code=code).exists():
        raise Refused(_("This code is already used. Choose another one."), "code")
    edition = Edition(
        code=code,
        name_th=name_th,
        name_en=name_en,
        year=year,
        opens_at=opens_at,
        closes_at=closes_at,
        announces_at=announces_at,
        **more,
    )
    edition.save(force_insert=True)
    rounds = add_standard_parts(edition, round_windows or {})
    if actor is not None and not actor.is_operator:
        Organiser.objects.create(edition=edition, user=actor, role=Role.OWNER)
    record_creation(edition, rounds, actor)
    return edition


def add_standard_parts(edition: Edition, windows: dict[str, Window]) -> list[Round]:
    """Criteria, categories, rounds, weights and prize levels of the template; returns
    the rounds.
    """
    smarts = list(Smart.objects.all())
    criteria = add_criteria(edition, smarts)
    categories = add_categories(edition, smarts)
    rounds = add_rounds(edition, windows)
    add_standard_weights(rounds, categories, criteria)
    add_prize_levels(edition)
    return rounds


def record_creation(edition: Edition, rounds: list[Round], actor: User | None) -> None:
    """What the edition is, then the weights of each round: an act of its own, as every
    later change of them is.
    """
    append(
        edition.code,
        acts.EDITION_CREATED,
        actor,
        edition_values(edition),
        subject=f"edition:{edition.code}",
    )
    for round_ in rounds:
        values = {"round": round_.code, "weights": weight_values(round_)}
        append(edition.code, acts.WEIGHTS_SET, actor, values)


@transaction.atomic
def create_edition_for(*, actor: User, organiser_email: str, **fields: Any) -> Edition:
    """``create_edition`` with its first organiser, who is told by mail."""
    edition = create_edition(actor=actor, **fields)
    add_organiser_by_email(edition=edition, email=organiser_email, actor=actor)
    return edition


def check_times(
    opens_at: datetime, closes_at: datetime, announces_at: datetime
) -> None:
    """Raises WrongTimes, on the field that comes too early."""
    if closes_at <= opens_at:
        raise WrongTimes(_("The call must close after it opens."), "closes_at")
    if announces_at <= closes_at:
        raise WrongTimes(
            _("The announcement must be after the call closes."), "announces_at"
        )


def add_criteria(edition: Edition, smarts: list[Smart]) -> list[Criterion]:
    """One for each Smart, with its rubric in both languages."""
    criteria = []
    for smart in smarts:
        rubric = RUBRICS[smart.code]
        texts = {
            f"{part}_{language}": getattr(rubric, part)[place]
            for part in ("looked_for", "low", "middle", "high")
            for place, language in enumerate(("th", "en"))
        }
        names = {"name_th": smart.name_th, "name_en": smart.name_en}
        criteria.append(
            Criterion(
                edition=edition,
                code=smart.code,
                order=smart.order,
                smart=smart,
                **names,
                **texts,
            )
        )
    return Criterion.objects.bulk_create(criteria)


def add_categories(edition: Edition, smarts: list[Smart]) -> list[Category]:
    """One for each Smart."""
    return Category.objects.bulk_create(
        Category(
            edition=edition,
            code=smart.code,
            order=smart.order,
            smart=smart,
            name_th=smart.name_th,
            name_en=smart.name_en,
            description_th=smart.scope_th,
            description_en=smart.scope_en[:1].upper() + smart.scope_en[1:],
        )
        for smart in smarts
    )


def add_rounds(edition: Edition, windows: dict[str, Window]) -> list[Round]:
    """The template's rounds; one with a window of its own takes place. Raises
    WrongTimes for a window that ends before it begins.
    """
    rounds = []
    for order, standard in enumerate(ROUNDS, start=1):
        opens_at, closes_at = windows.get(standard.code) or standard.window(
            edition.closes_at, edition.announces_at
        )
        if closes_at <= opens_at:
            raise WrongTimes(
                _("The round must close after it opens."), f"{standard.code}_closes_at"
            )
        rounds.append(
            Round(
                edition=edition,
                code=standard.code,
                order=order,
                name_th=standard.name_th,
                name_en=standard.name_en,
                active=standard.active or standard.code in windows,
                blind=standard.blind,
                opens_at=opens_at,
                closes_at=closes_at,
                judges_per_entry=standard.judges_per_entry,
                quorum=standard.quorum,
            )
        )
    return Round.objects.bulk_create(rounds)


def add_standard_weights(
    rounds: list[Round], categories: list[Category], criteria: list[Criterion]
) -> None:
    """In every round the same per cent, summing to 100 in each category."""
    codes = [criterion.code for criterion in criteria]
    weights = []
    for category in categories:
        percents = standard_percents(codes, category.code)
        weights += [
            Weight(
                round=round_,
                category=category,
                criterion=criterion,
                percent=percents[criterion.code],
            )
            for round_ in rounds
            for criterion in criteria
        ]
    Weight.objects.bulk_create(weights)


def add_prize_levels(edition: Edition) -> None:
    """The template's ladder, highest first."""
    PrizeLevel.objects.bulk_create(
        PrizeLevel(
            edition=edition, code=code, order=order, name_th=name_th, name_en=name_en
        )
        for order, (code, name_th, name_en) in enumerate(PRIZE_LEVELS, start=1)
    )


def weight_values(round_: Round) -> dict[str, dict[str, str]]:
    """Category code → criterion code → percent, as the ledger keeps it."""
    rows = Weight.objects.filter(round=round_).values_list(
        "category__code", "criterion__code", "percent"
    )
    values: dict[str, dict[str, str]] = {}
    for category, criterion, percent in rows:
        values.setdefault(category, {})[criterion] = f"{percent.normalize():f}"
    return values


def edition_values(edition: Edition) -> dict[str, object]:
    """Its fields as the ledger keeps them, moments in ISO 8601."""
    values = {name: getattr(edition, name) for name in EDITION_FIELDS}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


@transaction.atomic
def update_edition(*, edition: Edition, actor: User, **fields: object) -> Edition:
    """Change an edition's names, texts, times or rules (``EDITION_FIELDS``); the ledger
    keeps what changed.

    Raises ``WrongTimes``, and ``SecondPersonNeeded`` for turning the two-person rule
    off, which nobody does alone (``two_persons.ask_change``). The code never changes:
    references, chains and addresses are made of it.
    """
    unknown = set(fields) - set(EDITION_FIELDS)
    if unknown:
        raise TypeError(f"not fields of an edition: {sorted(unknown)}")
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if (
        edition.two_person_rule
        and fields.get("two_person_rule") is False
        and actor is not None
    ):
        raise SecondPersonNeeded(
            _("Another organiser must agree to turn the two-person rule off."),
            "two_person_rule",
        )
    before = edition_values(edition)
    for name, value in fields.items():
        setattr(edition, name, value)
    check_times(edition.opens_at, edition.closes_at, edition.announces_at)
    changed = {
        name: value
        for name, value in edition_values(edition).items()
        if value != before[name]
    }
    if changed:
        edition.save(update_fields=list(changed))
        append(
            edition.code,
            acts.EDITION_CHANGED,
            actor,
            changed,
            subject=f"edition:{edition.code}",
        )
    return edition


@transaction.atomic
def open_edition(*, edition: Edition, actor: User | None) -> Edition:
    """A draft no longer: from the opening of its call on, everybody sees it and it takes
    entries. Raises ``WrongState`` where it is open already or its call is over.

    What must be there before is asked by ``config.setup.opening``, which sees the whole house.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not edition.is_draft:
        raise WrongState(_("This edition is open already."))
    now = database_now()
    if edition.closes_at <= now:
        raise WrongState(_("The call would be over already. Check its dates."))
    edition.opened_at = now
    edition.save(update_fields=["opened_at"])
    values = {"opens_at": edition.opens_at.isoformat()}
    append(
        edition.code,
        acts.EDITION_OPENED,
        actor,
        values,
        subject=f"edition:{edition.code}",
    )
    return edition


@transaction.atomic
def draft_edition(*, edition: Edition, actor: User | None) -> Edition:
    """Back to a draft, which nobody but its organisers sees. Raises ``WrongState`` once
    its call has opened: people may have read it.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.is_draft:
        raise WrongState(_("This edition is a draft already."))
    if edition.opens_at <= database_now():
        raise WrongState(
            _("The call has opened, so the edition can no longer be a draft.")
        )
    edition.opened_at = None
    edition.save(update_fields=["opened_at"])
    append(
        edition.code,
        acts.EDITION_DRAFTED,
        actor,
        {},
        subject=f"edition:{edition.code}",
    )
    return edition


def round_opened(round_: Round) -> bool:
    """Whether its window has begun."""
    return round_.phase != RoundPhase.WAITING
