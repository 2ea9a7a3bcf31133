"""What the preview of an assignment shows: loads, expertise, comparability, what stays
empty and what would help.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.language.bilingual import reader_language
from awards.models import Edition
from judging.assigning.engine import Plan, entry_id, judge_id
from judging.matching import CategoryDesign, Reason, say, say_proposal, say_unfilled
from judging.models import Assignment, Judge
from nominations.models import EntryCategory

BAR = 220  # width of the longest bar, in the drawing's units
# efficiency: one bridging judge for half of the entries gives .73; below .5 is a
# warning
WELL, ENOUGH = (
    0.7,
    0.5,
)


@dataclass(frozen=True)
class LoadLine:
    """One judge's bar. Widths in units of the drawing; ``mark``: where the limit
    stands, or None.
    """

    judge: Judge
    before: int
    after: int
    limit: int | None
    width_before: int
    width_after: int
    mark: int | None


@dataclass(frozen=True)
class CategoryLine:
    name: str
    smart: str
    entries: int
    judges: int
    efficiency: float
    verdict: str
    badge: str
    words: list[str]


@dataclass(frozen=True)
class Move:
    standing: EntryCategory
    taken: list[tuple[Judge, str]]
    given: list[Judge]


class PlanPage:
    """A plan with the names that its sentences need; a fixed number of statements."""

    def __init__(self, edition: Edition, plan: Plan) -> None:
        self.edition, self.plan, self.solution = edition, plan, plan.solution
        self.judges = {
            judge.pk: judge
            for judge in edition.judges.accepted().select_related("user").order_by("pk")
        }
        self.categories = {
            row.code: row for row in edition.categories.select_related("smart")
        }

    @cached_property
    def standings(self) -> dict[int, EntryCategory]:
        wanted = {
            place for _judge, place in [*self.plan.new, *self.plan.removed]
        } | set(self.plan.unfilled)
        rows = (
            EntryCategory.objects.filter(pk__in=wanted)
            if len(wanted) < 500
            else EntryCategory.objects
        )
        found = rows.filter(entry__edition=self.edition).select_related(
            "entry", "category"
        )
        return {
            row.pk: row for row in found.order_by("category__order", "entry__reference")
        }

    @cached_property
    def names(self) -> dict[int | str, str]:
        """What sentences call judges, entries and categories."""
        names: dict[int | str, str] = {
            judge_id(pk): str(judge.user) for pk, judge in self.judges.items()
        }
        names |= {
            entry_id(row.entry_id): row.entry.reference
            for row in self.standings.values()
        }
        names |= {
            entry_id(seat.entry): self.references[seat.entry] for seat in self.proposed
        }
        return names | {code: str(row.name) for code, row in self.categories.items()}

    @cached_property
    def proposed(self) -> list[Any]:
        """Seats that proposals to link judges speak of."""
        situation = self.plan.situation
        links = [
            proposal
            for design in self.solution.categories
            for proposal in design.proposals
        ]
        return [
            situation.by_standing[situation.standing_of[str(one.entry), one.category]]
            for one in links
        ]

    @cached_property
    def references(self) -> dict[int, str]:
        entries = {seat.entry for seat in self.proposed}
        rows = (
            self.edition.entries.filter(pk__in=entries)
            if entries
            else self.edition.entries.none()
        )
        return dict(rows.values_list("pk", "reference"))

    @cached_property
    def loads(self) -> list[LoadLine]:
        after = self.plan.load
        new = Counter(judge for judge, _place in self.plan.new)
        gone = Counter(judge for judge, _place in self.plan.removed)
        top = max(
            [*after.values(), *(judge.limit or 0 for judge in self.judges.values()), 1]
        )
        lines = []
        for pk, judge in self.judges.items():
            total = after.get(pk, 0)
            before = total - new[pk] + gone[pk]
            kept = min(before, total)
            mark = None if judge.limit is None else round(BAR * judge.limit / top)
            widths = round(BAR * kept / top), round(BAR * total / top)
            lines.append(LoadLine(judge, before, total, judge.limit, *widths, mark))
        return sorted(lines, key=lambda line: (-line.after, line.judge.pk))

    @cached_property
    def expertise(self) -> list[tuple[str, int, int]]:
        """(level in words, assignments, width of the bar), the strongest first."""
        levels = {row.id: row.expertise for row in self.solution.problem.judges}
        counts = Counter(
            levels[place.judge].get(place.category, 0)
            for place in self.solution.assignments
        )
        most = max(counts.values(), default=1)
        words = {2: _("strong"), 1: _("some"), 0: _("none stated")}
        return [
            (words[level], counts[level], round(BAR * counts[level] / most))
            for level in (2, 1, 0)
        ]

    @cached_property
    def comparability(self) -> list[CategoryLine]:
        seated: dict[str, set[Any]] = defaultdict(set)
        for place in self.solution.assignments:
            seated[place.category].add(place.judge)
        entries = Counter(seat.category for seat in self.plan.situation.seats)
        designs = {design.category: design for design in self.solution.categories}
        return [
            self.category_line(code, designs[code], entries[code], len(seated[code]))
            for code in self.categories
            if code in designs
        ]

    def category_line(
        self, code: str, design: CategoryDesign, entries: int, judges: int
    ) -> CategoryLine:
        row = self.categories[code]
        verdict, badge = verdict_on(design, judges)
        words = [self.parts_words(design)] if len(design.parts) > 1 else []
        words += [
            say_proposal(one, reader_language(), self.names) for one in design.proposals
        ]
        words += [
            say(reason, reader_language(), self.names) for reason in design.reasons
        ]
        smart = row.smart.code if row.smart else ""
        return CategoryLine(
            row.name, smart, entries, judges, design.efficiency, verdict, badge, words
        )

    def parts_words(self, design: CategoryDesign) -> str:
        groups = [
            "; ".join(self.names.get(judge, str(judge)) for judge in part[:4])
            for part in design.parts
        ]
        return _("Groups with no entry in common: %(groups)s.") % {
            "groups": " | ".join(groups)
        }

    @cached_property
    def unfilled(self) -> list[tuple[str, list[str]]]:
        """What each such entry lacks, and whom to ask."""
        language = reader_language()
        return [
            (
                say_unfilled(item, language, self.names),
                [
                    say_proposal(proposal, language, self.names)
                    for proposal in item.proposals
                ],
            )
            for item in self.solution.unfilled[:50]
        ]

    @property
    def empty_seats(self) -> int:
        return sum(self.plan.unfilled.values())

    @cached_property
    def asks(self) -> list[str]:
        """Which judge to ask for how many more, so that every proposal can be followed."""
        words = []
        for judge, count in self.solution.asks.items():
            sentence = ngettext(
                "Ask %(judge)s to take %(n)d entry more than agreed.",
                "Ask %(judge)s to take %(n)d entries more than agreed.",
                count,
            )
            words.append(
                sentence % {"judge": self.names.get(judge, str(judge)), "n": count}
            )
        return words

    @cached_property
    def moves(self) -> list[Move]:
        """Entries whose judges change, while an entry only gains judges it is no move."""
        taken: dict[int, list[tuple[Judge, str]]] = defaultdict(list)
        given: dict[int, list[Judge]] = defaultdict(list)
        for (judge, place), code in self.plan.removed.items():
            reason = say(Reason(code), reader_language(), self.names)
            taken[place].append(
                (self.judges.get(judge) or Judge.objects.get(pk=judge), reason)
            )
        for judge, place in self.plan.new:
            given[place].append(self.judges[judge])
        return [
            Move(self.standings[place], taken[place], given[place])
            for place in taken
            if place in self.standings
        ]


def verdict_on(design: CategoryDesign, judges: int) -> tuple[str, str]:
    """How comparable the scores of a category are, in words, and the badge's colour."""
    if judges < 2:
        return _("fewer than two judges: no comparison possible"), "badge-warn"
    if not design.connected:
        return _("separate groups of judges: scores cannot be compared"), "badge-bad"
    if design.efficiency >= WELL:
        return _("good overlap"), "badge-good"
    if design.efficiency >= ENOUGH:
        return _("enough overlap"), "badge-calm"
    return _("weak overlap: strictness and quality cannot be separated"), "badge-warn"


def why_words(
    assignment: Assignment, names: dict[int | str, str] | None = None
) -> list[str]:
    """ "Why me?": the stored reasons as sentences to the judge, in the reader's language."""
    stored = assignment.reasons.get("why", [])
    known = [
        dict(reason)
        for reason in stored
        if isinstance(reason, dict) and "code" in reason
    ]
    named: dict[int | str, str] = names or {}
    return [
        say(Reason(reason.pop("code"), reason), reader_language(), named)
        for reason in known
    ]


def why_short(assignment: Assignment) -> str:
    """The same for an organiser's table, in a few words."""
    words = []
    for reason in assignment.reasons.get("why", []):
        words += short_reason(reason)
    return " · ".join(words) or _("assigned before reasons were recorded")


def short_reason(reason: Mapping[str, object]) -> list[str]:
    code = reason.get("code")
    if code == "expertise":
        return [_("expertise %(level)d of 2") % {"level": reason["level"]}]
    if code == "load":
        limit = "–" if reason["limit"] is None else reason["limit"]
        return [
            _("workload %(n)s of %(limit)s, average %(mean)s")
            % {"n": reason["ballots"], "limit": limit, "mean": reason["mean"]}
        ]
    if code == "links":
        return [_("shares entries with %(n)d judges") % {"n": reason["linked"]}]
    plain = {
        "only": _("no other judge is available"),
        "fixed": _("started earlier"),
        "hand": _("assigned by hand"),
        "linking": _("links separate groups of judges"),
    }
    if code == "lowest":
        return [
            _("lowest workload of %(n)d possible judges") % {"n": reason["candidates"]}
        ]
    return [plain[code]] if code in plain else []
