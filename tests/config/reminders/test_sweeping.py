"""Who gets the mail of the day, from all rooms that know of things that wait."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.dsure.statuses import CertificateState
from awards.models import Digest, Edition, Reminded
from awards.models.reminders import NEEDLESS
from awards.outbox.delivery import TOO_OLD, deliver_messages
from awards.outbox.models import Channel, Message, Preference
from awards.outbox.topics import Topic
from awards.outbox.work import WorkState
from awards.reminders import by_hand
from awards.reminders.moments import by_day
from awards.reminders.services import set_reminder_rule
from awards.statuses import Reminder
from config.reminders.sweeping import look, remind_due
from judging.ballots.services import send_in_ballot
from judging.models import Extension, Judge, JudgeLink
from judging.progress.mail_kinds import JUDGE_REMINDED
from judging.progress.services import remind_judge
from judging.statuses import JudgeState
from nominations.entries.services import withdraw_entry
from nominations.models import Collaborator, Correction, Entry
from nominations.statuses import Eligibility, EntryState, May
from tests.config.reminders.staged import ZONE, call_closing, draft_of, noon, sweep
from tests.factories import (
    make_assignment,
    make_certificate,
    make_conflict,
    make_entry,
    make_judge,
    make_maker,
    make_user,
)
from tests.factories.secrets import ENTRANT_SECRETS
from tests.judging.stage import (
    FULL,
    assigned,
    edition_in_judging,
    entry_in,
    judge_of,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def digests() -> list[Message]:
    return list(Message.objects.filter(event="reminder-digest").order_by("pk"))


def to() -> list[str]:
    return sorted(message.to_email for message in digests())


def test_owner_and_those_who_may_edit_hear_of_a_draft_and_readers_do_not() -> None:
    entry = draft_of(call_closing(7 * DAY), make_user("owner@example.org"))
    for may in May:
        Collaborator.objects.create(entry=entry, email=f"{may}@example.org", may=may)
    assert sweep(noon()) == 3
    assert to() == ["edit@example.org", "owner@example.org", "submit@example.org"]
    assert entry.reference in digests()[0].subject
    assert f"/entries/{entry.reference}/" in digests()[0].text


def test_a_reminder_speaks_its_readers_language() -> None:
    edition = call_closing(3 * DAY)
    draft_of(edition, make_user("th@example.org", language="th"))
    draft_of(edition, make_user("en@example.org", language="en"))
    sweep(noon())
    texts = {message.to_email: message.text for message in digests()}
    assert "is still a draft" in texts["en@example.org"]
    assert "is still a draft" not in texts["th@example.org"]
    assert "/th/entries/" in texts["th@example.org"]


def test_nobody_hears_twice_of_one_moment_and_again_at_the_next() -> None:
    draft_of(call_closing(7 * DAY))
    assert [sweep(noon()), sweep(noon()), sweep(noon() + HOUR)] == [1, 0, 0]
    assert [sweep(noon(1)), sweep(noon(4)), sweep(noon(4) + HOUR)] == [0, 1, 0]


def test_a_worker_that_was_away_says_only_the_last_of_what_it_missed() -> None:
    draft_of(call_closing(14 * DAY))
    assert sweep(noon(12)) == 1  # fourteen, seven and three days before went by
    assert sweep(noon(12) + HOUR) == 0
    assert sweep(noon(13)) == 1


@pytest.mark.parametrize("away", [14 * DAY, 40 * DAY])
def test_what_closed_while_the_worker_was_away_is_not_said(away: timedelta) -> None:
    draft_of(call_closing(14 * DAY))
    assert sweep(noon() + away) == 0


def test_in_the_night_nobody_hears_anything() -> None:
    draft_of(call_closing(3 * DAY + 11 * HOUR))  # three days before is 23:00
    assert sweep(noon() + 11 * HOUR) == 0
    assert sweep(noon() + 18 * HOUR) == 0
    assert sweep(noon() + 19 * HOUR) == 1  # seven


def test_everything_of_a_person_stands_in_one_mail_by_edition() -> None:
    user = make_user("both@example.org", language="en")
    one = call_closing(3 * DAY, name_en="First award")
    two = call_closing(3 * DAY + 5 * HOUR, name_en="Second award")
    mine, other = draft_of(one, user), draft_of(two, user)
    assert sweep(noon()) == 1
    [mail] = digests()
    assert mail.text.index("First award") < mail.text.index(mine.reference)
    assert mail.text.index(mine.reference) < mail.text.index("Second award")
    assert mail.text.index("Second award") < mail.text.index(other.reference)
    assert "and 1 more" in mail.subject
    assert mail.edition_code == ""
    assert sweep(noon() + 6 * HOUR) == 0  # what came due later today was in it


def test_after_the_mail_of_the_day_what_is_new_waits_for_tomorrow() -> None:
    user = make_user()
    draft_of(call_closing(3 * DAY), user)
    assert sweep(noon()) == 1
    late = call_closing(3 * DAY + 2 * HOUR)
    draft_of(late, user)
    assert sweep(noon() + 3 * HOUR) == 0
    assert sweep(noon(1) - 5 * HOUR) == 1  # seven
    assert late.code in {code.edition_code for code in digests()}


@pytest.mark.parametrize("state", [EntryState.SUBMITTED, EntryState.WITHDRAWN])
def test_what_is_done_or_withdrawn_is_not_said(state: str) -> None:
    entry = draft_of(call_closing(3 * DAY))
    Entry.objects.filter(pk=entry.pk).update(state=state)
    assert sweep(noon()) == 0


def test_drafts_of_an_edition_that_is_no_call_yet_or_any_more_are_not_said() -> None:
    draft_of(call_closing(3 * DAY, opened_at=None))
    draft_of(call_closing(3 * DAY, announced_at=noon() - DAY))
    assert sweep(noon()) == 0


def test_an_extended_deadline_counts() -> None:
    entry = draft_of(call_closing(3 * DAY))
    Entry.objects.filter(pk=entry.pk).update(extended_until=noon(16))
    assert [day for day in range(18) if sweep(noon(day))] == [2, 9, 13, 15]


def test_a_mail_that_waits_is_dropped_when_its_things_are_done() -> None:
    entry = draft_of(call_closing(3 * DAY))
    sweep(noon())
    withdraw_entry(entry=entry, user=entry.owner)
    sweep(noon() + HOUR)
    [mail] = digests()
    assert (mail.state, mail.last_error) == (WorkState.DROPPED, NEEDLESS)


def test_a_mail_that_waits_is_written_anew_with_what_is_left() -> None:
    user = make_user()
    edition = call_closing(3 * DAY)
    done, left = draft_of(edition, user), draft_of(edition, user)
    sweep(noon())
    Entry.objects.filter(pk=done.pk).update(state=EntryState.WITHDRAWN)
    assert sweep(noon() + HOUR) == 1
    old, new = digests()
    assert (old.state, new.state) == (WorkState.DROPPED, WorkState.QUEUED)
    assert left.reference in new.text
    assert done.reference not in new.text
    assert Digest.objects.get().message == new
    assert sweep(noon() + 2 * HOUR) == 0


def test_a_mail_that_tells_an_old_deadline_is_dropped() -> None:
    entry = draft_of(call_closing(3 * DAY))
    sweep(noon())
    Entry.objects.filter(pk=entry.pk).update(extended_until=noon(20))
    assert sweep(noon() + HOUR) == 0
    assert digests()[0].state == WorkState.DROPPED


def test_a_mail_that_could_not_go_before_the_night_is_written_again_next_day() -> None:
    draft_of(call_closing(3 * DAY))
    sweep(noon())
    [mail] = digests()
    night = noon() + 10 * HOUR
    assert mail.useful_until == night
    Message.objects.update(state=WorkState.DROPPED, last_error=TOO_OLD)
    assert sweep(night + HOUR) == 0
    assert sweep(noon(1)) == 1


def test_what_was_delivered_stays_said() -> None:
    draft_of(call_closing(3 * DAY))
    sweep(noon())
    assert deliver_messages().sent == 1
    assert sweep(noon() + HOUR) == 0


def test_who_refused_reminders_gets_none_and_is_not_asked_again() -> None:
    user = make_user()
    Preference.objects.create(user=user, topic=Topic.REMINDERS, channel=Channel.NONE)
    draft_of(call_closing(3 * DAY), user)
    sweep(noon())
    [mail] = digests()
    assert mail.state == WorkState.DROPPED
    assert sweep(noon() + HOUR) == 0
    assert len(digests()) == 1


def test_rules_are_the_editions_own() -> None:
    edition, other = call_closing(5 * DAY), call_closing(3 * DAY)
    draft_of(edition)
    draft_of(other)
    set_rule(edition, "5, 2", active=True)
    set_rule(other, "3", active=False)
    assert [sweep(noon(day)) for day in range(5)] == [1, 0, 0, 1, 0]


def set_rule(edition: Edition, moments: str, *, active: bool) -> None:
    set_reminder_rule(
        edition=edition,
        kind=Reminder.CLOSING,
        active=active,
        moments=moments,
        actor=make_user(),
    )


def correction_of(edition: Edition, lasts: timedelta) -> Correction:
    entry = make_entry(edition, eligibility=Eligibility.RETURNED)
    return Correction.objects.create(
        entry=entry, number=1, opened_at=noon(), until=noon() + lasts
    )


def test_a_correction_is_said_when_two_thirds_of_its_time_are_over() -> None:
    correction = correction_of(call_closing(60 * DAY), 9 * DAY)
    assert [sweep(noon(day)) for day in range(9)] == [0, 0, 0, 0, 0, 0, 0, 1, 1]
    assert correction.entry.reference in digests()[0].subject


def test_a_correction_that_came_is_not_said() -> None:
    correction = correction_of(call_closing(60 * DAY), 3 * DAY)
    Correction.objects.filter(pk=correction.pk).update(sent_at=noon())
    again = correction_of(call_closing(60 * DAY), 3 * DAY)
    Entry.objects.filter(pk=again.entry_id).update(eligibility_pass=2)
    assert sweep(noon(2)) == 0


def judged(lasts: timedelta) -> tuple[Edition, Judge]:
    """A judge with one entry, in a round that opened at ``noon()`` and lasts so long."""
    edition = edition_in_judging()
    judge = judge_of(edition)
    row = assigned(judge, entry_in(edition))
    type(row).objects.filter(pk=row.pk).update(created_at=noon() - DAY)
    edition.rounds.update(opens_at=noon(), closes_at=noon() + lasts)
    return edition, judge


def test_missing_ballots_are_said_at_half_and_four_fifths_of_the_window() -> None:
    edition, _judge = judged(10 * DAY)
    said = [sweep(noon(day)) for day in range(11)]
    assert said == [0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0]
    assert edition.entries.get().reference in digests()[0].text


def test_a_judge_with_more_time_hears_by_their_own_window() -> None:
    edition, judge = judged(10 * DAY)
    Extension.objects.create(
        judge=judge, round=edition.rounds.get(), until=noon() + 20 * DAY
    )
    said = [day for day in range(21) if sweep(noon(day))]
    assert said == [10, 16, 19]


def test_a_judge_who_is_away_or_done_hears_nothing() -> None:
    edition, judge = judged(10 * DAY)
    judge.away_from = judge.away_until = noon(5).date()
    judge.save()
    assert [sweep(noon(5)), sweep(noon(6))] == [0, 1]
    edition.rounds.update(opens_at=noon(-9))
    row = judge.assignments.get()
    send_in_ballot(assignment=row, user=judge.user, scores=FULL)
    assert sweep(noon(9)) == 0


def test_titles_to_confirm_are_said_some_days_after_the_round_opened() -> None:
    _edition, judge = judged(40 * DAY)
    judge.assignments.update(cleared_at=None)
    judge.user.language = "en"
    judge.user.save()
    assert [sweep(noon(day)) for day in range(5)] == [0, 0, 0, 1, 0]
    assert "conflict of interest" in digests()[0].text


def test_a_reminder_by_hand_counts_for_the_day() -> None:
    edition, judge = judged(10 * DAY)
    edition.rounds.update(opens_at=noon(-9))
    assert remind_judge(judge=judge, round_=edition.rounds.get())
    assert not remind_judge(judge=judge, round_=edition.rounds.get())
    row = Reminded.objects.get()
    assert (row.thing, row.digest) == (
        f"ballots:{judge.pk}:{edition.rounds.get().pk}",
        None,
    )
    Reminded.objects.update(day=noon(1).date())
    assert sweep(noon(1)) == 0  # half of the window, but it was said today


@pytest.mark.parametrize("hour", [2, 12, 23])
def test_a_reminder_by_hand_is_one_at_any_hour(
    hour: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the night it waits for the morning, and counts for that day."""
    moment = noon(-1).replace(hour=hour)
    monkeypatch.setattr(by_hand, "database_now", lambda: moment)
    edition, judge = judged(10 * DAY)
    edition.rounds.update(opens_at=noon(-9))
    assert remind_judge(judge=judge, round_=edition.rounds.get())
    assert not remind_judge(judge=judge, round_=edition.rounds.get())
    assert Reminded.objects.get().day == by_day(moment, ZONE).date()
    assert Message.objects.filter(event=JUDGE_REMINDED.event).count() == 1


def test_a_digest_of_the_day_counts_for_the_button() -> None:
    edition, judge = judged(10 * DAY)
    sweep(noon(5))
    Reminded.objects.update(day=by_hand.counting_day())
    assert not remind_judge(judge=judge, round_=edition.rounds.get())


def test_a_reminder_by_hand_that_waits_is_dropped_when_the_judge_is_done() -> None:
    edition, judge = judged(10 * DAY)
    edition.rounds.update(opens_at=noon(-9))
    remind_judge(judge=judge, round_=edition.rounds.get())
    row = judge.assignments.get()
    send_in_ballot(assignment=row, user=judge.user, scores=FULL)
    sweep(noon(1))
    assert Message.objects.get(event="judge_reminded").state == WorkState.DROPPED


def test_a_judges_reminder_names_no_entrant() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    place = entry_in(edition)
    secret = ENTRANT_SECRETS
    entry = place.entry
    organisation = entry.organisation
    organisation.name_th = secret["organisation_th"]
    organisation.name_en = secret["organisation_en"]
    organisation.save()
    entry.title_en = entry.title_th = f"{secret['organisation_en']} dashboard"
    entry.save()
    assigned(judge, place, cleared=False)
    edition.rounds.update(opens_at=noon(-9), closes_at=noon(3))
    sweep(noon(2))
    [mail] = digests()
    assert entry.reference in mail.text
    for word in secret.values():
        assert str(word) not in mail.text + mail.html + mail.subject


def test_judges_who_do_not_score_an_entry_any_more_hear_nothing_of_it() -> None:
    edition, judge = judged(10 * DAY)
    make_conflict(judge, judge.assignments.get().entry_category.entry)
    left = make_judge(edition, state=JudgeState.DECLINED)
    make_assignment(left, edition.entries.get(), edition.rounds.get())
    assert sweep(noon(5)) == 0


def test_an_invitation_is_said_until_its_link_ends_or_it_is_answered() -> None:
    edition = call_closing(60 * DAY)
    judge = make_judge(edition, state=JudgeState.INVITED, invited_at=noon())
    link = JudgeLink.objects.create(
        judge=judge, token_hash="x", expires_at=noon() + 14 * DAY
    )
    assert [day for day in range(15) if sweep(noon(day))] == [4, 10]
    assert "/judge/link/" in digests()[0].text
    link.delete()
    Reminded.objects.all().delete()
    Digest.objects.all().delete()
    assert sweep(noon(10)) == 0


def test_makers_hear_of_an_expiry_and_the_day_after() -> None:
    maker = make_maker(email="maker@example.org", language="en")
    last = noon(30).date()
    make_certificate("DS-1", maker=maker, expires_on=last)
    make_certificate("DS-2", maker=maker, expires_on=last)
    told = {
        day: text for day in range(70) if sweep(noon(day)) for text in [digests()[-1]]
    }
    assert list(told) == [1, 24, 31]  # 23:59:59 of the day: seven in the morning
    assert all("DS-1" in mail.text and "DS-2" in mail.text for mail in told.values())
    assert "expired on" in told[31].text


def test_makers_without_an_address_and_products_that_count_no_more_are_spared() -> None:
    soon = noon(3).date()
    make_certificate(expires_on=soon, announced=False)
    make_certificate(expires_on=soon, state=CertificateState.REVOKED)
    make_certificate(expires_on=soon, maker=make_maker(email=""))
    assert sweep(noon()) == 0


def test_more_people_ask_no_more_statements() -> None:
    edition, _judge = judged(10 * DAY)
    call = call_closing(8 * DAY)

    def fill(count: int) -> None:
        for number in range(count):
            draft = draft_of(call)
            Collaborator.objects.create(
                entry=draft, email=f"c{number}-{draft.pk}@example.org", may=May.EDIT
            )
            correction_of(call, 7 * DAY)
            make_judge(edition, state=JudgeState.INVITED, invited_at=noon())
            assigned(judge_of(edition), entry_in(edition))
            make_certificate(
                expires_on=noon(12).date(),
                maker=make_maker(email=f"m{number}{draft.pk}@example.org"),
            )

    def statements(day: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert sweep(noon(day)) > 0
        return len(asked)

    fill(1)
    few = statements(5)
    fill(12)
    Reminded.objects.all().delete()
    Digest.objects.all().delete()
    assert statements(6) == few <= 40


def test_a_minute_in_which_nothing_is_due_costs_one_statement() -> None:
    remind_due()
    with CaptureQueriesContext(connection) as asked:
        assert remind_due() == 0
    assert len(asked) == 1


def test_the_look_goes_by_the_databases_clock() -> None:
    assert look() == 0
