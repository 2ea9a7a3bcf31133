"""Ties that every rule before leaves equal are ordered by the chair: with a reason, in
ledger and protocol.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from awards.ledger.models import Row
from awards.ledger.verifying import verify
from awards.models import Round
from judging.bundle.gathering import bundle_files, signed_files
from judging.bundle.services import make_due_bundles
from judging.bundle.verify_here import verify_files
from judging.conflicts.services import declare_conflict
from judging.models import ChairVote, Judge
from judging.refusals import JudgingError
from judging.results.chair import enter_chair_vote
from judging.results.method import lock_method, set_tie_rules
from judging.results.pages import lines_now
from judging.results.runs import compute_due_results
from judging.results.score_import import import_scores
from judging.results.services import compute_results
from tests.judging.bundle.test_bundle import failing, words
from tests.judging.bundles import sealed_again
from tests.judging.rounds import publish, score_rows
from tests.judging.stage import CRITERIA, edition_in_judging, entry_in, judge_of, person
from tests.judging.stored import figures_of, put_tie

pytestmark = pytest.mark.django_db


def tied_round() -> tuple[Round, list[str], Judge]:
    """Three entries of one category, the first two equal in everything; and the
    category's chair.
    """
    edition = edition_in_judging()
    round_ = edition.rounds.select_related("edition").get()
    jury = [judge_of(edition) for _seat in range(3)]
    standings = [entry_in(edition) for _number in range(3)]
    given = {standings[0]: (8, 7, 6), standings[1]: (8, 7, 6), standings[2]: (3, 4, 2)}
    lines = [
        (judge.user.email, standing.entry.reference, code, score, "")
        for standing, scores in given.items()
        for judge, score in zip(jury, scores, strict=True)
        for code in CRITERIA
    ]
    assert (
        import_scores(edition=edition, round_=round_, rows=score_rows(lines)).rejected
        == []
    )
    chair = judge_of(edition)
    chair.chairs.add(edition.categories.get(code="area-0"))
    return round_, [standing.entry.reference for standing in standings], chair


def ranks(round_: Round) -> dict[str, int]:
    lines = compute_results(round_.edition, round_)["categories"]["area-0"]["entries"]
    return {line["entry"]: line["rank"] for line in lines}


def vote(
    round_: Round,
    order: list[str],
    actor: Any,
    reason: str = "มติประธาน Chair decision 3",
) -> ChairVote:
    category = round_.edition.categories.get(code="area-0")
    return enter_chair_vote(
        round_=round_, category=category, order=order, reason=reason, actor=actor
    )


def test_vote_orders_what_shared_a_rank_and_a_newer_one_takes_its_place() -> None:
    round_, (first, second, third), chair = tied_round()
    assert ranks(round_) == {first: 1, second: 1, third: 3}
    assert vote(round_, [second, first], chair.user).by_chair
    assert ranks(round_) == {second: 1, first: 2, third: 3}
    organiser = round_.edition.organisers.get().user
    assert not vote(round_, [first, second], organiser).by_chair
    assert ranks(round_) == {first: 1, second: 2, third: 3}
    assert Row.objects.filter(act="chair.voted").count() == 2
    assert verify(round_.edition.code) == []


def test_vote_counts_at_once_and_the_worker_computes_the_same() -> None:
    round_, (first, second, _third), chair = tied_round()
    compute_due_results()
    vote(round_, [second, first], chair.user)
    now = lines_now(round_)
    assert [line["entry"] for line in now["area-0"]][:2] == [second, first]
    assert compute_due_results() == 1
    assert {
        table.category.code: figures_of(table)
        for table in round_.result_run.tables.all()
    } == now


def test_vote_is_refused_without_reason_on_what_is_not_tied_or_where_the_rules_have_none() -> (
    None
):
    round_, (first, second, third), chair = tied_round()
    for order, reason in (
        ([second, first], " \u200b"),
        ([first, third], "เหตุผล"),
        ([first], "เหตุผล"),
        ([first, first], "เหตุผล"),
        ([first, second, third], "เหตุผล"),
    ):
        with pytest.raises(JudgingError):
            vote(round_, order, chair.user, reason)
    set_tie_rules(round_=round_, ties=["criteria"], actor=None)
    lock_method(round_=round_, actor=None)
    with pytest.raises(JudgingError):
        vote(round_, [second, first], chair.user)
    assert not ChairVote.objects.exists()


def test_chair_with_a_conflict_does_not_vote_and_an_organiser_enters_the_deputys() -> (
    None
):
    round_, (first, second, _third), chair = tied_round()
    entry = round_.edition.entries.get(reference=first)
    declare_conflict(judge=chair, entry=entry, reason="ญาติ")
    with pytest.raises(JudgingError):
        vote(round_, [second, first], chair.user)
    vote(round_, [second, first], round_.edition.organisers.get().user)
    assert ranks(round_)[second] == 1


def test_bundle_holds_the_vote_and_a_changed_one_is_found() -> None:
    round_, (first, second, _third), chair = tied_round()
    vote(round_, [second, first], chair.user)
    publish(round_.edition)
    files = signed_files(round_)
    assert failing(verify_files(files)) == []
    assert "Chair decision 3" in words(files["protocol-en.pdf"])
    protocol = json.loads(files["protocol.json"])
    assert protocol["chair_votes"][0]["order"] == [
        row["entry"]
        for row in json.loads(files["results.json"])["categories"]["area-0"]["entries"][
            :2
        ]
    ]
    protocol["chair_votes"][0]["order"].reverse()
    assert {"chair", "ranking"} <= set(
        failing(
            verify_files(sealed_again({**files, "protocol.json": as_bytes(protocol)}))
        )
    )
    protocol["chair_votes"] = []
    assert {"chair", "ranking"} <= set(
        failing(
            verify_files(sealed_again({**files, "protocol.json": as_bytes(protocol)}))
        )
    )


def test_public_page_tells_the_vote_and_names_no_entry_without_a_prize() -> None:
    round_, (first, second, _third), chair = tied_round()
    vote(round_, [first, second], chair.user)
    publish(round_.edition, winners=1)
    assert make_due_bundles() == 1
    shown = (
        Client()
        .get(reverse("judging:result-how", args=[round_.edition.code]))
        .content.decode()
    )
    assert "Chair decision 3" in shown
    assert f"{first}, ผลงานที่ไม่ได้รับรางวัล" in shown
    assert second not in shown


def as_bytes(document: dict[str, Any]) -> bytes:
    return json.dumps(document).encode()


def test_chair_votes_on_the_desk_and_sees_no_score() -> None:
    round_, (first, second, third), chair = tied_round()
    compute_due_results()
    client = Client()
    client.force_login(chair.user)
    with translation.override("en"):
        path = reverse("judging:judge-chair", args=[round_.edition.code])
    with translation.override("en"):
        assert path in client.get(reverse("judging:judge-home")).content.decode()
    shown = client.get(path).content.decode()
    assert first in shown
    assert second in shown
    assert third not in shown
    assert "7.0" not in shown
    sent = {"tie": first, f"place-{first}": "๒", f"place-{second}": "1", "reason": ""}
    answer = client.post(path, sent)
    assert answer.status_code == 422
    assert "Enter a reason" in answer.content.decode()
    assert (
        client.post(path, {**sent, f"place-{first}": "1", "reason": "x"}).status_code
        == 422
    )
    assert client.post(path, {**sent, "reason": "เหตุผล"}).status_code == 302
    assert ranks(round_)[second] == 1
    assert client.post(path, {**sent, "tie": third, "reason": "x"}).status_code == 302
    assert ChairVote.objects.count() == 1


def test_desk_asks_as_much_for_one_tie_as_for_several_and_covers_names() -> None:
    round_, (first, _second, _third), chair = tied_round()
    compute_due_results()
    client = Client()
    client.force_login(chair.user)
    with translation.override("en"):
        path = reverse("judging:judge-chair", args=[round_.edition.code])
    client.get(path)
    counts = []
    for more in (0, 1):
        if more:
            table = round_.result_run.tables.get(category__code="area-0")
            lines = figures_of(table)
            tie = {**table.remarks.get(said__kind="equal").said}
            tie["entries"] = [line["entry"] for line in lines]
            put_tie(table, {**tie, "shared": [tie["entries"]]})
            entry = round_.edition.entries.get(reference=first)
            type(entry).objects.filter(pk=entry.pk).update(
                title_en=f"Solution of {entry.organisation.name_en}"
            )
        with CaptureQueriesContext(connection) as asked:
            shown = client.get(path).content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
    assert round_.edition.entries.get(reference=first).organisation.name_en not in shown


def test_only_the_chair_and_organisers_reach_the_vote() -> None:
    round_, _references, _chair = tied_round()
    other = judge_of(round_.edition)
    with translation.override("en"):
        desk = reverse("judging:judge-chair", args=[round_.edition.code])
        manage = reverse("judging:result-ties", args=[round_.edition.code])
    for user, expected in ((other.user, (404, 404)), (person(), (404, 404))):
        client = Client()
        client.force_login(user)
        assert (
            client.get(desk).status_code,
            client.get(manage).status_code,
        ) == expected


def test_organiser_enters_the_vote_beside_the_result() -> None:
    round_, (first, second, _third), _chair = tied_round()
    compute_due_results()
    client = Client()
    client.force_login(round_.edition.organisers.get().user)
    with translation.override("en"):
        path = reverse("judging:result-ties", args=[round_.edition.code])
    assert "waiting for the chair" in client.get(path).content.decode()
    sent = {
        "round": round_.code,
        "tie": first,
        f"place-{first}": "2",
        f"place-{second}": "1",
        "reason": "รายงานประชุม",
    }
    assert client.post(path, sent).status_code == 302
    compute_due_results()
    assert "entered by an organiser" in client.get(path).content.decode()


def test_order_of_tie_rules_is_the_editions_own() -> None:
    round_, _references, _chair = tied_round()
    with pytest.raises(JudgingError):
        set_tie_rules(round_=round_, ties=["chair", "chair"], actor=None)
    with pytest.raises(JudgingError):
        set_tie_rules(round_=round_, ties=["coin"], actor=None)
    client = Client()
    client.force_login(round_.edition.organisers.get().user)
    with translation.override("en"):
        path = reverse("judging:method-show", args=[round_.edition.code])
    client.post(
        path,
        {"round": round_.code, "act": "ties", "tie": ["head_to_head", "", "criteria"]},
    )
    lock = lock_method(round_=round_, actor=None)
    assert lock.rules["ties"] == ["head_to_head", "criteria"]
    publish(round_.edition)
    text = words(bundle_files(round_)["protocol-en.pdf"])
    assert text.index("the judges who scored both") < text.index(
        "the criteria, from the highest weight down"
    )
