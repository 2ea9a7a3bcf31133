"""Writing a message to a group: who may, what is checked, and a second organiser's approval."""

from __future__ import annotations

from typing import Any

import pytest

from awards.accounts.models import User
from awards.ledger.models import Row
from awards.mails.audiences import Chosen
from awards.models import Broadcast, Edition
from awards.models.broadcasts import Stage
from awards.outbox.models import Message
from awards.refusals import (
    ChangedMeanwhile,
    MomentPassed,
    Refused,
    SecondPersonNeeded,
    WrongState,
)
from awards.roles import Role
from config.broadcasts.audiences import AUDIENCES
from config.broadcasts.pages import came_back
from config.broadcasts.sending import send_due
from config.broadcasts.services import (
    NotReady,
    approve_broadcast,
    change_group,
    delete_draft,
    leave_out,
    plan_broadcast,
    set_words,
    take_back,
    take_in_again,
    write_broadcast,
)
from tests.factories import (
    ago,
    ahead,
    make_broadcast,
    make_categories,
    make_edition,
    make_entry,
    make_organiser,
)

pytestmark = pytest.mark.django_db
WORDS = {
    "subject_th": "เรื่อง",
    "text_th": "เนื้อความ {title}",
    "subject_en": "Subject",
    "text_en": "Text {title}",
}


@pytest.fixture
def edition() -> Edition:
    edition = make_edition(broadcast_alone=1)
    make_categories(edition)
    make_entry(edition)
    return edition


@pytest.fixture
def author(edition: Edition) -> User:
    return make_organiser(edition)


@pytest.fixture
def large(edition: Edition, author: User) -> Broadcast:
    """To two people, of whom one organiser may write to one alone."""
    make_entry(edition)
    return make_broadcast(edition, author=author, changed_by=author)


def plan(broadcast: Broadcast, actor: User, **more: Any) -> Broadcast:
    broadcast.refresh_from_db()
    return plan_broadcast(
        broadcast=broadcast, actor=actor, seen=broadcast.version, **more
    )


def test_draft_tells_nobody(edition: Edition, author: User) -> None:
    broadcast = write_broadcast(
        edition=edition,
        audience=AUDIENCES["sent-in"],
        chosen=Chosen({"category": "mobility", "columns": "title"}),
        actor=author,
    )
    assert broadcast.stage == Stage.DRAFT
    assert broadcast.filters == {"category": "mobility"}
    send_due()
    assert not Message.objects.exists()


@pytest.mark.parametrize("role", [Role.ELIGIBILITY, Role.COMMUNICATIONS])
def test_role_that_may_not_know_the_group_writes_to_nobody(
    edition: Edition, role: Role
) -> None:
    helper = make_organiser(edition, role=role)
    for audience in AUDIENCES.values():
        with pytest.raises(Refused):
            write_broadcast(
                edition=edition, audience=audience, chosen=Chosen(), actor=helper
            )


def test_unknown_placeholder_and_half_a_language_are_refused(
    edition: Edition, author: User
) -> None:
    broadcast = make_broadcast(edition)
    for wrong, field in (
        ({"text_en": "Your {ballot}"}, "text_en"),
        ({"subject_th": ""}, "subject_th"),
        ({"text_th": "[ดู]({title})"}, "text_th"),
    ):
        with pytest.raises(Refused) as refused:
            set_words(
                broadcast=broadcast,
                actor=author,
                seen=1,
                is_news=False,
                **{**WORDS, **wrong},
            )
        assert refused.value.field == field


def test_judges_cannot_be_told_of_entries(edition: Edition, author: User) -> None:
    broadcast = make_broadcast(edition, "judges-accepted")
    with pytest.raises(Refused):
        set_words(broadcast=broadcast, actor=author, seen=1, is_news=False, **WORDS)


def test_older_version_overwrites_nothing(edition: Edition, author: User) -> None:
    broadcast = make_broadcast(edition)
    set_words(broadcast=broadcast, actor=author, seen=1, is_news=True, **WORDS)
    with pytest.raises(ChangedMeanwhile):
        set_words(broadcast=broadcast, actor=author, seen=1, is_news=False, **WORDS)
    broadcast.refresh_from_db()
    assert (broadcast.version, broadcast.is_news, broadcast.subject_en) == (
        2,
        True,
        "Subject",
    )


def test_not_without_words_readers_or_a_time_to_come(
    edition: Edition, author: User
) -> None:
    empty = make_broadcast(edition, **dict.fromkeys(WORDS, ""))
    to_nobody = make_broadcast(edition, "not-eligible")
    with pytest.raises(NotReady):
        plan(empty, author)
    with pytest.raises(NotReady):
        plan(to_nobody, author)
    with pytest.raises(MomentPassed) as refused:
        plan(make_broadcast(edition), author, moment=ago(minutes=1))
    assert refused.value.field == "moment"


def test_small_group_needs_nobody_else(edition: Edition, author: User) -> None:
    assert plan(make_broadcast(edition), author).stage == Stage.PLANNED


def test_large_group_waits_for_another_organiser_who_is_told(
    edition: Edition, author: User, large: Broadcast
) -> None:
    other = make_organiser(edition, role=Role.ORGANISER)
    make_organiser(edition, role=Role.READER)
    assert plan(large, author).stage == Stage.ASKED
    send_due()
    asked = Message.objects.get()
    assert (asked.to_email, asked.event) == (other.email, "broadcast-approval-asked")
    with pytest.raises(SecondPersonNeeded):
        approve_broadcast(broadcast=large, actor=author, seen=1)
    approve_broadcast(broadcast=large, actor=other, seen=1)
    send_due()
    assert Message.objects.filter(event="broadcast").count() == 2
    acts = Row.objects.filter(chain=edition.code).order_by("number")
    assert list(acts.values_list("act", flat=True)) == [
        "broadcast-asked",
        "broadcast-approved",
        "broadcast-sent",
    ]


def test_who_wrote_it_last_does_not_approve_it_for_another(
    edition: Edition, author: User, large: Broadcast
) -> None:
    other, third = make_organiser(edition), make_organiser(edition)
    set_words(broadcast=large, actor=other, seen=1, is_news=False, **WORDS)
    plan(large, author)
    with pytest.raises(SecondPersonNeeded):
        approve_broadcast(broadcast=large, actor=other, seen=2)
    assert approve_broadcast(broadcast=large, actor=third, seen=2).approved_by == third


@pytest.mark.parametrize("change", ["words", "group", "left out", "taken in"])
def test_change_after_approval_asks_again(
    edition: Edition, author: User, large: Broadcast, change: str
) -> None:
    other = make_organiser(edition)
    person = edition.entries.earliest("pk").owner_id
    plan(large, author, moment=ahead(days=1))
    approve_broadcast(broadcast=large, actor=other, seen=1)
    common: dict[str, Any] = {"broadcast": large, "actor": author, "seen": 1}
    match change:
        case "words":
            set_words(**common, is_news=False, **WORDS)
        case "group":
            change_group(**common, audience=AUDIENCES["sent-in"], chosen=Chosen())
        case "left out":
            assert leave_out(**common, people=[person]) == 1
        case "taken in":
            assert take_in_again(**common, people=[person]) == 0
    large.refresh_from_db()
    assert (large.stage, large.approved_by, large.wanted_at) == (
        Stage.DRAFT,
        None,
        None,
    )
    with pytest.raises(WrongState):
        approve_broadcast(broadcast=large, actor=other, seen=2)


def test_nobody_approves_what_they_have_not_read(
    edition: Edition, author: User, large: Broadcast
) -> None:
    other = make_organiser(edition)
    plan(large, author)
    set_words(broadcast=large, actor=author, seen=1, is_news=False, **WORDS)
    plan(large, author)
    with pytest.raises(ChangedMeanwhile):
        approve_broadcast(broadcast=large, actor=other, seen=1)


def test_edition_of_one_organiser_is_told_what_to_do(
    author: User, large: Broadcast
) -> None:
    with pytest.raises(SecondPersonNeeded) as refused:
        plan(large, author)
    assert "2" in str(refused.value)
    large.refresh_from_db()
    assert large.stage == Stage.DRAFT


def test_group_that_grew_too_large_is_not_sent(edition: Edition, author: User) -> None:
    other = make_organiser(edition)
    broadcast = make_broadcast(edition, changed_by=author)
    plan(broadcast, author)
    make_entry(edition)
    send_due()
    broadcast.refresh_from_db()
    assert broadcast.stage == Stage.ASKED
    assert not Message.objects.filter(event="broadcast").exists()
    approve_broadcast(broadcast=broadcast, actor=other, seen=1)
    send_due()
    assert Message.objects.filter(event="broadcast").count() == 2


def test_group_that_grew_is_a_draft_again_where_nobody_could_approve(
    edition: Edition, author: User
) -> None:
    broadcast = make_broadcast(edition)
    plan(broadcast, author)
    make_entry(edition)
    send_due()
    broadcast.refresh_from_db()
    assert came_back(broadcast)
    assert not Message.objects.exists()


def test_schedule_can_be_cancelled_and_the_draft_deleted(
    edition: Edition, author: User
) -> None:
    broadcast = make_broadcast(edition)
    plan(broadcast, author, moment=ahead(days=1))
    with pytest.raises(WrongState):
        delete_draft(broadcast=broadcast)
    assert take_back(broadcast=broadcast, actor=author).stage == Stage.DRAFT
    with pytest.raises(WrongState):
        take_back(broadcast=broadcast, actor=author)
    delete_draft(broadcast=broadcast)
    assert not Broadcast.objects.exists()


def test_what_was_sent_is_not_changed(edition: Edition, author: User) -> None:
    broadcast = make_broadcast(edition)
    plan(broadcast, author)
    send_due()
    with pytest.raises(WrongState):
        set_words(broadcast=broadcast, actor=author, seen=1, is_news=False, **WORDS)
    with pytest.raises(WrongState):
        delete_draft(broadcast=broadcast)
