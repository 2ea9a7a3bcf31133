"""What people refuse does not go to them, and everybody can see that it did not."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Channel, Message, Preference
from awards.outbox.preferences import REFUSED, channels_of, choose, refusing
from awards.outbox.services import save_messages
from awards.outbox.topics import TOPICS, Topic, events_of, topic_of
from awards.outbox.work import WorkState
from config.site.mail_kinds import LABELS
from tests.factories import make_message, make_user
from tests.factories.basics import numbers

pytestmark = pytest.mark.django_db

REMINDER = "entry-reminder"
# What law or work require: a kind is named here, or in the table of topics, on purpose.
WORK = set(
    """
    sign-in-link sign-in-unknown judge-sign-in judge-unknown operator-named
    account-already-exists email-confirmation email-confirmation-signup email-changed
    email-confirm email-deleted password-changed password-reset password-reset-key
    password-set unknown-account erasure-asked erasure-to-do test-mail line-linked
    entry-received entry-withdrawn entry-stands entry-extended entry-changed-on-behalf
    entry-submitted-on-behalf entry-reopened-on-behalf entry-withdrawn-on-behalf
    entry-eligible entry-returned entry-not-eligible entry-refused correction-received
    eligibility-begun-again collaborator-invited entries-imported entries-import-undone
    file-withheld feedback-released winner-announced entrant-announced
    unjudged-announced correction-won correction-changed correction-lost
    certificate-ready certificate-revoked judge-invited invitation-withdrawn
    judge-assigned judge-unassigned judge-extended judge-second-look files-came organiser-added
    approval-asked running-changed publishing-failed organiser-announced
    organiser-corrected correction-to-read eligibility-reply-to-read conflicts-found
    judge-recused judge-receipts code-reused feedback-asked export-ready draft-deleted
    broadcast broadcast-approval-asked
    dsure-announced dsure-state
    privacy-notice-changed privacy-prove privacy-received privacy-question
    privacy-extended privacy-answered privacy-to-do privacy-due privacy-retention
    privacy-breach
    confirm-code factors-reset new-device password-removed provider-code provider-linked
    provider-unlinked recovery-codes-generated totp-activated totp-deactivated
    webauthn-added webauthn-removed
    dates-changed dsure-expiry dsure-subscription dsure-subscription-stands
    """.split()
)


def new_message(**fields: object) -> Message:
    reader = fields.get("recipient")
    usual = {
        "event": REMINDER,
        "dedupe_key": f"chosen:{next(numbers)}",
        "to_email": getattr(reader, "email", "reader@example.org"),
        "language": "th",
        "subject": "เรื่อง",
        "text": "เนื้อความ",
    }
    return Message(**{**usual, **fields})


def test_every_kind_has_a_topic_on_purpose() -> None:
    assert set(TOPICS) | WORK == set(LABELS)
    assert not set(TOPICS) & WORK


def test_kind_is_of_the_same_topic_in_both_spellings() -> None:
    assert {topic_of("entry_reminder"), topic_of(REMINDER)} == {Topic.REMINDERS}
    assert {"entry_reminder", REMINDER} <= set(events_of(Topic.REMINDERS))
    assert topic_of("never-heard-of") == Topic.WORK


def test_refused_reminder_is_written_as_not_sent() -> None:
    who, other = make_user(), make_user()
    choose(user=who, topic=Topic.REMINDERS, channel=Channel.NONE)
    assert (
        save_messages([new_message(recipient=who), new_message(recipient=other)]) == 1
    )
    row = Message.objects.get(recipient=who)
    assert (row.state, row.last_error) == (WorkState.DROPPED, REFUSED)
    assert row.finished_at is not None
    assert deliver_messages().sent == 1
    assert [message.to for message in mail.outbox] == [[other.email]]


def test_what_work_requires_reaches_who_refused_all_else() -> None:
    who = make_user()
    for topic in (Topic.REMINDERS, Topic.NEWS):
        choose(user=who, topic=topic, channel=Channel.NONE)
    assert save_messages([new_message(recipient=who, event="entry-received")]) == 1


def test_nobody_refuses_what_work_requires() -> None:
    with pytest.raises(ValueError, match="nobody chooses"):
        choose(user=make_user(), topic=Topic.WORK, channel=Channel.NONE)
    assert refusing(Topic.WORK, [1, 2]) == set()


def test_topics_are_refused_one_by_one() -> None:
    who = make_user()
    choose(user=who, topic=Topic.NEWS, channel=Channel.NONE)
    assert save_messages([new_message(recipient=who)]) == 1
    assert channels_of(who) == {
        Topic.REMINDERS: Channel.MAIL,
        Topic.NEWS: Channel.NONE,
    }


def test_refusing_holds_back_what_waits_and_leaves_what_was_sent() -> None:
    who = make_user()
    kinds = [REMINDER, "entry_reminder", "entry-received"]
    waiting = [make_message(recipient=who, event=event) for event in kinds]
    sent = make_message(recipient=who, event=REMINDER, state=WorkState.DONE)
    choose(user=who, topic=Topic.REMINDERS, channel=Channel.NONE)
    states = [Message.objects.get(pk=row.pk).state for row in [*waiting, sent]]
    assert states == ["dropped", "dropped", "queued", "done"]


def test_wanting_them_again_sends_the_next_one() -> None:
    who = make_user()
    chosen = [Channel.NONE, Channel.NONE, Channel.MAIL]
    changed = [choose(user=who, topic=Topic.REMINDERS, channel=one) for one in chosen]
    assert changed == [True, False, True]
    assert save_messages([new_message(recipient=who)]) == 1


def test_refused_message_keeps_nothing_that_opens_a_door() -> None:
    who = make_user()
    choose(user=who, topic=Topic.REMINDERS, channel=Channel.NONE)
    save_messages([new_message(recipient=who, text="go: s3cret", secrets=["s3cret"])])
    row = Message.objects.get(recipient=who)
    assert "s3cret" not in row.text
    assert row.secrets == []


def test_those_who_refuse_are_known_beforehand() -> None:
    who, other = make_user(), make_user()
    choose(user=who, topic=Topic.NEWS, channel=Channel.NONE)
    choose(user=other, topic=Topic.REMINDERS, channel=Channel.NONE)
    assert refusing(Topic.NEWS, [who.pk, other.pk]) == {who.pk}
    assert refusing(Topic.NEWS, [other.pk]) == set()


@pytest.mark.parametrize(
    ("event", "statements"), [(REMINDER, 2), ("entry-received", 1)]
)
def test_choices_cost_one_statement_for_all_or_none(
    event: str, statements: int
) -> None:
    people = [make_user() for _ in range(5)]
    Preference.objects.create(user=people[0], topic="reminders", channel="none")
    for some in (people[:1], people):
        mails = [new_message(recipient=who, event=event) for who in some]
        with CaptureQueriesContext(connection) as asked:
            save_messages(mails)
        assert len(asked) == statements


def test_message_to_a_bare_address_asks_nobodys_choice() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert save_messages([new_message()]) == 1
    assert len(asked) == 1
