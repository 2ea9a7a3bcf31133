"""Who is in each group: the rule said once more, with somebody who must not be in it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.accounts.models import User
from awards.mails.audiences import Chosen, Reader
from awards.models import Edition, Side, StageWord
from awards.roles import Area, Right, Role, right_of
from config.broadcasts.audiences import AUDIENCES, known_to
from judging.models import Presentation
from judging.statuses import JudgeState
from nominations.models import Correction, Entry
from nominations.statuses import Eligibility, EntryState
from tests.factories import (
    ago,
    ahead,
    make_assignment,
    make_ballot,
    make_broadcast,
    make_categories,
    make_conflict,
    make_criteria,
    make_decision,
    make_edition,
    make_embargoed_list,
    make_entry,
    make_judge,
    make_level,
    make_list,
    make_organiser,
    make_round,
    make_stage,
    make_user,
    make_winner,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    edition = make_edition()
    make_categories(edition)
    make_criteria(edition)
    return edition


def people(
    edition: Edition, code: str, picked: tuple[str, ...] = (), **filters: str
) -> set[User]:
    return set(AUDIENCES[code].people(edition, Chosen(filters, picked)))


def test_owners_by_how_far_their_entries_are(edition: Edition) -> None:
    draft = make_entry(edition, state=EntryState.DRAFT).owner
    plain = make_entry(edition).owner
    fine = make_entry(edition, eligibility=Eligibility.ELIGIBLE).owner
    back = make_entry(edition, eligibility=Eligibility.RETURNED).owner
    out = make_entry(edition, eligibility=Eligibility.NOT_ELIGIBLE).owner
    make_entry(edition, state=EntryState.WITHDRAWN)
    assert people(edition, "drafts") == {draft}
    assert people(edition, "sent-in") == {plain, fine, back, out}
    assert people(edition, "eligible") == {fine}
    assert people(edition, "returned") == {back}
    assert people(edition, "not-eligible") == {out}


def test_category_and_smart_narrow_entrants_down(edition: Edition) -> None:
    green = make_entry(edition, category="environment").owner
    moving = make_entry(edition, category="mobility").owner
    assert people(edition, "sent-in", category="mobility") == {moving}
    assert people(edition, "sent-in", smart="environment") == {green}
    assert people(edition, "sent-in", category="unheard-of") == set()


def test_another_edition_and_closed_accounts_are_in_no_group(edition: Edition) -> None:
    other = make_edition()
    make_categories(other)
    make_entry(other)
    make_entry(edition, make_user(is_active=False))
    make_judge(other)
    for code in AUDIENCES:
        assert people(edition, code) == set()


def test_list_of_entries_never_holds_a_draft(edition: Edition) -> None:
    draft = make_entry(edition, state=EntryState.DRAFT)
    sent = make_entry(edition)
    picked = (draft.reference, sent.reference)
    assert people(edition, "entries", picked) == {sent.owner}
    assert people(edition, "entries", state="draft") == set()


def test_nothing_tells_winners_before_they_are_published(edition: Edition) -> None:
    won, lost = make_entry(edition), make_entry(edition)
    make_decision(won, make_level(edition))
    make_winner(make_embargoed_list(edition), reference=won.reference)
    for code in ("winners", "winners-unanswered", "without"):
        assert people(edition, code) == set()
    make_winner(make_list(edition, version=2), reference=won.reference)
    assert people(edition, "winners") == {won.owner}
    assert people(edition, "without") == {lost.owner}


def test_who_said_nothing_of_the_ceremony_though_all_are_asked(
    edition: Edition,
) -> None:
    said, silent, lost = (make_entry(edition) for _ in range(3))
    StageWord.objects.create(
        edition=edition, reference=said.reference, side=Side.ENTRANT
    )
    assert people(edition, "ceremony-unanswered") == set()  # nobody was asked
    make_stage(edition, silent.reference)  # asks; what organisers say is no answer
    assert people(edition, "ceremony-unanswered") == {silent.owner, lost.owner}
    assert people(edition, "winners-unanswered") == set()
    winners = make_list(edition)
    for entry in (said, silent):
        make_winner(winners, reference=entry.reference)
    assert people(edition, "ceremony-unanswered") == set()
    assert people(edition, "winners-unanswered") == {silent.owner}


def test_finalists_while_they_are_in_the_running(edition: Edition) -> None:
    chosen, out, _other = (make_entry(edition) for _ in range(3))
    final = make_round(edition, "final")
    for entry in (chosen, out):
        Presentation.objects.create(
            round=final, entry_category=entry.standings.get(), order=1
        )
    Entry.objects.filter(pk=out.pk).update(eligibility=Eligibility.REFUSED)
    assert people(edition, "shortlisted") == {chosen.owner}


@pytest.fixture
def judged(edition: Edition) -> Edition:
    make_round(edition, opens_at=ago(days=1), closes_at=ahead(days=1))
    return edition


def test_judges_by_their_answer(judged: Edition) -> None:
    asked = make_judge(judged, state=JudgeState.INVITED)
    came = make_judge(judged)
    gone = make_judge(judged, state=JudgeState.DECLINED)
    assert people(judged, "judges-invited") == {asked.user}
    assert people(judged, "judges-accepted") == {came.user}
    picked = (str(gone.pk), "²")
    assert people(judged, "judges", picked) == {gone.user}


def test_judges_by_their_ballots(judged: Edition) -> None:
    entry, other = make_entry(judged), make_entry(judged)
    done, missing, half, tied, idle = (make_judge(judged) for _ in range(5))
    make_ballot(make_assignment(done, entry))
    make_assignment(missing, entry)
    make_ballot(make_assignment(half, entry), submitted=False)
    make_assignment(tied, entry)
    make_conflict(tied, entry)
    make_ballot(make_assignment(tied, other))
    assert people(judged, "judges-missing") == {missing.user, half.user}
    assert people(judged, "judges-finished") == {done.user, tied.user}
    assert idle.user in people(judged, "judges-accepted")


def test_ballot_that_can_no_longer_be_submitted_is_not_asked_for(
    judged: Edition,
) -> None:
    make_assignment(make_judge(judged), make_entry(judged))
    judged.rounds.update(opens_at=ago(days=3), closes_at=ago(days=1))
    assert people(judged, "judges-missing") == set()
    assert people(judged, "judges-finished") == set()


def test_judges_of_a_category_with_those_who_judge_all(judged: Edition) -> None:
    green, moving, all_of_them = (make_judge(judged) for _ in range(3))
    green.categories.add(judged.categories.get(code="environment"))
    moving.categories.add(judged.categories.get(code="mobility"))
    found = people(judged, "judges-accepted", category="mobility")
    assert found == {moving.user, all_of_them.user}


def test_organisers_in_any_role(edition: Edition) -> None:
    owner, reader = make_organiser(edition), make_organiser(edition, role=Role.READER)
    make_organiser(make_edition())
    assert people(edition, "organisers") == {owner, reader}


def test_judges_are_told_nothing_that_names_an_entry(judged: Edition) -> None:
    entry, judge = make_entry(judged), make_judge(judged)
    make_assignment(judge, entry)
    for code, audience in AUDIENCES.items():
        if not code.startswith("judges"):
            continue
        names = {one.name for one in audience.placeholders}
        assert names == {"name", "edition", "missing", "deadline", "link"}
        told = audience.values(judged, Chosen(), [Reader(judge.user, "en")])
        said = str(told)
        assert told[judge.user_id]["missing"] == "1"
        for secret in (entry.reference, entry.title_en, entry.owner.email):
            assert secret not in said


def test_whoever_may_write_to_a_group_may_read_who_is_in_it() -> None:
    for role in Role:
        for audience in known_to(role):
            for area in (Area.MAILS, *audience.areas):
                assert right_of(role, area) >= Right.READS
    assert list(known_to(Role.COMMUNICATIONS)) == []
    assert list(known_to(Role.ELIGIBILITY)) == []
    assert list(known_to(None)) == []


@pytest.mark.parametrize("code", ["sent-in", "judges-missing", "organisers"])
def test_as_many_statements_for_one_reader_as_for_many(
    judged: Edition, code: str
) -> None:
    def one_more() -> None:
        entry, judge = make_entry(judged), make_judge(judged)
        make_assignment(judge, entry)
        make_organiser(judged)

    def asked() -> int:
        found = people(judged, code)
        readers = [Reader(user, user.language) for user in found]
        with CaptureQueriesContext(connection) as questions:
            told = AUDIENCES[code].values(judged, Chosen(), readers)
        assert set(told) == {user.pk for user in found}
        return len(questions)

    one_more()
    few = asked()
    for _ in range(4):
        one_more()
    assert asked() == few


def test_every_placeholder_has_a_value_and_an_example(judged: Edition) -> None:
    """For each group, of somebody who is in it or could be."""
    entry, judge = make_entry(judged), make_judge(judged)
    make_assignment(judge, entry)
    organiser = make_organiser(judged)
    of = {"Entrants": entry.owner, "Judges": judge.user, "Organisers": organiser}
    for code in ("sent-in", "judges-missing", "organisers"):
        audience = AUDIENCES[code]
        reader = Reader(of[type(audience).__name__], "en")
        told = audience.values(judged, Chosen(), [reader])[reader.pk]
        names = {one.name for one in audience.placeholders}
        assert names == set(told) | {"name", "edition"}
        assert all(told.values())
        assert make_broadcast(judged, code).audience == code


def test_deadline_is_that_of_what_is_to_be_done(edition: Edition) -> None:
    until = ahead(days=2)
    back = make_entry(edition, eligibility=Eligibility.RETURNED)
    Correction.objects.create(entry=back, number=1, until=until)
    longer = make_entry(edition, extended_until=ahead(days=900))
    told = {
        code: AUDIENCES[code].values(edition, Chosen(), [Reader(entry.owner, "th")])
        for code, entry in (("returned", back), ("sent-in", longer))
    }
    assert told["returned"][back.owner_id]["deadline"] == until
    assert told["sent-in"][longer.owner_id]["deadline"] == longer.told_closing
