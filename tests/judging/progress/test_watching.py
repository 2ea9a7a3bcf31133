from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from awards.outbox.models import Message
from judging.assigning.services import assign_judges
from judging.ballots.saving import save_scores
from judging.ballots.services import submit_ballot
from judging.conflicts.services import declare_conflict
from judging.models import Assignment, RoundRules
from judging.progress.hints import hints_of
from judging.progress.services import remind_judge
from tests.judging.stage import FULL, assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


def score(row: Assignment, **scores: str) -> None:
    save_scores(assignment=row, user=row.judge.user, scores={**FULL, **scores})
    submit_ballot(assignment=row, user=row.judge.user)


def test_reminder_says_what_is_missing_and_stops_when_done() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    rows = [assigned(judge, entry_in(edition)) for _ in range(2)]
    round_ = edition.rounds.get()
    score(rows[0])
    save_scores(assignment=rows[1], user=judge.user, scores={"impact": "5"})
    assert remind_judge(judge=judge, round_=round_)
    text = Message.objects.get(event="judge_reminded").text
    assert rows[1].entry_category.entry.reference in text
    assert rows[0].entry_category.entry.reference not in text
    score(rows[1])
    assert not remind_judge(judge=judge, round_=round_)


def test_hint_for_one_value_to_all_and_for_haste() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    for _ in range(4):
        score(assigned(judge, entry_in(edition)), impact="5", design="5", reach="5")
    assert [hint.kind for hint in hints_of(edition.rounds.get())] == ["same", "fast"]


def test_rebalancing_moves_only_what_is_not_begun() -> None:
    edition = edition_in_judging()
    first, second = judge_of(edition), judge_of(edition)
    round_ = edition.rounds.get()
    rows = [
        assigned(judge, standing)
        for standing in [entry_in(edition) for _ in range(6)]
        for judge in (first, second)
    ]
    score(rows[0])
    judge_of(edition)
    document = assign_judges(
        edition=edition, round_=round_, per_entry=2, rebalance=True
    )
    assert document["load"] == {"min": 4, "max": 4}
    assert document["removed"] == document["assignments"] == 4
    assert Assignment.objects.get(pk=rows[0].pk).judge == first


def test_discussion_opens_after_ones_own_ballot_and_leaves_out_who_stepped_back() -> (
    None
):
    edition = edition_in_judging()
    standing, round_ = entry_in(edition), edition.rounds.get()
    RoundRules.objects.create(round=round_, discussion=True)
    judges = [
        judge_of(edition, f"judge-{name}@example.org") for name in ("a", "b", "c")
    ]
    rows = [assigned(judge, standing) for judge in judges]
    client, address = Client(), reverse("judging:discussion-show", args=[rows[0].pk])
    client.force_login(judges[0].user)
    score(rows[1])
    score(rows[2])
    assert client.get(address).status_code == 404
    score(rows[0])
    declare_conflict(judge=judges[2], entry=standing.entry, reason="ญาติ")
    client.post(address, {"text": "น่าจะให้น้ำหนักผลลัพธ์มากกว่านี้"})
    page = client.get(address).content.decode()
    assert "น่าจะให้น้ำหนักผลลัพธ์" in page
    assert "judge-b@example.org" in page
    assert "judge-c@example.org" not in page


def test_own_scores_and_rules_pages_answer() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    score(assigned(judge, entry_in(edition)))
    client = Client()
    client.force_login(judge.user)
    assert (
        "<svg"
        in client.get(
            reverse("judging:own-scores", args=[edition.code])
        ).content.decode()
    )
    client.force_login(edition.organisers.get().user)
    rules = reverse("judging:rules-edit", args=[edition.code])
    assert (
        client.post(rules, {"word_at_ends": "on", "undo_minutes": "30"}).status_code
        == 302
    )
    assert RoundRules.objects.get().undo_minutes == 30
    assert (
        client.get(reverse("judging:progress-board", args=[edition.code])).status_code
        == 200
    )
