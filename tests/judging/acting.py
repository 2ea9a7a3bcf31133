"""For each act that may decide a result: a way to do it through the real services, on a
judged round.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from awards import acts as awards_acts
from awards.editions.services import update_edition
from awards.editions.setup import services as setup_services
from awards.editions.setup.services import (
    remove_category,
    remove_criterion,
    remove_prize_level,
    save_category,
    save_criterion,
    save_prize_level,
    save_round,
)
from awards.ledger.acts import Act
from awards.models import Category, Criterion, Edition, PrizeLevel, Round, Smart
from awards.spreadsheets import read_table
from judging import acts
from judging.assigning.replacements import assign_one
from judging.assigning.services import take_assignment_away
from judging.ballots.saving import save_scores
from judging.ballots.services import submit_ballot, take_back_ballot
from judging.conflicts import services as conflicts_services
from judging.conflicts.findings import refresh_conflicts
from judging.conflicts.services import declare_conflict, overrule_conflict
from judging.finals.services import (
    carry_over,
    mark_absent,
    mark_present,
    set_final_rules,
)
from judging.jury.invitations import accept_invitation, decline_invitation
from judging.jury.round_settings import set_rules
from judging.models import (
    Assignment,
    Ballot,
    Conflict,
    Judge,
    MethodLock,
    ResultRun,
    RoundRules,
)
from judging.results.chair import enter_chair_vote
from judging.results.method import (
    agree_method_change,
    lock_method,
    propose_method_change,
    set_earlier,
    set_tie_rules,
)
from judging.results.runs import compute_due_results
from judging.results.score_import import import_scores
from nominations import acts as entry_acts
from nominations.desk import on_behalf
from nominations.eligibility.corrections import reply, send_correction
from nominations.eligibility.services import Word, begin_again, give_word
from nominations.entries import fallback
from nominations.entries.services import reopen_entry, submit_entry, withdraw_entry
from nominations.importing.services import import_entries
from nominations.importing.undoing import undo_import
from nominations.models import Entry
from nominations.statuses import Outcome
from tests.judging.finals.test_finals import final_in
from tests.judging.rounds import judged_round, score_rows
from tests.judging.stage import CRITERIA, entry_in, judge_of, person
from tests.kept import made_once
from tests.nominations.makers import make_question
from tests.nominations.sheets import csv_bytes, row_for

BAD = Word(Outcome.NOT_ELIGIBLE, reason="ส่งเกินหนึ่งผลงาน")


@dataclass
class World:
    """A judged round of an edition whose call is open still, so that entrants act as well."""

    round: Round
    organiser: Any
    second: Any

    @property
    def edition(self) -> Edition:
        return self.round.edition

    @property
    def ballot(self) -> Ballot:
        return Ballot.objects.select_related("assignment__judge__user").earliest("pk")

    @property
    def seat(self) -> Assignment:
        return self.ballot.assignment

    @property
    def judge(self) -> Judge:
        return self.seat.judge

    @property
    def entry(self) -> Entry:
        return Entry.objects.select_related("edition", "owner").get(
            pk=self.seat.entry_category.entry_id
        )

    @property
    def category(self) -> Category:
        return self.edition.categories.earliest("order")

    def say(self, word: Word) -> Entry:
        return give_word(
            entry=self.entry,
            reader=self.organiser,
            number=self.entry.eligibility_pass,
            word=word,
        )


@made_once
def make_world() -> World:
    round_ = judged_round(entries=4, judges=3, per_entry=2)
    edition = round_.edition
    Edition.objects.filter(pk=edition.pk).update(
        closes_at=timezone.now() + timedelta(days=3)
    )
    edition.refresh_from_db()
    make_question(edition, required=False)
    Entry.objects.update(contact_name="ผู้ประสานงานสมมุติ", contact_phone="0810000000")
    second = person()
    edition.organisers.create(user=second)
    return World(round_, edition.organisers.earliest("pk").user, second)


Driver = Callable[[World], object]


def change_edition(world: World) -> None:
    update_edition(edition=world.edition, actor=world.organiser, name_en="Renamed")


def new_category(world: World) -> Category:
    fields = {"code": "late", "order": 9, "name_th": "สาขาใหม่", "name_en": "Late"}
    return save_category(
        category=Category(edition=world.edition, **fields), actor=world.organiser
    )


def new_criterion(world: World) -> Criterion:
    fields = {"code": "late", "order": 9, "name_th": "เกณฑ์ใหม่", "name_en": "Late"}
    return save_criterion(
        criterion=Criterion(edition=world.edition, **fields), actor=world.organiser
    )


def new_level(world: World) -> PrizeLevel:
    fields = {"code": "late", "order": 9, "name_th": "ระดับใหม่", "name_en": "Late"}
    return save_prize_level(
        level=PrizeLevel(edition=world.edition, **fields), actor=world.organiser
    )


def without_lock(world: World) -> None:
    """As before the method was locked: then what is set up decides."""
    MethodLock.objects.filter(round=world.round).delete()
    ResultRun.objects.filter(round=world.round).update(chain_length=0)


def set_weights(world: World) -> None:
    percents = dict(zip(CRITERIA, (Decimal(10), Decimal(10), Decimal(80)), strict=True))
    setup_services.set_weights(
        round_=world.round,
        category=world.category,
        percents=percents,
        actor=world.organiser,
    )


def change_level(world: World) -> None:
    level = world.edition.prize_levels.earliest("order")
    level.per_category = 2
    save_prize_level(level=level, actor=world.organiser)


def change_round(world: World) -> None:
    world.round.judges_per_entry = 5
    save_round(round_=world.round, actor=world.organiser)


def change_method(world: World) -> None:
    set_weights(world)
    change = propose_method_change(
        round_=world.round, reason="มติ", actor=world.organiser
    )
    agree_method_change(change=change, actor=world.second)


def set_ties(world: World) -> None:
    set_tie_rules(round_=world.round, ties=["head_to_head"], actor=world.organiser)


def carry(world: World) -> None:
    earlier = final_in(world.edition)
    Round.objects.filter(pk=earlier.pk).update(
        closes_at=timezone.now() - timedelta(minutes=30)
    )
    earlier.refresh_from_db()
    later = Round.objects.create(
        edition=world.edition, code="later", order=8, name_th="ท้าย", name_en="Later",
        opens_at=timezone.now(), closes_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    rules = {
        "minutes": {"pitch": 5},
        "carried_from": earlier,
        "carried_percent": Decimal(40),
    }
    set_final_rules(round_=later, actor=world.organiser, **rules)
    carry_over(round_=later, actor=world.organiser)


def vote(world: World) -> None:
    """On a tie of two new entries, which the same judge found alike."""
    pair = [entry_in(world.edition).entry.reference for _ in range(2)]
    rows = [
        (world.judge.user.email, name, code, 7, "")
        for name in pair
        for code in CRITERIA
    ]
    import_scores(edition=world.edition, round_=world.round, rows=score_rows(rows))
    enter_chair_vote(
        round_=world.round,
        category=world.category,
        order=pair[::-1],
        reason="มติ",
        actor=world.organiser,
    )


def submit_again(world: World) -> None:
    take_back_ballot(assignment=world.seat, user=world.judge.user)
    save_scores(assignment=world.seat, user=world.judge.user, scores={"impact": "1"})
    submit_ballot(assignment=world.seat, user=world.judge.user)


def submit_first(world: World) -> None:
    seat = assign_one(
        judge=judge_of(world.edition),
        standing=world.seat.entry_category,
        round_=world.round,
        actor=world.organiser,
    )
    Assignment.objects.filter(pk=seat.pk).update(cleared_at=timezone.now())
    save_scores(
        assignment=seat, user=seat.judge.user, scores=dict.fromkeys(CRITERIA, "2")
    )
    submit_ballot(assignment=seat, user=seat.judge.user)


def let_in(world: World) -> None:
    mark_absent(assignment=world.seat, actor=world.organiser)
    compute_due_results()
    mark_present(assignment=world.seat, actor=world.organiser)


def come_back(world: World) -> None:
    decline_invitation(judge=world.judge)
    compute_due_results()
    accept_invitation(judge=Judge.objects.get(pk=world.judge.pk))


def give_back(world: World) -> None:
    """The ballot of an assignment that was taken away counts again when it is given again."""
    mark_absent(assignment=world.seat, actor=world.organiser)
    compute_due_results()
    seat = world.seat
    assign_one(
        judge=seat.judge,
        standing=seat.entry_category,
        round_=world.round,
        actor=world.organiser,
    )


def take_away(world: World) -> None:
    take_back_ballot(assignment=world.seat, user=world.judge.user)
    take_assignment_away(assignment=world.seat, actor=world.organiser)


def recuse(world: World) -> None:
    declare_conflict(judge=world.judge, entry=world.entry, reason="ญาติ")


def record_conflict(world: World) -> None:
    conflicts_services.record_conflict(
        judge=world.judge,
        reference=world.entry.reference,
        reason="แจ้งทางโทรศัพท์",
        actor=world.organiser,
    )


def find_conflict(world: World) -> None:
    number = world.entry.organisation.number = "0994000000000"
    world.entry.organisation.__class__.objects.filter(
        pk=world.entry.organisation_id
    ).update(number=number)
    Judge.objects.filter(pk=world.judge.pk).update(organisation_number=number)
    refresh_conflicts(edition=world.edition)


def overrule(world: World) -> None:
    find_conflict(world)
    compute_due_results()
    for conflict in Conflict.objects.filter(judge=world.judge):
        overrule_conflict(
            conflict=conflict, reason="คนละหน่วยงาน", actor=world.organiser
        )


def reopen(world: World) -> None:
    reopen_entry(entry=world.entry, user=world.entry.owner)


def send_again(world: World) -> None:
    reopen(world)
    compute_due_results()
    submit_entry(entry=world.entry, user=world.entry.owner)


def withdraw(world: World) -> None:
    withdraw_entry(entry=world.entry, user=world.entry.owner)


def stand_again(world: World) -> None:
    reopen(world)
    compute_due_results()
    fallback.let_stand(entry=world.entry)


def change_for_entrant(world: World) -> None:
    on_behalf.change_for_entrant(
        entry=world.entry,
        typed={"title_en": "Renamed"},
        read_at={},
        reason="ขอแก้",
        actor=world.organiser,
    )


def submit_for_entrant(world: World) -> None:
    reopen(world)
    compute_due_results()
    on_behalf.submit_for_entrant(
        entry=world.entry, reason="ขอให้ส่ง", actor=world.organiser
    )


def reopen_for_entrant(world: World) -> None:
    on_behalf.reopen_for_entrant(
        entry=world.entry, reason="ขอแก้", actor=world.organiser
    )


def withdraw_for_entrant(world: World) -> None:
    on_behalf.withdraw_for_entrant(
        entry=world.entry, reason="ขอถอน", actor=world.organiser
    )


def bring_in(world: World) -> None:
    smart = Smart.objects.get(code="mobility")
    names = {"name_th": smart.name_th, "name_en": smart.name_en}
    Category.objects.create(
        edition=world.edition, code="mobility", smart=smart, order=7, **names
    )
    table = read_table(csv_bytes([row_for(7)]))
    assert (
        import_entries(
            edition=world.edition, table=table, actor=world.organiser
        ).created
        == 1
    )


def take_import_back(world: World) -> None:
    bring_in(world)
    undo_import(brought_in=world.edition.imports.get(), actor=world.organiser)


def refuse(world: World) -> None:
    world.say(BAD)


def answer(world: World) -> None:
    refuse(world)
    compute_due_results()
    reply(entry=world.entry, user=world.entry.owner, text="มิได้ส่งเกิน")


def check_again(world: World) -> None:
    refuse(world)
    compute_due_results()
    begin_again(entry=world.entry, actor=world.organiser, reason="อ่านผิด")


def correct(world: World) -> None:
    until = timezone.now() + timedelta(days=2)
    word = Word(
        Outcome.RETURNED,
        reason="โปรดแก้ไข",
        corrections={"title_en": "แปลให้ตรง"},
        until=until,
    )
    world.say(word)
    send_correction(entry=world.entry, user=world.entry.owner)


DRIVERS: dict[Act, Driver] = {
    awards_acts.EDITION_CHANGED: change_edition,
    awards_acts.CATEGORY_ADDED: new_category,
    awards_acts.CATEGORY_CHANGED: lambda world: save_category(
        category=world.category, actor=world.organiser
    ),
    awards_acts.CATEGORY_REMOVED: lambda world: remove_category(
        category=world.edition.categories.latest("order"), actor=world.organiser
    ),
    awards_acts.CRITERION_ADDED: new_criterion,
    awards_acts.CRITERION_CHANGED: lambda world: save_criterion(
        criterion=world.edition.criteria.earliest("order"), actor=world.organiser
    ),
    awards_acts.CRITERION_REMOVED: lambda world: remove_criterion(
        criterion=new_criterion(world), actor=world.organiser
    ),
    awards_acts.PRIZE_LEVEL_ADDED: new_level,
    awards_acts.PRIZE_LEVEL_CHANGED: lambda world: (
        without_lock(world),
        change_level(world),
    ),
    awards_acts.PRIZE_LEVEL_REMOVED: lambda world: remove_prize_level(
        level=new_level(world), actor=world.organiser
    ),
    awards_acts.ROUND_CHANGED: change_round,
    awards_acts.WEIGHTS_SET: lambda world: (without_lock(world), set_weights(world)),
    awards_acts.METHOD_LOCKED: lambda world: (
        without_lock(world),
        lock_method(round_=world.round, actor=world.organiser),
    ),
    entry_acts.ENTRY_SUBMITTED: send_again,
    entry_acts.ENTRY_REOPENED: reopen,
    entry_acts.ENTRY_WITHDRAWN: withdraw,
    entry_acts.ENTRY_STANDS_AS_LAST_SENT_IN: stand_again,
    entry_acts.ENTRY_CHANGED_ON_BEHALF: change_for_entrant,
    entry_acts.ENTRY_SUBMITTED_ON_BEHALF: submit_for_entrant,
    entry_acts.ENTRY_REOPENED_ON_BEHALF: reopen_for_entrant,
    entry_acts.ENTRY_WITHDRAWN_ON_BEHALF: withdraw_for_entrant,
    entry_acts.ENTRIES_IMPORTED: bring_in,
    entry_acts.IMPORT_UNDONE: take_import_back,
    entry_acts.ELIGIBILITY_DECIDED: refuse,
    entry_acts.ELIGIBILITY_ANSWERED: answer,
    entry_acts.ELIGIBILITY_BEGUN_AGAIN: check_again,
    entry_acts.CORRECTION_SENT: correct,
    acts.BALLOT_SUBMITTED: submit_first,
    acts.BALLOT_CHANGED: submit_again,
    acts.BALLOT_TAKEN_BACK: lambda world: take_back_ballot(
        assignment=world.seat, user=world.judge.user
    ),
    acts.BALLOT_LEFT_OUT: lambda world: mark_absent(
        assignment=world.seat, actor=world.organiser
    ),
    acts.BALLOT_LET_IN: let_in,
    acts.JUDGE_ACCEPTED: come_back,
    acts.JUDGE_DECLINED: lambda world: decline_invitation(judge=world.judge),
    acts.JUDGE_ASSIGNED: give_back,
    acts.JUDGE_UNASSIGNED: take_away,
    acts.JUDGE_RECUSED: recuse,
    acts.CONFLICT_FOUND: find_conflict,
    acts.CONFLICT_RECORDED: record_conflict,
    acts.CONFLICT_OVERRULED: overrule,
    acts.ROUND_RULES: lambda world: set_rules(
        rules=RoundRules(round=world.round, word_at_ends=True), actor=world.organiser
    ),
    acts.ROUND_TIES: lambda world: (without_lock(world), set_ties(world)),
    acts.ROUND_EARLIER: lambda world: (
        without_lock(world),
        set_earlier(round_=world.round, source="edition", actor=world.organiser),
    ),
    acts.METHOD_CHANGED: change_method,
    acts.METHOD_CARRIED: carry,
    acts.CHAIR_VOTED: vote,
}
