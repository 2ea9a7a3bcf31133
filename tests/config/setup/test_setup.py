"""From last year's edition to an open call: what is copied, what is missing, who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from awards.ledger.models import Row
from awards.models import Edition, Weight, WrittenPage
from awards.models.site import PageKind
from awards.outbox.models import Message
from awards.refusals import Refused, WrongState, WrongTimes
from awards.roles import Role
from config.setup.checklist import State, checklist
from config.setup.copying import Dates, Names, copy_edition, moved_dates
from config.setup.forms import next_year_of
from config.setup.left_behind import left_behind
from config.setup.opening import NotReady, open_when_ready, take_back
from judging.jury.planned import drop_planned, send_planned
from judging.models import Judge, PlannedJudge
from judging.statuses import JudgeState
from tests.factories import (
    make_declaration,
    make_edition,
    make_entry,
    make_face,
    make_full_edition,
    make_judge,
    make_operator,
    make_organiser,
    make_partner,
    make_question,
    make_rule,
    make_user,
    make_written_page,
    moment,
)

pytestmark = pytest.mark.django_db
NAMES = Names("award-2027", "การประกวด 2570", "Award 2027", 2027)


@pytest.fixture
def last_year() -> Edition:
    """Everything that can be copied, and something of each kind that is not."""
    edition = make_full_edition("award-2026")
    make_question(edition)
    make_question(edition, "old", retired_at=moment(days=-3))
    make_rule(edition)
    make_declaration(edition)
    make_face(edition)
    make_partner(edition)
    make_written_page(edition)
    make_written_page(edition, kind=PageKind.QUESTION)
    make_entry(edition)
    return edition


def next_year(source: Edition, **names: object) -> Edition:
    owner = source.organisers.filter(role=Role.OWNER).first()
    return copy_edition(
        source=source,
        names=Names(**{**vars(NAMES), **names}),  # type: ignore[arg-type]
        dates=moved_dates(source, 2027),
        actor=owner.user if owner else make_organiser(source),
    )


def step_of(edition: Edition, title: str) -> State:
    return next(s.state for s in checklist(edition).steps if s.title == title)


def test_as_last_year_copies_what_is_decided_once_a_year(last_year: Edition) -> None:
    make_organiser(last_year)
    made = next_year(last_year)
    assert made.is_draft
    assert made.copied_from == last_year
    for relation in ("categories", "criteria", "rounds", "prize_levels", "rules"):
        codes = list(getattr(last_year, relation).values_list("code", flat=True))
        assert codes
        assert list(getattr(made, relation).values_list("code", flat=True)) == codes
    weights = [
        sorted(
            Weight.objects.filter(round__edition=edition).values_list(
                "round__code", "category__code", "criterion__code", "percent"
            )
        )
        for edition in (last_year, made)
    ]
    assert weights[0] == weights[1] != []
    assert made.identity.email == last_year.identity.email
    assert made.declarations.count() == 1
    assert list(made.questions.values_list("code", flat=True)) == ["problem"]


def test_dates_move_by_whole_weeks_and_rounds_with_the_closing(
    last_year: Edition,
) -> None:
    made = next_year(last_year)
    moved = made.opens_at - last_year.opens_at
    assert moved == timedelta(days=364)
    assert made.opens_at.weekday() == last_year.opens_at.weekday()
    old, new = last_year.rounds.get(), made.rounds.get()
    assert new.opens_at - made.closes_at == old.opens_at - last_year.closes_at


def test_the_team_is_the_same_and_told_and_who_copies_owns(last_year: Edition) -> None:
    owner = make_organiser(last_year)
    reader = make_organiser(last_year, role=Role.READER)
    made = next_year(last_year)
    roles = dict(made.organisers.values_list("user", "role"))
    assert roles == {owner.pk: "owner", reader.pk: "reader"}
    told = Message.objects.filter(event="organiser-added", edition_code=made.code)
    assert list(told.values_list("to_email", flat=True)) == [reader.email]


def test_the_operator_copies_and_runs_nothing(last_year: Edition) -> None:
    owner, operator = make_organiser(last_year), make_operator()
    made = copy_edition(
        source=last_year,
        names=NAMES,
        dates=moved_dates(last_year, 2027),
        actor=operator,
    )
    assert list(made.organisers.values_list("user", flat=True)) == [owner.pk]


def test_judges_are_kept_and_know_nothing_until_they_are_invited(
    last_year: Edition,
) -> None:
    owner = make_organiser(last_year)
    judge = make_judge(last_year)
    judge.categories.set(last_year.categories.all()[:1])
    make_judge(last_year, state=JudgeState.DECLINED)
    made = next_year(last_year)
    planned = PlannedJudge.objects.get(edition=made)
    assert planned.user == judge.user
    assert not Judge.objects.filter(edition=made).exists()
    assert not Message.objects.filter(to_email=judge.user.email).exists()
    [invited] = send_planned(edition=made, planned=[planned.pk], actor=owner)
    assert [c.code for c in invited.categories.all()] == [
        last_year.categories.all()[0].code
    ]
    assert Message.objects.filter(to_email=judge.user.email).count() == 1
    assert not PlannedJudge.objects.filter(edition=made).exists()


def test_a_planned_judge_of_another_edition_is_not_sent_to(last_year: Edition) -> None:
    owner = make_organiser(last_year)
    make_judge(last_year)
    made = next_year(last_year)
    planned = PlannedJudge.objects.get(edition=made)
    assert send_planned(edition=last_year, planned=[planned.pk], actor=owner) == []
    assert drop_planned(edition=last_year, planned=[planned.pk]) == 0
    assert drop_planned(edition=made, planned=[planned.pk]) == 1


def test_pages_come_as_drafts_and_what_was_left_is_named(last_year: Edition) -> None:
    make_organiser(last_year)
    made = next_year(last_year)
    pages = WrittenPage.objects.filter(edition=made)
    assert pages.count() == 1
    assert not pages.exclude(published_at=None).exists()
    whats = [each.what for each in left_behind(last_year)]
    # an entry, a partner, news, a question that was retired
    assert len(whats) == 4


def test_a_taken_code_or_moments_out_of_order_make_nothing(last_year: Edition) -> None:
    owner = make_organiser(last_year)
    with pytest.raises(Refused):
        next_year(last_year, code=last_year.code)
    wrong = Dates(moment(days=3), moment(days=2), moment(days=9))
    with pytest.raises(WrongTimes):
        copy_edition(source=last_year, names=NAMES, dates=wrong, actor=owner)
    assert Edition.objects.count() == 1


def test_the_form_begins_with_next_years_names() -> None:
    source = make_edition("scsa-2569", name_th="ประจำปี 2569", name_en="Award 2026")
    told = next_year_of(source)
    assert (told["code"], told["name_th"]) == ("scsa-2570", "ประจำปี 2570")
    assert told["name_en"] == "Award 2027"


def test_a_call_does_not_open_with_wrong_weights(last_year: Edition) -> None:
    owner = make_organiser(last_year)
    made = next_year(last_year)
    Weight.objects.filter(round__edition=made).update(percent=1)
    assert State.NEEDED in {step.state for step in checklist(made).steps}
    with pytest.raises(NotReady):
        open_when_ready(edition=made, actor=owner)
    assert Edition.objects.get(pk=made.pk).is_draft


def test_a_whole_copy_opens_once_and_the_ledger_says_so(last_year: Edition) -> None:
    owner = make_organiser(last_year)
    made = next_year(last_year)
    assert checklist(made).needed == []
    open_when_ready(edition=made, actor=owner)
    with pytest.raises(WrongState):
        open_when_ready(edition=made, actor=owner)
    assert Row.objects.filter(chain=made.code, act="edition-opened").count() == 1


def test_an_edition_with_an_entry_is_no_draft_again(last_year: Edition) -> None:
    owner = make_organiser(last_year)
    made = next_year(last_year)
    open_when_ready(edition=made, actor=owner)
    make_entry(made)
    with pytest.raises(WrongState):
        take_back(edition=made, actor=owner)


@pytest.mark.parametrize("missing", ["categories", "questions", "prize_levels"])
def test_what_is_missing_keeps_the_call_closed(
    last_year: Edition, missing: str
) -> None:
    make_organiser(last_year)
    made = next_year(last_year)
    getattr(made, missing).all().delete()
    assert len(checklist(made).needed) >= 1


def test_an_owner_copies_on_the_page_and_an_organiser_may_not(
    client: Client, last_year: Edition
) -> None:
    page = f"/en/manage/{last_year.code}/next/"
    client.force_login(make_organiser(last_year))
    answer = client.get(page)
    form = answer.context["form"]
    typed = {
        "name_th": "ใหม่",
        "name_en": "New",
        "year": "2027",
        "code": "new-one",
        "opens_at": "1/5/2027 09:00",
        "closes_at": "1/9/2027 09:00",
        "announces_at": "1/12/2027 09:00",
    }
    assert set(form.fields) == set(typed)
    answer = client.post(page, typed)
    assert answer.headers["Location"] == "/en/manage/new-one/setup/"
    assert client.get(answer.headers["Location"]).status_code == 200
    client.force_login(make_organiser(last_year, role=Role.ORGANISER))
    assert client.post(page, {**typed, "code": "other"}).status_code == 403


def test_nobody_outside_reads_a_draft(client: Client, last_year: Edition) -> None:
    make_organiser(last_year)
    made = next_year(last_year)
    Edition.objects.filter(pk=made.pk).update(opens_at=moment(days=-1))
    client.force_login(make_user())
    for address in ("", "calendar.ics"):
        assert client.get(f"/en/editions/{made.code}/{address}").status_code == 404
    assert made.code not in client.get("/en/").content.decode()
    assert made.code not in client.get("/api/v1/editions/").content.decode()


@pytest.mark.parametrize(
    ("role", "opens"), [("", False), (Role.READER, True), (Role.ELIGIBILITY, False)]
)
def test_checklist_leads_only_where_its_reader_may_go(
    client: Client, last_year: Edition, role: str, opens: bool
) -> None:
    """An operator keeps the way to what their own role in the edition opens."""
    operator = make_operator()
    if role:
        make_organiser(last_year, operator, Role(role))
    client.force_login(operator)
    page = client.get(reverse("edition-setup", args=[last_year.code])).context
    judges = reverse("judging:jury-list", args=[last_year.code])
    assert (judges in {step.url for step in page["checklist"].steps}) is opens
    assert (client.get(judges).status_code == 200) is opens
