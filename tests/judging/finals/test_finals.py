from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.ledger.models import Row
from awards.models import Edition, Round, Weight
from judging.ballots.missing import missing_ballots
from judging.ballots.saving import save_scores
from judging.ballots.services import submit_ballot
from judging.ballots.timer import ends_at
from judging.bundle.gathering import signed_files
from judging.bundle.verify_here import verify_files
from judging.finals.services import (
    carry_over,
    mark_absent,
    mark_present,
    move_timer,
    set_final_rules,
    set_running_order,
)
from judging.models import Assignment, Ballot, Carried, Judge, Presentation
from judging.refusals import JudgingError
from judging.results.method import lock_method
from judging.results.score_import import import_scores
from judging.results.services import compute_results
from tests.judging.rounds import judged_round, publish, score_rows
from tests.judging.stage import CRITERIA, FULL, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db
MINUTES = {"setup": 1, "pitch": 5, "questions": 3, "close": 0}


def final_in(edition: Edition, blind: bool = False) -> Round:
    now = timezone.now()
    window = {
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(hours=5),
    }
    round_ = Round.objects.create(
        edition=edition,
        code="final",
        order=3,
        name_th="รอบชิง",
        name_en="Final",
        blind=blind,
        **window,
    )
    for category in edition.categories.all():
        for criterion, percent in zip(
            edition.criteria.all(), (50, 30, 20), strict=True
        ):
            Weight.objects.create(
                round=round_, category=category, criterion=criterion, percent=percent
            )
    return Round.objects.select_related("edition").get(pk=round_.pk)


def stage(presentations: int = 2) -> tuple[Round, list[Presentation], Judge, Any]:
    edition = edition_in_judging()
    round_, organiser = final_in(edition), edition.organisers.get().user
    standings = [entry_in(edition) for _ in range(presentations)]
    set_running_order(round_=round_, standings=standings, actor=organiser)
    set_final_rules(
        round_=round_, minutes=MINUTES, carried_from=None, carried_percent=Decimal(0), actor=organiser
    )  # fmt: skip
    judge = judge_of(edition)
    for standing in standings:
        Assignment.objects.create(
            judge=judge,
            entry_category=standing,
            round=round_,
            cleared_at=timezone.now(),
        )
    return round_, list(round_.presentations.all()), judge, organiser


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_timer_goes_through_the_parts_and_one_presentation_runs_at_a_time() -> None:
    round_, (first, second), _judge, organiser = stage()
    row = move_timer(presentation=first, act="begin", actor=organiser)
    assert (row.part, row.ended_at) == ("setup", None)
    end = ends_at(row)
    assert end is not None
    assert row.part_began_at is not None
    assert end - row.part_began_at == timedelta(minutes=1)
    assert [move_timer(presentation=first, act="next", actor=organiser).part for _ in range(3)] == [
        "pitch", "questions", "",
    ]  # fmt: skip
    move_timer(presentation=first, act="begin", actor=organiser)
    move_timer(presentation=second, act="begin", actor=organiser)
    first.refresh_from_db()
    assert first.part == ""
    assert first.ended_at is not None
    with pytest.raises(JudgingError):
        set_running_order(
            round_=round_, standings=[second.entry_category], actor=organiser
        )


def test_clock_is_the_same_for_judges_and_organisers_and_goes_on_after_a_reload() -> (
    None
):
    round_, (first, _second), judge, organiser = stage()
    move_timer(presentation=first, act="begin", actor=organiser)
    address = reverse("judging:final-clock", args=[round_.pk])
    told = [
        signed_in(user).get(address).json()
        for user in (judge.user, organiser, judge.user)
    ]
    assert len({one["ends"] for one in told}) == 1
    assert told[0]["part"] == "setup"
    assert told[0]["now"] <= told[2]["now"] < told[0]["ends"]
    assert (
        signed_in(judge_of(edition_in_judging()).user).get(address).status_code == 404
    )
    assert Client().get(address).status_code == 401
    page = signed_in(judge.user).get(
        reverse("judging:ballot-edit", args=[judge.assignments.order_by("pk")[0].pk])
    )
    assert f'data-ends="{told[0]["ends"]}"' in page.content.decode()


def test_tablet_names_only_entries_that_are_the_judges_own() -> None:
    round_, (first, second), judge, organiser = stage()
    Assignment.objects.filter(entry_category=second.entry_category).delete()
    move_timer(presentation=second, act="begin", actor=organiser)
    page = (
        signed_in(judge.user)
        .get(reverse("judging:final-show", args=[round_.pk]))
        .content.decode()
    )
    assert first.entry_category.entry.reference in page
    assert second.entry_category.entry.reference not in page
    assert second.entry_category.entry.title_th not in page


def test_absent_judge_is_left_out_of_result_and_missing_and_comes_back_whole() -> None:
    round_, (first, _second), judge, organiser = stage()
    row = Assignment.objects.select_related(
        "judge__user", "round__edition", "entry_category__entry"
    ).get(entry_category=first.entry_category)
    save_scores(assignment=row, user=judge.user, scores=FULL)
    submit_ballot(assignment=row, user=judge.user)
    assert Ballot.objects.counted().count() == 1
    mark_absent(assignment=row, actor=organiser)
    assert Ballot.objects.counted().count() == 0
    assert len(missing_ballots(round_, [judge.pk])[judge.pk]) == 1
    assert (
        compute_results(round_.edition, round_)["categories"]["area-0"]["entries"] == []
    )
    mark_present(assignment=row, actor=organiser)
    assert Ballot.objects.counted().count() == 1
    acts = (
        Row.objects.filter(chain=round_.edition.code)
        .order_by("-number")
        .values_list("act", flat=True)
    )
    assert list(acts[:2]) == ["ballot.let-in", "ballot.left-out"]
    with pytest.raises(JudgingError):
        mark_present(assignment=row, actor=organiser)


def test_carried_share_enters_the_result_exactly_and_the_bundle_verifies() -> None:
    online = judged_round()
    edition, organiser = online.edition, online.edition.organisers.get().user
    Round.objects.filter(pk=online.pk).update(
        closes_at=timezone.now() - timedelta(minutes=5)
    )
    earlier = {
        row["entry"]: row
        for row in compute_results(edition, online)["categories"]["area-0"]["entries"]
    }
    final, judges = final_in(edition), list(edition.judges.select_related("user"))
    set_final_rules(
        round_=final, minutes=MINUTES, carried_from=online, carried_percent=Decimal(40), actor=organiser
    )  # fmt: skip
    assert carry_over(round_=final, actor=organiser) == len(earlier)
    lock_method(round_=final, actor=organiser)
    lines = [
        (judge.user.email, reference, code, 4 + place, "") for judge in judges
        for place, reference in enumerate(earlier) for code in CRITERIA
    ]  # fmt: skip
    assert (
        import_scores(edition=edition, round_=final, rows=score_rows(lines)).rejected
        == []
    )
    rows = compute_results(edition, final)["categories"]["area-0"]["entries"]
    for row in rows:
        own, brought = (
            4 + list(earlier).index(row["entry"]),
            earlier[row["entry"]]["adjusted"],
        )
        assert row["raw"] == pytest.approx(0.6 * own + 0.4 * brought, abs=1e-3)
    with pytest.raises(JudgingError):
        carry_over(round_=final, actor=organiser)
    page = signed_in(organiser).get(
        reverse("judging:results-show", args=[edition.code]) + "?round=final"
    )
    assert "ร้อยละ 40" in page.content.decode()
    publish(edition)
    assert [check for check in verify_files(signed_files(final)) if not check.ok] == []


def test_carried_over_needs_a_closed_round_and_changes_nothing_before_it_is_fixed() -> (
    None
):
    online = judged_round()
    edition, organiser = online.edition, online.edition.organisers.get().user
    final = final_in(edition)
    with pytest.raises(JudgingError):
        carry_over(round_=final, actor=organiser)
    set_final_rules(
        round_=final, minutes=MINUTES, carried_from=online, carried_percent=Decimal(40), actor=organiser
    )  # fmt: skip
    with pytest.raises(JudgingError):
        carry_over(round_=final, actor=organiser)
    assert not Carried.objects.exists()
    judge = edition.judges.select_related("user")[0]
    standing = edition.categories.get(code="area-0").standings.all()[0]
    row = Assignment.objects.create(
        judge=judge, entry_category=standing, round=final, cleared_at=timezone.now()
    )
    save_scores(assignment=row, user=judge.user, scores=dict.fromkeys(CRITERIA, "5"))
    submit_ballot(assignment=row, user=judge.user)
    assert (
        compute_results(edition, final)["categories"]["area-0"]["entries"][0]["raw"]
        == 5
    )


def test_organiser_sets_order_minutes_and_share_by_form() -> None:
    edition = edition_in_judging()
    final_in(edition)
    entries = [entry_in(edition).entry.reference for _ in range(2)]
    client = signed_in(edition.organisers.get().user)
    address = reverse("judging:final-run", args=[edition.code]) + "?round=final"
    assert (
        client.post(address, {"act": "order", "references": "NOT-THERE"}).status_code
        == 422
    )
    assert (
        client.post(
            address, {"act": "order", "references": "\n".join(reversed(entries))}
        ).status_code
        == 302
    )
    kept = Presentation.objects.order_by("order").values_list(
        "entry_category__entry__reference", flat=True
    )
    assert list(kept) == list(reversed(entries))
    assert (
        client.post(address, {"act": "rules", "minutes_pitch": "-1"}).status_code == 422
    )
    online = edition.rounds.get(code="online").pk
    fields = {
        "act": "rules",
        "minutes_pitch": "8",
        "carried_from": online,
        "carried_percent": "30",
    }
    assert client.post(address, fields).status_code == 302
    page = client.get(address).content.decode()
    assert "ร้อยละ 30" in page
