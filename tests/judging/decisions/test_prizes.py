"""Prizes proposed by rule, across categories, shared; what appears with a list."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.dsure.announcements.services import (
    publish_due_announcements,
    schedule_announcement,
)
from awards.dsure.models import Certificate
from awards.ledger.models import Row
from awards.models import Edition, PrizeLevel, WinnerList
from awards.outbox.models import Message
from awards.statuses import PrizeTies
from judging.decisions.overall import give_overall, take_overall
from judging.decisions.proposals import apply_proposals, propose_prizes, step_of
from judging.decisions.services import decide, prepare_list, winner_lines
from judging.models import Decision, OverallDecision, ResultRun
from judging.publication.services import publish_due
from judging.ranking.prizes import Step
from judging.refusals import JudgingError, ProposalChangedError, ReasonNeededError
from judging.results.runs import compute_due_results
from tests.factories import (
    make_announcement,
    make_assignment,
    make_ballot,
    make_certificate,
    make_entry,
    make_full_edition,
    make_judge,
    make_level,
    make_list,
    make_user,
)

pytestmark = pytest.mark.django_db


def ranked(*scores: float) -> tuple[Edition, list[Any], Any]:
    """An edition with one entry per score, all by two judges; its entries and an organiser."""
    organiser = make_user()
    edition = make_full_edition(organiser=organiser)
    judges = [make_judge(edition), make_judge(edition)]
    entries = [make_entry(edition) for _ in scores]
    for entry, score in zip(entries, scores, strict=True):
        for judge in judges:
            make_ballot(make_assignment(judge, entry), [score] * 3)
    return edition, entries, organiser


def best(edition: Edition, **fields: Any) -> PrizeLevel:
    return make_level(
        edition,
        "best",
        9,
        name_th="รางวัลยอดเยี่ยม",
        name_en="Best of show",
        across=True,
        **fields,
    )


def seen(edition: Edition) -> dict[str, str]:
    return {one.category.code: one.fingerprint for one in propose_prizes(edition)}


def decided(edition: Edition) -> dict[str, str]:
    rows = Decision.objects.filter(entry_category__entry__edition=edition)
    return dict(rows.values_list("entry_category__entry__reference", "level__code"))


def test_proposal_follows_the_ranking_and_is_applied_by_a_person() -> None:
    edition, (low, high, middle), organiser = ranked(5, 9, 7)
    assert decided(edition) == {}
    assert apply_proposals(edition=edition, seen=seen(edition), actor=organiser) == 2
    assert decided(edition) == {high.reference: "excellent", middle.reference: "good"}
    assert Row.objects.filter(chain=edition.code, act="decision").count() == 2
    assert low.reference not in decided(edition)


def test_proposal_that_changed_since_it_was_read_is_not_applied() -> None:
    edition, _entries, organiser = ranked(9, 7)
    read = seen(edition)
    edition.prize_levels.filter(code="excellent").update(minimum_score="9.5")
    with pytest.raises(ProposalChangedError):
        apply_proposals(edition=edition, seen=read, actor=organiser)
    assert decided(edition) == {}


def test_proposal_replaces_what_was_given_by_hand_in_that_category_only() -> None:
    edition, (first, second), organiser = ranked(9, 7)
    elsewhere = make_entry(edition, category=edition.categories.all()[1])
    excellent = edition.prize_levels.get(code="excellent")
    decide(
        entry_category=second.standings.get(),
        level=excellent,
        reason="มติ",
        actor=organiser,
    )
    decide(entry_category=elsewhere.standings.get(), level=excellent, actor=organiser)
    code = edition.categories.all()[0].code
    apply_proposals(edition=edition, seen={code: seen(edition)[code]}, actor=organiser)
    assert decided(edition) == {
        first.reference: "excellent", second.reference: "good", elsewhere.reference: "excellent",
    }  # fmt: skip


def test_tie_is_shared_where_the_edition_says_so() -> None:
    edition, (one, two), organiser = ranked(8, 8)
    assert propose_prizes(edition)[0].proposal.levels == {}
    Edition.objects.filter(pk=edition.pk).update(prize_ties=PrizeTies.SHARE)
    edition.refresh_from_db()
    apply_proposals(edition=edition, seen=seen(edition), actor=organiser)
    assert decided(edition) == {one.reference: "excellent", two.reference: "excellent"}
    assert set(Decision.objects.values_list("shared", flat=True)) == {True}
    assert [line.shared for line in winner_lines(edition)] == [True, True]


def test_prizes_across_are_no_step_of_the_ladder() -> None:
    edition, _entries, _organiser = ranked(9)
    best(edition)
    assert [step_of(level) for level in edition.prize_levels.ladder()] == [
        Step("excellent", 1, None, 1), Step("good", 1, None, 1),
    ]  # fmt: skip


def test_overall_prize_needs_a_reason_and_one_is_one() -> None:
    edition, (one, two), organiser = ranked(9, 8)
    level = best(edition)
    with pytest.raises(ReasonNeededError):
        give_overall(entry=one, level=level, reason=" ", actor=organiser)
    with pytest.raises(JudgingError):
        give_overall(
            entry=one,
            level=edition.prize_levels.get(code="good"),
            reason="มติ",
            actor=organiser,
        )
    given = give_overall(entry=one, level=level, reason="มติเอกฉันท์", actor=organiser)
    with pytest.raises(JudgingError):
        give_overall(entry=two, level=level, reason="มติ", actor=organiser)
    give_overall(entry=two, level=level, reason="มติ", shared=True, actor=organiser)
    assert set(OverallDecision.objects.values_list("shared", flat=True)) == {True}
    take_overall(decision=given, actor=organiser)
    assert not OverallDecision.objects.get().shared


def publish(edition: Edition, organiser: Any) -> None:
    made = prepare_list(edition=edition, actor=organiser)
    WinnerList.objects.filter(pk=made.pk).update(state="queued")
    assert publish_due() == 1


def test_overall_and_shared_prizes_reach_pages_machines_and_mails(
    client: Client,
) -> None:
    edition, (one, two), organiser = ranked(9, 8)
    level = best(edition)
    for entry in (one, two):
        give_overall(
            entry=entry,
            level=level,
            reason="เหตุผลภายในของคณะกรรมการ",
            shared=True,
            actor=organiser,
        )
    apply_proposals(edition=edition, seen=seen(edition), actor=organiser)
    publish(edition, organiser)
    with_language = {
        "th": "รางวัลยอดเยี่ยม (รางวัลร่วม)",
        "en": "Best of show (shared)",
    }
    for language, words in with_language.items():
        page = client.get(f"/{language}/winners/{edition.code}/").content.decode()
        assert page.count(words) == 2
        assert "เหตุผลภายใน" not in page
        assert (
            client.get(f"/{language}/winners/{edition.code}/{one.reference}/")
            .content.decode()
            .count(words)
            >= 1
        )
    winners = client.get(reverse("winners-json", args=[edition.code])).json()["winners"]
    assert [(row["category"]["code"], row["shared"]) for row in winners] == [
        ("across-categories", True), ("across-categories", True), ("environment", False), ("environment", False),
    ]  # fmt: skip
    table = (
        client.get(reverse("winners-csv", args=[edition.code]))
        .content.decode()
        .splitlines()
    )
    assert table[0].endswith(",shared")
    assert [line[-1] for line in table[1:]] == ["1", "1", "0", "0"]
    mail = Message.objects.get(event="winner_announced", recipient=one.owner)
    assert with_language[mail.language] in mail.text


def test_withdrawn_entry_loses_its_overall_prize_in_the_list() -> None:
    edition, (one,), organiser = ranked(9)
    give_overall(entry=one, level=best(edition), reason="มติ", actor=organiser)
    type(one).objects.filter(pk=one.pk).update(state="withdrawn")
    assert winner_lines(edition) == []


def test_propose_page_previews_and_applies(client: Client) -> None:
    edition, (one, _two), organiser = ranked(9, 7)
    client.force_login(organiser)
    address = reverse("judging:prizes-propose", args=[edition.code])
    page = client.get(address)
    assert one.reference in page.content.decode()
    assert decided(edition) == {}
    fields = {f"seen-{code}": print_ for code, print_ in seen(edition).items()}
    assert (
        client.post(address, {**fields, "category": ["environment"]}).status_code == 302
    )
    assert decided(edition)[one.reference] == "excellent"
    again = client.post(
        address, {"category": ["environment"], "seen-environment": "0" * 24}
    )
    assert again.status_code == 200


def test_propose_page_reads_what_is_stored(client: Client) -> None:
    edition, _entries, organiser = ranked(9, 7)
    client.force_login(organiser)
    address, counts = reverse("judging:prizes-propose", args=[edition.code]), []
    client.get(address)  # the side bar's numbers are kept from here on
    for _ in range(2):
        compute_due_results()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
        for score in (3, 4, 5, 6):
            make_ballot(
                make_assignment(edition.judges.all()[0], make_entry(edition)),
                [score] * 3,
            )
        ResultRun.objects.update(chain_length=0)
    assert counts[0] == counts[1] <= 14


def test_overall_page_keeps_what_was_typed_and_says_what_is_wrong(
    client: Client,
) -> None:
    edition, (one,), organiser = ranked(9)
    level = best(edition)
    client.force_login(organiser)
    address = reverse("judging:overall-edit", args=[edition.code])
    typed = {"level": level.pk, "entry": "SCSA-0000", "reason": "มติคณะกรรมการชุดใหญ่"}
    answer = client.post(address, typed)
    assert (answer.status_code, "มติคณะกรรมการชุดใหญ่" in answer.content.decode()) == (
        422,
        True,
    )
    assert (
        client.post(address, {**typed, "entry": one.reference.lower()}).status_code
        == 302
    )
    given = OverallDecision.objects.get()
    other = make_full_edition(organiser=organiser)
    assert (
        client.post(
            reverse("judging:overall-take", args=[other.code, given.pk])
        ).status_code
        == 404
    )
    assert (
        client.post(
            reverse("judging:overall-take", args=[edition.code, given.pk])
        ).status_code
        == 302
    )
    assert not OverallDecision.objects.exists()


def test_dsure_products_appear_with_the_ceremony_once_and_with_their_mails() -> None:
    edition, (one,), organiser = ranked(9)
    decide(
        entry_category=one.standings.get(),
        level=edition.prize_levels.first(),
        actor=organiser,
    )
    batch = make_announcement(make_certificate(announced=False))
    schedule_announcement(actor=None, announcement=batch, edition_code=edition.code)
    assert (
        publish_due(),
        publish_due_announcements(),
        Certificate.objects.announced().count(),
    ) == (0, 0, 0)
    publish(edition, organiser)
    assert Certificate.objects.announced().count() == 1
    publish_due()
    assert Message.objects.filter(event="dsure-announced").count() == 1
    assert Row.objects.filter(act="announcement-published").count() == 1


def test_dsure_products_tied_to_a_past_ceremony_do_not_wait_for_ever() -> None:
    edition = make_full_edition()
    make_list(edition)
    batch = make_announcement(make_certificate(announced=False))
    schedule_announcement(actor=None, announcement=batch, edition_code=edition.code)
    publish_due()
    publish_due()
    assert Row.objects.filter(act="announcement-published").count() == 1
    assert Certificate.objects.announced().count() == 1
