"""What has been published, and only that: every public page, feed and file asks here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from awards.language.thai import clean_text, folded
from awards.models import Edition, Winner, WinnerList
from awards.site.face import identity_of
from awards.speed.prepared_query import Prepared


def published_lists() -> QuerySet[WinnerList]:
    """Every published list, the superseded ones too."""
    return WinnerList.objects.filter(published_at__isnull=False).select_related(
        "edition__identity"
    )


def standing_lists() -> QuerySet[WinnerList]:
    """The list of each edition that stands now, newest edition first, with the number
    of its winners.
    """
    standing = published_lists().filter(superseded_at=None)
    return standing.annotate(total=Count("winners")).order_by(
        "-edition__year", "edition__code"
    )


# Asked by every visit to a public page, also where the page itself is kept.
standing_list_of = Prepared[WinnerList](
    lambda code: published_lists().filter(edition__code=code, superseded_at=None)
)


def find_list(code: str, version: int | None = None) -> WinnerList:
    """The standing list of an edition, or one published version of it. Raises Http404."""
    if version is None:
        found = standing_list_of.first(code)
    else:
        found = published_lists().filter(edition__code=code, version=version).first()
    if found is None:
        raise Http404
    return found


def coming_ceremonies() -> list[tuple[str, str]]:
    """Code and name of editions that everybody may know of and whose winners are not
    announced yet, the next first.
    """
    coming = (
        Edition.objects.public()
        .exclude(winner_lists__published_at__isnull=False)
        .order_by("announces_at")
    )
    return [(edition.code, f"{edition.name} ({edition.code})") for edition in coming]


def version_of(winner_list: WinnerList) -> tuple[object, ...]:
    """Changes whenever something that pages show of this list does."""
    edition = winner_list.edition
    return (
        winner_list.pk,
        winner_list.published_at,
        winner_list.superseded_at,
        edition.name_th,
        edition.name_en,
        identity_of(edition).changed_at,
    )


def versions_of(lists: Iterable[WinnerList]) -> list[tuple[object, ...]]:
    return [version_of(winner_list) for winner_list in lists]


def standing_winners() -> QuerySet[Winner]:
    """The winners of all standing lists, newest edition first."""
    standing = Winner.objects.filter(
        winner_list__published_at__isnull=False, winner_list__superseded_at__isnull=True
    ).select_related("winner_list__edition")
    return standing.order_by(
        "-winner_list__edition__year", "winner_list__edition__code", "order"
    )


@dataclass(frozen=True)
class Wish:
    """What a visitor looks for; empty texts ask for nothing."""

    words: str = ""
    edition: str = ""
    smart: str = ""
    province: str = ""
    level: str = ""

    @classmethod
    def of(cls, typed: Mapping[str, object]) -> Wish:
        texts = {
            name: clean_text(str(typed.get(name, "")))[:100]
            for name in ("edition", "smart", "province", "level")
        }
        return cls(words=clean_text(str(typed.get("q", "")))[:100], **texts)

    @property
    def narrowed(self) -> bool:
        """Whether more is asked for than words."""
        return any((self.edition, self.smart, self.province, self.level))


def find_winners(wish: Wish) -> QuerySet[Winner]:
    """Standing winners in whom every typed word stands somewhere (parts of words count:
    Thai has no spaces).
    """
    found = standing_winners()
    for word in folded(wish.words).split():
        found = found.filter(search_text__contains=word)
    if wish.smart:
        found = found.filter(
            Q(smart_code=wish.smart) | Q(smarts__contains=[wish.smart])
        )
    exact = {
        "winner_list__edition__code": wish.edition,
        "province_code": wish.province,
        "level_code": wish.level,
    }
    return found.filter(**{name: value for name, value in exact.items() if value})


def count_by_province(winners: QuerySet[Winner]) -> Counter[str]:
    rows = (
        winners.order_by()
        .exclude(province_code="")
        .values_list("province_code")
        .annotate(total=Count("pk"))
    )
    return Counter(dict(rows))


@dataclass
class Group:
    """The winners of one category, highest prize first."""

    code: str
    smart_code: str
    first: Winner
    winners: list[Winner] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.first.category)

    @property
    def across(self) -> bool:
        return self.first.across


def group_winners(winners: Iterable[Winner]) -> list[Group]:
    """Categories in the list's order; in each, winners by level and then as they stand
    in the list.
    """
    groups: dict[str, Group] = {}
    for winner in winners:
        group = groups.setdefault(
            winner.category_code, Group(winner.category_code, winner.smart_code, winner)
        )
        group.winners.append(winner)
    for group in groups.values():
        group.winners.sort(key=lambda winner: (winner.level_order, winner.order))
    return list(groups.values())
