"""Ways to sign in on My account."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount

from awards.accounts.models import User
from awards.outbox.models import Message, Suppression
from config.people.personal_data import all_tables, erase_person
from config.providers import services
from config.providers.identities import identity_of, key_of
from config.providers.pages import ways_of
from tests.config.providers.conftest import PROFILE, Browser
from tests.config.providers.test_signing_in import linked
from tests.factories import make_user
from tests.local_provider import LocalProvider, configured

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(local: LocalProvider, browser: Browser) -> User:
    user = make_user("member@example.org", verified=True, language="en")
    browser.client.force_login(user)
    return user


def test_link_and_unlink_on_my_account(
    local: LocalProvider, browser: Browser, member: User
) -> None:
    assert "Not linked." in browser.client.get(PROFILE).content.decode()
    page = browser.come(browser.back("link"))
    assert page.redirect_chain[-1][0] == PROFILE
    assert "Ministry is linked to your account." in page.content.decode()
    link = SocialAccount.objects.get()
    assert link.user == member
    page = browser.client.post(f"/en/account/provider/unlink/{link.pk}/", follow=True)
    assert "Ministry is no longer linked" in page.content.decode()
    assert not SocialAccount.objects.exists()
    assert list(Message.objects.order_by("pk").values_list("event", "to_email")) == [
        ("provider-linked", member.email),
        ("provider-unlinked", member.email),
    ]


def test_linking_again_tells_nobody(
    local: LocalProvider, browser: Browser, member: User
) -> None:
    browser.come(browser.back("link"))
    browser.come(browser.back("link"))
    assert SocialAccount.objects.count() == 1
    assert Message.objects.count() == 1


def test_the_last_way_in_is_not_taken_away(
    local: LocalProvider, browser: Browser, member: User
) -> None:
    link = linked(local, member)
    Suppression.objects.create(email=member.email, reason="no such mailbox")
    page = browser.client.post(f"/en/account/provider/unlink/{link.pk}/", follow=True)
    assert "This is your only way to sign in" in page.content.decode()
    assert SocialAccount.objects.exists()
    member.set_password("a password of one's own")
    member.save()
    assert services.unlink_account(user=member, pk=link.pk) == "ministry"


def test_a_copy_of_ones_data_names_the_link_and_erasure_takes_it(
    local: LocalProvider, member: User
) -> None:
    link = linked(local, member)
    row = all_tables(member)["sign-in.provider"][0]
    assert row["provider"] == "ministry"
    assert link.uid not in repr(row)
    erase_person(email=member.email)
    assert not SocialAccount.objects.exists()


def test_my_account_asks_one_question_more(
    local: LocalProvider,
    browser: Browser,
    member: User,
    settings: Any,
    django_assert_num_queries: Any,
) -> None:
    """And none where there is no provider."""
    linked(local, member)
    with django_assert_num_queries(1):
        assert ways_of(member)[0].link
    settings.SIGN_IN_PROVIDERS = ()
    with django_assert_num_queries(0):
        assert ways_of(member) == []


def test_link_survives_a_new_key_of_the_site(
    local: LocalProvider, browser: Browser, settings: Any
) -> None:
    user = make_user("member@example.org", verified=True, language="en")
    before = linked(local, user).uid
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the site, long enough to be one"
    browser.come()
    assert browser.is_signed_in
    renewed = SocialAccount.objects.get(user=user)
    assert renewed.uid != before
    settings.SECRET_KEY_FALLBACKS = []
    assert Browser(local).come().context["user"] == user


def test_without_the_key_of_before_one_signs_in_by_mail_and_is_linked_anew(
    local: LocalProvider, browser: Browser, settings: Any
) -> None:
    user = make_user("member@example.org", verified=True, language="en")
    linked(local, user)
    settings.SECRET_KEY = "another key of the site, long enough to be one"
    page = browser.come()
    assert page.redirect_chain[-1][0] == "/en/account/provider/finish/"
    assert not browser.is_signed_in


def test_newer_link_is_not_replaced_by_one_of_before(
    local: LocalProvider, settings: Any
) -> None:
    """Somebody else linked that person of the provider meanwhile."""
    old, new = make_user("old@example.org"), make_user("new@example.org")
    provider = configured(local)
    for user, secret in ((old, "k" * 40), (new, None)):
        SocialAccount.objects.create(
            user=user, provider=provider.id, uid=key_of(provider, "1", secret)
        )
    settings.SECRET_KEY_FALLBACKS = ["k" * 40]
    assert not services.renew_link(identity_of(provider, {provider.subject: "1"}))
    assert SocialAccount.objects.get(uid=key_of(provider, "1")).user == new
