"""All that was sent in for an edition, and who won before, to compare an entry with: kept by a process, and
brought up to date by each page that looks at it (``awards.models.Kept``).

Reading all of it anew took most of the page's time, and grew with the edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F

from awards.models import Kept, RowKind, Shelf
from nominations.eligibility.names import plain_names
from nominations.eligibility.past_winners import PastWinners, past_winners
from nominations.eligibility.similar_titles import Match, Titles
from nominations.models import Entry

MOST = 3  # editions; ten thousand entries take some 40 MB


@dataclass(frozen=True)
class Other:
    """An entry of the edition that was sent in, to compare with."""

    pk: int
    reference: str
    titles: tuple[str, str]
    number: str
    names: frozenset[str]
    categories: frozenset[str]
    organisation: int

    @property
    def bodies(self) -> list[str]:
        """All by which its organisation is known."""
        return [name for name in (self.number, *self.names) if name]


@dataclass
class SentIn(Kept):
    """Of one edition."""

    kinds: ClassVar = (
        RowKind.ENTRY,
        RowKind.ORGANISATION,
        RowKind.WINNERS,
        RowKind.EDITION,
    )
    edition: int
    others: dict[int, Other] = field(default_factory=dict)
    of_body: dict[str, set[int]] = field(default_factory=dict)
    titles: Titles[int] = field(default_factory=Titles)
    won: PastWinners = field(default_factory=PastWinners)

    def of_same_body(self, entry: Entry) -> list[Other]:
        """Other entries with the organisation's number or one of its names."""
        body = entry.organisation
        names = (body.number, *plain_names(body.name_th, body.name_en))
        with self.lock:
            same = {pk for name in names if name for pk in self.of_body.get(name, ())}
            found = [self.others[pk] for pk in same if pk != entry.pk]
        return sorted(found, key=lambda other: other.reference)

    def alike(self, entry: Entry, least: float) -> list[tuple[Other, Match[int]]]:
        """Other entries with a title like one of its own, the likest first."""
        own = [entry.title_th, entry.title_en]
        with self.lock:
            found = self.titles.like(own, least=least, but=entry.pk)
            return [(self.others[match.key], match) for match in found]

    def read_all(self) -> None:
        self.others, self.of_body, self.titles = {}, {}, Titles()
        self.take(read(self.edition))
        self.won = past_winners(self.edition)

    def read_again(self, told: Mapping[RowKind, Sequence[int]]) -> None:
        bodies = set(told.get(RowKind.ORGANISATION, ()))
        entries = set(told.get(RowKind.ENTRY, ()))
        if bodies:
            others = self.others.values()
            entries |= {one.pk for one in others if one.organisation in bodies}
        for pk in entries:
            self.drop(pk)
        if entries:
            self.take(read(self.edition, entries))
        if RowKind.WINNERS in told or RowKind.EDITION in told:
            self.won = past_winners(self.edition)

    def take(self, others: Iterable[Other]) -> None:
        for other in others:
            self.others[other.pk] = other
            for name in other.bodies:
                self.of_body.setdefault(name, set()).add(other.pk)
            for title in other.titles:
                self.titles.add(other.pk, title)

    def drop(self, pk: int) -> None:
        other = self.others.pop(pk, None)
        if other:
            for name in other.bodies:
                self.of_body[name].discard(pk)
            self.titles.remove(pk)


def read(edition: int, entries: Iterable[int] | None = None) -> list[Other]:
    """``entries``: only these, by their numbers."""
    rows = Entry.objects.filter(edition=edition).submitted()
    if entries is not None:
        rows = rows.filter(pk__in=list(entries))
    rows = rows.annotate(
        number=F("organisation__number"), codes=ArrayAgg("standings__category__code")
    )
    fields = (
        "pk",
        "reference",
        "title_th",
        "title_en",
        "number",
        "organisation__name_th",
        "organisation__name_en",
        "codes",
        "organisation_id",
    )
    return [
        Other(
            pk,
            reference,
            (th, en),
            number,
            plain_names(name_th, name_en),
            frozenset(filter(None, codes or ())),
            body,
        )
        for pk, reference, th, en, number, name_th, name_en, codes, body in (
            rows.order_by("reference").values_list(*fields)
        )
    ]


KEPT: Shelf[SentIn] = Shelf(SentIn, MOST)


def sent_in(edition: int) -> SentIn:
    """As it stands now."""
    found = KEPT(edition)
    with found.lock:
        found.refresh()
    return found
