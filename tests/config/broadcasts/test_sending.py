"""A message to a group on its way: the list is that of the moment, nobody is written to
twice, and what is stopped stays with whom it had reached.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.accounts.models import User
from awards.ledger.models import Row
from awards.models import Broadcast, BroadcastRecipient, Edition
from awards.models.broadcasts import Stage, Standing
from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Channel, Message, Suppression
from awards.outbox.preferences import choose
from awards.outbox.topics import Topic
from awards.outbox.work import WorkState
from awards.refusals import WrongState
from config.broadcasts import sending
from config.broadcasts.pages import Outcome, people_after, person_after, progress_of
from config.broadcasts.people import going
from config.broadcasts.sending import send_due, send_next
from config.broadcasts.services import (
    copy_broadcast,
    leave_out,
    plan_broadcast,
    stop_broadcast,
    take_back,
    try_again,
)
from config.people.invariants import problems
from config.people.personal_data import all_tables, erase_person
from nominations.models import Entry
from nominations.statuses import Eligibility, EntryState
from tests.factories import (
    ahead,
    make_broadcast,
    make_categories,
    make_edition,
    make_entry,
    make_organiser,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    edition = make_edition()
    make_categories(edition)
    make_organiser(edition)
    return edition


def organiser_of(edition: Edition) -> User:
    return edition.organisers.earliest("pk").user


def planned(edition: Edition, audience: str = "sent-in", **fields: object) -> Broadcast:
    broadcast = make_broadcast(edition, audience, **fields)
    return plan_broadcast(
        broadcast=broadcast, actor=organiser_of(edition), seen=broadcast.version
    )


def written_to(broadcast: Broadcast) -> set[str]:
    mails = Message.objects.filter(broadcast_recipients__broadcast=broadcast)
    return set(mails.values_list("to_email", flat=True))


def test_each_person_gets_one_mail_however_many_entries_they_have(
    edition: Edition,
) -> None:
    one, two = make_user(language="en"), make_user(language="th")
    first, second = (make_entry(edition, one) for _ in range(2))
    third = make_entry(edition, two)
    broadcast = planned(edition)
    send_due()
    mails = {mail.to_email: mail for mail in Message.objects.all()}
    assert set(mails) == {one.email, two.email}
    assert first.title_en in mails[one.email].text
    assert second.title_en in mails[one.email].text
    assert mails[one.email].subject == "About your entry"
    assert third.title_th in mails[two.email].text
    assert {mail.priority for mail in mails.values()} == {Message.MASS}
    broadcast.refresh_from_db()
    assert broadcast.stage == Stage.SENT


def test_mail_names_nobody_else_who_gets_it(edition: Edition) -> None:
    people = [make_entry(edition).owner for _ in range(3)]
    planned(edition)
    send_due()
    for mail in Message.objects.all():
        said = f"{mail.text} {mail.html} {mail.headers}"
        others = [person.email for person in people if person.email != mail.to_email]
        assert not any(email in said for email in others)


def test_list_is_made_again_when_it_is_sent(edition: Edition) -> None:
    stays, goes = make_entry(edition), make_entry(edition)
    broadcast = planned(edition)
    Entry.objects.filter(pk=goes.pk).update(state=EntryState.WITHDRAWN)
    comes = make_entry(edition)
    send_due()
    assert written_to(broadcast) == {stays.owner.email, comes.owner.email}


def test_nothing_is_written_before_its_moment(edition: Edition) -> None:
    make_entry(edition)
    broadcast = make_broadcast(edition)
    plan_broadcast(
        broadcast=broadcast, actor=organiser_of(edition), seen=1, moment=ahead(hours=1)
    )
    send_due()
    assert not Message.objects.exists()
    Broadcast.objects.update(due_at=Now() - timedelta(seconds=1))
    send_due()
    assert Message.objects.count() == 1


def test_whom_an_organiser_left_out_gets_nothing(edition: Edition) -> None:
    out, stays = make_entry(edition).owner, make_entry(edition).owner
    broadcast = make_broadcast(edition)
    leave_out(broadcast=broadcast, people=[out.pk], actor=organiser_of(edition), seen=1)
    plan_broadcast(broadcast=broadcast, actor=organiser_of(edition), seen=2)
    send_due()
    assert written_to(broadcast) == {stays.email}
    left = broadcast.recipients.get(user=out)
    assert left.standing == Standing.LEFT_OUT


def test_left_out_stay_so_though_they_leave_the_group_and_come_again(
    edition: Edition,
) -> None:
    entry, _other = make_entry(edition), make_entry(edition)
    broadcast = make_broadcast(edition)
    actor = organiser_of(edition)
    leave_out(broadcast=broadcast, people=[entry.owner_id], actor=actor, seen=1)
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.DRAFT)
    assert entry.owner not in going(broadcast)
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.SUBMITTED)
    assert entry.owner not in going(broadcast)


def test_news_go_to_nobody_who_refused_them_and_work_does(edition: Edition) -> None:
    refuses, takes = make_entry(edition).owner, make_entry(edition).owner
    choose(user=refuses, topic=Topic.NEWS, channel=Channel.NONE)
    news, work = planned(edition, is_news=True), planned(edition)
    assert set(going(news)) == {takes}
    assert set(going(work)) == {refuses, takes}
    send_due()
    sent = Message.objects.exclude(state=WorkState.DROPPED)
    assert set(sent.filter(event="broadcast-news").values_list("to_email", flat=True)) == {takes.email}  # fmt: skip
    assert sent.filter(event="broadcast").count() == 2
    with override("en"):
        said = {row.user_id: person_after(row) for row in people_after(news, "", "")}
    assert said[refuses.pk].outcome == Outcome.NOT_SENT
    assert "refused" in said[refuses.pk].why


def test_suppressed_address_gets_nothing_and_the_list_says_so(edition: Edition) -> None:
    bounced, _takes = make_entry(edition).owner, make_entry(edition).owner
    Suppression.objects.create(email=bounced.email.upper(), reason="bounced")
    broadcast = planned(edition)
    assert bounced not in going(broadcast)
    send_due()
    deliver_messages()
    progress = progress_of(broadcast)
    assert (progress.sent, progress.not_sent, progress.waiting) == (1, 1, 0)
    rows = people_after(broadcast, "", "")
    with override("en"):
        said = {row.user_id: person_after(row) for row in rows}
    assert said[bounced.pk].why == "This address takes no email"


def test_reader_of_a_language_it_lacks_gets_the_other(edition: Edition) -> None:
    entry = make_entry(edition, make_user(language="en"))
    planned(edition, subject_en="", text_en="")
    send_due()
    mail = Message.objects.get()
    assert mail.language == "th"
    assert entry.title_th in mail.text


def test_worker_killed_between_any_two_steps_loses_and_doubles_nothing(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    people = {make_entry(edition).owner.email for _ in range(5)}
    broadcast = planned(edition)

    class Killed(BaseException):
        pass

    for _turn in range(3):  # each dies at the end of a step, before it is committed
        with pytest.raises(Killed):
            die_after_a_step(broadcast, Killed)
        assert send_next(broadcast.pk)  # the next one does it anew
    send_due()
    assert written_to(broadcast) == people
    assert Message.objects.count() == len(people)
    assert not [one for one in problems() if "broadcast" in one]


def test_batch_that_was_written_once_is_not_written_again(edition: Edition) -> None:
    """Were its rows to forget it: the key of a mail names the person."""
    make_entry(edition)
    broadcast = planned(edition)
    send_due()
    broadcast.recipients.update(standing=Standing.WAITS, message=None)
    Broadcast.objects.update(state=WorkState.CLAIMED)
    send_due()
    assert Message.objects.count() == 1
    assert broadcast.recipients.get().message == Message.objects.get()


def test_one_who_left_the_group_between_batches_gets_nothing(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 1)
    first, second = make_entry(edition), make_entry(edition)
    broadcast = planned(edition)
    assert send_next(broadcast.pk)
    assert send_next(broadcast.pk)
    Entry.objects.filter(pk=second.pk).update(state=EntryState.WITHDRAWN)
    send_due()
    assert written_to(broadcast) == {first.owner.email}
    assert broadcast.recipients.get(user=second.owner).standing == Standing.GONE


def test_broken_one_keeps_no_other_and_is_tried_again(edition: Edition) -> None:
    make_entry(edition)
    broken, whole = planned(edition), planned(edition)
    Broadcast.objects.filter(pk=broken.pk).update(audience="unheard-of")
    send_due()
    broken.refresh_from_db()
    assert written_to(whole)
    assert broken.state == WorkState.QUEUED
    assert "unheard-of" in broken.last_error
    assert broken not in Broadcast.objects.due()


def test_failed_one_goes_on_where_it_broke_off(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 1)
    people = {make_entry(edition).owner.email for _ in range(2)}
    broadcast = planned(edition)
    send_next(broadcast.pk)
    send_next(broadcast.pk)
    Broadcast.objects.update(state=WorkState.FAILED)
    try_again(broadcast=broadcast, actor=organiser_of(edition))
    send_due()
    assert written_to(broadcast) == people
    assert Message.objects.count() == 2
    with pytest.raises(WrongState):
        try_again(broadcast=broadcast, actor=organiser_of(edition))


def test_stopped_halfway_reaches_nobody_more(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    for _ in range(5):
        make_entry(edition)
    broadcast = planned(edition)
    send_next(broadcast.pk)  # the list
    send_next(broadcast.pk)  # two mails
    deliver_messages(limit=1)
    done = stop_broadcast(broadcast=broadcast, actor=organiser_of(edition))
    assert (done.sent, done.in_hand, done.kept) == (1, 0, 4)
    send_due()
    deliver_messages()
    assert Message.objects.filter(state=WorkState.DONE).count() == 1
    dropped = Message.objects.get(state=WorkState.DROPPED)
    assert "stopped" in dropped.last_error
    progress = progress_of(broadcast)
    assert (progress.sent, progress.waiting, progress.not_sent) == (1, 0, 4)
    assert not [one for one in problems() if "broadcast" in one]
    broadcast.refresh_from_db()
    assert broadcast.stage == Stage.STOPPED


def test_what_is_sent_already_cannot_be_stopped(edition: Edition) -> None:
    make_entry(edition)
    broadcast = planned(edition)
    with pytest.raises(WrongState):  # not begun: its schedule is cancelled instead
        stop_broadcast(broadcast=broadcast, actor=organiser_of(edition))
    send_due()
    deliver_messages()
    with pytest.raises(WrongState):
        stop_broadcast(broadcast=broadcast, actor=organiser_of(edition))
    broadcast.refresh_from_db()
    assert broadcast.stage == Stage.SENT


def test_what_is_on_its_way_is_not_taken_back(edition: Edition) -> None:
    make_entry(edition)
    broadcast = planned(edition)
    send_due()
    with pytest.raises(WrongState):
        take_back(broadcast=broadcast, actor=organiser_of(edition))


def test_copy_is_a_draft_of_the_same_words_to_the_same_group(edition: Edition) -> None:
    make_entry(edition)
    broadcast = planned(edition, filters={"category": "environment"}, is_news=True)
    send_due()
    copy = copy_broadcast(broadcast=broadcast, actor=organiser_of(edition))
    assert copy.stage == Stage.DRAFT
    assert copy.can_change
    assert (copy.audience, copy.filters, copy.digest(), copy.is_news) == (
        broadcast.audience,
        broadcast.filters,
        broadcast.digest(),
        True,
    )
    assert not copy.recipients.exists()


def test_ledger_tells_of_how_many_and_never_of_whom(edition: Edition) -> None:
    person = make_entry(edition).owner
    broadcast = planned(edition)
    send_next(broadcast.pk)
    stop_broadcast(broadcast=broadcast, actor=organiser_of(edition))
    acts = list(
        Row.objects.filter(chain=edition.code, act__startswith="broadcast")
        .order_by("number")
        .values_list("act", flat=True)
    )
    assert acts == ["broadcast-planned", "broadcast-sent", "broadcast-stopped"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT value::text FROM ledger_value")
        said = " ".join(str(row[0]) for row in cursor.fetchall())
    assert person.email not in said
    assert broadcast.subject_en not in said


def die_after_a_step(broadcast: Broadcast, how: type[BaseException]) -> None:
    """Before it is committed."""
    with transaction.atomic():
        send_next(broadcast.pk)
        raise how


def steps_of(broadcast: Broadcast) -> list[int]:
    """Statements of each step until it is sent."""
    counts = []
    for _turn in range(4):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            going_on = send_next(broadcast.pk)
        counts.append(len(asked))
        if not going_on:
            break
    return counts


def test_as_many_statements_for_one_as_for_many(edition: Edition) -> None:
    make_entry(edition)
    few = steps_of(planned(edition))
    for _ in range(7):
        make_entry(edition)
    many = steps_of(planned(edition))
    assert few == many


@given(
    st.lists(
        st.tuples(
            st.sampled_from(EntryState.values),
            st.sampled_from(Eligibility.values),
            st.integers(0, 2),
        ),
        max_size=6,
    ),
    st.sampled_from(["drafts", "sent-in", "eligible", "returned", "not-eligible"]),
    st.sampled_from(["", "mobility", "environment"]),
    st.sets(st.integers(0, 2)),
)
@settings(
    max_examples=25,
    deadline=None,
)
def test_whatever_there_is_the_list_is_the_rule_at_the_moment_of_sending(
    edition: Edition,
    rows: list[tuple[str, str, int]],
    audience: str,
    category: str,
    out: set[int],
) -> None:
    with transaction.atomic():
        owners = [make_user() for _ in range(3)]
        make_entry(edition, owners[0], category="mobility", state=RIGHT[audience][0],
                   eligibility=RIGHT[audience][1])  # fmt: skip
        filters = {"category": category} if category else {}
        broadcast = make_broadcast(edition, audience, filters=filters)
        actor = organiser_of(edition)
        people = [owners[n].pk for n in out if n]
        leave_out(broadcast=broadcast, people=people, actor=actor, seen=1)
        left = set(broadcast.recipients.values_list("user", flat=True))
        if not going(broadcast).exists():
            transaction.set_rollback(True)
            return
        plan_broadcast(broadcast=broadcast, actor=actor, seen=2)
        for state, eligibility, owner in rows:
            make_entry(
                edition,
                owners[owner],
                category="environment",
                state=state,
                eligibility=eligibility,
            )
        send_due()
        expected = {
            entry.owner_id
            for entry in Entry.objects.filter(edition=edition)
            if fits(entry, audience)
            and category in ("", entry.standings.get().category.code)
        }
        got = broadcast.recipients.filter(standing=Standing.WRITTEN)
        assert set(got.values_list("user", flat=True)) == expected - left
        transaction.set_rollback(True)


SENT = EntryState.SUBMITTED
RIGHT = {
    "drafts": (EntryState.DRAFT, Eligibility.UNCHECKED),
    "sent-in": (SENT, Eligibility.UNCHECKED),
    "eligible": (SENT, Eligibility.ELIGIBLE),
    "returned": (SENT, Eligibility.RETURNED),
    "not-eligible": (SENT, Eligibility.REFUSED),
}


def fits(entry: Entry, audience: str) -> bool:
    """The same said once more, plainly."""
    if audience == "drafts":
        return entry.state == "draft"
    return (
        entry.state == "submitted"
        and {
            "sent-in": True,
            "eligible": entry.eligibility == "eligible",
            "returned": entry.eligibility == "returned",
            "not-eligible": entry.eligibility
            in ("not_eligible", "answered", "refused"),
        }[audience]
    )


def test_row_that_lies_about_who_waits_is_found(edition: Edition) -> None:
    make_entry(edition)
    broadcast = planned(edition)
    send_due()
    BroadcastRecipient.objects.update(standing=Standing.WAITS)
    found = [one for one in problems() if f"broadcast {broadcast.pk}" in one]
    assert (
        len(found) == 2
    )  # it waits although all is over, and has a mail although it waits
    BroadcastRecipient.objects.update(standing=Standing.WRITTEN)
    Message.objects.update(recipient=make_user())
    assert any("another's" in one for one in problems())


def test_erased_person_is_on_no_list_and_gets_nothing(edition: Edition) -> None:
    person, other = make_entry(edition).owner, make_entry(edition).owner
    broadcast = planned(edition)
    send_next(broadcast.pk)
    assert "awards.broadcastrecipient" in all_tables(person)
    assert "awards.broadcast" in all_tables(organiser_of(edition))
    erase_person(email=person.email)
    send_due()
    assert written_to(broadcast) == {other.email}
    assert not broadcast.recipients.filter(user=person).exists()
