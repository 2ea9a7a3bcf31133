"""Signing in with a provider, the whole way."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from awards.accounts.models import Consent, User
from awards.accounts.people import is_proven
from awards.outbox.models import Message
from config.providers import services
from config.providers.identities import Identity, key_of
from tests.config.providers.conftest import Browser, trusting
from tests.factories import make_user
from tests.local_provider import LocalProvider, configured

pytestmark = pytest.mark.django_db
FINISH = "/en/account/provider/finish/"
CODE = "/en/account/provider/code/"
SAID = {"name": "Somchai Dee", "notice": "on"}


def code_in_mail(email: str) -> str:
    message = Message.objects.filter(to_email=email, event="provider-code").latest("pk")
    found = re.search(r"^\d{8}$", message.text, re.M)
    assert found, message.text
    return found[0]


def linked(local: LocalProvider, user: User, sub: str = "person-1") -> SocialAccount:
    key = key_of(configured(local), sub)
    services.link_account(user=user, identity=Identity("ministry", key, "", False, ""))
    return SocialAccount.objects.get(user=user, uid=key)


def test_whoever_is_linked_is_signed_in_and_goes_on(
    local: LocalProvider, browser: Browser
) -> None:
    linked(local, make_user("member@example.org", verified=True, language="en"))
    address = browser.back(next="/en/dsure/")
    answer = browser.client.get(address)
    assert answer.headers["Location"] == "/en/dsure/"
    assert browser.is_signed_in
    assert local.asked == [
        "/.well-known/openid-configuration",
        "/token",
        "/keys",
        "/userinfo",
    ]


def test_an_address_that_is_believed_opens_its_account(
    local: LocalProvider, browser: Browser, settings: Any
) -> None:
    trusting(settings, local)
    user = make_user("member@example.org", verified=True, language="en")
    local.person = {
        "sub": "person-1",
        "email": "Member@Example.org",
        "email_verified": True,
    }
    browser.come()
    assert browser.is_signed_in
    assert SocialAccount.objects.get().user == user
    assert Message.objects.get(event="provider-linked").to_email == user.email
    again = Browser(local)
    again.come()
    assert again.is_signed_in
    assert Message.objects.filter(event="provider-linked").count() == 1


def test_newcomer_with_a_believed_address_signs_up_by_the_same_notice(
    local: LocalProvider, browser: Browser, settings: Any
) -> None:
    trusting(settings, local)
    local.person = {
        "sub": "person-1",
        "email": "new@example.org",
        "email_verified": True,
        "name": "Somchai Dee",
    }
    page = browser.come()
    assert page.redirect_chain[-1][0] == FINISH
    assert b'value="Somchai Dee"' in page.content
    assert not User.objects.filter(email="new@example.org").exists()
    refused = browser.client.post(FINISH, {"name": "Somchai Dee"})
    assert refused.status_code == 422
    assert not User.objects.filter(email="new@example.org").exists()
    browser.client.post(FINISH, SAID | {"email": "other@example.org"})
    assert browser.is_signed_in
    user = User.objects.get()
    assert (user.email, user.name_en) == ("new@example.org", "Somchai Dee")
    assert is_proven(user)
    assert not user.has_usable_password()
    assert [consent.purpose for consent in Consent.objects.all()] == ["privacy-notice"]


@pytest.mark.parametrize("has_account", [False, True])
def test_any_other_address_is_proven_by_a_code(
    local: LocalProvider, browser: Browser, has_account: bool
) -> None:
    if has_account:
        make_user("me@example.org", verified=True, language="en")
    local.person = {"sub": "1", "email": "me@example.org", "email_verified": True}
    page = browser.come()
    assert b'value="me@example.org"' in page.content
    assert not SocialAccount.objects.exists()
    browser.client.post(FINISH, SAID | {"email": "me@example.org"})
    assert not browser.is_signed_in
    wrong = browser.client.post(CODE, {"code": "12345678"})
    assert wrong.status_code == 422
    code = code_in_mail("me@example.org")
    browser.client.post(CODE, {"code": f"{code[:4]} {code[4:]}"})
    assert browser.is_signed_in
    user = User.objects.get()
    assert user.email == "me@example.org"
    assert SocialAccount.objects.get().user == user


def test_pages_do_not_tell_who_has_an_account(local: LocalProvider) -> None:
    make_user("member@example.org", verified=True, language="en")
    pages = []
    for email in ("member@example.org", "nobody@example.org"):
        one = Browser(local)
        one.come()
        page = one.client.post(FINISH, SAID | {"email": email}, follow=True)
        pages.append(page.content.decode().replace(email, "…"))
    tokens = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    first, second = (tokens.sub("", page) for page in pages)
    assert first == second
    assert {message.subject[8:] for message in Message.objects.all()} == {
        " is your code"
    }


def test_a_code_ends_after_five_guesses(local: LocalProvider, browser: Browser) -> None:
    browser.come()
    browser.client.post(FINISH, SAID | {"email": "me@example.org"})
    code = code_in_mail("me@example.org")
    wrong = "00000000" if code != "00000000" else "11111111"
    for _try in range(5):
        assert browser.client.post(CODE, {"code": wrong}).status_code == 422
    answer = browser.client.post(CODE, {"code": code})
    assert answer.headers["Location"] == FINISH
    assert not browser.is_signed_in
    assert not User.objects.exists()


def test_a_code_works_in_the_browser_that_asked_for_it_alone(
    local: LocalProvider, browser: Browser
) -> None:
    browser.come()
    browser.client.post(FINISH, SAID | {"email": "me@example.org"})
    other = Browser(local)
    other.come()
    code = code_in_mail("me@example.org")
    assert other.client.post(CODE, {"code": code}).headers["Location"] == FINISH
    assert not other.is_signed_in


def test_proving_an_address_ends_what_a_stranger_set_up(
    local: LocalProvider, browser: Browser
) -> None:
    """Somebody signed up with my address before, and knows the password they chose."""
    stranger = make_user("me@example.org", password="stranger's password")
    EmailAddress.objects.create(user=stranger, email=stranger.email, primary=True)
    browser.come()
    browser.client.post(FINISH, SAID | {"email": "me@example.org"})
    browser.client.post(CODE, {"code": code_in_mail("me@example.org")})
    assert browser.is_signed_in
    stranger.refresh_from_db()
    assert not stranger.has_usable_password()


def test_what_is_kept_is_a_keyed_hash_alone(
    local: LocalProvider, browser: Browser, settings: Any
) -> None:
    trusting(settings, local, subject="pid")
    pid = "3100600445635"
    local.person = {
        "sub": "sub-of-somchai-999",
        "pid": pid,
        "name": "Somchai",
        "email": "me@example.org",
        "email_verified": True,
        "address": "99/9 Some Road",
    }
    browser.come()
    browser.client.post(FINISH, SAID)
    link = SocialAccount.objects.get()
    assert link.extra_data == {}
    assert re.fullmatch(r"[0-9a-f]{64}", link.uid)
    kept = [repr(vars(row)) for row in (link, User.objects.get())]
    kept += [f"{message.text}{message.html}" for message in Message.objects.all()]
    kept.append(repr(dict(browser.client.session)))
    kept.append(browser.client.get("/en/account/profile/").content.decode())
    for text in kept:
        assert pid not in text
        assert "sub-of-somchai-999" not in text
        assert "Some Road" not in text


def test_a_closed_account_says_so(local: LocalProvider, browser: Browser) -> None:
    user = make_user("member@example.org", verified=True, language="en")
    linked(local, user)
    user.is_active = False
    user.save()
    assert browser.failure() == "This account is closed"


def test_thai_reader_comes_back_to_thai_pages(
    local: LocalProvider, browser: Browser
) -> None:
    page = browser.client.post("/th/account/provider/ministry/start/")
    found = re.search(r"content=\"0; url=([^\"]+)\"", page.content.decode())
    assert found
    address = local.authorize(found[1].replace("&amp;", "&"))
    answer = browser.client.get(address.replace("http://127.0.0.1:8000", ""))
    assert answer.headers["Location"] == "/th/account/provider/finish/"


def test_nothing_of_providers_is_there_without_one(settings: Any) -> None:
    settings.SIGN_IN_PROVIDERS = ()
    user = make_user("member@example.org", verified=True, language="en")
    client = Client()
    assert b"/provider/" not in client.get("/en/account/login/").content
    client.force_login(user)
    assert b"/provider/" not in client.get("/en/account/profile/").content
    for path in ("finish", "code", "failed"):
        assert client.get(f"/en/account/provider/{path}/").status_code == 404
    for path in ("google/start", "google/link", "unlink/1"):
        assert client.post(f"/en/account/provider/{path}/").status_code == 404
    missing = client.get("/sign-in/google/?code=1&state=2")
    assert missing.status_code == 404
    assert b"Google" not in missing.content


def test_a_provider_that_is_not_configured_is_not_named(local: LocalProvider) -> None:
    answer = Client().post("/en/account/provider/google/start/")
    assert answer.status_code == 404
