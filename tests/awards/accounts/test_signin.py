from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from awards.accounts import consents
from awards.accounts.models import User
from awards.outbox.models import Message
from tests.factories import make_user

pytestmark = pytest.mark.django_db
SIGNUP = {
    "email": "new@example.org",
    "password1": "a-long-password-9",
    "name": "สมหญิง สมมุติ",
    "notice": "on",
}


@pytest.fixture(autouse=True)
def _no_counted_visits() -> None:
    cache.clear()


def make_member(email: str = "member@example.org", **fields: Any) -> User:
    user = make_user(email, **fields)
    user.set_password("a-long-password-9")
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def link_in(message: Message, part: str) -> str:
    found = re.search(rf"http://[^/\s]+(/[^\s]*{part}[^\s]*)", message.text)
    assert found, message.text
    return found[1]


def test_signing_up_confirms_the_address_and_leads_to_the_desk(client: Client) -> None:
    assert client.post("/th/account/signup/", SIGNUP).status_code == 302
    user = User.objects.get(email="new@example.org")
    assert (user.name_th, user.language) == ("สมหญิง สมมุติ", "th")
    assert consents.standing(user, consents.NOTICE) is not None
    assert consents.standing(user, consents.NEWS) is None
    message = Message.objects.get()
    assert message.language == "th"
    address = link_in(message, "confirm-email")
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert EmailAddress.objects.get(user=user).verified


def test_signing_up_with_a_known_address_looks_the_same(client: Client) -> None:
    make_member("known@example.org")
    known = client.post("/en/account/signup/", {**SIGNUP, "email": "known@example.org"})
    new = Client().post("/en/account/signup/", SIGNUP)
    assert (known.status_code, known.headers["Location"]) == (
        new.status_code,
        new.headers["Location"],
    )
    assert User.objects.filter(email="known@example.org").count() == 1
    assert (
        Message.objects.get(to_email="known@example.org").event
        == "account_already_exists"
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"notice": ""}, "tick this box"),
        ({"name": ""}, "required"),
        ({"password1": "short"}, "too short"),
    ],
)
def test_signing_up_says_what_is_missing_and_keeps_the_rest(
    client: Client, changed: Any, said: str
) -> None:
    response = client.post("/en/account/signup/", {**SIGNUP, **changed})
    assert said in response.content.decode()
    assert "new@example.org" in response.content.decode()


def test_signing_in_leads_to_the_desk_in_ones_own_language(client: Client) -> None:
    make_member(language="en")
    data = {"login": "Member@example.org", "password": "a-long-password-9"}
    assert client.post("/th/account/login/", data).headers["Location"] == "/en/desk/"


@pytest.mark.parametrize(
    ("next_", "there"),
    [("/th/dsure/", "/th/dsure/"), ("https://evil.example/", "/th/desk/")],
)
def test_signing_in_goes_where_one_came_for_but_never_elsewhere(
    client: Client, next_: str, there: str
) -> None:
    make_member()
    data = {
        "login": "member@example.org",
        "password": "a-long-password-9",
        "next": next_,
    }
    assert client.post("/th/account/login/", data).headers["Location"] == there


def test_wrong_password_and_unknown_person_read_the_same(client: Client) -> None:
    make_member()
    pages = [
        client.post(
            "/en/account/login/", {"login": email, "password": "wrong"}
        ).content.decode()
        for email in ("member@example.org", "nobody@example.org")
    ]
    errors = [
        re.findall(r'id="form-errors".*?</section>', page, re.S) for page in pages
    ]
    assert errors[0] == errors[1] != []


def test_guessing_passwords_is_slowed_down(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}
    make_member()
    for _ in range(5):
        client.post(
            "/en/account/login/", {"login": "member@example.org", "password": "wrong"}
        )
    data = {"login": "member@example.org", "password": "a-long-password-9"}
    assert (
        "Too many failed login attempts"
        in client.post("/en/account/login/", data).content.decode()
    )


def test_password_is_reset_by_a_link_in_ones_own_language(client: Client) -> None:
    make_member(language="en")
    client.post("/th/account/password/reset/", {"email": "member@example.org"})
    message = Message.objects.get()
    assert message.subject == "Choose a new password"
    page = client.get(link_in(message, "password/reset/key"), follow=True)
    data = {"password1": "another-long-one-7", "password2": "another-long-one-7"}
    assert client.post(page.redirect_chain[-1][0], data).status_code == 302
    assert User.objects.get().check_password("another-long-one-7")


def test_reset_for_an_unknown_address_looks_the_same(client: Client) -> None:
    response = client.post(
        "/en/account/password/reset/", {"email": "nobody@example.org"}
    )
    assert response.status_code == 302
    assert Message.objects.get().event == "unknown_account"


def test_profile_is_saved_in_the_language_that_was_chosen(client: Client) -> None:
    user = make_member()
    client.force_login(user)
    data = {
        "name_th": "ดร.สมมุติ",
        "name_en": "Dr Invented",
        "language": "en",
    }
    assert (
        client.post("/th/account/profile/", data).headers["Location"]
        == "/en/account/profile/"
    )


@pytest.mark.parametrize(
    "page",
    [
        "login",
        "signup",
        "password/reset",
        "password/change",
        "email",
        "logout",
        "profile",
    ],
)
@pytest.mark.parametrize("language", ["th", "en"])
def test_pages_of_sign_in_are_ours_in_both_languages(
    client: Client, page: str, language: str
) -> None:
    if page not in ("login", "signup", "password/reset"):
        client.force_login(make_member())
    text = client.get(f"/{language}/account/{page}/").content.decode()
    assert "site-header" in text
    assert f'<html lang="{language}"' in text


def test_newer_notice_replaces_the_older_consent() -> None:
    user = make_user()
    for version in ("1", "1", "2"):
        consents.give_consent(user=user, purpose=consents.NOTICE, version=version)
    standing = [
        (consent.version, consent.withdrawn_at is None)
        for consent in user.consents.order_by("pk")
    ]
    assert standing == [("1", False), ("2", True)]


def test_each_mail_of_sign_in_has_a_template() -> None:
    from django.template.loader import get_template

    for name in (
        "email_confirmation email_confirmation_signup account_already_exists "
        "password_reset_key unknown_account "
        "password_changed password_reset password_set email_changed email_confirm email_deleted"
    ).split():
        get_template(f"account/email/{name}.txt")
