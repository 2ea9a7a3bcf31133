"""An edition's ledger for its organisers: which acts, said in words.

Scores are no part of it: no value of a ballot has words here. Of drafts, which are
nobody else's business, nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.ledger.models import Actor, Row
from awards.ledger.models import Value as Said
from awards.ledger.services import SYSTEM
from awards.models import Edition
from config.acts import VOCABULARY
from judging.models import Judge
from nominations.acts import ENTRIES_IMPORTED
from nominations.entries.code_names import code_names
from nominations.models import Entry
from nominations.statuses import EntryState

ENTRY, JUDGE = "entry", "judge"


@dataclass(frozen=True)
class Asked:
    """What the ledger is filtered by; empty means all. Days are Thai days, both
    included.
    """

    act: str = ""
    person: str = ""
    entry: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class About:
    """What an act was about; ``url`` is empty where nothing can be opened."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Event:
    number: int
    at: datetime
    who: str
    words: str
    about: list[About]
    values: list[tuple[str, str]]


def rows_of(edition: Edition, asked: Asked) -> QuerySet[Row]:
    """Newest first, without what was done to drafts."""
    rows = Row.objects.filter(chain=edition.code).order_by("-number")
    rows = rows.exclude(
        number__in=about_drafts(edition).values("number"),
    ) | rows.filter(act=ENTRIES_IMPORTED.code)
    if asked.act:
        rows = rows.filter(act=asked.act)
    if asked.entry:
        reference = asked.entry.strip().upper()
        about = Said.objects.filter(chain=edition.code, subject=f"{ENTRY}:{reference}")
        rows = rows.filter(number__in=about.values("number"))
    if asked.person:
        rows = rows.filter(actor__in=acting(edition, asked.person))
    if asked.since:
        rows = rows.filter(at__gte=midnight(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=midnight(asked.until + timedelta(days=1)))
    return rows


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def about_drafts(edition: Edition) -> QuerySet[Said]:
    drafts = Entry.objects.filter(edition=edition, state=EntryState.DRAFT)
    subjects = drafts.annotate(
        subject=Concat(Value(f"{ENTRY}:"), "reference", output_field=CharField())
    )
    return Said.objects.filter(
        chain=edition.code, subject__in=subjects.values("subject")
    )


def acting(edition: Edition, typed: str) -> QuerySet[Actor, str]:
    """Pseudonyms of the people whose name or address holds what was typed."""
    people = User.objects.all()
    for word in typed.split()[:5]:
        people = (
            people.filter(email__icontains=word)
            | people.filter(name_th__icontains=word)
            | people.filter(name_en__icontains=word)
        )
    actors = Actor.objects.filter(chain=edition.code, user_id__in=people.values("pk"))
    return actors.values_list("pseudonym", flat=True)


def acts_of(edition: Edition) -> list[tuple[str, str]]:
    """Code and words of every act that the chain holds, in the order of the words."""
    codes = (
        Row.objects.filter(chain=edition.code).order_by().values_list("act").distinct()
    )
    return sorted(
        ((code, VOCABULARY.act_in_words(code)) for (code,) in codes),
        key=lambda act: act[1],
    )


def events_of(edition: Edition, rows: Sequence[Row]) -> list[Event]:
    """In five statements, whatever the number of rows."""
    said = said_in(edition, rows)
    people = people_of(edition, {row.actor for row in rows})
    names = code_names(edition)
    subjects = {value.subject for values in said.values() for value in values}
    abouts = abouts_of(edition, subjects, names)
    return [
        Event(
            number=row.number,
            at=row.at,
            who=people.get(row.actor, _("A person whose data were erased")),
            words=VOCABULARY.act_in_words(row.act),
            about=about_what(said[row.number], abouts),
            values=VOCABULARY.values_in_words(
                {value.name: value.value for value in said[row.number]}, names
            ),
        )
        for row in rows
    ]


def said_in(edition: Edition, rows: Sequence[Row]) -> dict[int, list[Said]]:
    """The opened values of each row by its number, without those about drafts: nobody
    but their entrants knows of them.
    """
    said: dict[int, list[Said]] = {row.number: [] for row in rows}
    drafts = set(about_drafts(edition).values_list("subject", flat=True).distinct())
    values = Said.objects.filter(chain=edition.code, number__in=said)
    for value in values.order_by("pk"):
        if value.subject not in drafts:
            said[value.number].append(value)
    return said


MOST_SUBJECTS = 3  # of an act about many things at once


def about_what(values: Iterable[Said], abouts: dict[str, About]) -> list[About]:
    subjects = dict.fromkeys(value.subject for value in values)
    found = [abouts[subject] for subject in subjects if subject in abouts]
    return found[:MOST_SUBJECTS]


def people_of(edition: Edition, pseudonyms: set[str]) -> dict[str, str]:
    """Pseudonym → name, of those who may still be known."""
    user = User.objects.filter(pk=OuterRef("user_id")).values(
        row=JSONObject(name_th="name_th", name_en="name_en", email="email")
    )
    actors = Actor.objects.filter(chain=edition.code, pseudonym__in=pseudonyms)
    found = actors.annotate(person=Subquery(user)).values_list("pseudonym", "person")
    people = {pseudonym: str(User(**person)) for pseudonym, person in found if person}
    return people | {SYSTEM: _("System")}


def abouts_of(
    edition: Edition, subjects: set[str], names: dict[str, dict[str, str]]
) -> dict[str, About]:
    judges = {
        f"{JUDGE}:{judge.pk}": About(
            str(judge.user),
            reverse("judging:jury-edit", args=[edition.code, judge.pk]),
        )
        for judge in judges_among(edition, subjects)
    }
    found: dict[str, Any] = {}
    for subject in subjects:
        kind, _colon, code = subject.partition(":")
        if kind == ENTRY:
            address = reverse("nominations:manage-entry", args=[edition.code, code])
            found[subject] = About(code, address)
        elif kind == "list":
            found[subject] = About(_("Version %(n)s") % {"n": code})
        elif code in names.get(kind, {}):
            found[subject] = About(names[kind][code])
    return {**found, **judges}


def judges_among(edition: Edition, subjects: set[str]) -> QuerySet[Judge]:
    numbers = [
        int(code)
        for kind, _colon, code in (subject.partition(":") for subject in subjects)
        if kind == JUDGE and code.isdigit()
    ]
    return Judge.objects.filter(edition=edition, pk__in=numbers).select_related("user")
