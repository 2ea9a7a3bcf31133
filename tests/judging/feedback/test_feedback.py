"""What entrants learn of how they were judged: as the edition decides, after
publication, never who gave it.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.ledger.models import Row
from awards.models import Edition
from awards.outbox.models import Message
from judging.feedback.pages import feedback_on, quarter_of, rules_of
from judging.feedback.services import (
    ask_feedback,
    release_comment,
    set_feedback_rules,
    withhold_comment,
)
from judging.models import Ballot, Comment
from judging.refusals import JudgingError
from nominations.models import Entry
from tests.factories import (
    ago,
    ahead,
    make_assignment,
    make_ballot,
    make_conflict,
    make_entry,
    make_full_edition,
    make_judge,
    make_list,
    make_user,
)

pytestmark = pytest.mark.django_db
WORDS = ("เห็นผลชัดเจน ควรขยายผล", "ข้อมูลก่อนเริ่มโครงการยังไม่ครบ")


def judged(
    *, announced: bool = True, mode: str = "all", **rules: Any
) -> tuple[Edition, Entry, list[Ballot]]:
    """An edition with one entry, two judges and a comment for the entrant from each."""
    edition = make_full_edition(organiser=make_user())
    entry = make_entry(edition)
    names = [
        {"name_th": "สมศักดิ์สมมุติ ใจตรง", "name_en": "Somsak Invented"},
        {"name_th": "อรทัยสมมุติ แสงดี"},
    ]
    ballots = [
        make_ballot(
            make_assignment(make_judge(edition, make_user(**name)), entry),
            [score] * 3,
            comment_entrant=text,
        )
        for name, score, text in zip(names, (8, 7), WORDS, strict=True)
    ]
    usual: dict[str, Any] = {"figures": "scores", "comments": True, "ask_until": None}
    set_feedback_rules(edition=edition, mode=mode, actor=None, **{**usual, **rules})
    if announced:
        make_list(edition)
    return edition, entry, ballots


def page_of(client: Client, entry: Entry, language: str = "th") -> str:
    client.force_login(entry.owner)
    return client.get(
        f"/{language}/entries/{entry.reference}/feedback/"
    ).content.decode()


def test_nothing_is_given_before_publication(client: Client) -> None:
    _edition, entry, ballots = judged(announced=False)
    release_comment(ballot=ballots[0], text=WORDS[0], actor=None)
    page = page_of(client, entry)
    assert (WORDS[0] in page, "7.5" in page) == (False, False)
    assert feedback_on(entry, rules_of(entry.edition)) == []
    assert not Message.objects.filter(event="feedback_released").exists()


def test_averages_and_released_comments_are_given_and_no_judge(client: Client) -> None:
    _edition, entry, ballots = judged()
    release_comment(ballot=ballots[0], text=WORDS[0], actor=None)
    withhold_comment(ballot=ballots[1], actor=None)
    for language in ("th", "en"):
        page = page_of(client, entry, language)
        assert (WORDS[0] in page, WORDS[1] in page, "7.5" in page) == (
            True,
            False,
            True,
        )
        for ballot in ballots:
            person = ballot.assignment.judge.user
            assert not [
                word
                for word in (person.email, person.name_th, person.name_en)
                if word and word in page
            ]
    assert Row.objects.filter(act="feedback.released").count() == 1


def test_comment_not_read_by_an_organiser_stays_unread(client: Client) -> None:
    _edition, entry, _ballots = judged()
    page = page_of(client, entry)
    assert not [text for text in WORDS if text in page]


def test_average_of_one_ballot_is_not_told() -> None:
    _edition, entry, ballots = judged()
    make_conflict(ballots[1].assignment.judge, entry)
    [section] = feedback_on(entry, rules_of(entry.edition))
    assert {figure.average for figure in section.figures} == {None}


def test_comment_of_a_judge_found_in_conflict_goes_again() -> None:
    _edition, entry, ballots = judged()
    for ballot, text in zip(ballots, WORDS, strict=True):
        release_comment(ballot=ballot, text=text, actor=None)
    make_conflict(ballots[1].assignment.judge, entry)
    [section] = feedback_on(entry, rules_of(entry.edition))
    assert section.comments == [WORDS[0]]


def test_quarters_need_four_entries_and_equal_averages_share_the_better() -> None:
    assert quarter_of(9, [9, 8, 7]) is None
    assert [quarter_of(mean, [9, 8, 8, 6]) for mean in (9, 8, 6)] == [1, 2, 4]
    assert quarter_of(5, [5] * 8) == 1


def test_quarter_is_told_in_words(client: Client) -> None:
    edition, entry, _ballots = judged(figures="quarters")
    judges = list(edition.judges.all())
    for score in (9, 5, 4):
        other = make_entry(edition)
        for judge in judges:
            make_ballot(make_assignment(judge, other), [score] * 3)
    page = page_of(client, entry, "en")
    assert "second quarter" in page
    assert "7.5" not in page


def test_on_request_it_is_given_to_whoever_asked_in_time(client: Client) -> None:
    edition, entry, ballots = judged(mode="request", ask_until=ahead(days=3))
    assert "7.5" not in page_of(client, entry)
    address = reverse("judging:feedback-show", args=[entry.reference])
    assert client.post(address).status_code == 302
    assert "7.5" in page_of(client, entry)
    assert (
        Message.objects.filter(
            event="feedback_asked", recipient=edition.organisers.get().user
        ).count()
        == 1
    )
    for ballot in ballots:
        release_comment(ballot=ballot, text=ballot.comment_entrant, actor=None)
    assert (
        Message.objects.filter(event="feedback_released", recipient=entry.owner).count()
        == 1
    )


def test_asking_too_late_or_where_it_is_off_is_refused() -> None:
    _edition, entry, _ballots = judged(mode="request", ask_until=ago(minutes=1))
    with pytest.raises(JudgingError):
        ask_feedback(entry=entry, user=entry.owner)
    _edition, other, _ballots = judged(mode="off")
    with pytest.raises(JudgingError):
        ask_feedback(entry=other, user=other.owner)


def test_wording_that_names_a_judge_is_not_released(client: Client) -> None:
    edition, _entry, ballots = judged()
    with pytest.raises(JudgingError):
        release_comment(
            ballot=ballots[0], text="ดีมาก ลงชื่อ สมศักดิ์สมมุติ  ใจตรง", actor=None
        )
    client.force_login(edition.organisers.get().user)
    address = reverse("judging:feedback-read", args=[edition.code, ballots[0].pk])
    answer = client.post(address, {"text": "จาก Somsak Invented ถึงท่าน"})
    assert (
        answer.status_code,
        "จาก Somsak Invented ถึงท่าน" in answer.content.decode(),
    ) == (422, True)
    assert not Comment.objects.exists()


def test_order_of_comments_is_not_the_order_of_judges() -> None:
    """Over many entries the first judge's comment stands second about half the time."""
    edition, entry, ballots = judged()
    judges = [ballot.assignment.judge for ballot in ballots]
    firsts = []
    for _ in range(24):
        other = make_entry(edition)
        for judge, text in zip(judges, WORDS, strict=True):
            given = make_ballot(make_assignment(judge, other), comment_entrant=text)
            Comment.objects.create(
                ballot=given, state="released", text=text, original=text
            )
        firsts.append(feedback_on(other, rules_of(edition))[0].comments[0])
    assert set(firsts) == set(WORDS)
    assert feedback_on(entry, rules_of(edition))[0].comments == []


def test_organiser_of_another_edition_reads_no_comment(client: Client) -> None:
    edition, _entry, ballots = judged()
    other = make_full_edition(organiser=make_user())
    client.force_login(other.organisers.get().user)
    assert (
        client.get(reverse("judging:feedback-desk", args=[edition.code])).status_code
        == 404
    )
    assert (
        client.post(
            reverse("judging:feedback-read", args=[other.code, ballots[0].pk])
        ).status_code
        == 404
    )
