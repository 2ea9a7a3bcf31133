from __future__ import annotations

import pytest

from awards.outbox.models import Message
from judging.ballots.services import send_in_ballot
from judging.progress.services import remind_all
from judging.statuses import JudgeState
from tests.judging.stage import FULL, assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


def test_who_owes_ballots_is_reminded_once_a_day_and_nobody_else() -> None:
    edition = edition_in_judging()
    round_ = edition.rounds.get()
    late, done, idle = (judge_of(edition) for _ in range(3))
    entry = entry_in(edition)
    assigned(late, entry)
    send_in_ballot(assignment=assigned(done, entry), user=done.user, scores=FULL)
    gone = judge_of(edition)
    assigned(gone, entry)
    gone.state = JudgeState.DECLINED
    gone.save()
    before = Message.objects.count()
    assert remind_all(edition=edition, round_=round_) == 1
    assert remind_all(edition=edition, round_=round_) == 0
    assert Message.objects.count() == before + 1
    assert Message.objects.latest("pk").to_email == late.user.email
    assert idle.user.email != late.user.email


def test_judges_of_another_edition_hear_nothing() -> None:
    edition, other = edition_in_judging(), edition_in_judging()
    assigned(judge_of(other), entry_in(other))
    assert remind_all(edition=edition, round_=edition.rounds.get()) == 0
    assert not Message.objects.exists()
