"""What looks wrong on a list before it is published: a pure function over what is known
of its lines.

Nothing here stops anybody: people read it and decide. Each finding names the line it is
about, so that a page can link to where it is put right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from awards.winners.unchecked import ALL_CHECKED, Unchecked


@dataclass(frozen=True)
class Checked:
    """A line and what is known of its entry. What is not known is None and is not judged."""

    reference: str
    category_code: str
    level_code: str
    title_th: str = ""
    title_en: str = ""
    summary_en: str = ""
    organisation_th: str = ""
    organisation_en: str = ""
    name_when_submitted: str | None = (
        None  # the organisation's Thai name on the day of submission
    )
    eligible: bool | None = None
    unchecked: bool = False
    withdrawn: bool = False
    recused_ballot_counted: bool = False
    overruled_conflict: bool = (
        False  # a ballot counts whose judge had a conflict that an organiser overruled
    )
    names_now: tuple[str, str, str, str] | None = (
        None  # title and organisation, Thai and English each, as of today
    )
    names_frozen: tuple[str, str, str, str] | None = (
        None  # the same as they were when the list was frozen
    )
    shared: bool = False
    ballots: int | None = None
    quorum: int | None = None
    rank: int | None = None
    reason: str = ""  # given for leaving the order
    level_order: int = 0

    @property
    def as_frozen(self) -> tuple[str, str, str, str]:
        """Title and organisation as they came from the entry."""
        return self.names_frozen or (
            self.title_th,
            self.title_en,
            self.organisation_th,
            self.organisation_en,
        )


@dataclass(frozen=True)
class Finding:
    """``kind`` names the rule, ``grave`` what must not go out like this. ``reference``
    is empty for the whole list.
    """

    kind: str
    text: str
    reference: str = ""
    grave: bool = False
    category: str = ""  # its code


# Fields of ``Checked`` that are known, by the entry's reference or, where it is another
# thing in each category, by (category code, reference).
Key = str | tuple[str, str]
Known = dict[Key, dict[str, Any]]

Rule = Callable[[Checked], bool]
RULES: list[tuple[str, bool, Rule, Any]] = [
    ("withdrawn", True, lambda c: c.withdrawn, lambda: _("The entry was withdrawn.")),
    (
        "unchecked",
        True,
        lambda c: c.unchecked,
        lambda: _("The entry's eligibility was not checked."),
    ),
    (
        "not-eligible",
        True,
        lambda c: c.eligible is False,
        lambda: _("The entry was found not eligible."),
    ),
    (
        "recused-ballot",
        True,
        lambda c: c.recused_ballot_counted,
        lambda: _("A ballot is counted from a judge with a conflict of interest."),
    ),
    ("no-thai-title", True, lambda c: not c.title_th, lambda: _("No Thai title.")),
    (
        "no-english-title",
        False,
        lambda c: not c.title_en,
        lambda: _("No English title."),
    ),
    (
        "no-english-summary",
        False,
        lambda c: not c.summary_en,
        lambda: _("No English summary."),
    ),
    (
        "no-english-name",
        False,
        lambda c: not c.organisation_en,
        lambda: _("No English name of the organisation."),
    ),
    (
        "name-changed",
        False,
        lambda c: (
            c.name_when_submitted is not None
            and c.name_when_submitted != c.as_frozen[2]
        ),
        lambda: _("The organisation's name has changed since submission."),
    ),
    (
        "changed-since",
        False,
        lambda c: c.names_now not in (None, c.as_frozen),
        lambda: _(
            "The title or the organisation's name has changed since. Prepare the list "
            "again to use the new one."
        ),
    ),
    (
        "overruled-conflict",
        False,
        lambda c: c.overruled_conflict,
        lambda: _(
            "A ballot is counted from a judge whose conflict of interest was dismissed."
        ),
    ),
    (
        "few-ballots",
        False,
        lambda c: (
            c.ballots is not None and c.quorum is not None and c.ballots < c.quorum
        ),
        lambda: _("Fewer ballots than required."),
    ),
]


def check_list(
    lines: Sequence[Checked],
    prizes_per_category: dict[str, int] | None = None,
    categories: Mapping[str, str] = MappingProxyType({}),
    unchecked: Unchecked = ALL_CHECKED,
    levels: Mapping[str, str] = MappingProxyType({}),
) -> list[Finding]:
    """Findings: first how many entries nobody checked, then the grave ones.

    ``prizes_per_category``: level code → how many a category may have. ``categories``:
    code → name of all categories; one without a winner is named. ``levels``: code →
    name.
    """
    found = [
        Finding(kind, str(text()), line.reference, grave, line.category_code)
        for line in lines
        for kind, grave, wrong, text in RULES
        if wrong(line)
    ]
    found += (
        against_order(lines)
        + too_many(lines, prizes_per_category or {}, categories, levels)
        + repeated(lines)
    )
    found += shared_alone(lines)
    given = {line.category_code for line in lines}
    text = _("No winner in the category %(category)s.")
    found += [
        Finding("no-winner", text % {"category": name}, category=code)
        for code, name in categories.items()
        if code not in given
    ]
    found.sort(key=lambda finding: not finding.grave)
    return (
        [Finding("unchecked-entries", unchecked.words, grave=True), *found]
        if unchecked.count
        else found
    )


def against_order(lines: Sequence[Checked]) -> list[Finding]:
    """A lower-ranked entry with a higher prize, and nobody said why."""
    text = _("Placed above an entry with a higher rank, without a reason.")
    return [
        Finding(
            "against-order",
            text,
            line.reference,
            grave=True,
            category=line.category_code,
        )
        for line in lines
        if not line.reason and any(stands_above(line, other) for other in lines)
    ]


def stands_above(line: Checked, other: Checked) -> bool:
    if (
        line.category_code != other.category_code
        or line.rank is None
        or other.rank is None
    ):
        return False
    return line.rank > other.rank and line.level_order < other.level_order


def too_many(
    lines: Sequence[Checked],
    allowed: dict[str, int],
    categories: Mapping[str, str],
    levels: Mapping[str, str],
) -> list[Finding]:
    """A prize that several share counts once."""
    given = Counter(
        (line.category_code, line.level_code) for line in lines if not line.shared
    )
    given.update(
        {(line.category_code, line.level_code) for line in lines if line.shared}
    )
    text = _(
        "%(given)s prizes awarded at the level %(level)s in the category "
        "%(category)s; %(allowed)s are planned."
    )
    return [
        Finding(
            "too-many",
            text
            % {
                "given": n,
                "level": levels.get(level, level),
                "category": categories.get(category, category),
                "allowed": allowed[level],
            },
            category=category,
        )
        for (category, level), n in given.items()
        if n > allowed.get(level, n)
    ]


def repeated(lines: Sequence[Checked]) -> list[Finding]:
    """The same title twice under different references: often one work sent in twice."""
    titles = Counter(
        {
            title: len({x.reference for x in lines if x.title_th == title})
            for title in {x.title_th for x in lines}
        }
    )
    text = _("Another winner has the same title.")
    return [
        Finding("same-title", text, line.reference, category=line.category_code)
        for line in lines
        if line.title_th and titles[line.title_th] > 1
    ]


def shared_alone(lines: Sequence[Checked]) -> list[Finding]:
    """A prize that says it is shared, and one entry alone holds it."""
    holders = Counter(
        (line.category_code, line.level_code) for line in lines if line.shared
    )
    text = _("The prize is marked as shared, but no other entry has it.")
    return [
        Finding("shared-alone", text, line.reference, category=line.category_code)
        for line in lines
        if line.shared and holders[line.category_code, line.level_code] == 1
    ]
