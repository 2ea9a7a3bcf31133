"""Which entries move on: the next round considers only those, until it is undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Max
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from awards.ledger.models import Row, Value
from awards.models import Round, RowKind, Weight
from awards.models.row_changes import RowChange
from awards.outbox.models import Message
from config.people.invariants import shortlisted_rounds_judge_their_shortlist
from judging import acts
from judging.assigning.replacements import assign_one, propose_judge
from judging.assigning.services import assign_judges
from judging.ballots.saving import save_scores
from judging.entry_desk.audiences import did_not_move_on, moved_on
from judging.finals.services import find_finalists
from judging.models import (
    Assignment,
    ResultLine,
    ResultTable,
    Shortlist,
    Shortlisted,
)
from judging.progress.seats import Seats, places_of
from judging.refusals import JudgingError, RuleError
from judging.results.certainty import certainties
from judging.results.runs import compute_due_results
from judging.shortlist.services import let_move_on, next_round, undo_shortlist
from nominations.models import EntryCategory
from tests.judging.answered import screened_round
from tests.judging.rounds import judged_round
from tests.judging.stage import judge_of

pytestmark = pytest.mark.django_db
ANSWERS = {0: "pppppp", 1: "ppffff", 2: "ffffff", 3: "pppppp"}


@pytest.fixture
def earlier() -> Round:
    return screened_and_next()


def screened_and_next() -> Round:
    """Four entries were screened: the first and the last pass."""
    return over_and_next(screened_round(ANSWERS, judges=6))


def over_and_next(round_: Round) -> Round:
    """The round is over and its results are there; another one follows it."""
    later = Round.objects.create(
        edition=round_.edition,
        code="scoring",
        order=round_.order + 1,
        name_th="รอบให้คะแนน",
        name_en="Scoring",
        opens_at=timezone.now() - timedelta(hours=1),
        closes_at=timezone.now() + timedelta(days=9),
        judges_per_entry=2,
    )
    Weight.objects.bulk_create(
        Weight(
            round=later,
            category=row.category,
            criterion=row.criterion,
            percent=row.percent,
        )
        for row in round_.weights.all()
    )
    close(round_)
    compute_due_results()
    return Round.objects.select_related("edition").get(pk=round_.pk)


def close(round_: Round) -> None:
    Round.objects.filter(pk=round_.pk).update(
        closes_at=timezone.now() - timedelta(minutes=1)
    )


def later_of(earlier: Round) -> Round:
    found = next_round(earlier)
    assert found is not None
    return found


def places(earlier: Round) -> list[EntryCategory]:
    rows = EntryCategory.objects.filter(entry__edition=earlier.edition)
    return list(rows.select_related("entry").order_by("pk"))


def organiser(earlier: Round) -> object:
    return earlier.edition.organisers.get().user


def move_on(earlier: Round, *which: int) -> Shortlist:
    chosen = [places(earlier)[place].pk for place in which]
    return let_move_on(
        earlier=earlier,
        round_=later_of(earlier),
        places=chosen,
        actor=organiser(earlier),  # type: ignore[arg-type]
    )


def undo(earlier: Round, reason: str = "ประกาศผิดรอบ") -> None:
    undo_shortlist(round_=later_of(earlier), reason=reason, actor=organiser(earlier))  # type: ignore[arg-type]


def told_so_far() -> int:
    return RowChange.objects.aggregate(last=Max("pk"))["last"] or 0


def told_after(last: int) -> dict[RowKind, list[int]]:
    """What processes that keep the board are told."""
    told: dict[RowKind, list[int]] = {}
    for row in RowChange.objects.filter(pk__gt=last):
        told.setdefault(RowKind(row.kind), []).append(row.row)
    return told


def judged_now(earlier: Round) -> set[int]:
    rows = Assignment.objects.standing().filter(round=later_of(earlier))
    return set(rows.values_list("entry_category_id", flat=True))


def test_the_next_round_is_assigned_for_those_only(earlier: Round) -> None:
    later, all_places = later_of(earlier), places(earlier)
    board, since = Seats(earlier.edition_id, later.pk), told_so_far()
    board.read_all()
    assert len(board.places) == 4
    move_on(earlier, 0, 3)
    board.read_again(told_after(since))
    assert len(board.places) == 2
    assign_judges(edition=earlier.edition, round_=later, per_entry=2)
    assert judged_now(earlier) == {all_places[0].pk, all_places[3].pk}
    counted = set(places_of(earlier.edition_id, later.pk).values_list("pk", flat=True))
    assert counted == judged_now(earlier)
    whole = set(places_of(earlier.edition_id, earlier.pk).values_list("pk", flat=True))
    assert len(whole) == 4


def test_no_other_entry_gets_a_judge_by_hand_or_on_stage(earlier: Round) -> None:
    move_on(earlier, 0, 3)
    later, out = later_of(earlier), places(earlier)[1]
    judge = judge_of(earlier.edition)
    with pytest.raises(RuleError):
        assign_one(judge=judge, standing=out, round_=later, actor=organiser(earlier))  # type: ignore[arg-type]
    assert propose_judge(earlier.edition, later, out).judge is None
    found, unknown = find_finalists(
        later, [row.entry.reference for row in places(earlier)]
    )
    assert found == [places(earlier)[0], places(earlier)[3]]
    assert len(unknown) == 2


def test_what_judges_had_of_others_is_taken_away_and_they_are_told(
    earlier: Round,
) -> None:
    later = later_of(earlier)
    assign_judges(edition=earlier.edition, round_=later, per_entry=2)
    before = Message.objects.count()
    move_on(earlier, 0, 3)
    assert judged_now(earlier) == {places(earlier)[0].pk, places(earlier)[3].pk}
    told = Message.objects.order_by("pk")[before:]
    assert {one.event for one in told} == {"judge_unassigned"}
    undo(earlier)
    assign_judges(edition=earlier.edition, round_=later, per_entry=2)
    assert len(judged_now(earlier)) == 4


def test_entrants_learn_nothing_before_the_announcement(
    earlier: Round, client: Client
) -> None:
    def seen(row: EntryCategory) -> str:
        client.force_login(row.entry.owner)
        own = [row.entry.reference]
        addresses = [
            reverse("nominations:entry-list"),
            reverse("nominations:entry-edit", args=own),
            reverse("nominations:entry-preview", args=own),
        ]
        return "".join(client.get(one).content.decode() for one in addresses)

    rows = places(earlier)
    assert rows[0].entry.reference in seen(rows[0])
    before, mails = [without_tokens(seen(row)) for row in rows], Message.objects.count()
    move_on(earlier, 0, 3)
    assert [without_tokens(seen(row)) for row in rows] == before
    assert Message.objects.count() == mails


def without_tokens(page: str) -> list[str]:
    """They differ in every answer."""
    lines = page.splitlines()
    return [line for line in lines if "csrf" not in line and "nonce" not in line]


def test_organisers_can_write_to_either(earlier: Round) -> None:
    entries = earlier.edition.entries

    def either() -> tuple[set[int], set[int]]:
        on = set(entries.filter(moved_on(earlier.edition)).values_list("pk", flat=True))
        out = entries.filter(did_not_move_on(earlier.edition))
        return on, set(out.values_list("pk", flat=True))

    assert either() == (set(), set())
    move_on(earlier, 0, 3)
    ids = [row.entry_id for row in places(earlier)]
    assert either() == ({ids[0], ids[3]}, {ids[1], ids[2]})


def test_the_act_stands_in_the_chain_with_pseudonyms(earlier: Round) -> None:
    move_on(earlier, 0)
    row = Row.objects.get(act=acts.SHORTLIST_MADE.code)
    said = dict(
        Value.objects.filter(chain=row.chain, number=row.number).values_list(
            "name", "value"
        )
    )
    assert said["entries"] == [places(earlier)[0].entry.reference]
    assert said["from"] == earlier.code
    [[sheet, _category]] = said["sheets"]  # type: ignore[misc]
    assert sheet not in said["entries"]  # type: ignore[operator]


def test_undone_with_a_reason_until_there_are_ballots(earlier: Round) -> None:
    move_on(earlier, 0, 3)
    with pytest.raises(JudgingError):
        undo(earlier, "  ")
    undo(earlier)
    assert not Shortlist.objects.exists()
    assert Row.objects.filter(act=acts.SHORTLIST_UNDONE.code).count() == 1
    move_on(earlier, 0)
    later = later_of(earlier)
    assign_judges(edition=earlier.edition, round_=later, per_entry=2)
    seat = Assignment.objects.standing().filter(round=later).first()
    assert seat is not None
    Assignment.objects.filter(pk=seat.pk).update(cleared_at=timezone.now())
    save_scores(assignment=seat, user=seat.judge.user, scores={"impact": "7"})
    with pytest.raises(JudgingError):
        undo(earlier)
    assert Shortlist.objects.count() == 1


@pytest.mark.parametrize("which", [(), (0, 0, 99)])
def test_nothing_or_an_unknown_entry_is_refused(
    earlier: Round, which: tuple[int, ...]
) -> None:
    known = {0: places(earlier)[0].pk, 99: 10**9}
    with pytest.raises(JudgingError):
        let_move_on(
            earlier=earlier,
            round_=later_of(earlier),
            places=[known[one] for one in which],
            actor=organiser(earlier),  # type: ignore[arg-type]
        )
    assert not Shortlisted.objects.exists()


def test_an_open_round_and_a_list_that_stands_are_refused(earlier: Round) -> None:
    Round.objects.filter(pk=earlier.pk).update(
        closes_at=timezone.now() + timedelta(days=1)
    )
    earlier.refresh_from_db()
    with pytest.raises(JudgingError):
        move_on(earlier, 0)
    close(earlier)
    earlier.refresh_from_db()
    move_on(earlier, 0)
    with pytest.raises(JudgingError):
        move_on(earlier, 3)
    assert Shortlisted.objects.count() == 1


def test_a_seat_that_should_not_be_is_found(earlier: Round) -> None:
    move_on(earlier, 0, 3)
    assert list(shortlisted_rounds_judge_their_shortlist()) == []
    seat = Assignment.objects.create(
        judge=judge_of(earlier.edition),
        entry_category=places(earlier)[1],
        round=later_of(earlier),
    )
    [problem] = shortlisted_rounds_judge_their_shortlist()
    assert str(seat.pk) in problem


def test_the_page_ticks_what_passes_and_lets_it_move_on(
    earlier: Round, client: Client
) -> None:
    client.force_login(organiser(earlier))  # type: ignore[arg-type]
    address = reverse("judging:shortlist", args=[earlier.edition.code])
    address = f"{address}?round={earlier.code}"
    [section] = client.get(address).context["sections"]
    ticked = [line.place.pk for line in section.lines if line.ticked]
    assert sorted(ticked) == [places(earlier)[0].pk, places(earlier)[3].pk]
    client.post(address, {"place": ticked})
    page = client.get(address)
    assert [row.pk for row in page.context["chosen"]] == sorted(ticked)
    assert not page.context["refusal"]
    client.post(address, {"act": "undo", "reason": "ประกาศผิดรอบ"})
    assert not Shortlist.objects.exists()


def test_columns_that_hold_nothing_are_left_out(client: Client) -> None:
    """Scores say a rank and no share, a round without ballots neither."""
    unread = judged_round(entries=2, judges=2, per_entry=0, seed=7)
    scored = judged_round(entries=2, judges=2, per_entry=2, seed=8)
    screened = screened_round(ANSWERS, judges=6)
    found = []
    for round_ in (unread, scored, screened):
        over = over_and_next(round_)
        client.force_login(organiser(over))  # type: ignore[arg-type]
        with translation.override("en"):
            address = reverse("judging:shortlist", args=[over.edition.code])
        page = client.get(address, {"round": over.code}).content.decode()
        heads = ("Rank", "Expected share", "Certainty")
        found.append([head for head in heads if f">{head}</th>" in page])
        assert ">Entry</th>" in page
    assert found == [[], ["Rank"], ["Rank", "Expected share", "Certainty"]]


def test_results_lead_to_the_page(earlier: Round, client: Client) -> None:
    client.force_login(organiser(earlier))  # type: ignore[arg-type]
    page = reverse("judging:results-show", args=[earlier.edition.code])
    shown = client.get(f"{page}?round={earlier.code}").content.decode()
    assert reverse("judging:shortlist", args=[earlier.edition.code]) in shown


def test_result_of_an_earlier_round_leads_to_the_next_one(
    client: Client, earlier: Round
) -> None:
    """Not to prizes, which are given by the last round."""
    client.force_login(earlier.edition.organisers.get().user)
    address = reverse("judging:results-show", args=[earlier.edition.code])

    def act() -> str:
        overview = client.get(address, {"round": earlier.code}).context["overview"]
        assert overview.every == 0
        return str(overview.act.url)

    assert act().startswith(reverse("judging:shortlist", args=[earlier.edition.code]))
    move_on(earlier, 0, 3)
    progress = reverse("judging:progress-board", args=[earlier.edition.code])
    later = later_of(earlier)
    assert act() == f"{progress}?round={later.code}"
    close(later)
    assert act() == f"{address}?round={later.code}"


def test_cards_of_a_screening_say_what_passes(client: Client, earlier: Round) -> None:
    """Neither prizes nor winners, which a later round decides."""
    client.force_login(earlier.edition.organisers.get().user)
    address = reverse("judging:results-show", args=[earlier.edition.code])
    [found] = client.get(address, {"round": earlier.code}).context["certainties"]
    with translation.override("en"):
        assert found.said.words == "1 open"
    ResultLine.objects.update(figures={"rank": 1, "p_pass": 0.95})
    [found] = certainties(earlier, list(ResultTable.objects.all()), leads_on=True)
    with translation.override("en"):
        assert found.said.words == "4 pass"
