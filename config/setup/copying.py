"""An edition as last year: everything that is decided once a year and mostly stays, with
every date moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from awards import acts
from awards.accounts.models import User
from awards.editions.emails import tell_organiser
from awards.editions.services import (
    EDITION_FIELDS,
    check_times,
    edition_values,
    weight_values,
)
from awards.ledger.services import append, pseudonym_of
from awards.models import (
    Category,
    Criterion,
    Edition,
    Identity,
    MailWording,
    Organiser,
    PrizeLevel,
    ReminderRule,
    Round,
    Weight,
    Wording,
    WrittenPage,
)
from awards.models.site import PageKind
from awards.refusals import Refused
from awards.roles import Role
from judging.jury.planned import plan_jury
from judging.models import FeedbackRules, RoundRules
from nominations.declarations.whole_form import copy_form
from nominations.importing.memory import copy_columns

Row = TypeVar("Row", bound=models.Model)
A_YEAR = 365.2425  # days
A_WEEK = 7
NOT_COPIED_FIELDS = (
    "name_th",
    "name_en",
    "year",
    "opens_at",
    "closes_at",
    "announces_at",
)


@dataclass(frozen=True)
class Names:
    """What the new edition is called; ``year`` is C.E."""

    code: str
    name_th: str
    name_en: str
    year: int


@dataclass(frozen=True)
class Dates:
    opens_at: datetime
    closes_at: datetime
    announces_at: datetime


def moved_by(source: Edition, year: int) -> timedelta:
    """As many whole weeks as are nearest to the years between: a Monday stays a Monday."""
    days = (year - source.year) * A_YEAR
    return timedelta(days=round(days / A_WEEK) * A_WEEK)


def moved_dates(source: Edition, year: int) -> Dates:
    by = moved_by(source, year)
    return Dates(source.opens_at + by, source.closes_at + by, source.announces_at + by)


@transaction.atomic
def copy_edition(
    *, source: Edition, names: Names, dates: Dates, actor: User
) -> Edition:
    """A draft that is set up as ``source`` is. Rounds keep their distance to the closing
    of the call. The actor owns it, unless they are the site's operator.

    Raises ``WrongTimes`` for moments out of order, ``Refused`` when the code is taken.
    """
    check_times(dates.opens_at, dates.closes_at, dates.announces_at)
    if Edition.objects.filter(code=names.code).exists():
        raise Refused(_("This code is already used. Choose another one."), "code")
    kept = {
        name: getattr(source, name)
        for name in EDITION_FIELDS
        if name not in NOT_COPIED_FIELDS
    }
    edition = Edition.objects.create(
        **{**kept, **vars(names), **vars(dates)}, copied_from=source
    )
    append(
        edition.code,
        acts.EDITION_CREATED,
        actor,
        edition_values(edition),
        subject=f"edition:{edition.code}",
    )
    copy_team(source, edition, actor)
    rounds = copy_what_is_judged(source, edition)
    copy_face(source, edition)
    copy_form(source=source, target=edition, actor=actor)
    copy_columns(source=source, target=edition)
    plan_jury(source=source, target=edition)
    append(edition.code, acts.EDITION_COPIED, actor, {"from": source.code})
    for round_ in rounds:
        values = {"round": round_.code, "weights": weight_values(round_)}
        append(edition.code, acts.WEIGHTS_SET, actor, values)
    return edition


def copy_team(source: Edition, edition: Edition, actor: User) -> None:
    """The same people in the same roles, who are told; who copies owns the copy."""
    roles = {
        row.user: Role(row.role) for row in source.organisers.select_related("user")
    }
    if not actor.is_operator:
        roles[actor] = Role.OWNER
    for user, role in roles.items():
        made = Organiser.objects.create(
            edition=edition, user=user, role=role, named_by=actor
        )
        values = {"organiser": pseudonym_of(edition.code, user), "role": str(role)}
        append(edition.code, acts.ORGANISER_ADDED, actor, values)
        if user != actor:
            tell_organiser(made)


def copied(rows: Iterable[Row], **other: object) -> list[Row]:
    """The rows once more, unsaved, with these columns different."""
    made = []
    for row in rows:
        row.pk, row._state.adding = None, True
        for name, value in other.items():
            setattr(row, name, value)
        made.append(row)
    return made


def copy_what_is_judged(source: Edition, edition: Edition) -> list[Round]:
    """Categories, criteria, rounds with their rules, weights, prize levels, feedback."""
    Category.objects.bulk_create(copied(source.categories.all(), edition=edition))
    Criterion.objects.bulk_create(copied(source.criteria.all(), edition=edition))
    PrizeLevel.objects.bulk_create(copied(source.prize_levels.all(), edition=edition))
    rounds = copy_rounds(source, edition)
    copy_weights(source, edition)
    rules = FeedbackRules.objects.filter(edition=source).first()
    if rules is not None:
        by = edition.announces_at - source.announces_at
        until = rules.ask_until + by if rules.ask_until else None
        copied([rules], edition=edition, ask_until=until)[0].save()
    return rounds


def copy_rounds(source: Edition, edition: Edition) -> list[Round]:
    by = edition.closes_at - source.closes_at
    old = {row.code: row.pk for row in source.rounds.all()}
    rounds = copied(source.rounds.all(), edition=edition)
    for round_ in rounds:
        round_.opens_at, round_.closes_at = round_.opens_at + by, round_.closes_at + by
    Round.objects.bulk_create(rounds)
    new = {row.code: row for row in rounds}
    code_of = {pk: code for code, pk in old.items()}
    for rules in RoundRules.objects.filter(round__edition=source):
        carried = code_of.get(rules.carried_from_id or 0)
        copied(
            [rules],
            round=new[code_of[rules.round_id]],
            carried_from=new[carried] if carried else None,
        )[0].save()
    return rounds


def copy_weights(source: Edition, edition: Edition) -> None:
    rounds = {row.code: row for row in edition.rounds.all()}
    categories = {row.code: row for row in edition.categories.all()}
    criteria = {row.code: row for row in edition.criteria.all()}
    weights = Weight.objects.filter(round__edition=source).select_related(
        "round", "category", "criterion"
    )
    Weight.objects.bulk_create(
        Weight(
            round=rounds[weight.round.code],
            category=categories[weight.category.code],
            criterion=criteria[weight.criterion.code],
            percent=weight.percent,
        )
        for weight in weights
    )


def copy_face(source: Edition, edition: Edition) -> None:
    """How it looks, whom it names, what certificates say; pages and answered questions
    as drafts, which nobody reads before somebody has gone through them.
    """
    identity = Identity.objects.filter(edition=source).first()
    if identity is not None:
        [face] = copied([identity], edition=edition)
        face.emblem, face.hero = again(face.emblem), again(face.hero)
        face.save()
    Wording.objects.bulk_create(copied(source.wordings.all(), edition=edition))
    newest = source.mail_wordings.order_by("event", "-number").distinct("event")
    MailWording.objects.bulk_create(copied(newest, edition=edition, number=1))
    ReminderRule.objects.bulk_create(
        copied(source.reminder_rules.all(), edition=edition)
    )
    pages = source.written_pages.exclude(kind=PageKind.NEWS)
    WrittenPage.objects.bulk_create(copied(pages, edition=edition, published_at=None))


def again(file: FieldFile) -> ContentFile[bytes] | str:
    """The file under another name: taking one edition's away leaves the other's."""
    if not file:
        return ""
    with file.open("rb") as opened:
        return ContentFile(opened.read(), name=str(file.name))
