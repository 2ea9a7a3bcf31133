"""The two-person rule binds whoever prepares a list: neither the switch nor a second
account gets past it.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from awards.editions.organisers import (
    add_organiser,
    add_organiser_by_email,
    name_or_ask,
    remove_organiser,
)
from awards.editions.services import update_edition
from awards.editions.two_persons import agree_change, ask_change, drop_change
from awards.models import Edition, Organiser, PendingChange, WinnerList
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from awards.refusals import Refused, SecondPersonNeeded
from awards.statuses import ChangeKind
from awards.winners.services import (
    approve_list,
    discard_list,
    freeze_list,
    schedule_list,
    set_erratum,
)
from awards.winners.unchecked import ALL_CHECKED
from judging.publication.services import publish_due
from tests.awards.winners.test_lists import line
from tests.factories import (
    make_edition,
    make_list,
    make_operator,
    make_organiser,
    make_user,
    make_winner,
    moment,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(two_person_rule=True)


@pytest.fixture
def first(edition: Edition) -> Any:
    return make_organiser(edition, make_user("first@example.org"))


@pytest.fixture
def second(edition: Edition) -> Any:
    return make_organiser(edition, make_user("second@example.org"))


def prepared(edition: Edition, actor: Any) -> WinnerList:
    return freeze_list(edition=edition, lines=[line()], actor=actor)


def told(what: str) -> set[str]:
    rows = Message.objects.filter(dedupe_key__startswith=f"running-changed:{what}:")
    return set(rows.values_list("to_email", flat=True))


def test_publication_itself_asks_for_the_approval_whoever_queued_the_list(
    edition: Edition, first: Any
) -> None:
    frozen = prepared(edition, first)
    WinnerList.objects.filter(pk=frozen.pk).update(
        state=WorkState.QUEUED, due_at=moment(seconds=-1)
    )
    assert publish_due() == 0
    frozen.refresh_from_db()
    assert (frozen.published_at, frozen.state) == (None, WorkState.DRAFT)
    assert frozen.last_error
    assert (
        Message.objects.filter(to_email=first.email, event="publishing-failed").count()
        == 1
    )


def test_rule_turned_on_after_scheduling_holds_the_publication_back(
    first: Any, edition: Edition
) -> None:
    Edition.objects.filter(pk=edition.pk).update(two_person_rule=False)
    frozen = schedule_list(
        winner_list=prepared(edition, first),
        publish_at=None,
        actor=first,
        unchecked=ALL_CHECKED,
    )
    assert frozen.state == WorkState.QUEUED
    edition.refresh_from_db()
    update_edition(edition=edition, actor=first, two_person_rule=True)
    assert publish_due() == 0
    assert not WinnerList.objects.exclude(published_at=None).exists()


def test_nobody_turns_the_rule_off_alone(
    edition: Edition, first: Any, second: Any
) -> None:
    with pytest.raises(SecondPersonNeeded):
        update_edition(edition=edition, actor=first, two_person_rule=False)
    change = ask_change(edition=edition, kind=ChangeKind.RULE_OFF, actor=first)
    assert told("asked-rule-off") == {second.email}
    with pytest.raises(SecondPersonNeeded):
        agree_change(change=change, actor=first)
    with pytest.raises(SecondPersonNeeded):
        agree_change(change=change, actor=make_operator())
    edition.refresh_from_db()
    assert edition.two_person_rule
    agree_change(change=change, actor=second)
    edition.refresh_from_db()
    assert not edition.two_person_rule
    assert told("rule-off") == set()  # whoever asked and whoever agreed know it
    assert not PendingChange.objects.exists()


def test_every_other_organiser_is_told_that_the_rule_is_off(
    edition: Edition, first: Any, second: Any
) -> None:
    third = make_organiser(edition)
    agree_change(
        change=ask_change(edition=edition, kind=ChangeKind.RULE_OFF, actor=first),
        actor=second,
    )
    assert told("rule-off") == {third.email}
    text = Message.objects.get(dedupe_key__startswith="running-changed:rule-off:").text
    assert first.email in text
    assert second.email in text


def test_second_account_named_after_a_list_was_prepared_needs_a_second_organiser(
    edition: Edition, first: Any, second: Any
) -> None:
    accomplice = make_user("accomplice@example.org")
    prepared(edition, first)
    with pytest.raises(SecondPersonNeeded):
        add_organiser(edition=edition, user=accomplice, actor=first)
    with pytest.raises(SecondPersonNeeded):
        add_organiser_by_email(edition=edition, email=accomplice.email, actor=first)
    change = name_or_ask(edition=edition, email=accomplice.email, actor=first)
    assert isinstance(change, PendingChange)
    assert told("asked-organiser") == {second.email}
    with pytest.raises(SecondPersonNeeded):
        agree_change(change=change, actor=first)
    agree_change(change=change, actor=second)
    assert edition.organisers.filter(user=accomplice, named_by=first).exists()


def test_throwing_the_list_away_does_not_open_the_door(
    edition: Edition, first: Any, second: Any
) -> None:
    discard_list(winner_list=prepared(edition, first), actor=first)
    with pytest.raises(SecondPersonNeeded):
        add_organiser(edition=edition, user=make_user(), actor=first)


def test_whom_the_preparer_named_afterwards_cannot_approve_alone(
    edition: Edition, first: Any, second: Any
) -> None:
    frozen = prepared(edition, first)
    named = make_organiser(edition)
    Organiser.objects.filter(user=named).update(named_by=first)
    with pytest.raises(SecondPersonNeeded):
        approve_list(winner_list=frozen, actor=named)
    approve_list(winner_list=frozen, actor=second)


def test_whom_the_preparer_named_before_can_approve(
    edition: Edition, first: Any
) -> None:
    named = add_organiser(edition=edition, user=make_user(), actor=first).user
    approve_list(winner_list=prepared(edition, first), actor=named)


def test_another_address_of_the_same_mailbox_is_the_same_person(
    edition: Edition, first: Any
) -> None:
    alias = make_organiser(edition, make_user("first+second@example.org"))
    with pytest.raises(SecondPersonNeeded):
        approve_list(winner_list=prepared(edition, first), actor=alias)


def test_who_is_no_organiser_cannot_approve(edition: Edition, first: Any) -> None:
    with pytest.raises(SecondPersonNeeded):
        approve_list(winner_list=prepared(edition, first), actor=make_user())


def test_who_changed_the_list_cannot_approve_the_change(
    edition: Edition, first: Any, second: Any
) -> None:
    frozen = prepared(edition, first)
    set_erratum(winner_list=frozen, erratum_th="ก", erratum_en="a", actor=second)
    with pytest.raises(SecondPersonNeeded):
        approve_list(winner_list=frozen, actor=second)
    again = prepared(edition, first)
    approve_list(winner_list=again, actor=second)


def test_who_agrees_was_not_brought_in_by_who_asked(
    edition: Edition, first: Any
) -> None:
    change = ask_change(edition=edition, kind=ChangeKind.RULE_OFF, actor=first)
    named = add_organiser(edition=edition, user=make_user(), actor=first).user
    with pytest.raises(SecondPersonNeeded):
        agree_change(change=change, actor=named)


def test_change_of_somebody_who_is_gone_is_asked_anew(
    edition: Edition, first: Any, second: Any
) -> None:
    change = ask_change(edition=edition, kind=ChangeKind.RULE_OFF, actor=first)
    PendingChange.objects.update(asked_by=None)
    with pytest.raises(Refused):
        agree_change(change=change, actor=second)
    drop_change(change=change, actor=second)
    assert not PendingChange.objects.exists()


def test_co_organisers_are_told_of_who_is_named_and_removed(
    edition: Edition, first: Any, second: Any
) -> None:
    add_organiser_by_email(edition=edition, email="new@example.org", actor=first)
    assert told("organiser-named") == {second.email}
    remove_organiser(
        organiser=edition.organisers.get(user__email="new@example.org"), actor=second
    )
    assert told("organiser-removed") == {first.email}


def test_pages_ask_where_one_organiser_is_not_enough(
    client: Client, edition: Edition, first: Any, second: Any
) -> None:
    make_winner(make_list(edition))
    prepared(edition, first)
    client.force_login(first)
    address = f"/en/manage/{edition.code}/organisers/"
    client.post(address, {"email": "new@example.org", "role": "organiser"})
    assert not edition.organisers.filter(user__email="new@example.org").exists()
    change = PendingChange.objects.get()
    client.post(f"{address}changes/{change.pk}/")
    assert PendingChange.objects.exists()
    client.force_login(second)
    with override("en"):
        assert "new@example.org" in client.get(address).content.decode()
    client.post(f"{address}changes/{change.pk}/")
    assert edition.organisers.filter(user__email="new@example.org").exists()


def test_unticking_the_rule_saves_the_rest_and_asks(
    client: Client, edition: Edition, first: Any, second: Any
) -> None:
    from awards.editions.forms import EditionForm

    form = EditionForm(instance=edition)
    typed = {
        name: form[name].value() for name in form.fields if name != "two_person_rule"
    }
    typed = {name: value if value is not None else "" for name, value in typed.items()}
    typed |= {
        name: getattr(edition, name).strftime("%d/%m/%Y %H:%M")
        for name in typed
        if name.endswith("_at")
    }
    client.force_login(first)
    answer = client.post(
        f"/en/manage/{edition.code}/edition/", {**typed, "name_en": "Another name"}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    edition.refresh_from_db()
    assert (edition.name_en, edition.two_person_rule) == ("Another name", True)
    assert PendingChange.objects.get().kind == ChangeKind.RULE_OFF
