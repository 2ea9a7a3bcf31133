"""Assignment previewed, applied as seen, moved as little as possible, by hand, and one
more ballot.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.ledger.models import Row
from awards.ledger.verifying import verify
from awards.outbox.models import Message
from judging.assigning.draft import Wish
from judging.assigning.pages import PlanPage, why_short, why_words
from judging.assigning.replacements import ask_one_more, assign_one, move_assignment
from judging.assigning.services import assign_judges, preview_plan, take_assignment_away
from judging.ballots.saving import save_scores
from judging.conflicts.findings import refresh_conflicts
from judging.conflicts.services import declare_conflict, overrule_conflict
from judging.jury.panels import set_panel
from judging.models import Assignment, Conflict
from judging.refusals import NobodyFreeError, PlanChangedError, RuleError
from judging.statuses import ConflictSource
from tests.judging.stage import (
    assigned,
    edition_in_judging,
    entry_in,
    judge_of,
    organisation,
    person,
)

pytestmark = pytest.mark.django_db


def test_plan_is_applied_exactly_as_previewed_or_not_at_all() -> None:
    edition = edition_in_judging()
    for _ in range(6):
        entry_in(edition)
    judges = [judge_of(edition) for _ in range(4)]
    round_ = edition.rounds.get()
    plan = preview_plan(edition=edition, round_=round_, wish=Wish(2, seed=5))
    assert not Assignment.objects.exists()
    judges[0].limit = 1
    judges[0].save()
    with pytest.raises(PlanChangedError):
        assign_judges(
            edition=edition, round_=round_, per_entry=2, seed=5, expected=plan.digest
        )
    assert not Assignment.objects.exists()
    plan = preview_plan(edition=edition, round_=round_, wish=Wish(2, seed=5))
    assign_judges(
        edition=edition, round_=round_, per_entry=2, seed=5, expected=plan.digest
    )
    stored = Assignment.objects.order_by("judge", "entry_category").values_list(
        "judge", "entry_category"
    )
    assert list(stored) == plan.new


def test_same_seed_gives_the_same_plan_and_each_assignment_says_why() -> None:
    edition = edition_in_judging()
    for i in range(6):
        entry_in(edition, f"area-{i % 2}")
    for _ in range(3):
        judge_of(edition)
    round_ = edition.rounds.get()
    one, two = (
        preview_plan(edition=edition, round_=round_, wish=Wish(2, seed=9))
        for _ in range(2)
    )
    assert one.digest == two.digest
    assign_judges(edition=edition, round_=round_, per_entry=2, seed=9)
    row = Assignment.objects.all()[0]
    assert len(why_words(row)) == 3
    assert "4" in why_short(row)


def test_expertise_limit_panel_language_and_absence_are_respected() -> None:
    edition = edition_in_judging()
    thai = entry_in(edition, "area-0", title_en="")
    other = entry_in(edition, "area-1")
    english = judge_of(edition, languages=["en"])
    panel = judge_of(edition)
    panel.categories.set(edition.categories.filter(code="area-0"))
    away = judge_of(edition, away_from="2020-01-01", away_until="2090-01-01")
    none = judge_of(edition, limit=0)
    document = assign_judges(edition=edition, round_=edition.rounds.get(), per_entry=4)
    pairs = set(Assignment.objects.values_list("judge", "entry_category"))
    assert pairs == {(panel.pk, thai.pk), (english.pk, other.pk)}
    assert {away.pk, none.pk}.isdisjoint(judge for judge, _ in pairs)
    assert sum(row["missing"] for row in document["unfilled"]) == 6


def test_judge_who_stops_hands_over_all_but_submitted_ballots() -> None:
    edition = edition_in_judging()
    stops, first, second = judge_of(edition), judge_of(edition), judge_of(edition)
    rows = [
        assigned(judge, entry)
        for entry in (entry_in(edition), entry_in(edition))
        for judge in (stops, first)
    ]
    save_scores(assignment=rows[1], user=first.user, scores={"impact": "5"})
    document = assign_judges(
        edition=edition, round_=edition.rounds.get(), per_entry=2, stopped=[stops.pk]
    )
    assert document["removed"] == document["assignments"] == 2
    held = Assignment.objects.standing().values_list("judge", flat=True)
    assert sorted(held) == sorted([first.pk, first.pk, second.pk, second.pk])
    assert (
        Message.objects.filter(event="judge_unassigned", recipient=stops.user).count()
        == 1
    )
    assert verify(edition.code) == []


def test_one_more_ballot_goes_to_the_emptiest_judge_with_ledger_row_and_mail() -> None:
    edition = edition_in_judging()
    busy, free, conflicted = judge_of(edition), judge_of(edition), judge_of(edition)
    first, second = entry_in(edition), entry_in(edition)
    assigned(busy, first)
    declare_conflict(judge=conflicted, entry=second.entry, reason="ญาติ")
    round_ = edition.rounds.get()
    made = ask_one_more(
        edition=edition, round_=round_, entry_category=second, actor=None
    )
    assert made.judge == free
    assert [row["code"] for row in made.reasons["why"]] == ["later", "takes"]
    assert Row.objects.filter(chain=edition.code, act="judge.assigned").count() == 1
    assert (
        Message.objects.filter(event="judge_assigned", recipient=free.user).count() == 1
    )
    assert (
        ask_one_more(
            edition=edition, round_=round_, entry_category=second, actor=None
        ).judge
        == busy
    )
    with pytest.raises(NobodyFreeError, match="ส่วนได้เสีย"):
        ask_one_more(edition=edition, round_=round_, entry_category=second, actor=None)


def test_assignment_by_hand_obeys_every_rule() -> None:
    edition = edition_in_judging()
    judge, entry = judge_of(edition, limit=1), entry_in(edition)
    round_ = edition.rounds.get()
    assign_one(judge=judge, standing=entry, round_=round_, actor=None)
    with pytest.raises(RuleError, match="แล้ว"):
        assign_one(judge=judge, standing=entry, round_=round_, actor=None)
    with pytest.raises(RuleError, match="สูงสุด"):
        assign_one(judge=judge, standing=entry_in(edition), round_=round_, actor=None)


def test_moving_an_assignment_that_a_rule_forbids_changes_nothing() -> None:
    edition = edition_in_judging()
    judge, other, entry = judge_of(edition), judge_of(edition), entry_in(edition)
    row = assigned(judge, entry)
    declare_conflict(judge=other, entry=entry.entry, reason="ญาติ")
    with pytest.raises(RuleError):
        move_assignment(assignment=row, judge=other, actor=None)
    assert Assignment.objects.standing().get() == row
    move_assignment(assignment=row, judge=judge_of(edition), actor=None)
    assert Assignment.objects.standing().get().judge not in (judge, other)


def test_taken_away_by_hand_does_not_come_back_by_machine() -> None:
    edition = edition_in_judging()
    row = assigned(judge_of(edition), entry_in(edition))
    take_assignment_away(assignment=row, actor=None)
    document = assign_judges(edition=edition, round_=edition.rounds.get(), per_entry=1)
    assert document["assignments"] == 0


def test_preview_names_separate_groups_and_whom_to_ask() -> None:
    edition = edition_in_judging(categories=1)
    a, b = judge_of(edition, limit=1), judge_of(edition, limit=1)
    entry_in(edition), entry_in(edition)
    plan = preview_plan(edition=edition, round_=edition.rounds.get(), wish=Wish(2))
    page = PlanPage(edition, plan)
    assert page.empty_seats == 2
    assert any(str(a.user) in words or str(b.user) in words for words in page.asks)
    assert all(
        "j" + str(a.pk) not in " ".join(proposals)
        for _words, proposals in page.unfilled
    )
    assert page.comparability[0].badge == "badge-bad"


def test_machine_finds_former_employers_and_colleagues_and_free_mail_says_nothing() -> (
    None
):
    edition = edition_in_judging()
    town = organisation(person(), name_th="เทศบาลเดิมสมมุติ")
    former = entry_in(edition, organisation=town)
    judge = judge_of(edition, relations="เทศบาลเดิม สมมุติ\nที่อื่น")
    colleague = person()
    shared = organisation(judge.user)
    shared.members.create(user=colleague)
    friend = entry_in(edition, owner=colleague)
    assert refresh_conflicts(edition=edition) == 2
    found = set(Conflict.objects.values_list("entry", "source"))
    assert found == {
        (former.entry_id, ConflictSource.FORMER),
        (friend.entry_id, ConflictSource.PEOPLE),
    }
    assert Row.objects.filter(act="conflict.found").count() == 2


def test_finding_on_an_assigned_entry_tells_the_organiser_and_can_be_set_aside() -> (
    None
):
    edition = edition_in_judging()
    town = organisation(person(), number="0994000617721")
    judge = judge_of(edition, organisation_number="0994000617721")
    row = assigned(judge, entry_in(edition, organisation=town))
    refresh_conflicts(edition=edition)
    assert Message.objects.filter(event="conflicts_found").count() == 1
    assert not Assignment.objects.standing().exists()
    overrule_conflict(
        conflict=Conflict.objects.get(),
        reason="คนละหน่วยงาน",
        actor=edition.organisers.get().user,
    )
    assert Assignment.objects.standing().get() == row


def test_panel_is_kept_and_chair_is_a_member() -> None:
    edition = edition_in_judging()
    category = edition.categories.get(code="area-0")
    judge, outside = judge_of(edition), judge_of(edition)
    outside.categories.set(edition.categories.filter(code="area-1"))
    set_panel(category=category, members=[judge], chair=judge, actor=None)
    client = Client()
    client.force_login(edition.organisers.get().user)
    address = reverse("judging:panel-edit", args=[edition.code, "area-0"])
    assert (
        client.post(address, {"members": [judge.pk], "chair": outside.pk}).status_code
        == 422
    )
    assert category.chaired_by.get() == judge
    entry_in(edition)
    document = assign_judges(edition=edition, round_=edition.rounds.get(), per_entry=2)
    assert document["assignments"] == 1


def test_preview_and_apply_in_the_browser_way() -> None:
    edition = edition_in_judging()
    for _ in range(3):
        entry_in(edition)
    for _ in range(3):
        judge_of(edition)
    client = Client()
    client.force_login(edition.organisers.get().user)
    address = reverse("judging:assignment-run", args=[edition.code])
    asked = {"round": "online", "per_entry": "2", "seed": "1"}
    answer = client.post(address, asked)
    assert answer.status_code == 200
    assert not Assignment.objects.exists()
    plan = answer.context["preview"].plan
    assert (
        client.post(
            address, {**asked, "apply": "1", "expected": plan.digest}
        ).status_code
        == 302
    )
    assert Assignment.objects.count() == 6


def test_assignment_page_asks_as_much_for_one_entry_as_for_many() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    assigned(judge, entry_in(edition))
    client = Client()
    client.force_login(edition.organisers.get().user)
    address = reverse("judging:assignment-list", args=[edition.code])

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    count()
    few = count()
    for _ in range(9):
        assigned(judge_of(edition), entry_in(edition))
    assert count() == few <= 12


@pytest.mark.slow
def test_thousand_entries_sixty_judges_five_each_through_the_service() -> None:
    edition = edition_in_judging(categories=7)
    owner = person()
    body = organisation(owner)
    for i in range(1000):
        entry_in(edition, f"area-{i % 7}", owner=owner, organisation=body)
    for _ in range(60):
        judge_of(edition)
    document = assign_judges(
        edition=edition, round_=edition.rounds.get(), per_entry=5, seed=3
    )
    assert document["assignments"] == 5000
    assert document["connected"]
    assert document["load"] == {"min": 83, "max": 84}
    assert document["efficiency"] >= 0.9
