"""An objection and a restriction stop what they are about, and touch no result."""

from __future__ import annotations

import pytest
from django.test import Client

from awards.accounts import consents
from awards.accounts.models import Consent, User
from awards.dsure.models import Subscriber
from awards.ledger.models import Row
from awards.ledger.verifying import verify
from awards.models import DataRequest
from awards.outbox.models import Channel, Message, Preference
from awards.outbox.preferences import RESTRICTED, refusing
from awards.outbox.services import save_messages
from awards.outbox.topics import Topic
from awards.outbox.work import WorkState
from awards.refusals import WrongState
from config.people.personal_data import erase_person
from config.privacy.rights.purposes import BY_CODE, choose_purpose
from config.privacy.rights.services import (
    ask_right,
    ask_to_take_pictures_down,
    decide_request,
    take_back_request,
)
from config.privacy.rights.stopping import lift_restriction, restrict_use
from judging.jury.jury_page import open_jury_page, public_jury, set_public
from nominations.acts import DECLARATION_TAKEN_BACK
from nominations.declarations.services import withdraw_consents
from nominations.models import Agreement
from nominations.statuses import DeclarationKind
from tests.factories import (
    make_agreement,
    make_assignment,
    make_ballot,
    make_data_request,
    make_declaration,
    make_edition,
    make_entry,
    make_full_edition,
    make_judge,
    make_message,
    make_operator,
    make_organiser,
    make_user,
)
from tests.factories.basics import numbers

pytestmark = pytest.mark.django_db
REMINDER, NECESSARY = "judge-reminded", "judge-assigned"


def mail_to(person: User, event: str) -> Message:
    """Not written yet."""
    return Message(
        event=event,
        dedupe_key=f"stopping:{next(numbers)}",
        recipient=person,
        to_email=person.email,
        language="en",
        subject="About",
        text="Text",
    )


def consent(person: User, *purposes: str) -> None:
    for purpose in purposes:
        consents.give_consent(user=person, purpose=purpose, version="1")


def standing(person: User) -> set[str]:
    live = Consent.objects.filter(user=person, withdrawn_at=None)
    return set(live.values_list("purpose", flat=True))


def decide(request: DataRequest, decision: str, ground: str = "") -> None:
    decide_request(
        officer=make_operator(),
        request=request,
        decision=decision,
        ground=ground,
        answer="As you ask.",
    )


def test_objection_ends_what_rests_on_consent_at_once() -> None:
    person = make_user("me@example.org", verified=True, language="en")
    consent(person, consents.NOTICE, consents.NEWS, consents.PHOTOS)
    Subscriber.objects.create(email="Me@example.org", language="en", token="t")
    waiting = make_message(recipient=person, event="broadcast-news")
    ask_right(user=person, kind="object", words="Stop it")
    assert standing(person) == {consents.NOTICE}
    assert not Subscriber.objects.exists()
    waiting.refresh_from_db()
    assert waiting.state == WorkState.DROPPED
    news = Preference.objects.get(user=person, topic=Topic.NEWS)
    assert news.channel == Channel.NONE
    assert save_messages([mail_to(person, "broadcast-news")]) == 0
    assert save_messages([mail_to(person, REMINDER)]) == 1
    told = Message.objects.get(event="privacy_received")
    assert "What rested on your consent has ended" in told.text
    assert Row.objects.filter(chain="privacy", act="consents-ended").count() == 1


def test_objection_of_who_agreed_to_nothing_says_nothing_of_consent() -> None:
    person = make_user(language="en")
    ask_right(user=person, kind="object", words="Stop it")
    told = Message.objects.get(event="privacy_received")
    assert "rested on your consent" not in told.text
    assert not Row.objects.filter(act="consents-ended").exists()


@pytest.mark.parametrize("kind", ["access", "correct", "restrict", "port"])
def test_other_requests_end_no_consent(kind: str) -> None:
    person = make_user()
    consent(person, consents.NEWS)
    ask_right(user=person, kind=kind, words="Please")
    assert standing(person) == {consents.NEWS}


def test_objection_takes_a_judge_off_the_public_page() -> None:
    edition = make_edition()
    judge, other = make_judge(edition), make_judge(edition)
    open_jury_page(edition=edition, is_open=True, actor=make_organiser(edition))
    for one in (judge, other):
        set_public(judge=one, agrees=True)
    ask_right(user=judge.user, kind="object", words="Not my name")
    assert public_jury(edition) == [other]


def test_objection_withdraws_own_consents_of_entries_and_no_declaration() -> None:
    edition = make_full_edition("stop-1")
    person = make_user()
    entry = make_entry(edition, person)
    agreed = make_declaration(edition, "photos", kind=DeclarationKind.CONSENT)
    declared = make_declaration(edition, "true")
    consent_given = make_agreement(entry, agreed)
    others = {
        make_agreement(entry, declared),
        make_agreement(make_entry(edition), agreed),
    }
    ask_right(user=person, kind="object", words="Stop it")
    stand = set(Agreement.objects.filter(withdrawn_at=None))
    assert stand == others
    assert consent_given not in stand
    assert verify("stop-1") == []
    taken_back = Row.objects.filter(chain="stop-1", act=DECLARATION_TAKEN_BACK.code)
    assert taken_back.count() == 1


def test_withdrawn_consent_to_pictures_is_the_officers_to_carry_out() -> None:
    person, officer = make_user(language="en"), make_operator()
    choose_purpose(user=person, purpose=BY_CODE["photos"], agrees=False)
    assert not DataRequest.objects.exists()
    for agrees in (True, False, True, False):
        choose_purpose(user=person, purpose=BY_CODE["photos"], agrees=agrees)
    request = DataRequest.objects.get()
    assert (request.kind, request.user) == ("object", person)
    assert "Take those down" in request.words
    assert Message.objects.filter(event="privacy_to_do", recipient=officer).exists()


def test_officer_is_asked_once_while_that_waits() -> None:
    person = make_user(language="en")
    request = ask_to_take_pictures_down(user=person)
    assert request is not None
    assert ask_to_take_pictures_down(user=person) is None
    take_back_request(request=request)
    assert ask_to_take_pictures_down(user=person) is not None


def test_consents_of_entries_are_withdrawn_once() -> None:
    entry = make_entry(make_full_edition("stop-2"))
    words = make_declaration(entry.edition, "photos", kind=DeclarationKind.CONSENT)
    make_agreement(entry, words)
    assert withdraw_consents(user=entry.owner) == 1
    assert withdraw_consents(user=entry.owner) == 0
    assert verify("stop-2") == []


def test_withdrawn_consent_to_pictures_ends_no_other() -> None:
    person = make_user()
    consent(person, consents.NEWS, consents.PHOTOS)
    choose_purpose(user=person, purpose=BY_CODE["photos"], agrees=False)
    assert standing(person) == {consents.NEWS}


def test_granted_restriction_lets_pass_what_is_necessary() -> None:
    person = make_user(language="en")
    waiting = make_message(recipient=person, event=REMINDER)
    decide(make_data_request(person, kind="restrict"), "granted")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.last_error) == (WorkState.DROPPED, RESTRICTED)
    assert save_messages([mail_to(person, REMINDER)]) == 0
    assert save_messages([mail_to(person, NECESSARY)]) == 1
    assert refusing(Topic.REMINDERS, [person.pk]) == {person.pk}
    told = Message.objects.get(event="privacy_answered")
    assert "only necessary messages reach you" in told.text


def test_refused_restriction_restricts_nothing() -> None:
    person = make_user(language="en")
    decide(make_data_request(person, kind="restrict"), "refused", "no-case-to-restrict")
    assert save_messages([mail_to(person, REMINDER)]) == 1
    told = Message.objects.get(event="privacy_answered")
    assert "only necessary" not in told.text


def test_restricted_judge_is_off_the_page_until_it_is_lifted() -> None:
    edition, officer = make_edition(), make_operator()
    judge = make_judge(edition)
    open_jury_page(edition=edition, is_open=True, actor=make_organiser(edition))
    set_public(judge=judge, agrees=True)
    restrict_use(officer=officer, user=judge.user)
    restrict_use(officer=officer, user=judge.user)
    assert public_jury(edition) == []
    lift_restriction(officer=officer, user=judge.user)
    assert public_jury(edition) == [judge]
    with pytest.raises(WrongState):
        lift_restriction(officer=officer, user=judge.user)
    acts = Row.objects.filter(chain="privacy").order_by("number")
    assert list(acts.values_list("act", flat=True)) == [
        "use-restricted",
        "use-released",
    ]


def test_restriction_leaves_ballots_and_entries_as_they_are() -> None:
    edition = make_full_edition()
    judge = make_judge(edition)
    entry = make_entry(edition)
    ballot = make_ballot(make_assignment(judge, entry))
    scores = list(ballot.scores.values_list("value", flat=True))
    for person in (judge.user, entry.owner):
        restrict_use(officer=make_operator(), user=person)
        ask_right(user=person, kind="object", words="Stop it")
    ballot.refresh_from_db()
    assert ballot.state == "submitted"
    assert list(ballot.scores.values_list("value", flat=True)) == scores
    entry.refresh_from_db()
    assert entry.standings.count() == 1


def test_restriction_is_read_where_people_work_with_the_person() -> None:
    edition = make_full_edition()
    person, officer = make_user(name_en="Anchan"), make_operator()
    entry = make_entry(edition, person)
    judge = make_judge(edition, person)
    pages = {
        person: "/en/account/my-data/",
        officer: "/en/operator/privacy/",
        make_organiser(
            edition
        ): f"/en/manage/{edition.code}/entries/{entry.reference}/",
    }
    for reader, address in pages.items():
        client = Client()
        client.force_login(reader)
        assert "restricted" not in client.get(address).text
        restrict_use(officer=officer, user=judge.user)
        assert "restricted" in client.get(address).text
        lift_restriction(officer=officer, user=person)


def test_officer_lifts_it_at_the_desk() -> None:
    person, client = make_user(), Client()
    client.force_login(make_operator())
    restrict_use(officer=make_operator(), user=person)
    address = f"/en/operator/privacy/restrictions/{person.pk}/lift/"
    assert "is lifted" in client.post(address, follow=True).text
    assert "is not restricted" in client.post(address, follow=True).text
    assert save_messages([mail_to(person, REMINDER)]) == 1


def test_erased_person_is_restricted_no_more() -> None:
    person = make_user("gone@example.org", verified=True)
    restrict_use(officer=make_operator(), user=person)
    erase_person(email="gone@example.org")
    person.refresh_from_db()
    assert person.restricted_at is None
