"""Winners of other editions' published lists, to compare an entry with: kept as long as
no list and no line of one changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from awards.models import Edition, Winner
from nominations.eligibility.names import plain_names
from nominations.eligibility.similar_titles import Match, Titles
from nominations.models import Entry

# What is compared, then what is said of a winner that is alike.
PAST = (
    "title_th",
    "title_en",
    "organisation_th",
    "organisation_en",
    "reference",
    "level_th",
    "level_en",
    "shared",
    "winner_list__edition__code",
    "winner_list__edition__name_th",
    "winner_list__edition__name_en",
)


@dataclass(frozen=True)
class PastWinner:
    """In the columns of ``PAST``."""

    title_th: str
    title_en: str
    organisation_th: str
    organisation_en: str
    reference: str
    level_th: str
    level_en: str
    shared: bool
    code: str
    edition_th: str
    edition_en: str

    @property
    def edition(self) -> Edition:
        return Edition(code=self.code, name_th=self.edition_th, name_en=self.edition_en)

    @property
    def winner(self) -> Winner:
        names = ("title", "organisation", "level")
        said = {
            f"{name}_{language}": getattr(self, f"{name}_{language}")
            for name in names
            for language in ("th", "en")
        }
        return Winner(reference=self.reference, shared=self.shared, **said)


@dataclass(frozen=True)
class PastWinners:
    """In their order, found by name and by title; nothing of it changes."""

    rows: list[PastWinner] = field(default_factory=list)

    @cached_property
    def of_body(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, row in enumerate(self.rows):
            for name in plain_names(row.organisation_th, row.organisation_en):
                found.setdefault(name, []).append(at)
        return found

    @cached_property
    def titles(self) -> Titles[int]:
        return Titles(
            (at, title)
            for at, row in enumerate(self.rows)
            for title in (row.title_th, row.title_en)
        )

    def beside(
        self, entry: Entry, least: float
    ) -> Iterator[tuple[PastWinner, Match[int] | None]]:
        """Those of the same organisation, and those with a title like this one."""
        body = entry.organisation
        own = plain_names(body.name_th, body.name_en)
        same = {at for name in own for at in self.of_body.get(name, ())}
        likest = self.titles.like([entry.title_th, entry.title_en], least=least)
        alike = {match.key: match for match in likest}
        for at in sorted(same | alike.keys()):
            yield self.rows[at], alike.get(at)


def past_winners(edition: int) -> PastWinners:
    """Those but of this edition."""
    standing = Q(
        winner_list__published_at__isnull=False, winner_list__superseded_at=None
    )
    rows = Winner.objects.filter(standing).exclude(winner_list__edition=edition)
    rows = rows.order_by("-winner_list__published_at", "order")
    return PastWinners([PastWinner(*row) for row in rows.values_list(*PAST)])
