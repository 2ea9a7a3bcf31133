"""Lies told with every right that the database gives: the rows changed, the ledger
changed, or both.
"""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from awards.ledger.models import Chain, Row, Value
from awards.ledger.services import append, commit_to, row_hash
from awards.models import Round, Winner
from config.people import recorded
from config.people.invariants import CHECKS, chains_hold
from judging import acts
from judging.models import BallotVersion, ChairVote, MethodLock
from tests.awards.ledger.tampering import tamper
from tests.judging.results.test_chair import tied_round, vote
from tests.judging.rounds import judged_round, publish
from tests.kept import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def round_() -> Round:
    found = judged_round(entries=3)
    publish(found.edition)
    return found


def problems() -> list[str]:
    """Of the ledger and of what is held against it: the round of these tests lacks what
    others look for.
    """
    return [problem for check in (chains_hold, *recorded.CHECKS) for problem in check()]


def found(word: str) -> list[str]:
    return [problem for problem in problems() if word in problem]


def a_ballot(chain: str) -> Row:
    return Row.objects.filter(chain=chain, act=acts.BALLOT_SUBMITTED.code).earliest(
        "number"
    )


def rewrite_from(row: Row) -> None:
    """Hash after hash to the end of the chain, as somebody does who has the database
    and this program.
    """
    previous = row.previous
    for one in Row.objects.filter(chain=row.chain, number__gte=row.number).order_by(
        "number"
    ):
        one.previous, previous = previous, ""
        one.hash = previous = row_hash(one)
        tamper(
            "UPDATE ledger_row SET previous = %s, hash = %s WHERE id = %s",
            [one.previous, one.hash, one.pk],
        )
    Chain.objects.filter(code=row.chain).update(head=previous)


def change_scores(row: Row) -> None:
    """The value and its commitment: what somebody does who knows that much."""
    value = Value.objects.get(chain=row.chain, number=row.number, name="scores")
    scores = {**value.value, "impact": "10"}
    tamper(
        "UPDATE ledger_value SET value = %s WHERE id = %s",
        [json.dumps(scores), value.pk],
    )
    commitments = {**row.commitments, "scores": commit_to(scores, value.salt)}
    tamper(
        "UPDATE ledger_row SET commitments = %s WHERE id = %s",
        [json.dumps(commitments), row.pk],
    )


def test_nothing_is_found_where_nobody_lied(round_: Round) -> None:
    assert problems() == []
    assert set(recorded.CHECKS) < set(CHECKS)


def test_value_changed_alone_is_found(round_: Round) -> None:
    tamper("UPDATE ledger_value SET value = '{}' WHERE name = 'scores'")
    assert found("does not match its commitment")
    assert found("its scores are not those")


def test_value_and_commitment_changed_together_are_found(round_: Round) -> None:
    change_scores(a_ballot(round_.edition.code))
    assert found("its content does not match its hash")


def test_whole_rest_of_the_chain_written_anew_is_found_by_the_ballots_that_are_kept(
    round_: Round,
) -> None:
    row = a_ballot(round_.edition.code)
    change_scores(row)
    rewrite_from(row)
    assert problems() == [
        f"ballot version {version.pk}: its scores are not those of {row.chain} row {row.number}"
        for version in BallotVersion.objects.filter(ledger=row.number)
    ]


def test_kept_ballot_changed_alone_is_found(round_: Round) -> None:
    version = BallotVersion.objects.earliest("pk")
    BallotVersion.objects.filter(pk=version.pk).update(
        scores={**version.scores, "impact": "10"}
    )
    assert found(f"ballot version {version.pk}: its scores are not those")


def test_kept_ballot_hung_on_another_s_row_is_found(round_: Round) -> None:
    one, two = BallotVersion.objects.order_by("pk")[:2]
    BallotVersion.objects.filter(pk=one.pk).update(ledger=two.ledger, scores=two.scores)
    assert found("is about another ballot")


def test_ballot_that_was_thrown_away_is_found(round_: Round) -> None:
    version = BallotVersion.objects.earliest("pk")
    version.delete()
    assert found(f"row {version.ledger}: the ballot that it records is not kept")


def test_ballot_without_scores_in_the_chain_is_found(round_: Round) -> None:
    append(round_.edition.code, acts.BALLOT_SUBMITTED, None, {"round": "online"})
    assert found("a ballot without category, scores, sheet, version")


def test_published_winner_changed_is_found(round_: Round) -> None:
    Winner.objects.filter(pk=Winner.objects.earliest("pk").pk).update(level_code="good")
    assert found("its winners are not those that the chain says were published")


def test_rules_changed_after_they_were_locked_are_found(round_: Round) -> None:
    from judging.results.method import lock_method

    lock = lock_method(round_=round_, actor=None)
    MethodLock.objects.filter(pk=lock.pk).update(rules={**lock.rules, "places": 9})
    assert found("do not have their hash")


def test_chair_s_vote_turned_round_is_found() -> None:
    round_, (first, second, _third), chair = tied_round()
    vote(round_, [first, second], chair.user)
    assert found("chair's vote") == []
    ChairVote.objects.update(order=[second, first])
    assert found("chair's vote")


def test_command_names_a_value_taken_out_of_the_ledger(
    round_: Round, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper("DELETE FROM ledger_value WHERE name = 'scores'")
    with pytest.raises(SystemExit):
        call_command("verify_ledger", "--json")
    assert "'scores' is missing" in json.loads(capsys.readouterr().out)["problems"][0]
