"""A sign-up until its address is confirmed: from another device, with another address."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import caches
from django.test import Client

from awards.accounts import consents
from awards.accounts.models import SignUpOrigin, User
from awards.accounts.people import person_for, prove_address
from awards.outbox.models import Message
from config.people.signing_up import (
    AlreadyConfirmed,
    begun_in,
    correct_address,
    send_again,
)
from tests.awards.accounts.test_same_work import changes, work_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db
WAITING = "/en/account/confirm-email/"
TYPED = {
    "email": "mistyped@example.org",
    "password1": "a-long-password-9",
    "name": "Dr Invented",
    "notice": "on",
    "news": "on",
}


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    caches["limits"].clear()
    caches["default"].clear()


def sign_up(next_: str = "/en/dsure/", **typed: str) -> Client:
    client = Client()
    client.post("/en/account/signup/", {**TYPED, "next": next_, **typed})
    return client


def link_to(email: str) -> str:
    message = Message.objects.filter(to_email=email).latest("pk")
    found = re.search(r"http://[^/\s]+(/\S*confirm-email/\S+)", message.text)
    assert found, message.text
    return found[1]


def test_confirming_here_comes_back_to_where_it_began() -> None:
    client = sign_up()
    response = client.post(link_to("mistyped@example.org"))
    assert response.headers["Location"] == "/en/dsure/"
    assert User.objects.get().check_password("a-long-password-9")
    assert client.get("/en/account/profile/").status_code == 200
    assert not SignUpOrigin.objects.exists()
    assert begun_in(client.session) is None


def test_confirming_on_another_device_comes_back_to_where_it_began() -> None:
    sign_up()
    phone = Client()
    chosen = phone.post(link_to("mistyped@example.org"))
    assert (
        chosen.headers["Location"] == "/en/account/password/set/?next=%2Fen%2Fdsure%2F"
    )
    page = phone.get(chosen.headers["Location"]).content.decode()
    assert 'href="/en/dsure/"' in page  # without a password
    typed = {"password1": "another-long-one-7", "password2": "another-long-one-7"}
    there = phone.post(chosen.headers["Location"], {**typed, "next": "/en/dsure/"})
    assert there.headers["Location"] == "/en/dsure/"
    assert not SignUpOrigin.objects.exists()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/a"])
def test_sign_up_never_leads_elsewhere(elsewhere: str) -> None:
    client = sign_up(elsewhere)
    response = client.post(link_to("mistyped@example.org"))
    assert response.headers["Location"] in ("/en/desk/", "/th/desk/")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/a"])
def test_page_to_choose_a_password_never_leads_elsewhere(elsewhere: str) -> None:
    client = Client()
    client.force_login(make_user(verified=True))
    page = client.get("/en/account/password/set/", {"next": elsewhere})
    text = page.content.decode()
    assert "Choose your password" in text
    assert f'href="{elsewhere}"' not in text


def test_waiting_page_says_where_the_mail_went_and_sends_it_again() -> None:
    client = sign_up()
    assert "mistyped@example.org" in client.get(WAITING).content.decode()
    page = client.post(WAITING, {"act": "again"}, follow=True).content.decode()
    assert "sent the email to mistyped@example.org again" in page
    assert Message.objects.filter(to_email="mistyped@example.org").count() == 2
    assert client.post(link_to("mistyped@example.org")).status_code == 302


def test_too_many_mails_are_refused_in_words_and_not_sent() -> None:
    client = sign_up()
    for _ in range(5):
        client.post(WAITING, {"act": "again"}, follow=True)
    sent = Message.objects.count()
    page = client.post(WAITING, {"act": "again"}, follow=True).content.decode()
    assert "Nothing was sent" in page
    assert Message.objects.count() == sent


def test_mistyped_address_is_corrected_with_all_that_was_typed() -> None:
    client = sign_up()
    old = link_to("mistyped@example.org")
    response = client.post(WAITING, {"act": "change", "email": "Right@example.org"})
    assert response.status_code == 302
    user = User.objects.get(email="right@example.org")
    assert (user.name_en, user.language) == ("Dr Invented", "en")
    assert consents.standing(user, consents.NEWS) is not None
    assert Client().get(old).context["confirmation"] is None
    there = client.post(link_to("right@example.org"))
    assert there.headers["Location"] == "/en/dsure/"
    user.refresh_from_db()
    assert user.check_password("a-long-password-9")


def test_first_address_keeps_nothing_of_who_typed_it() -> None:
    client = sign_up()
    client.post(WAITING, {"act": "change", "email": "right@example.org"})
    left = User.objects.get(email="mistyped@example.org")
    assert (left.name_en, left.has_usable_password()) == ("", False)
    assert not left.consents.exists()
    assert not EmailAddress.objects.filter(user=left).exists()


def test_role_given_to_the_first_address_stays_with_its_reader() -> None:
    client = sign_up()
    invited = person_for(email="mistyped@example.org", name_en="Judge Invited")
    client.post(WAITING, {"act": "change", "email": "right@example.org"})
    client.post(link_to("right@example.org"))
    assert User.objects.get(email="right@example.org").pk != invited.pk
    invited.refresh_from_db()
    assert (invited.email, invited.name_en) == ("mistyped@example.org", "Judge Invited")


def test_correcting_to_a_taken_address_looks_the_same_and_takes_nothing() -> None:
    known = make_user("known@example.org", password="their-own-long-1", verified=True)
    pages, work = [], []
    for address in ("known@example.org", "free@example.org"):
        client = sign_up(email=f"first-{address}")
        page = client.post(WAITING, {"act": "change", "email": address}, follow=True)
        pages.append(page.content.decode().replace(address, "…"))
        again = client.post(WAITING, {"act": "again"}, follow=True).content.decode()
        work.append(again.replace(address, "…"))
    strip = re.compile(r'csrfmiddlewaretoken" value="\w+"')
    assert strip.sub("", pages[0]) == strip.sub("", pages[1])
    assert strip.sub("", work[0]) == strip.sub("", work[1])
    assert known.check_password("their-own-long-1")
    events = Message.objects.filter(to_email=known.email).values_list("event")
    assert set(events) == {("account_already_exists",)}


def work_of_correcting(address: str) -> dict[str, int]:
    client = sign_up(email=f"first-{address}")
    return changes(work_of(WAITING, {"act": "change", "email": address}, client))


def test_correcting_costs_the_same_whether_the_address_is_known() -> None:
    make_user("known@example.org", verified=True)
    known = work_of_correcting("known@example.org")
    assert known == work_of_correcting("free@example.org")
    assert known["INSERT outbox_message"] == 1


def test_sign_up_with_a_taken_address_can_be_corrected_to_ones_own() -> None:
    make_user("mistyped@example.org", verified=True)
    client = sign_up()
    client.post(WAITING, {"act": "change", "email": "right@example.org"})
    assert client.post(link_to("right@example.org")).headers["Location"] == "/en/dsure/"
    assert User.objects.get(email="right@example.org").name_en == "Dr Invented"


def test_confirmed_meanwhile_leads_to_the_sign_in() -> None:
    client = sign_up()
    begun = begun_in(client.session)
    assert begun is not None
    prove_address(user=User.objects.get())
    for act in (
        lambda: send_again(begun=begun),
        lambda: correct_address(begun=begun, email="right@example.org"),
    ):
        with pytest.raises(AlreadyConfirmed):
            act()
    response = client.post(WAITING, {"act": "again"})
    assert response.headers["Location"] == "/en/account/login/"


def test_what_is_no_address_is_said_beside_the_field() -> None:
    response = sign_up().post(WAITING, {"act": "change", "email": "not one"})
    assert response.status_code == 422
    assert "not one" in response.content.decode()


def test_mail_to_a_known_address_leads_to_the_sign_in_that_comes_back() -> None:
    make_user("mistyped@example.org", verified=True)
    sign_up()
    text = Message.objects.get(event="account_already_exists").text
    assert "/en/account/login/?next=%2Fen%2Fdsure%2F" in text
