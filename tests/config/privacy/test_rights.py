"""What people ask for on their data, and how it is answered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from awards.accounts.models import Consent, User
from awards.ledger.models import Row, Value
from awards.ledger.services import append
from awards.models import DataRequest, RequestState
from awards.outbox.models import Message
from awards.refusals import Refused, WrongState
from config.people.erasure_requests import ask_erasure
from config.people.personal_data import erase_person
from config.privacy.rights.due import remind_officers
from config.privacy.rights.purposes import BY_CODE, choose_purpose
from config.privacy.rights.services import (
    LinkOver,
    ask_person,
    ask_right,
    ask_without_account,
    assign_request,
    decide_request,
    extend_request,
    prove_request,
    reply_to_question,
    sweep_unproven,
    take_back_request,
)
from nominations.acts import PAPER_OPENED
from tests.factories import (
    make_data_request,
    make_edition,
    make_operator,
    make_user,
)

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"/privacy/confirm/([^/\s]+)/")


def asked_by_stranger(email: str) -> str:
    ask_without_account(
        email=email, name="Somchai", kind="access", words="All", language="en"
    )
    mail = Message.objects.filter(event="privacy_prove", to_email=email).latest("pk")
    found = TOKEN.search(mail.text)
    assert found
    return found[1]


def test_a_request_has_its_day_and_is_told_to_both() -> None:
    person, officer = make_user(language="en"), make_operator()
    request = ask_right(user=person, kind="object", words="Do not show my name")
    assert request.due_at.date() == (timezone.now() + timedelta(days=30)).date()
    told = Message.objects.values_list("event", "to_email")
    assert set(told) == {
        ("privacy_received", person.email),
        ("privacy_to_do", officer.email),
    }
    assert not Value.objects.filter(value__icontains="my name").exists()


def test_a_person_asks_for_no_more_than_somebody_can_read() -> None:
    person = make_user()
    for _number in range(5):
        make_data_request(person)
    with pytest.raises(Refused):
        ask_right(user=person, kind="access", words="Again")


def test_asking_looks_the_same_whether_there_are_data_or_not(client: Client) -> None:
    make_user("known@example.org", verified=True)
    answers = [
        client.post(
            "/en/privacy/ask/",
            {"email": email, "name": "A", "kind": "access", "words": "All"},
            follow=True,
        )
        for email in ("known@example.org", "unknown@example.org")
    ]
    assert answers[0].text == answers[1].text
    mails = [
        TOKEN.sub("", mail.text)
        for mail in Message.objects.filter(event="privacy_prove")
    ]
    assert len(mails) == 2
    assert mails[0] == mails[1]


def test_the_address_is_proven_by_a_button_and_once(client: Client) -> None:
    officer = make_operator()
    token = asked_by_stranger("stranger@example.org")
    assert not Message.objects.filter(to_email=officer.email).exists()
    page = f"/en/privacy/confirm/{token}/"
    client.get(page)
    assert DataRequest.objects.get().state == RequestState.UNPROVEN
    assert "received" in client.post(page).text
    assert DataRequest.objects.get().state == RequestState.OPEN
    assert Message.objects.filter(to_email=officer.email).count() == 1
    assert client.get(page).status_code == 410
    with pytest.raises(LinkOver):
        prove_request(token=token)


def test_a_proven_address_of_an_account_is_its_owners_request() -> None:
    owner = make_user("owner@example.org", verified=True)
    request = prove_request(token=asked_by_stranger("owner@example.org"))
    assert request.user == owner


def test_what_nobody_proves_goes() -> None:
    asked_by_stranger("nobody@example.org")
    DataRequest.objects.update(asked_at=timezone.now() - timedelta(days=3))
    assert sweep_unproven() == 1


def test_it_is_asked_back_and_replied_to_on_the_page() -> None:
    person, officer, client = make_user(), make_operator(), Client()
    request = make_data_request(person)
    assign_request(officer=officer, request=request)
    ask_person(officer=officer, request=request, question="Which entry?")
    client.force_login(person)
    assert "Which entry?" in client.get("/en/account/my-data/").text
    address = f"/en/account/my-data/requests/{request.pk}/reply/"
    assert client.post(address, {"reply": ""}).status_code == 200
    client.post(address, {"reply": "The first"})
    request.refresh_from_db()
    assert (request.state, request.reply) == (RequestState.OPEN, "The first")
    with pytest.raises(WrongState):
        reply_to_question(request=request, reply="Again")


def test_the_time_is_extended_once_and_never_for_a_copy() -> None:
    officer = make_operator()
    request = make_data_request(make_user(), kind="object")
    until = extend_request(officer=officer, request=request, reason="An audit")
    assert until == request.due_at + timedelta(days=30)
    with pytest.raises(Refused):
        extend_request(officer=officer, request=request, reason="Again")
    with pytest.raises(Refused):
        extend_request(officer=officer, request=make_data_request(), reason="Late")


def test_a_refusal_needs_a_ground_that_the_law_knows_for_it() -> None:
    officer, request = make_operator(), make_data_request(make_user(), kind="correct")
    for ground in ("", "public-task"):
        with pytest.raises(Refused):
            decide_request(
                officer=officer,
                request=request,
                decision="refused",
                ground=ground,
                answer="No",
            )
    decide_request(
        officer=officer,
        request=request,
        decision="refused",
        ground="correct-already",
        answer="Your name is written as in your papers.",
    )
    mail = Message.objects.get(event="privacy_answered")
    assert "section 35" in mail.text
    assert "as in your papers" in mail.text
    said = dict(Value.objects.filter(chain="privacy").values_list("name", "value"))
    assert said["ground"] == "correct-already"
    assert "answer" not in said


def test_the_officer_answers_on_the_page_and_the_person_reads_it() -> None:
    person, officer, client = make_user(), make_operator(), Client()
    request = make_data_request(person)
    client.force_login(officer)
    address = f"/en/operator/privacy/requests/{request.pk}/"
    typed = {"decision": "granted", "ground": "", "answer": "It is attached."}
    assert client.post(f"{address}decide/", {}).status_code == 200
    client.post(f"{address}decide/", typed)
    assert "It is attached." in client.get(address).text
    client.force_login(person)
    assert "It is attached." in client.get("/en/account/my-data/").text


def test_a_request_is_withdrawn_by_its_person_alone() -> None:
    request = make_data_request(make_user())
    other, client = make_user(), Client()
    client.force_login(other)
    address = f"/en/account/my-data/requests/{request.pk}/withdraw/"
    assert client.post(address).status_code == 404
    take_back_request(request=request)
    with pytest.raises(WrongState):
        take_back_request(request=request)


def test_the_desk_has_the_late_ones_first() -> None:
    now = timezone.now()
    make_data_request(email="later@example.org", due_at=now + timedelta(days=20))
    make_data_request(email="late@example.org", due_at=now - timedelta(days=2))
    ask_erasure(user=make_user("erase@example.org"))
    client = Client()
    client.force_login(make_operator())
    page = client.get("/en/operator/privacy/").text
    order = [page.index(f"{name}@") for name in ("late", "later", "erase")]
    assert order == sorted(order)
    assert "2 days late" in page


@pytest.mark.parametrize(("days", "mails"), [(8, 0), (7, 1), (3, 0), (2, 1), (-1, 1)])
def test_officers_are_reminded_seven_and_two_days_before_and_when_late(
    days: int, mails: int
) -> None:
    make_operator()
    make_data_request(due_at=timezone.now() + timedelta(days=days))
    today = timezone.localdate()
    assert remind_officers(today=today) == mails
    assert remind_officers(today=today) == 0


def test_consent_is_given_and_withdrawn_by_one_button_each() -> None:
    person, client = make_user(), Client()
    client.force_login(person)
    address = "/en/account/my-data/consent/photos/"
    client.post(address, {"agrees": "yes"})
    assert Consent.objects.get(user=person, withdrawn_at=None).purpose == "photos"
    client.post(address, {"agrees": "no"})
    assert not Consent.objects.filter(user=person, withdrawn_at=None).exists()
    assert client.post("/en/account/my-data/consent/else/").status_code == 404


def test_agreeing_to_news_undoes_their_refusal() -> None:
    from awards.outbox.models import Channel
    from awards.outbox.preferences import channels_of, choose
    from awards.outbox.topics import Topic

    person = make_user()
    choose(user=person, topic=Topic.NEWS, channel=Channel.NONE)
    choose_purpose(user=person, purpose=BY_CODE["news"], agrees=True)
    assert channels_of(person)[Topic.NEWS] == Channel.MAIL


def test_my_data_shows_values_in_words_and_only_ones_own() -> None:
    make_user("other@example.org", name_en="Somebody Else")
    person = make_user("me@example.org", name_en="Anchan")
    client = Client()
    client.force_login(person)
    assert "Accounts and signing in" in client.get("/en/account/my-data/").text
    page = client.get("/en/account/my-data/held/accounts/").text
    assert "Anchan" in page
    assert "Somebody Else" not in page
    assert "ชื่อภาษาอังกฤษ" in client.get("/th/account/my-data/held/accounts/").text
    assert client.get("/en/account/my-data/held/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("area", "said", "codes"),
    [
        (
            "/en/account/my-data/held/rights/",
            ["Open", "A copy of my data"],
            ["open", "access"],
        ),
        ("/th/account/my-data/held/rights/", ["เปิดอยู่"], ["open", "access"]),
        (
            "/en/account/my-data/held/audit/",
            ["Identity paper opened"],
            ["identity paper opened"],
        ),
        ("/en/account/my-data/held/mails/", ["By email"], ["mail", "queued"]),
        ("/th/account/my-data/held/mails/", ["รอดำเนินการ"], ["queued", "Queued"]),
    ],
)
def test_my_data_says_no_bare_code(
    client: Client, area: str, said: list[str], codes: list[str]
) -> None:
    person = make_user()
    ask_right(user=person, kind="access", words="ทั้งหมด")
    append(make_edition().code, PAPER_OPENED, person, {"paper": "id-card"})
    client.force_login(person)
    page = client.get(area).content.decode()
    values = re.findall(r'<dd class="words">(.*?)</dd>', page)
    assert [words for words in said if words not in " ".join(values)] == []
    assert [code for code in codes if code in values] == []


def test_erasing_a_person_keeps_that_it_was_answered_and_no_word() -> None:
    person = make_user("gone@example.org", verified=True)
    officer = make_operator()
    request = make_data_request(person, words="My secret words")
    decide_request(
        officer=officer,
        request=request,
        decision="granted",
        ground="",
        answer="Done, Gone",
    )
    open_one = make_data_request(person)
    erase_person(email="gone@example.org")
    request.refresh_from_db()
    open_one.refresh_from_db()
    assert request.decision == "granted"
    assert open_one.state == RequestState.TAKEN_BACK
    assert {request.email, request.words, request.answer, request.name} == {""}


def test_each_step_stands_in_the_chain() -> None:
    person, officer = make_user(), make_operator()
    request = ask_right(user=person, kind="object", words="No")
    ask_person(officer=officer, request=request, question="What?")
    reply_to_question(request=request, reply="That")
    extend_request(officer=officer, request=request, reason="An audit")
    decide_request(
        officer=officer, request=request, decision="granted", ground="", answer="Yes"
    )
    acts = Row.objects.filter(chain="privacy").order_by("number")
    assert list(acts.values_list("act", flat=True)) == [
        "request-asked",
        "request-asked-back",
        "request-replied",
        "request-extended",
        "request-decided",
    ]
    assert User.objects.filter(pk=person.pk).exists()
