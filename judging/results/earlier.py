"""What was known of a round's judges before it, where its rules ask for that: from the last
edition in which they judged, or from the round's calibration.

It is computed once, when the method is locked, and stands in the locked rules as numbers
under pseudonyms: whoever has the bundle recomputes the result from it. A person of then and
of now is the same by the account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import TypedDict

from django.db.models import Exists, OuterRef

from awards.models import Edition, Organiser, Round, WinnerList
from judging.ballot_kinds import kind_of
from judging.models import Assignment, Ballot, Judge, Score, Trial
from judging.pseudonyms import Pseudonyms
from judging.ranking import Ballot as Given
from judging.ranking import Earlier
from judging.statuses import EarlierSource


class EarlierRules(TypedDict):
    """Of locked rules. source: an `EarlierSource`. of: edition and round, "" where none
    was found, and of a calibration. spread: standard deviation between the judges of then;
    judges: pseudonym → severity and its standard error. Texts, in points of then.
    """

    source: str
    of: str
    spread: str
    judges: dict[str, list[str]]


def asked_of(source: str) -> EarlierRules:
    """While nothing is locked: asked for, not computed."""
    return {"source": source, "of": "", "spread": "0.00", "judges": {}}


def as_earlier(rules: EarlierRules | None) -> Earlier | None:
    return None if rules is None else Earlier.read(rules["spread"], rules["judges"])


def round_before(round_: Round) -> Round | None:
    """Of the newest published edition of these organisers in which a judge of this one was
    assigned: the round of the same code, or else the last one; of those that are scored.
    """
    own = round_.edition
    seen = Assignment.objects.filter(
        round__edition=OuterRef("pk"), judge__user__in=people_of(own)
    )
    organised = Organiser.objects.filter(
        edition=OuterRef("pk"), user__in=own.organisers.values("user")
    )
    published = WinnerList.objects.filter(
        edition=OuterRef("pk"), published_at__isnull=False
    )
    editions = Edition.objects.filter(
        Exists(seen), Exists(organised), Exists(published), year__lte=own.year
    ).exclude(pk=own.pk)
    newest = editions.order_by("-year", "-pk").first()
    if newest is None:
        return None
    active = newest.rounds.filter(active=True).select_related("rules")
    rounds = [row for row in active.order_by("order", "pk") if kind_of(row).has_scores]
    same = [row for row in rounds if row.code == round_.code]
    return next(iter(same or rounds[::-1]), None)


def people_of(edition: Edition) -> set[int]:
    found = Judge.objects.accepted().filter(edition=edition, user__isnull=False)
    return set(found.values_list("user_id", flat=True))


def ballots_by_person(round_: Round) -> list[Given]:
    """The ballots that count, under the judges' accounts."""
    ballots = Ballot.objects.counted().filter(assignment__round=round_)
    scores: dict[int, dict[str, Decimal | None]] = defaultdict(dict)
    given = Score.objects.filter(ballot__in=ballots)
    for ballot, code, value in given.values_list(
        "ballot_id", "criterion__code", "value"
    ):
        scores[ballot][code] = value
    rows = ballots.values_list(
        "pk",
        "assignment__judge__user_id",
        "assignment__entry_category__entry__reference",
        "assignment__entry_category__category__code",
    )
    return [
        Given(str(person), reference, scores[pk], category=code)
        for pk, person, reference, code in rows
    ]


def trials_by_person(round_: Round) -> list[Given]:
    """What the judges of a round gave the samples of its calibration."""
    trials = Trial.objects.filter(
        sample__calibration__round=round_, submitted_at__isnull=False
    )
    rows = trials.values_list(
        "judge__user_id",
        "sample_id",
        "sample__entry_category__category__code",
        "scores",
    )
    return [
        Given(str(person), f"sample-{sample}", in_numbers(scores), category=code)
        for person, sample, code, scores in rows
    ]


def in_numbers(scores: Mapping[str, str | None]) -> dict[str, Decimal | None]:
    return {
        code: None if text is None else Decimal(text) for code, text in scores.items()
    }


def weighed_only(
    ballots: list[Given], weights: Mapping[str, Mapping[str, object]]
) -> list[Given]:
    """Without scores on criteria that have no weight, which the ranking refuses."""
    found = []
    for one in ballots:
        known = weights.get(one.category)
        scores = {
            code: value
            for code, value in one.scores.items()
            if known is None or code in known
        }
        found.append(Given(one.judge, one.entry, scores, category=one.category))
    return found


def told(round_: Round, source: str, of: Round | None, known: Earlier) -> EarlierRules:
    """Of the round's judges alone, under their pseudonyms of this edition. Of a judge
    whose data are restricted nothing is taken over that could be done without.
    """
    pseudonyms = Pseudonyms(round_.edition).judges()
    jury = Judge.objects.accepted().filter(
        edition=round_.edition, user__restricted_at=None
    )
    judges: dict[str, list[str]] = {}
    for pk, person in jury.values_list("pk", "user_id"):
        one = known.judges.get(str(person))
        if one is not None:
            judges[pseudonyms[pk]] = [f"{one.severity:.2f}", f"{one.se:.2f}"]
    return {
        "source": source,
        "of": f"{of.edition.code}/{of.code}"
        if of and source == EarlierSource.EDITION
        else "",
        "spread": f"{known.spread:.2f}",
        "judges": dict(sorted(judges.items())),
    }
