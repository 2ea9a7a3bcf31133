"""Long pages show one category at a time: which one, and the way to each other one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from awards.models import Category

ALL = "all"
# Who looks for something without naming a category looks in all of them.
LOOKING = ("q", "verdict", "page")


@dataclass(frozen=True)
class Said:
    """What a category's way says of it. ``tone``: of the badge, ``icon`` beside the words."""

    words: str
    tone: str = "calm"
    icon: str = ""


@dataclass(frozen=True)
class Way:
    """To one category, or to all (``code`` ALL). ``address``: the page's query with it."""

    code: str
    name: str
    smart: str
    address: str
    current: bool
    said: Said | None = None


@dataclass(frozen=True)
class Shown:
    """``code``: of the category that is shown, ALL for all of them."""

    code: str
    ways: list[Way]

    @property
    def all(self) -> bool:
        return self.code == ALL

    def shows(self, category: Category) -> bool:
        return self.code in (ALL, category.code)


def category_asked(query: QueryDict, codes: Sequence[str], usual: str) -> str:
    """The code in the address, else ``usual``. All where the address says so, knows no
    such category, or looks for something without naming one.
    """
    asked = query.get("category")
    if asked in codes:
        return str(asked)
    looking = any(query.get(name) for name in LOOKING)
    if asked is None and not looking and usual in codes:
        return usual
    return ALL


def shown_of(
    query: QueryDict,
    categories: Iterable[tuple[Category, Said | None]],
    usual: str = "",
) -> Shown:
    """``usual``: the code shown where the address names none; the first if empty."""
    found = list(categories)
    codes = [category.code for category, _said in found]
    code = category_asked(query, codes, usual or (codes[0] if codes else ""))
    ways = [
        Way(
            category.code,
            str(category.name),
            category.smart.code if category.smart else "",
            address_to(query, category.code),
            category.code == code,
            said,
        )
        for category, said in found
    ]
    every = Way(ALL, _("All categories"), "", address_to(query, ALL), code == ALL)
    return Shown(code, [*ways, every] if len(found) > 1 else [])


def address_to(query: QueryDict, code: str) -> str:
    """The page's own query with another category, from its first page."""
    to = query.copy()
    to.pop("page", None)
    to["category"] = code
    return "?" + to.urlencode()
