"""Files that wait for a check of names: organisers see how many, judges are told when
one comes after they began.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.models import Round
from awards.outbox.models import Message
from judging.ballots.late_files import tell_of_late_files
from judging.models import Assignment, Ballot
from judging.statuses import BallotState
from nominations.models import Attachment, Preparation
from tests.judging.stage import assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


def waiting_file(row: Assignment) -> Preparation:
    """A file of the entry that nobody has checked yet."""
    entry = row.entry_category.entry
    fields = {
        "name": "map.png",
        "media_type": "image/png",
        "size": 9,
        "sha256": "a" * 64,
        "created_by": entry.owner,
    }
    file = Attachment.objects.create(entry=entry, file="entries/none", **fields)
    return Preparation.objects.create(
        attachment=file, state="done", screening="waiting"
    )


def begun(row: Assignment, state: str = BallotState.SUBMITTED) -> Ballot:
    now = timezone.now()
    ballot = Ballot.objects.create(
        assignment=row,
        state=state,
        started_at=now - timedelta(hours=1),
        submitted_at=now,
    )
    return ballot


def passed(file: Preparation, minutes: int = 20) -> None:
    at = timezone.now() - timedelta(minutes=minutes)
    Preparation.objects.filter(pk=file.pk).update(screening="passed", screened_at=at)


def stage() -> tuple[Assignment, Preparation]:
    edition = edition_in_judging()
    row = assigned(judge_of(edition), entry_in(edition))
    return row, waiting_file(row)


def page(row: Assignment, name: str, *args: Any) -> str:
    edition = row.round.edition
    client = Client()
    client.force_login(edition.organisers.get().user)
    return client.get(
        reverse(name, args=args or [edition.code]), headers={"accept-language": "en"}
    ).content.decode()


@pytest.mark.parametrize("name", ["judging:progress-board", "judging:assignment-list"])
def test_organisers_see_what_waits_and_what_was_submitted_without_it(name: str) -> None:
    row, file = stage()
    begun(row)
    address = reverse("nominations:manage-files", args=[row.round.edition.code])
    shown = page(row, name)
    assert shown.count("alert-warning") == 1
    assert address in shown
    passed(file)
    assert "alert-warning" not in page(row, name)


def test_home_of_the_edition_counts_the_files_that_wait() -> None:
    row, file = stage()
    address = reverse("nominations:manage-files", args=[row.round.edition.code])
    assert page(row, "edition-home").count(address) == 2, "side bar and what needs one"
    passed(file)
    cache.clear()
    assert page(row, "edition-home").count(address) == 1


def test_desk_has_a_card_for_files_that_wait() -> None:
    row, _file = stage()
    client = Client()
    client.force_login(row.round.edition.organisers.get().user)
    assert (
        f"/en/manage/{row.round.edition.code}/files/"
        in client.get("/en/desk/").content.decode()
    )


def test_round_that_is_not_blind_warns_of_nothing() -> None:
    row, _file = stage()
    Round.objects.update(blind=False)
    assert "alert-warning" not in page(row, "judging:progress-board")


@pytest.mark.parametrize("state", [BallotState.SUBMITTED, BallotState.DRAFT])
def test_judge_who_began_without_files_is_told_once_in_one_mail(state: str) -> None:
    row, file = stage()
    other = assigned(row.judge, entry_in(row.round.edition))
    second = waiting_file(other)
    begun(row, state), begun(other, state)
    assert tell_of_late_files() == 0, "nothing has passed"
    passed(file), passed(second)
    assert tell_of_late_files() == 1
    mail = Message.objects.get(event="files_came")
    assert mail.recipient == row.judge.user
    for one in (row, other):
        assert one.entry_category.entry.reference in mail.text
    assert tell_of_late_files() == 0


def test_nobody_is_told_of_a_file_that_was_there_or_while_it_is_being_decided() -> None:
    row, file = stage()
    passed(file, minutes=2)
    begun(row)
    assert tell_of_late_files() == 0, "others of the same sitting may follow"
    passed(file, minutes=90)
    assert tell_of_late_files() == 0, "it had passed before the ballot was begun"
    assert not Message.objects.filter(event="files_came").exists()


def test_judge_who_knows_the_names_or_whose_round_is_over_is_not_told() -> None:
    row, file = stage()
    begun(row)
    passed(file)
    Round.objects.update(closes_at=timezone.now() - timedelta(minutes=5))
    assert tell_of_late_files() == 0
