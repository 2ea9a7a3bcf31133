"""Whatever costs and anybody may ask for has an end, and the end meets whom it is meant for."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory, override_settings

from awards.accounts import limits
from awards.accounts.limits import Limit, TooMany, forget, give_back, may_spend, spend
from awards.accounts.visitors import client_address
from awards.dsure.models import Subscriber
from awards.outbox.models import Message
from config.queue.cache import SpareCache, limit_settings
from tests.factories import make_user

THREE = Limit("three", 3, 60)
FORM = "/en/dsure/manage/marks/add/"


class Clock:
    """Stands until it is moved: no window ends while a test uses a limit up."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 6_000_000.0
        monkeypatch.setattr(limits.time, "time", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_as_often_as_allowed_and_no_more(clock: Clock) -> None:
    assert [may_spend(THREE, "a") for _ in range(5)] == [True, True, True, False, False]
    assert may_spend(THREE, "b")


def test_window_slides_and_says_when_to_come_back(clock: Clock) -> None:
    for _ in range(3):
        spend(THREE, "a")
    with pytest.raises(TooMany) as refused:
        spend(THREE, "a")
    clock.now += refused.value.wait - 1
    assert not may_spend(THREE, "a")
    clock.now += 1
    assert may_spend(THREE, "a")
    assert not may_spend(THREE, "a")


def test_no_moment_allows_twice_as_much(clock: Clock) -> None:
    clock.now += 59
    for _ in range(3):
        spend(THREE, "a")
    clock.now += 2
    assert not may_spend(THREE, "a")


def test_what_was_given_back_or_forgotten_does_not_count(clock: Clock) -> None:
    for _ in range(10):
        spend(THREE, "a")
        give_back(THREE, "a")
    for _ in range(3):
        spend(THREE, "a")
    forget(THREE, "a")
    spend(THREE, "a")


def test_many_at_once_get_no_more_than_one_after_the_other() -> None:
    limit, allowed = Limit("many", 20, 3600), []

    def ask() -> None:
        allowed.extend(may_spend(limit, "a") for _ in range(10))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # What is refused is taken back a moment later, so one that came in between may be
    # refused too; never more.
    assert 1 <= sum(allowed) <= 20


PUBLIC, PROXY = "203.0.113.9", "10.0.0.2"


@pytest.mark.parametrize(
    ("proxies", "peer", "said", "address"),
    [
        (0, PUBLIC, "198.51.100.7", PUBLIC),
        (0, "127.0.0.1", "198.51.100.7", "127.0.0.1"),
        (1, PROXY, "198.51.100.7", "198.51.100.7"),
        (1, "", "198.51.100.7", "198.51.100.7"),
        (1, PROXY, "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        (2, PROXY, "6.6.6.6, 198.51.100.7, 10.0.0.3", "198.51.100.7"),
        (1, "93.184.216.34", "198.51.100.7", "93.184.216.34"),
        (1, PROXY, "", PROXY),
        (1, PROXY, "nonsense", PROXY),
        (2, PROXY, "198.51.100.7", PROXY),
        (1, "", "", "unknown"),
        (1, PROXY, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, PROXY, "::ffff:198.51.100.7", "198.51.100.7"),
    ],
)
def test_address_is_what_our_own_proxies_say(
    settings: Any, proxies: int, peer: str, said: str, address: str
) -> None:
    settings.PROXIES = proxies
    headers = {"X-Forwarded-For": said} if said else {}
    assert (
        client_address(RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers))
        == address
    )


@pytest.mark.django_db
def test_page_says_when_to_come_back_in_both_languages(
    client: Client, clock: Clock
) -> None:
    for language, words in (("en", "Wait a moment"), ("th", "โปรดรอสักครู่")):
        with_limit_reached("searches", "127.0.0.1")
        response = client.get(f"/{language}/dsure/?q=sensor")
        assert response.status_code == 429
        assert int(response.headers["Retry-After"]) >= 1
        assert words in response.content.decode()
    assert client.get("/en/dsure/").status_code == 200
    assert (
        client.get("/en/dsure/?q=sensor", REMOTE_ADDR="198.51.100.7").status_code == 200
    )


def with_limit_reached(name: str, who: str) -> None:
    limit = next(
        one
        for one in vars(limits).values()
        if isinstance(one, Limit) and one.name == name
    )
    while may_spend(limit, who):
        pass


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("downloads", "/en/winners/none/press-kit.zip"),
        ("verifications", "/en/verify/NONE/"),
        ("searches", "/api/v1/dsure/products.json"),
    ],
)
def test_addresses_that_cost_have_a_limit(
    client: Client, clock: Clock, name: str, address: str
) -> None:
    before = client.get(address).status_code
    assert before in (200, 404)
    with_limit_reached(name, "127.0.0.1")
    assert client.get(address).status_code == 429


@pytest.mark.django_db
def test_asking_for_mails_has_a_limit_by_address(client: Client, clock: Clock) -> None:
    with_limit_reached("mails-asked-for", "127.0.0.1")
    for address in ("/en/dsure/subscribe/", "/en/judge/link/"):
        assert client.get(address).status_code == 200
        assert client.post(address, {"email": "a@example.org"}).status_code == 429
    assert not Message.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/dsure/subscribe/", "/en/judge/link/"])
def test_nobodys_mailbox_is_filled_and_the_page_says_the_same(
    client: Client, address: str
) -> None:
    answers = {
        client.post(
            address, {"email": "A@example.org"}, REMOTE_ADDR=f"198.51.100.{n}"
        ).status_code
        for n in range(9)
    }
    assert len(answers) == 1
    assert Message.objects.count() == limits.MAILS_TO_ONE.times


@pytest.mark.django_db
def test_asking_again_does_not_end_the_link_of_before(client: Client) -> None:
    client.post("/en/dsure/subscribe/", {"email": "a@example.org"})
    token = Subscriber.objects.get().token
    client.post("/en/dsure/subscribe/", {"email": "a@example.org"})
    assert client.post(f"/en/dsure/subscription/{token}/").status_code == 200
    assert Subscriber.objects.get().confirmed_at


@pytest.mark.django_db
def test_kept_text_has_a_size_a_limit_and_an_hour(client: Client) -> None:
    own = {"Origin": "http://testserver"}
    client.post(FORM, {"name_th": "ก" * 200_001}, headers=own)
    assert "kept_text" not in client.session
    client.post(FORM, {"name_th": "ก"}, headers=own)
    assert client.session.get_expiry_age() <= 3600
    with_limit_reached("texts-kept", "127.0.0.1")
    other = Client()
    other.post(FORM, {"name_th": "ก"}, headers=own)
    assert "kept_text" not in other.session


PASSWORD = "a-long-password-9"
EMAIL = "member@example.org"


def try_password(client: Client, password: str, **extra: Any) -> str:
    response = client.post(
        "/en/account/login/", {"login": EMAIL, "password": password}, **extra
    )
    return response.headers.get("Location", "") or response.content.decode()


@pytest.mark.django_db
def test_strangers_who_guess_lock_out_strangers_and_not_the_owners_own_device() -> None:
    make_user(EMAIL, password=PASSWORD, verified=True)
    own = Client()
    assert try_password(own, PASSWORD).endswith("/desk/")
    own.post("/en/account/logout/")
    for n in range(7):
        try_password(Client(), "wrong", REMOTE_ADDR=f"198.51.100.{n}")
    assert "Too many failed login attempts" in try_password(Client(), PASSWORD)
    assert try_password(own, PASSWORD).endswith("/desk/")


@pytest.mark.django_db
def test_known_device_guesses_no_more_often_than_its_own_limit() -> None:
    make_user(EMAIL, password=PASSWORD, verified=True)
    own = Client()
    try_password(own, PASSWORD)
    own.post("/en/account/logout/")
    for _ in range(limits.OWN_TRIES.times):
        try_password(own, "wrong")
    assert "Too many failed login attempts" in try_password(own, PASSWORD)


@pytest.mark.django_db
def test_forged_device_is_a_stranger() -> None:
    make_user(EMAIL, password=PASSWORD, verified=True)
    forged = Client()
    forged.cookies["device"] = "WyJhIixbXV0:1abc:forged"
    for _ in range(5):
        try_password(forged, "wrong")
    assert "Too many failed login attempts" in try_password(forged, PASSWORD)


@pytest.mark.django_db
def test_new_password_by_mail_gets_through_a_lock_out(client: Client) -> None:
    from tests.awards.accounts.test_people import link_in

    make_user(EMAIL, password=PASSWORD, verified=True)
    for _ in range(6):
        try_password(Client(), "wrong")
    client.post("/en/account/password/reset/", {"email": EMAIL})
    form = client.get(link_in("password_reset_key"), follow=True).redirect_chain[-1][0]
    client.post(
        form, {"password1": "another-long-one-7", "password2": "another-long-one-7"}
    )
    assert try_password(Client(), "another-long-one-7").endswith("/desk/")


@pytest.mark.django_db
def test_sign_in_works_while_redis_is_away(client: Client) -> None:
    make_user(EMAIL, password=PASSWORD, verified=True)
    away = limit_settings("redis://127.0.0.1:1/0")
    with override_settings(
        CACHES={"default": away, "limits": away}, ACCOUNT_RATE_LIMITS={}
    ):
        assert isinstance(caches["limits"], SpareCache)
        try_password(client, "wrong")
        assert try_password(client, PASSWORD).endswith("/desk/")
        assert [may_spend(THREE, "away") for _ in range(4)] == [True, True, True, False]
        caches["limits"].clear()
    SpareCache.away_until.clear()
