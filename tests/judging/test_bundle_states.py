"""Every way in which a submitted ballot comes not to count: its act in the bundle, and
what no act says.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from awards.ledger.erasing import erase_values
from awards.ledger.models import Row, Value
from awards.models import Round
from config.people.personal_data import erase_person
from judging.ballots.services import submit_ballot, take_back_ballot
from judging.bundle.causes import UnsoundError
from judging.bundle.gathering import bundle_of, signed_files
from judging.bundle.leavers import bind_leavers, tied
from judging.bundle.verifier.archive import BALLOTS, LEDGER, PROTOCOL
from judging.bundle.verifier.record import SEAL
from judging.bundle.verify_here import verify_files
from judging.conflicts.findings import refresh_conflicts
from judging.conflicts.services import declare_conflict, overrule_conflict
from judging.decisions.public_reasons import PublicReason
from judging.decisions.services import decide
from judging.finals.services import mark_absent, mark_present
from judging.jury.invitations import decline_invitation
from judging.models import Assignment, Ballot, Conflict
from judging.pseudonyms import Pseudonyms
from nominations.eligibility.services import Word, give_word
from nominations.models import Entry, Organisation
from nominations.statuses import Outcome
from tests.awards.ledger.tampering import tamper
from tests.factories import make_user
from tests.judging.bundle.test_bundle import withdraw
from tests.judging.bundles import Files, changed, failing, sealed_again
from tests.judging.rounds import judged_round, publish
from tests.judging.test_method_versions import locked_with

pytestmark = pytest.mark.django_db
Gone = Callable[[Assignment], None]


def one_ballot(round_: Round) -> Assignment:
    """The last ballot of an entry without a prize."""
    rows = Assignment.objects.filter(round=round_).select_related(
        "judge__user", "judge__edition", "round__edition"
    )
    return rows.select_related("entry_category__entry__edition").latest("pk")


def ineligible(assignment: Assignment) -> None:
    entry = Entry.objects.get(pk=assignment.entry_category.entry_id)
    word = Word(Outcome.NOT_ELIGIBLE, reason="ไม่เข้าเกณฑ์")
    give_word(entry=entry, reader=make_user(), number=entry.eligibility_pass, word=word)
    entry.refresh_from_db()
    assert entry.eligibility == "not_eligible"


def found_conflict(assignment: Assignment) -> None:
    number = "0994000000014"
    Organisation.objects.filter(
        pk=assignment.entry_category.entry.organisation_id
    ).update(number=number)
    type(assignment.judge).objects.filter(pk=assignment.judge_id).update(
        organisation_number=number
    )
    refresh_conflicts(edition=assignment.round.edition)
    assert Conflict.objects.filter(
        judge=assignment.judge, entry=assignment.entry_category.entry
    ).exists()


WAYS: dict[str, Gone] = {
    "recused": lambda row: void(
        declare_conflict(judge=row.judge, entry=row.entry_category.entry, reason="ญาติ")
    ),
    "withdrawn": lambda row: withdraw(row.entry_category.entry),
    "ineligible": ineligible,
    "excluded": lambda row: void(decline_invitation(judge=row.judge)),
    "left out": lambda row: mark_absent(assignment=row, actor=None),
    "taken back": lambda row: void(
        take_back_ballot(assignment=row, user=row.judge.user)
    ),
    "conflict": found_conflict,
}


def void(_value: object) -> None:
    """A step whose answer is of no interest."""


def lines(files: Files) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[BALLOTS].decode())))


@pytest.mark.parametrize("state", sorted(WAYS))
def test_ballot_that_does_not_count_names_the_act_because_of_which(state: str) -> None:
    round_ = judged_round(entries=4)
    WAYS[state](one_ballot(round_))
    publish(round_.edition)
    files = signed_files(round_)
    assert failing(verify_files(files)) == []
    left = [line for line in lines(files) if line["state"] != "counted"]
    assert {line["state"] for line in left} == {state}
    assert all(
        Row.objects.filter(chain=round_.edition.code, number=line["because"]).exists()
        for line in left
    )


@pytest.mark.parametrize(
    ("state", "version"),
    [
        ("withdrawn", "2.0"),
        ("ineligible", "2.0"),
        ("withdrawn", "1.1"),
        ("recused", "2.0"),
    ],
)
def test_ballots_of_entries_that_are_out_calibrate_from_method_2_on(
    state: str, version: str
) -> None:
    round_ = judged_round(entries=4)
    locked_with(version, round_)
    WAYS[state](one_ballot(round_))
    publish(round_.edition)
    files = signed_files(round_)
    assert failing(verify_files(files)) == []
    left = [line for line in lines(files) if line["state"] != "counted"]
    documents = json.loads(files["results.json"])["categories"].values()
    groups = [group for document in documents for group in document["groups"]]
    learnt = sum(group.get("calibrating", 0) for group in groups)
    due = state != "recused" and version == "2.0"
    assert left
    assert learnt == (len(left) if due else 0)


@pytest.mark.parametrize("state", sorted(WAYS))
def test_left_out_without_an_act_gives_no_bundle(state: str) -> None:
    round_ = judged_round(entries=4)
    row = one_ballot(round_)
    if state in ("withdrawn", "ineligible"):
        field = {
            "withdrawn": {"state": "withdrawn"},
            "ineligible": {"eligibility": "refused"},
        }[state]
        Entry.objects.filter(pk=row.entry_category.entry_id).update(**field)
    elif state in ("recused", "conflict"):
        Conflict.objects.create(
            judge=row.judge, entry=row.entry_category.entry, source="staff"
        )
    elif state == "excluded":
        type(row.judge).objects.filter(pk=row.judge_id).update(state="declined")
    elif state == "left out":
        Assignment.objects.filter(pk=row.pk).update(recused_at=row.created_at)
    else:
        Ballot.objects.filter(assignment=row).update(state="draft")
    publish(round_.edition)
    with pytest.raises(UnsoundError):
        bundle_of(round_)


def test_entry_that_leaves_and_comes_back_is_tied_to_each_act_once() -> None:
    """By its pseudonym, which says of whose ballots the act is and names nobody."""
    round_ = judged_round(entries=4)
    entry = one_ballot(round_).entry_category.entry
    sheet = Pseudonyms(round_.edition).entry(entry.reference)
    assert bind_leavers(round_.edition) == 0
    withdraw(entry)
    left = Row.objects.filter(chain=round_.edition.code).latest("number")
    assert [bind_leavers(round_.edition) for _sweep in range(2)] == [1, 0]
    assert tied(round_.edition.code) == {sheet: left.number}
    Entry.objects.filter(pk=entry.pk).update(state="submitted")
    assert [bind_leavers(round_.edition) for _sweep in range(2)] == [1, 0]
    assert tied(round_.edition.code) == {sheet: None}
    publish(round_.edition)
    assert failing(verify_files(signed_files(round_))) == []


def test_what_stops_counting_after_the_publication_is_said() -> None:
    round_ = judged_round(entries=4)
    row = one_ballot(round_)
    publish(round_.edition)
    withdraw(row.entry_category.entry)
    checks = verify_files(signed_files(round_))
    assert failing(checks) == []
    [said] = [one.detail for one in checks if one.name == "ballots"]
    assert "3 ballots stopped counting after the publication" in said


def test_ballot_counts_again_once_its_cause_is_gone() -> None:
    round_ = judged_round(entries=4)
    row = one_ballot(round_)
    mark_absent(assignment=row, actor=None)
    mark_present(assignment=row, actor=None)
    conflict = declare_conflict(
        judge=row.judge, entry=row.entry_category.entry, reason="x", actor=make_user()
    )
    overrule_conflict(conflict=conflict, reason="ตรวจแล้ว", actor=make_user())
    take_back_ballot(assignment=row, user=row.judge.user)
    submit_ballot(assignment=row, user=row.judge.user)
    publish(round_.edition)
    files = signed_files(round_)
    assert failing(verify_files(files)) == []
    assert [line["state"] for line in lines(files) if line["state"] != "counted"] == [
        "replaced"
    ]


def test_bundle_of_the_same_result_is_the_same_after_other_acts_and_new_after_its_own(
    tmp_path: Path,
) -> None:
    round_ = judged_round(entries=4)
    publish(round_.edition)
    first = bundle_of(round_)
    decline_invitation(judge=round_.edition.judges.create(user=make_user()))
    assert bundle_of(round_) == first
    assert Row.objects.filter(chain=round_.edition.code, act=SEAL).count() == 1
    row = one_ballot(round_)
    declare_conflict(judge=row.judge, entry=row.entry_category.entry, reason="ญาติ")
    assert bundle_of(round_) != first
    assert failing(verify_files(signed_files(round_))) == []
    assert Row.objects.filter(chain=round_.edition.code, act=SEAL).count() == 2


# ---- erasure ----


def test_erased_person_leaves_a_sound_bundle_that_says_what_is_gone() -> None:
    round_ = judged_round(entries=4)
    row = one_ballot(round_)
    declare_conflict(
        judge=row.judge, entry=row.entry_category.entry, reason="บริษัทของพี่ชาย"
    )
    publish(round_.edition)
    before = lines(signed_files(round_))
    erase_person(email=row.judge.user.email)
    files = signed_files(round_)
    assert failing(verify_files(files)) == []
    assert lines(files) == before
    [taken] = json.loads(files[PROTOCOL])["erased"]
    assert taken["values"] == ["reason"]
    assert not Value.objects.filter(value__icontains="พี่ชาย").exists()
    assert not Conflict.objects.exclude(reason="").exists()


def test_public_reason_that_was_erased_is_printed_no_more() -> None:
    round_ = judged_round(entries=4)
    standing = one_ballot(round_).entry_category
    level = round_.edition.prize_levels.all()[0]
    told = PublicReason("มติเอกฉันท์ของคณะกรรมการ", "The jury was of one mind")
    decide(
        entry_category=standing,
        level=level,
        reason="x",
        public_reason=told,
        actor=make_user(),
    )
    publish(round_.edition, winners=0)
    before = json.loads(signed_files(round_)[PROTOCOL])["winners"]
    assert [winner["reason_en"] for winner in before] == [told.en]
    assert erase_values(Value.objects.filter(name__startswith="public_reason")) == 2
    files = signed_files(round_)
    assert failing(verify_files(files)) == []
    assert [
        winner["reason_en"] for winner in json.loads(files[PROTOCOL])["winners"]
    ] == [""]
    said = changed(
        files,
        PROTOCOL,
        lambda protocol: protocol["winners"][0].update(reason_en="Another reason"),
    )
    assert "winners" in failing(verify_files(sealed_again(said)))


def test_scores_taken_out_with_all_rights_give_no_sound_bundle() -> None:
    round_ = judged_round(entries=4)
    publish(round_.edition)
    files = signed_files(round_)
    number = lines(files)[0]["ledger"]
    tamper("DELETE FROM ledger_value WHERE number = %s AND name = 'scores'", [number])
    with pytest.raises(
        UnsoundError, match=f"row {number}: the ballot is without scores"
    ):
        bundle_of(round_)


# ---- chains of earlier versions ----


def test_assignments_of_before_the_chain_named_seats_rest_on_the_seal_and_are_said_to() -> (
    None
):
    round_ = judged_round(entries=3)
    from awards.ledger.services import append
    from judging.acts import JUDGE_ASSIGNED

    append(
        round_.edition.code,
        JUDGE_ASSIGNED,
        None,
        {"judge": "p-x", "round": "online", "entries": ["X-1"]},
    )
    publish(round_.edition)
    files = signed_files(round_)
    checks = {check.name: check for check in verify_files(files)}
    assert all(check.ok for check in checks.values())
    assert "rests on the seal" in checks["missing"].detail


def test_seat_of_another_judge_said_to_be_empty_is_found() -> None:
    round_ = judged_round(entries=3)
    publish(round_.edition)
    files = signed_files(round_)
    judge, entry = lines(files)[0]["judge"], lines(files)[0]["entry"]
    lie = changed(
        files,
        PROTOCOL,
        lambda protocol: protocol["missing"].append(
            {"judge": judge, "entry": entry, "category": "area-0"}
        ),
    )
    assert "missing" in failing(verify_files(sealed_again(lie)))
    assert LEDGER in files
