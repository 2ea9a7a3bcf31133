"""From the end of judging to the announcement the home names one next step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from awards.models import Edition, Round
from awards.roles import Role
from awards.statuses import Phase
from config.shell.needs import Need, needs_of
from config.shell.next_steps import next_steps
from config.shell.waiting import waiting_for_organiser
from judging.decisions.services import decide
from judging.shortlist.services import let_move_on
from nominations.models import EntryCategory
from tests.factories import ago, ahead, make_embargoed_list, make_list
from tests.judging.rounds import judged_round, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    """Three entries of one category were judged; the round is over."""
    made = judged_round(entries=3, judges=3)
    Round.objects.filter(pk=made.pk).update(closes_at=ago(minutes=1))
    return Round.objects.select_related("edition").get(pk=made.pk)


def steps(edition: Edition, role: str = Role.OWNER) -> list[Need]:
    with translation.override("en"):
        return next_steps(edition, role, list(edition.rounds.all()))


def addresses(edition: Edition, role: str = Role.OWNER) -> list[str]:
    return [one.url for one in steps(edition, role)]


def give_a_prize(edition: Edition) -> None:
    standing = EntryCategory.objects.filter(entry__edition=edition).earliest("pk")
    decide(
        entry_category=standing,
        level=edition.prize_levels.ladder()[0],
        reason="มติคณะกรรมการ",
        actor=edition.organisers.get().user,
    )


def test_prizes_come_next_then_the_list_then_its_moment(round_: Round) -> None:
    edition = round_.edition
    with translation.override("en"):
        code = [edition.code]
        prizes = reverse("judging:decision-list", args=code)
        preview = reverse("judging:list-preview", args=code)
        draft = reverse("judging:list-show", args=[edition.code, 1])
    [step] = steps(edition)
    # nobody competes in the edition's other categories
    assert (step.count, step.what, step.url) == (1, "category has no prize yet", prizes)
    give_a_prize(edition)
    assert addresses(edition) == [preview]
    made = make_list(edition, published=False)
    assert addresses(edition) == [draft]
    made.delete()
    make_embargoed_list(edition)
    assert addresses(edition) == []


def test_nothing_comes_next_while_judges_are_at_work(round_: Round) -> None:
    Round.objects.filter(pk=round_.pk).update(closes_at=ahead(days=1))
    assert addresses(round_.edition) == []


def test_those_that_move_on_are_chosen_before_the_next_round(round_: Round) -> None:
    edition = round_.edition
    following = Round.objects.create(
        edition=edition,
        code="final",
        order=round_.order + 1,
        name_th="รอบตัดสิน",
        name_en="Final",
        opens_at=ago(minutes=1),
        closes_at=round_.closes_at + timedelta(days=9),
        judges_per_entry=2,
    )
    with translation.override("en"):
        choose = reverse("judging:shortlist", args=[edition.code])
    assert addresses(edition) == [f"{choose}?round={round_.code}"]
    places = EntryCategory.objects.filter(entry__edition=edition)
    let_move_on(
        earlier=round_,
        round_=Round.objects.select_related("edition").get(pk=following.pk),
        places=list(places.values_list("pk", flat=True)[:2]),
        actor=edition.organisers.get().user,
    )
    assert addresses(edition) == []


def test_a_step_is_named_to_those_only_who_may_take_it(round_: Round) -> None:
    assert addresses(round_.edition, Role.READER) == []


def test_home_shows_the_step_and_says_that_judging_is_over(
    round_: Round, client: Client
) -> None:
    client.force_login(round_.edition.organisers.get().user)
    with translation.override("en"):
        address = reverse("edition-home", args=[round_.edition.code])
    page = client.get(address)
    assert "Award prizes</a>" in page.content.decode().replace("\n", "")
    assert page.context["home"].where.phase == Phase.RESULTS


@pytest.mark.parametrize(
    ("address", "mark"),
    [
        ("edition-home", "<small>%s</small>"),
        ("edition-home", 'class="badge">%s<'),
        ("edition-setup", 'class="badge badge-calm">%s<'),
        ("awards:edition-list", 'class="badge badge-calm">%s<'),
        ("desk", '<p class="mb-0 small quiet">%s</p>'),
        ("search", '<p class="how">%s</p>'),
    ],
)
def test_every_page_that_tells_the_phase_says_results_once_judging_is_over(
    round_: Round, client: Client, address: str, mark: str
) -> None:
    edition = round_.edition
    client.force_login(edition.organisers.get().user)
    needs_code = address in ("edition-home", "edition-setup")
    with translation.override("en"):
        page = reverse(address, args=[edition.code] if needs_code else [])

    def told() -> str:
        cache.clear()  # what the side bar counts is kept for a moment
        html = client.get(page, {"q": edition.name_en}).content.decode()
        return "".join(line.strip() for line in html.splitlines())

    assert mark % "Results" in told()
    Round.objects.filter(pk=round_.pk).update(closes_at=ahead(hours=1))
    assert mark % "Judging" in told()


def test_checks_before_judging_are_not_asked_for_once_the_winners_are_public() -> None:
    edition = judged_round().edition
    organiser = edition.organisers.get().user

    def asked() -> list[str]:
        found = Edition.objects.get(pk=edition.pk)
        with translation.override("en"):
            needs = needs_of(found, waiting_for_organiser(found, organiser))
        return [need.act for need in needs]

    assert "Check eligibility" in asked()
    publish(edition)
    assert "Check eligibility" not in asked()
