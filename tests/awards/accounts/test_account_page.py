"""One's own account: where one is signed in, a copy of one's data, asking for erasure."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache, caches
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from awards.accounts.models import ErasureRequest, User
from awards.accounts.session_list import sweep_listed
from awards.accounts.sign_in_links import issue_link
from awards.ledger.models import Row
from awards.outbox.models import Message
from config.people.device_words import device_words
from config.people.erasure_requests import ask_erasure, take_back_erasure
from config.people.sessions import end_session, end_sessions, sessions_of
from tests.factories import make_operator, make_user

pytestmark = pytest.mark.django_db
PAGE = "/en/account/profile/"
PASSWORD = "a-long-password-9"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36"
)
LAPTOP = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"
)


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    caches["limits"].clear()
    cache.clear()


@pytest.fixture
def member() -> User:
    return make_user(
        "member@example.org", password=PASSWORD, verified=True, language="en"
    )


def by_password(agent: str) -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    typed = {"login": "member@example.org", "password": PASSWORD}
    assert client.post("/en/account/login/", typed).status_code == 302
    return client


def by_link(user: User, agent: str) -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    token = issue_link(user=user, email=user.email).token
    assert client.post(f"/en/account/link/{token}/").status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def test_page_lists_each_device_and_which_one_this_is(member: User) -> None:
    laptop, phone = by_password(LAPTOP), by_link(member, PHONE)
    text = phone.get(PAGE).content.decode()
    assert text.index("Chrome · Android") < text.index("Firefox · Windows")
    assert text.count("This device") == 1
    [here, other] = sessions_of(member, here=laptop.session.session_key)
    assert (here.device, here.here) == ("Firefox · Windows", True)
    assert (other.device, other.here) == ("Chrome · Android", False)


def test_one_other_device_is_signed_out(member: User) -> None:
    laptop, phone = by_password(LAPTOP), by_link(member, PHONE)
    [_here, other] = sessions_of(member, here=laptop.session.session_key)
    laptop.post(f"/en/account/profile/sessions/{other.pk}/end/")
    assert is_in(laptop)
    assert not is_in(phone)


def test_all_others_are_signed_out_those_too_that_no_list_knows(member: User) -> None:
    laptop, phone = by_password(LAPTOP), by_link(member, PHONE)
    unlisted = Client()
    unlisted.force_login(member)
    page = laptop.post("/en/account/profile/sessions/end/", follow=True)
    assert "2 other devices are signed out" in page.content.decode()
    assert [is_in(one) for one in (laptop, phone, unlisted)] == [True, False, False]


def test_nobody_ends_the_session_of_another(member: User) -> None:
    by_password(LAPTOP)
    row = UserSession.objects.get()
    assert not end_session(user=make_user(), pk=row.pk)
    assert end_sessions(user=make_user()) == 0
    assert Session.objects.filter(pk=row.session_key).exists()


def test_session_of_an_old_password_is_not_shown(member: User) -> None:
    laptop = by_password(LAPTOP)
    by_link(member, PHONE)
    member.set_password("another-long-one-7")
    member.save()
    assert sessions_of(member, here=laptop.session.session_key) == []


def test_lines_of_sessions_that_are_over_are_swept(member: User) -> None:
    laptop, _phone = by_password(LAPTOP), by_link(member, PHONE)
    laptop.post("/en/account/logout/")
    assert sweep_listed() == 1
    assert UserSession.objects.get().user_agent == PHONE


def test_last_seen_is_written_once_in_ten_minutes(member: User) -> None:
    laptop = by_password(LAPTOP)
    before = timezone.now() - timedelta(days=2)
    UserSession.objects.update(last_seen_at=before)
    laptop.get("/en/desk/")
    assert UserSession.objects.get().last_seen_at > before
    UserSession.objects.update(last_seen_at=before)
    laptop.get("/en/desk/")
    assert UserSession.objects.get().last_seen_at == before


def test_session_of_a_judge_link_is_named_as_such(member: User) -> None:
    client = Client(HTTP_USER_AGENT=PHONE)
    client.force_login(member)
    session = client.session
    session["scope"] = "judge"
    session.save()
    UserSession.objects.create(
        user=member, ip="192.0.2.1", session_key=session.session_key, user_agent=PHONE
    )
    assert "Judging only" in by_password(LAPTOP).get(PAGE).content.decode()


def test_whoever_comes_through_a_socket_can_sign_in(member: User) -> None:
    client = Client(REMOTE_ADDR="")
    client.post(
        "/en/account/login/", {"login": "member@example.org", "password": PASSWORD}
    )
    assert is_in(client)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome · Android"),
        (LAPTOP, "Firefox · Windows"),
        (f"{PHONE} Line/14.0.0", "LINE · Android"),
        (f"{PHONE} EdgA/130.0", "Edge · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Safari/604.1", "Safari · iPhone"),
        ("", "Unknown browser"),
    ],
)
def test_devices_are_told_in_words(agent: str, words: str) -> None:
    with override("en"):
        assert device_words(agent) == words


def test_copy_of_my_data_is_a_zip_without_secrets(member: User) -> None:
    laptop = by_password(LAPTOP)
    response = laptop.post("/en/account/profile/export/")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        [person] = json.loads(archive.read("accounts.user.json"))
        [session] = json.loads(archive.read("sign-in.session.json"))
    assert person["email"] == "member@example.org"
    assert session["user_agent"] == LAPTOP
    assert not {"password", "session_key"} & (person.keys() | session.keys())


def test_erasure_is_asked_for_told_and_taken_back(member: User) -> None:
    operator = make_operator()
    laptop = by_password(LAPTOP)
    laptop.post("/en/account/profile/erasure/")
    assert "Withdraw my request" in laptop.get(PAGE).content.decode()
    told = Message.objects.filter(event__startswith="erasure")
    assert dict(told.values_list("event", "to_email")) == {
        "erasure_asked": "member@example.org",
        "erasure_to_do": operator.email,
    }
    laptop.post("/en/account/profile/erasure/take-back/")
    assert "Ask to have my data erased" in laptop.get(PAGE).content.decode()
    acts = Row.objects.filter(chain="privacy").order_by("number")
    assert list(acts.values_list("act", flat=True)) == [
        "erasure-asked",
        "erasure-taken-back",
    ]


def test_erasure_asked_for_twice_is_one_request(member: User) -> None:
    assert ask_erasure(user=member) == ask_erasure(user=member)
    assert take_back_erasure(user=member)
    assert not take_back_erasure(user=member)
    assert ask_erasure(user=member).pk != ErasureRequest.objects.earliest("pk").pk


def test_operator_erases_once_the_address_is_typed(member: User) -> None:
    request = ask_erasure(user=member)
    operator = Client()
    operator.force_login(make_operator())
    address = f"/en/operator/erasures/{request.pk}/erase/"
    operator.post(address, {"email": "another@example.org"})
    assert User.objects.filter(email="member@example.org").exists()
    assert (
        "asks to have their data erased" in operator.get("/en/desk/").content.decode()
    )
    operator.post(address, {"email": "Member@example.org"})
    assert not User.objects.filter(email="member@example.org").exists()
    request.refresh_from_db()
    assert request.done_at is not None
    assert "No requests." in operator.get("/en/operator/erasures/").content.decode()
