"""A link instead of a password, for everybody who has an account."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from awards.accounts.models import SignInLink, User
from awards.accounts.sign_in_links import LinkOver, issue_link, sweep_links, use_link
from awards.outbox.models import Message
from config.people.sign_in_mails import send_sign_in_link
from tests.awards.accounts.test_same_work import work_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ASK = "/en/account/link/"


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    caches["limits"].clear()


def link_in(message: Message) -> str:
    found = re.search(r"http://[^/\s]+(/\S*account/link/\S+)", message.text)
    assert found, message.text
    return found[1]


def asked(email: str, next_: str = "", client: Client | None = None) -> str:
    (client or Client()).post(ASK, {"login": email, "next": next_})
    return link_in(Message.objects.latest("pk"))


def signed_in(client: Client) -> bool:
    return client.get("/en/account/profile/").status_code == 200


def test_link_signs_in_once_and_leads_to_where_one_wanted_to_go() -> None:
    make_user("member@example.org", verified=True, language="en")
    link = asked("Member@example.org", "/en/dsure/")
    other_device = Client()
    assert "member@example.org" in other_device.get(link).content.decode()
    assert not signed_in(other_device)
    assert other_device.post(link).headers["Location"] == "/en/dsure/"
    assert signed_in(other_device)
    again = Client()
    assert again.get(link).status_code == again.post(link).status_code == 410
    assert "You are signed in as" not in again.get(link).content.decode()
    # whoever opens the mail once more is in already
    told = "You are signed in as member@example.org."
    assert told in other_device.get(link).content.decode()
    assert not signed_in(again)


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"],
)
def test_link_never_leads_elsewhere(elsewhere: str) -> None:
    make_user("member@example.org", verified=True, language="en")
    link = asked("member@example.org", elsewhere)
    assert Client().post(link).headers["Location"] == "/en/desk/"


def test_answer_and_work_are_the_same_for_a_stranger() -> None:
    make_user("member@example.org", verified=True)
    texts = []
    for email in ("member@example.org", "nobody@example.org"):
        page = Client().post(ASK, {"login": email}).content.decode()
        texts.append(page.replace(email, "…"))
    assert texts[0] == texts[1]
    member = work_of(ASK, {"login": "member@example.org"})
    assert member == work_of(ASK, {"login": "nobody@example.org"})
    assert set(Message.objects.values_list("event", "to_email")) == {
        ("sign_in_link", "member@example.org"),
        ("sign_in_unknown", "nobody@example.org"),
    }


def test_stranger_mail_leads_to_the_sign_up_that_comes_back() -> None:
    Client().post(ASK, {"login": "nobody@example.org", "next": "/en/dsure/"})
    message = Message.objects.get()
    assert "/en/account/signup/?next=%2Fen%2Fdsure%2F" in message.text
    assert "account/link" not in message.text


def test_link_is_too_old_after_half_an_hour_and_swept() -> None:
    make_user("member@example.org", verified=True)
    link = asked("member@example.org")
    soon = timezone.now() + timedelta(minutes=31)
    assert SignInLink.objects.get().expires_at < soon
    SignInLink.objects.update(expires_at=timezone.now())
    assert Client().post(link).status_code == 410
    assert sweep_links() == 1


def test_using_one_link_ends_all_of_the_person() -> None:
    user = make_user("member@example.org", verified=True)
    one, two = (issue_link(user=user, email=user.email) for _ in range(2))
    other = issue_link(user=make_user(verified=True), email="other@example.org")
    assert use_link(token=one.token).user == user
    with pytest.raises(LinkOver):
        use_link(token=two.token)
    assert SignInLink.objects.count() == 1
    with pytest.raises(LinkOver):  # not that account's own address
        use_link(token=other.token)


def test_link_proves_the_address_and_ends_a_password_set_by_a_stranger() -> None:
    make_user("invited@example.org", password="set-by-a-stranger-1")
    Client().post(asked("invited@example.org"))
    user = User.objects.get()
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified


def test_further_address_opens_the_account_only_while_it_is_its_own() -> None:
    user = make_user("member@example.org", verified=True)
    further = EmailAddress.objects.create(
        user=user, email="further@example.org", verified=True
    )
    link, later = asked("further@example.org"), asked("further@example.org")
    client = Client()
    client.post(link)
    assert signed_in(client)
    link = asked("further@example.org")
    further.delete()
    assert Client().post(link).status_code == 410
    assert later != link


def test_nobody_gets_into_a_closed_account_by_a_link() -> None:
    make_user("member@example.org", verified=True, is_active=False)
    send_sign_in_link(email="member@example.org", language="en")
    assert Message.objects.get().event == "sign_in_unknown"


def test_link_is_blanked_once_delivered_and_only_its_hash_kept() -> None:
    make_user("member@example.org", verified=True)
    token = asked("member@example.org").rstrip("/").rpartition("/")[2]
    assert Message.objects.get().secrets == [token]
    assert token not in str(SignInLink.objects.values_list()[0])


def test_no_more_than_five_mails_an_hour_and_nobody_learns_of_it() -> None:
    make_user("member@example.org", verified=True)
    pages = {
        Client().post(ASK, {"login": "member@example.org"}).content for _ in range(7)
    }
    assert len(pages) == 1
    assert Message.objects.count() == 5


def test_sign_in_page_offers_the_link_and_hands_on_where_one_wanted_to_go() -> None:
    page = Client().get("/en/account/login/?next=/en/dsure/").content.decode()
    assert 'formaction="/en/account/link/"' in page
    assert 'name="next" value="/en/dsure/"' in page


def test_what_is_no_address_is_asked_for_again() -> None:
    response = Client().post(ASK, {"login": "not an address", "password": "secret-9"})
    text = response.content.decode()
    assert "not an address" in text
    assert "secret-9" not in text
    assert not Message.objects.exists()


def test_judge_link_opens_the_desk_alone_and_full_link_all_pages() -> None:
    user = make_user("member@example.org", verified=True, language="en")
    client = Client()
    client.force_login(user)
    session = client.session
    session["scope"] = "judge"
    session.save()
    assert not signed_in(client)
    client.post(asked("member@example.org"))
    assert signed_in(client)
