"""What must hold between the ledger and the rows that pages read: who changes one of
the two is found by the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from awards.acts import LIST_PUBLISHED, METHOD_LOCKED
from awards.ledger.acts import codes_of
from awards.ledger.models import Actor, Row, Value
from awards.models import WinnerList
from awards.winners.lines import line_value
from judging.acts import CHAIR_VOTED, METHOD_CHANGED, SUBMITTED
from judging.ballots.carried_scores import CARRIED
from judging.bundle.verifier.record import NEEDED
from judging.models import BallotVersion, ChairVote, Judge, MethodLock
from judging.pseudonyms import Pseudonyms
from judging.results.method import digest_of

Place = tuple[str, int]  # chain, number of a row
BALLOTS = codes_of(SUBMITTED)


def said_by(acts: set[str], *names: str) -> dict[Place, dict[str, Any]]:
    """What the rows of these acts say under these names, in the chains' order; rows
    that say nothing included.

    ``judge``: who acted, where the row names no other.
    """
    rows = Row.objects.filter(act__in=acts).order_by("chain", "number")
    found: dict[Place, dict[str, Any]] = {
        (chain, number): {"judge": actor}
        for chain, number, actor in rows.values_list("chain", "number", "actor")
    }
    chains = {chain for chain, _number in found}
    values = Value.objects.filter(chain__in=chains, name__in=names).values_list(
        "chain", "number", "name", "value"
    )
    for chain, number, name, value in values.iterator():
        if (chain, number) in found:
            found[chain, number][name] = value
    return found


def ballots_in_the_chain_say_what_they_must() -> Iterator[str]:
    for row in (
        Row.objects.filter(act__in=BALLOTS).order_by("chain", "number").iterator()
    ):
        missing = NEEDED[row.act] - row.commitments.keys()
        if missing:
            yield f"{row.chain} row {row.number}: a ballot without {', '.join(sorted(missing))}"


class KeptVersion(NamedTuple):
    """One version of a ballot as the site keeps it; ``row`` of the chain recorded it."""

    pk: int
    chain: str
    row: int
    scores: dict[str, str]
    version: int
    round: str
    category: str
    entry: str
    judge: int


def kept_versions() -> Iterator[KeptVersion]:
    assignment = "ballot__assignment__"
    place = f"{assignment}entry_category__"
    rows = BallotVersion.objects.exclude(ledger=None).order_by("pk")
    return map(
        KeptVersion._make,
        rows.values_list(
            "pk",
            f"{place}entry__edition__code",
            "ledger",
            "scores",
            "number",
            f"{assignment}round__code",
            f"{place}category__code",
            f"{place}entry__reference",
            f"{assignment}judge_id",
        ),
    )


def ballots_are_as_the_chain_has_them() -> Iterator[str]:
    """Every version that is kept, and every ballot of the chain, both ways."""
    chain_has = said_by(
        BALLOTS, "scores", "version", "round", "category", "entry", "judge"
    )
    judges = pseudonyms()
    for kept in kept_versions():
        row = f"{kept.chain} row {kept.row}"
        said = chain_has.pop((kept.chain, kept.row), None)
        if said is None:
            yield f"ballot version {kept.pk}: {row} is no ballot of its own"
            continue
        if given(said.get("scores", {})) != given(kept.scores):
            yield f"ballot version {kept.pk}: its scores are not those of {row}"
        about = (kept.version, kept.round, kept.category, kept.entry)
        names = ("version", "round", "category", "entry", "judge")
        if tuple(map(said.get, names)) != (*about, judges.get(kept.judge)):
            yield f"ballot version {kept.pk}: {row} is about another ballot"
    for chain, number in chain_has:
        yield f"{chain} row {number}: the ballot that it records is not kept"


def given(scores: Mapping[str, str]) -> dict[str, str]:
    """By the judge, that is without what was carried over from an earlier round."""
    return {code: text for code, text in scores.items() if code != CARRIED}


def pseudonyms() -> dict[int, str]:
    """Judge id → the name in the chain of the edition; nothing is written where there is none."""
    actors = {
        (chain, user): name
        for chain, user, name in Actor.objects.values_list(
            "chain", "user_id", "pseudonym"
        )
    }
    jury = Judge.objects.values_list("pk", "edition__code", "user_id", "pseudonym")
    return {pk: kept or actors.get((chain, user), "") for pk, chain, user, kept in jury}


def published_lists_are_as_the_chain_has_them() -> Iterator[str]:
    published = {
        (chain, said.get("version")): said.get("lines")
        for (chain, _number), said in said_by(
            {LIST_PUBLISHED.code}, "version", "lines"
        ).items()
    }
    lists = (
        WinnerList.objects.exclude(published_at=None)
        .select_related("edition")
        .prefetch_related("winners")
    )
    for row in lists.order_by("pk"):
        lines = sorted(line_value(winner) for winner in row.winners.all())
        stated = published.get((row.edition.code, row.version))
        if stated is None:
            yield (
                f"{row.edition.code} list {row.version}: the chain does not say that "
                "it was published"
            )
        elif sorted(stated) != lines:
            yield (
                f"{row.edition.code} list {row.version}: its winners are not those "
                "that the chain says were published"
            )


def locked_methods_are_as_the_chain_has_them() -> Iterator[str]:
    acts = said_by({METHOD_LOCKED.code, METHOD_CHANGED.code}, "round", "digest")
    newest = {
        (chain, said.get("round")): said.get("digest")
        for (chain, _number), said in acts.items()
    }
    for lock in MethodLock.objects.select_related("round__edition").order_by("pk"):
        name = f"{lock.round.edition.code} {lock.round.code}"
        if lock.digest != digest_of(lock.rules):
            yield f"{name}: the locked rules do not have their hash"
        if lock.digest != newest.get((lock.round.edition.code, lock.round.code)):
            yield f"{name}: the locked rules are not those of the chain"


def told(said: dict[str, object], like: dict[str, object]) -> dict[str, object]:
    return {name: said.get(name) for name in like}


def chair_votes_are_as_the_chain_has_them() -> Iterator[str]:
    acts = said_by({CHAIR_VOTED.code}, "round", "category", "order", "by_chair")
    for vote in ChairVote.objects.select_related("round__edition", "category").order_by(
        "pk"
    ):
        names = Pseudonyms(vote.round.edition)
        stored = {
            "round": vote.round.code,
            "category": vote.category.code,
            "order": [names.entry(reference) for reference in vote.order],
            "by_chair": vote.by_chair,
        }
        if told(acts.pop((vote.round.edition.code, vote.ledger), {}), stored) != stored:
            yield (
                f"chair's vote {vote.pk}: not as {vote.round.edition.code} row "
                f"{vote.ledger} has it"
            )
    for chain, number in acts:
        yield f"{chain} row {number}: the chair's vote that it records is not kept"


CHECKS = (
    ballots_in_the_chain_say_what_they_must,
    ballots_are_as_the_chain_has_them,
    published_lists_are_as_the_chain_has_them,
    locked_methods_are_as_the_chain_has_them,
    chair_votes_are_as_the_chain_has_them,
)
