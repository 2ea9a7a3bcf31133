"""From counted ballots to the ranking document of each category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TypedDict

from awards.models import Category, Edition, Round
from judging.ballots.carried_scores import CARRIED, carried_scores
from judging.models import Ballot, ChairVote
from judging.models.counting import obstacles
from judging.pseudonyms import Pseudonyms
from judging.ranking import Ballot as Given
from judging.ranking import (
    Group,
    Rules,
    answered_documents,
    document,
    ranked,
    ranking_document,
    unscored,
)
from judging.ranking.rules import SCORES
from judging.ranking.shape import Document
from judging.results.given import answers_of, scores_of
from judging.results.method import (
    LockedRules,
    as_rules,
    rules_of_round,
    weights_by_category,
)
from judging.results.pseudonyms import renamed
from judging.statuses import BallotState, Obstacle

__all__ = [
    "compute_results",
    "counted_ballots",
    "deciding_round",
    "weights_by_category",
]


@dataclass(frozen=True)
class Names:
    """Pseudonym → what it stands for: an entry's reference, a judge's e-mail and id."""

    entries: Mapping[str, str]
    judges: Mapping[str, str]
    judge_ids: Mapping[str, int]


@dataclass(frozen=True)
class Counted:
    """The counted ballots of a round under pseudonyms, by category code: what is
    published is ranked as it is.
    """

    ballots: Mapping[str, list[Given]]
    rules: Rules
    names: Names
    # category code → the chair's orders, the newest first
    chair: Mapping[str, tuple[tuple[str, ...], ...]]
    # of entries that are out: they still say what their judges are like
    calibrating: Sequence[Given] = ()

    def rules_for(self, category: str) -> Rules:
        return replace(self.rules, chair=self.chair.get(category, ()))

    @property
    def rules_for_all(self) -> Rules:
        return replace(self.rules, category_chair=self.chair)

    @property
    def all_ballots(self) -> list[Given]:
        """Of all categories, and those that only calibrate."""
        counted = [one for ballots in self.ballots.values() for one in ballots]
        return [*counted, *self.calibrating]

    @property
    def is_answered(self) -> bool:
        """Whether ballots hold answers of another kind than scores."""
        return self.rules.method != SCORES

    @cached_property
    def answered(self) -> Mapping[str, Document]:
        return answered_documents(self.all_ballots, self.rules)

    @cached_property
    def ranked_groups(self) -> Mapping[str, list[Group]]:
        """By category, all ranked together: what judges are like is learnt from all of them.
        None of ballots that hold no scores.
        """
        if self.is_answered:
            return {}
        found: dict[str, list[Group]] = defaultdict(list)
        for group in ranked(self.all_ballots, self.rules_for_all):
            found[group.table.category].append(group)
        return found

    def groups(self, category: str) -> list[Group]:
        return self.ranked_groups.get(category, [])

    def document(self, category: str, groups: list[Group]) -> Document:
        """Of the category's groups and of its entries that no ballot gives a score."""
        if self.is_answered:
            return self.answered.get(category) or ranking_document([], self.rules)
        left = unscored(
            self.ballots.get(category, []), (group.whole for group in groups)
        )
        return document(groups, self.rules, left)

    def named_document(self, category: str, groups: list[Group]) -> Document:
        """The same with references and e-mails in place of the pseudonyms."""
        return self.renamed(self.document(category, groups))

    def renamed(self, whole: Document) -> Document:
        return renamed(whole, self.names.entries, self.names.judges)


def counted_ballots(round_: Round, category: Category | None = None) -> Counted:
    """In seven statements at most, whatever the number of ballots. With one category the
    others are left out, unless the method learns from all of them.
    """
    rules = rules_of_round(round_)
    pooled, across = as_rules(rules).pooled, as_rules(rules).across
    ballots = Ballot.objects.counted().filter(assignment__round=round_)
    if category is not None and not across:
        ballots = ballots.filter(assignment__entry_category__category=category)
    rows = ballots.values_list(
        "pk",
        "assignment__judge_id",
        "assignment__judge__user__email",
        "assignment__entry_category__entry__reference",
        "assignment__entry_category__category__code",
    )
    pseudonyms = Pseudonyms(round_.edition)
    answers, judges = answers_of(round_, ballots, pseudonyms), pseudonyms.judges()
    scores, entries = answers.by_ballot, dict(answers.named)
    found: dict[str, list[Given]] = defaultdict(list)
    emails, ids = {}, {}
    for pk, judge, email, reference, code in rows:
        entries[reference] = entries.get(reference) or pseudonyms.entry(reference)
        emails[judges[judge]], ids[judges[judge]] = email, judge
        given = weighed(scores[pk], rules["weights"].get(code))
        found[code].append(
            Given(judges[judge], entries[reference], given, category=code)
        )
    if "carried" in rules:
        add_carried(found, carried_scores(round_), entries)
    names = Names(
        {pseudonym: reference for reference, pseudonym in entries.items()}, emails, ids
    )
    votes = chair_orders(round_, pseudonyms) if "chair" in rules["ties"] else {}
    out = calibrating_ballots(round_, rules, pseudonyms) if pooled else []
    for judge, email in emails_of(round_.edition) if out else []:
        emails[judges[judge]], ids[judges[judge]] = email, judge
    return Counted(found, as_rules(rules), names, votes, out)


def emails_of(edition: Edition) -> Iterable[tuple[int, str]]:
    return edition.judges.values_list("pk", "user__email")


def calibrating_ballots(
    round_: Round, rules: LockedRules, pseudonyms: Pseudonyms
) -> list[Given]:
    """Submitted ballots of entries that were withdrawn or found ineligible.

    None where a score is carried in from an earlier round: there a ballot's total is only
    partly its judge's, and these entries bring nothing along.
    """
    if "carried" in rules:
        return []
    why = obstacles("assignment__")
    ballots = Ballot.objects.filter(
        why[Obstacle.WITHDRAWN] | why[Obstacle.INELIGIBLE],
        assignment__round=round_,
        state=BallotState.SUBMITTED,
    )
    rows = ballots.values_list(
        "pk",
        "assignment__judge_id",
        "assignment__entry_category__entry__reference",
        "assignment__entry_category__category__code",
    )
    scores, judges = scores_of(ballots), pseudonyms.judges()
    return [
        Given(
            judges[judge],
            pseudonyms.entry(reference),
            weighed(scores[pk], rules["weights"].get(code)),
            category=code,
            ranked=False,
        )
        for pk, judge, reference, code in rows
    ]


def weighed(
    scores: Mapping[str, Decimal | None], weights: Collection[str] | None
) -> dict[str, Decimal | None]:
    """The scores of criteria that have a weight; all of them where none has (None)."""
    return {
        name: value
        for name, value in scores.items()
        if weights is None or name in weights
    }


def chair_orders(
    round_: Round, pseudonyms: Pseudonyms
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Category code → the chair's orders, the newest first; each from the first place
    on, entries under pseudonyms.
    """
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for category, order in ChairVote.objects.filter(round=round_).values_list(
        "category__code", "order"
    ):
        found[category] = (
            *found.get(category, ()),
            tuple(map(pseudonyms.entry, order)),
        )
    return found


def add_carried(
    found: dict[str, list[Given]],
    carried: Mapping[tuple[str, str], Decimal],
    entries: Mapping[str, str],
) -> None:
    """What an entry brings along from an earlier round, on each of its ballots: see
    ``judging.ballots.carried_scores``.
    """
    brought = {
        (code, entries[reference]): value
        for (code, reference), value in carried.items()
        if reference in entries
    }
    for code, ballots in found.items():
        found[code] = [
            replace(one, scores={**one.scores, CARRIED: brought[code, one.entry]})
            if (code, one.entry) in brought
            else one
            for one in ballots
        ]


class Results(TypedDict):
    """Codes of edition and round, and the ranking document of each category by its code."""

    edition: str
    round: str
    categories: dict[str, Document]


def compute_results(
    edition: Edition, round_: Round, category: Category | None = None
) -> Results:
    """From the ballots that count now."""
    counted = counted_ballots(round_, category)
    categories = [category] if category is not None else list(edition.categories.all())
    documents = {
        each.code: counted.named_document(each.code, counted.groups(each.code))
        for each in categories
    }
    return {"edition": edition.code, "round": round_.code, "categories": documents}


def deciding_round(edition: Edition) -> Round | None:
    """The round whose order the decisions follow: the last one that takes place and has
    a counted ballot.
    """
    rounds = (
        edition.rounds.filter(active=True)
        .select_related("edition", "rules")
        .order_by("-order", "-pk")
    )
    with_ballots = (
        row
        for row in rounds
        if Ballot.objects.counted().filter(assignment__round=row).exists()
    )
    return next(with_ballots, rounds.first())
