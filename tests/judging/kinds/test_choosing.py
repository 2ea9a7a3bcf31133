"""An organiser chooses the kind of ballot of a round, as long as nobody judged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.ledger.models import Row
from awards.models import Edition, Round
from judging.ballot_kinds import KINDS
from judging.kinds.services import choose_kind
from judging.models import RoundRules
from judging.refusals import JudgingError
from judging.results.method import lock_method, rules_of_round
from tests.factories import make_ballot
from tests.judging.stage import assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """Its round opens tomorrow."""
    found = edition_in_judging()
    Round.objects.update(opens_at=timezone.now() + timedelta(days=1))
    return found


def choose(edition: Edition, kind: str, percent: int = 50) -> RoundRules:
    actor = edition.organisers.get().user
    round_ = edition.rounds.select_related("edition").get()
    return choose_kind(
        round_=round_, ballot_kind=kind, pass_percent=percent, actor=actor
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_choice_stands_in_the_chain_and_in_the_locked_rules(
    edition: Edition, kind: str
) -> None:
    choose(edition, kind, 60)
    assert Row.objects.filter(chain=edition.code, act="round.rules").count() == 1
    round_ = edition.rounds.get()
    lock_method(round_=round_, actor=None)
    rules = rules_of_round(round_)
    assert rules["method"]["name"] == KINDS[kind].method
    assert rules.get("pass_percent") == (60 if kind == "screening" else None)


def test_a_kind_is_fixed_once_the_round_opens(edition: Edition) -> None:
    Round.objects.update(opens_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(JudgingError):
        choose(edition, "pairs")
    assert not RoundRules.objects.exists()


def test_a_kind_is_fixed_once_a_ballot_exists(edition: Edition) -> None:
    make_ballot(assigned(judge_of(edition), entry_in(edition)), submitted=False)
    with pytest.raises(JudgingError):
        choose(edition, "pairs")


def test_a_kind_is_fixed_once_the_method_is_locked(edition: Edition) -> None:
    lock_method(round_=edition.rounds.get(), actor=None)
    with pytest.raises(JudgingError):
        choose(edition, "screening")


def test_scores_are_not_carried_into_another_kind(edition: Edition) -> None:
    RoundRules.objects.create(round=edition.rounds.get(), carried_percent=30)
    with pytest.raises(JudgingError):
        choose(edition, "pairs")
    assert RoundRules.objects.get().ballot_kind == "scores"


def test_the_page_says_when_each_kind_is_good_and_saves(
    client: Client, edition: Edition
) -> None:
    client.force_login(edition.organisers.get().user)
    address = reverse("judging:kind-choose", args=[edition.code])
    page = client.get(address)
    for kind in KINDS.values():
        assert str(kind.good_for) in page.content.decode()
    sent = {"ballot_kind": "screening", "pass_percent": "๖๗"}
    assert client.post(address, sent).status_code == 302
    rules = RoundRules.objects.get()
    assert (rules.ballot_kind, rules.pass_percent) == ("screening", 67)


@pytest.mark.parametrize(
    "sent",
    [
        {"ballot_kind": "dice", "pass_percent": "50"},
        {"ballot_kind": "pairs", "pass_percent": "0"},
        {"ballot_kind": "pairs", "pass_percent": "100"},
        {},
    ],
)
def test_odd_choices_are_refused_on_the_page(
    client: Client, edition: Edition, sent: dict[str, str]
) -> None:
    client.force_login(edition.organisers.get().user)
    address = reverse("judging:kind-choose", args=[edition.code])
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert not RoundRules.objects.exists()


def test_a_choice_that_comes_too_late_changes_nothing(
    client: Client, edition: Edition
) -> None:
    Round.objects.update(opens_at=timezone.now() - timedelta(minutes=1))
    client.force_login(edition.organisers.get().user)
    address = reverse("judging:kind-choose", args=[edition.code])
    client.post(address, {"ballot_kind": "pairs", "pass_percent": "50"})
    assert not RoundRules.objects.exists()
    assert client.get(address).context["fixed"]
