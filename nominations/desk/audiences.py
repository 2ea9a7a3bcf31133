"""Entrants as groups to write to, by how far their entries are. One mail to a person,
however many of their entries are in the group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from awards.accounts.models import User
from awards.mails.audiences import (
    NAME,
    Audience,
    Chosen,
    Reader,
    Values,
    page_address,
)
from awards.mails.kinds import Placeholder
from awards.mails.placeholders import EDITION, ENTRY_LINK, REFERENCE, TITLE
from awards.models import Edition, Side, StagePlan, StageWord
from awards.roles import Area
from nominations.desk.filters import fitting
from nominations.desk.phases import Group, condition_of, own_groups
from nominations.models import Correction, Entry, EntryQuerySet, in_running
from nominations.statuses import OUT, Eligibility, EntryState

ENTRIES = Placeholder(
    "entries",
    _("Entries of the recipient, one on a line"),
    _("SCSA-2570-0001 Flood warnings by the hour"),
)
DEADLINE = Placeholder(
    "deadline",
    _("When the call closes for this entry"),
    _("31 December 2026, 16:30 (UTC+7)"),
)
CORRECTION_DUE = Placeholder(
    "deadline",
    _("When the correction is due"),
    _("31 December 2026, 16:30 (UTC+7)"),
)
ABOUT = (NAME, EDITION, REFERENCE, TITLE, ENTRIES, DEADLINE, ENTRY_LINK)
OF_THE_ENTRY = frozenset({"reference", "title", "entries", "link"})
ENTRANTS = _("Entrants")
Condition = Callable[[Edition], Q]


def groups_of(edition: Edition) -> list[Group]:
    return own_groups(edition)


@dataclass(frozen=True)
class Entrants(Audience):
    """The owners of entries: of those that ``condition`` says."""

    condition: Condition = lambda edition: Q()
    groups: Callable[[Edition], list[Group]] = groups_of

    def entries(self, edition: Edition, chosen: Chosen) -> EntryQuerySet:
        entries = Entry.objects.filter(self.condition(edition), edition=edition)
        if chosen.picked:
            entries = entries.filter(reference__in=chosen.picked)
        return fitting(entries, edition, chosen.filters, self.groups(edition))

    def people(self, edition: Edition, chosen: Chosen) -> QuerySet[User]:
        theirs = self.entries(edition, chosen).order_by().filter(owner=OuterRef("pk"))
        return User.objects.filter(Exists(theirs), is_active=True)

    def values(
        self, edition: Edition, chosen: Chosen, readers: Sequence[Reader]
    ) -> dict[int, Values]:
        owners = [reader.pk for reader in readers]
        found: dict[int, list[Entry]] = defaultdict(list)
        for entry in self.entries(edition, chosen).filter(owner__in=owners):
            entry.edition = edition
            found[entry.owner_id].append(entry)
        due = self.deadlines([entry for entries in found.values() for entry in entries])
        return {
            reader.pk: told_of(found[reader.pk], due, reader.language)
            for reader in readers
            if reader.pk in found
        }

    def deadlines(self, entries: Sequence[Entry]) -> dict[int, datetime]:
        """By the entry's number."""
        return {entry.pk: entry.told_closing for entry in entries}


@dataclass(frozen=True)
class Corrected(Entrants):
    """Their deadline is that of the correction."""

    def deadlines(self, entries: Sequence[Entry]) -> dict[int, datetime]:
        due = super().deadlines(entries)
        asked = Correction.objects.filter(
            entry__in=entries, number=F("entry__eligibility_pass"), sent_at=None
        )
        return due | dict(asked.values_list("entry", "until"))


def told_of(entries: list[Entry], due: Mapping[int, datetime], language: str) -> Values:
    """``entries``: at least one."""
    with override(language):
        titles = [str(entry.title) or entry.reference for entry in entries]
    lines = [
        entry.reference if title == entry.reference else f"{entry.reference} {title}"
        for entry, title in zip(entries, titles, strict=True)
    ]
    return {
        "reference": ", ".join(entry.reference for entry in entries),
        "title": ", ".join(titles),
        "entries": lines,
        "deadline": min(due[entry.pk] for entry in entries),
        "link": link_to(entries, language),
    }


def link_to(entries: list[Entry], language: str) -> str:
    """The page of the one entry; of several, the list of the person's own."""
    if len(entries) > 1:
        return page_address("nominations:entry-list", language)
    return page_address("nominations:entry-detail", language, entries[0].reference)


def in_phase(code: str) -> Condition:
    """As the filter of the entries desk says it."""
    return lambda edition: condition_of(own_groups(edition), code)


def sent_in(**about: object) -> Condition:
    return lambda edition: Q(state=EntryState.SUBMITTED, **about)


def silent(edition: Edition) -> Q:
    """Asked who receives a prize and comes to the ceremony; nothing came."""
    said = StageWord.objects.filter(
        edition=edition, reference=OuterRef("reference"), side=Side.ENTRANT
    )
    asked = StagePlan.objects.filter(edition=edition, asks_entrants=True)
    return ~Q(Exists(said)) & Q(Exists(asked))


def can_still_answer(edition: Edition) -> Q:
    """All entrants are asked, winners or not, until winners are published."""
    published = edition.winner_lists.filter(published_at__isnull=False)
    return in_running() & silent(edition) & ~Q(Exists(published))


def won_in_silence(edition: Edition) -> Q:
    return in_phase("winner")(edition) & silent(edition)


def entrants(
    code: str, label: object, condition: Condition, *areas: Area, drafts: bool = False
) -> Entrants:
    return Entrants(
        code=code,
        label=label,  # type: ignore[arg-type]
        areas=(Area.ENTRIES, *areas),
        section=ENTRANTS,
        placeholders=ABOUT,
        filters=("category", "smart"),
        # nobody but its entrant reads a draft
        private=OF_THE_ENTRY if drafts else frozenset(),
        condition=condition,
    )


OF_ENTRANTS = (
    entrants(
        "drafts",
        _("Entrants with a draft that was not submitted"),
        lambda edition: Q(state=EntryState.DRAFT),
        drafts=True,
    ),
    entrants("sent-in", _("Entrants who submitted an entry"), sent_in()),
    entrants(
        "eligible",
        _("Entrants with an eligible entry"),
        sent_in(eligibility=Eligibility.ELIGIBLE),
        Area.ELIGIBILITY,
    ),
    Corrected(
        code="returned",
        label=_("Entrants with an entry returned for correction"),
        areas=(Area.ENTRIES, Area.ELIGIBILITY),
        section=ENTRANTS,
        placeholders=(*(one for one in ABOUT if one != DEADLINE), CORRECTION_DUE),
        filters=("category", "smart"),
        condition=sent_in(eligibility=Eligibility.RETURNED),
    ),
    entrants(
        "not-eligible",
        _("Entrants with an entry found not eligible"),
        sent_in(eligibility__in=OUT),
        Area.ELIGIBILITY,
    ),
    entrants(
        "ceremony-unanswered",
        _("Entrants who have not said who would come to the ceremony"),
        can_still_answer,
        Area.WINNERS,
    ),
    entrants(
        "winners",
        _("Winners, once they are published"),
        in_phase("winner"),
        Area.RESULTS,
    ),
    entrants(
        "winners-unanswered",
        _("Winners who have not said who comes to the ceremony"),
        won_in_silence,
        Area.RESULTS,
        Area.WINNERS,
    ),
    entrants(
        "without",
        _("Entrants without a prize, once winners are published"),
        in_phase("without"),
        Area.RESULTS,
    ),
)
