from __future__ import annotations

from datetime import datetime

import pytest

from awards.accounts.models import User
from awards.ledger.models import Row
from awards.models import Edition, WinnerList
from awards.outbox.work import WorkState
from awards.refusals import (
    ErratumNeeded,
    MomentPassed,
    Refused,
    SecondPersonNeeded,
    WrongState,
)
from awards.winners.lines import WinnerLine
from awards.winners.services import (
    approve_list,
    discard_list,
    freeze_list,
    schedule_list,
    set_erratum,
    unschedule_list,
)
from awards.winners.unchecked import ALL_CHECKED
from tests.awards.winners.publishing import publish_due_lists
from tests.factories import make_edition, make_list, make_organiser, moment

pytestmark = pytest.mark.django_db


def line(reference: str = "E-0001", **fields: object) -> WinnerLine:
    texts = {
        "category_code": "mobility",
        "category_th": "การเดินทาง",
        "category_en": "Mobility",
        "level_code": "good",
        "level_order": 3,
        "level_th": "ระดับดี",
        "level_en": "Good",
        "title_th": "ผลงานสมมุติ",
        "organisation_th": "เทศบาลสมมุติ",
    }
    return WinnerLine(reference=reference, **{**texts, **fields})  # type: ignore[arg-type]


def freeze(edition: Edition, actor: User | None = None, **fields: object) -> WinnerList:
    arguments = {"lines": [line()], **fields}
    return freeze_list(edition=edition, actor=actor, **arguments)  # type: ignore[arg-type]


def schedule(
    winner_list: WinnerList,
    actor: User | None = None,
    publish_at: datetime | None = None,
) -> WinnerList:
    return schedule_list(
        winner_list=winner_list,
        publish_at=publish_at,
        actor=actor,
        unchecked=ALL_CHECKED,
    )


def test_frozen_list_is_a_draft_that_is_never_published() -> None:
    frozen = freeze(make_edition())
    assert frozen.state == WorkState.DRAFT
    assert publish_due_lists() == 0


def test_due_list_is_published_once() -> None:
    frozen = schedule(freeze(make_edition()))
    seen: list[int] = []
    assert publish_due_lists(lambda winner_list: seen.append(winner_list.pk)) == 1
    assert publish_due_lists(lambda winner_list: seen.append(winner_list.pk)) == 0
    frozen.refresh_from_db()
    assert (seen, frozen.state, frozen.published_at is not None) == (
        [frozen.pk],
        WorkState.DONE,
        True,
    )
    assert Row.objects.filter(act="list-published").count() == 1


def test_list_is_not_published_before_its_moment() -> None:
    schedule(freeze(make_edition()), publish_at=moment(seconds=30))
    assert publish_due_lists() == 0


def test_moment_that_has_passed_is_refused_and_nothing_is_published() -> None:
    for two_persons in (False, True):
        frozen = freeze(make_edition(two_person_rule=two_persons))
        with pytest.raises(MomentPassed) as refused:
            schedule(frozen, publish_at=moment(seconds=-1))
        assert refused.value.field == "publish_at"
        frozen.refresh_from_db()
        assert frozen.state == WorkState.DRAFT
    assert publish_due_lists() == 0


def test_failing_publication_leaves_nothing_public_and_is_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    frozen = schedule(freeze(make_edition()))

    def fail(winner_list: WinnerList) -> None:
        raise RuntimeError("no mail")

    assert publish_due_lists(fail) == 0
    frozen.refresh_from_db()
    assert (frozen.published_at, frozen.state, frozen.attempts) == (
        None,
        WorkState.QUEUED,
        1,
    )
    assert "no mail" in frozen.last_error
    assert not Row.objects.filter(act="list-published").exists()


def test_empty_list_is_refused() -> None:
    with pytest.raises(Refused):
        freeze(make_edition(), lines=[])


def test_new_list_replaces_one_that_was_not_published() -> None:
    edition = make_edition()
    first = schedule(freeze(edition), publish_at=moment(days=1))
    second = freeze(edition)
    assert list(edition.winner_lists.all()) == [second]
    with pytest.raises(WrongState):
        schedule(first)


def test_amendment_supersedes_the_standing_list() -> None:
    edition = make_edition()
    old = make_list(edition)
    new = freeze(edition, erratum_th="แก้ชื่อ", erratum_en="Name corrected")
    schedule(new)
    assert publish_due_lists() == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert old.superseded_at is not None
    assert new.superseded_at is None
    assert new.version == 2


def test_amendment_without_erratum_is_refused() -> None:
    edition = make_edition()
    make_list(edition)
    draft = freeze(edition)
    with pytest.raises(ErratumNeeded):
        schedule(draft)
    set_erratum(winner_list=draft, erratum_th="แก้", erratum_en="Corrected", actor=None)
    assert schedule(draft).state == WorkState.QUEUED


def test_two_person_rule_keeps_a_list_waiting_for_another_organiser() -> None:
    edition = make_edition(two_person_rule=True)
    first, second = make_organiser(edition), make_organiser(edition)
    frozen = freeze(edition, first)
    with pytest.raises(SecondPersonNeeded):
        schedule(frozen, first)
    with pytest.raises(SecondPersonNeeded):
        approve_list(winner_list=frozen, actor=first)
    approve_list(winner_list=frozen, actor=second)
    assert schedule(frozen, first).state == WorkState.QUEUED


def test_changed_erratum_voids_the_approval() -> None:
    edition = make_edition(two_person_rule=True)
    first, second = make_organiser(edition), make_organiser(edition)
    frozen = freeze(edition, first)
    approve_list(winner_list=frozen, actor=second)
    changed = set_erratum(
        winner_list=frozen, erratum_th="ก", erratum_en="a", actor=first
    )
    assert changed.approved_by_id is None


def test_published_list_cannot_be_taken_back() -> None:
    published = make_list(make_edition())
    for act in (unschedule_list, discard_list):
        with pytest.raises(WrongState):
            act(winner_list=published, actor=None)


def test_unscheduled_list_is_not_published() -> None:
    frozen = schedule(freeze(make_edition()))
    unschedule_list(winner_list=frozen, actor=None)
    assert publish_due_lists() == 0
