"""Organisers ask a judge to look at a ballot again: a mail and a row of the record, and
nothing of the ballot changes.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.ledger.models import Row
from awards.outbox.models import Message
from judging.models import Assignment, Score
from judging.progress.services import ask_second_look
from judging.refusals import NoSecondLookError
from tests.judging.progress.test_watching import score
from tests.judging.stage import assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


def scored_ballot() -> Assignment:
    edition = edition_in_judging()
    row = assigned(judge_of(edition), entry_in(edition))
    score(row)
    rows = Assignment.objects.select_related("round__edition", "ballot")
    return rows.get(pk=row.pk)


def asked() -> int:
    return Message.objects.filter(event="judge_second_look").count()


def press(row: Assignment, client: Client) -> str:
    args = [row.round.edition.code, row.pk]
    address = reverse("judging:second-look", args=args)
    return client.post(address, follow=True).content.decode()


def test_judge_gets_a_link_to_the_ballot_once_a_day_and_no_score_of_others() -> None:
    row = scored_ballot()
    before = list(Score.objects.filter(ballot=row.ballot).values())
    organiser = row.round.edition.organisers.get().user
    assert ask_second_look(assignment=row, actor=organiser)
    assert not ask_second_look(assignment=row, actor=organiser)
    mail = Message.objects.get(event="judge_second_look")
    assert mail.recipient == row.judge.user
    assert row.entry_category.entry.reference in mail.subject
    assert reverse("judging:ballot-edit", args=[row.pk]).split("/", 2)[2] in mail.text
    assert Row.objects.filter(act="judge.second-look").count() == 1
    row.ballot.refresh_from_db()
    assert row.ballot.state == "submitted"
    assert list(Score.objects.filter(ballot=row.ballot).values()) == before


def test_it_is_refused_where_the_judge_could_change_nothing() -> None:
    row = scored_ballot()
    organiser = row.round.edition.organisers.get().user
    row.round.closes_at = timezone.now() - timedelta(minutes=1)
    with pytest.raises(NoSecondLookError):
        ask_second_look(assignment=row, actor=organiser)
    blank = assigned(judge_of(row.round.edition), entry_in(row.round.edition))
    with pytest.raises(NoSecondLookError):
        ask_second_look(assignment=blank, actor=organiser)
    assert asked() == 0


def test_button_asks_and_a_stranger_s_button_does_not() -> None:
    row, client = scored_ballot(), Client()
    client.force_login(row.judge.user)
    press(row, client)
    assert asked() == 0
    client.force_login(row.round.edition.organisers.get().user)
    shown = press(row, client)
    assert asked() == 1
    assert (
        reverse("judging:second-look", args=[row.round.edition.code, row.pk]) in shown
    )


def test_ballot_of_another_edition_is_not_found() -> None:
    row, other = scored_ballot(), edition_in_judging()
    client = Client()
    client.force_login(other.organisers.get().user)
    address = reverse("judging:second-look", args=[other.code, row.pk])
    assert client.post(address).status_code == 404
