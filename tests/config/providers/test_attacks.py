"""What a provider, somebody in between, or somebody with an account of their own there
might try.
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import caches
from django.test import Client
from joserfc.jwk import ECKey

from awards.accounts.models import User
from awards.outbox.models import Message
from config.providers import services
from config.providers.identities import identity_of, key_of
from tests.config.providers.conftest import Browser, trusting
from tests.config.providers.test_signing_in import FINISH, SAID, linked
from tests.factories import make_user
from tests.local_provider import LocalProvider, configured, secret_key

pytestmark = pytest.mark.django_db
REFUSED = "We could not accept the answer of Ministry"
CLOCK = "The times of Ministry and of this site differ"
LOST = "This sign-in has ended"
VICTIM = "victim@example.org"


@pytest.fixture
def victim(local: LocalProvider) -> User:
    """Linked, so that whoever is taken for them is in."""
    user = make_user(VICTIM, verified=True, language="en")
    linked(local, user)
    return user


@pytest.mark.parametrize(
    ("believed_for", "verified"),
    [
        ((), True),
        (("*",), False),
        (("*",), None),
        (("*",), "true"),
        (("*",), 1),
        (("elsewhere.example",), True),
    ],
)
def test_an_address_that_is_not_believed_opens_nothing(
    local: LocalProvider,
    browser: Browser,
    settings: Any,
    believed_for: tuple[str, ...],
    verified: object,
) -> None:
    trusting(settings, local, believed_for=believed_for)
    make_user(VICTIM, verified=True, language="en")
    local.person = {"sub": "attacker", "email": VICTIM, "email_verified": verified}
    browser.come()
    browser.client.post(FINISH, SAID | {"email": VICTIM})
    assert not browser.is_signed_in
    assert not SocialAccount.objects.exists()
    assert Message.objects.get().to_email == VICTIM


def test_a_verified_flag_of_the_token_does_not_serve_another_address(
    local: LocalProvider, browser: Browser, settings: Any
) -> None:
    trusting(settings, local)
    make_user(VICTIM, verified=True, language="en")
    local.person = {"sub": "attacker", "email_verified": True}
    local.more = {"sub": "attacker", "email": VICTIM}
    browser.come()
    assert not browser.is_signed_in
    assert not SocialAccount.objects.exists()


def test_no_link_is_written_to_an_account_that_nobody_has_proven(
    local: LocalProvider,
) -> None:
    """Else whoever signs up with somebody's address would wait there for its owner."""
    user = make_user(VICTIM)
    with pytest.raises(services.NotProven):
        linked(local, user)
    assert not SocialAccount.objects.exists()


def test_another_number_is_another_person(
    local: LocalProvider, victim: User, browser: Browser
) -> None:
    local.person = {"sub": "person-2", "email": VICTIM}
    browser.come()
    assert not browser.is_signed_in


def test_the_same_number_of_another_issuer_is_another_person(
    local: LocalProvider, victim: User, browser: Browser, settings: Any
) -> None:
    elsewhere = local.issuer.replace("127.0.0.1", "localhost")
    settings.SIGN_IN_PROVIDERS = (configured(local, issuer=elsewhere),)
    local.issuer = elsewhere
    browser.come()
    assert not browser.is_signed_in


@pytest.mark.parametrize(
    ("lie", "title"),
    [
        ({"iss": "https://evil.example"}, REFUSED),
        ({"aud": "another-client"}, REFUSED),
        ({"aud": ["awards-client", "another"]}, REFUSED),
        ({"aud": ["awards-client", "another"], "azp": "another"}, REFUSED),
        ({"azp": "another"}, REFUSED),
        ({"nonce": "of another sign-in"}, REFUSED),
        ({"nonce": None}, REFUSED),
        ({"sub": ""}, REFUSED),
        ({"sub": 7}, REFUSED),
        ({"exp": int(time.time()) - 3600}, CLOCK),
        ({"iat": int(time.time()) + 3600}, CLOCK),
        ({"nbf": int(time.time()) + 3600}, CLOCK),
    ],
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    local: LocalProvider,
    victim: User,
    browser: Browser,
    lie: dict[str, Any],
    title: str,
) -> None:
    local.alter = lambda claims: claims | lie
    assert browser.failure() == title


@pytest.mark.parametrize("missing", ["iss", "aud", "exp", "iat", "nonce", "sub"])
def test_a_token_without_a_needed_claim_is_refused(
    local: LocalProvider, victim: User, browser: Browser, missing: str
) -> None:
    local.alter = lambda claims: {k: v for k, v in claims.items() if k != missing}
    assert browser.failure() == REFUSED


def test_a_token_without_a_signature_is_refused(
    local: LocalProvider, victim: User, browser: Browser
) -> None:
    local.algorithm = "none"
    assert browser.failure() == REFUSED


def test_a_token_signed_with_another_key_is_refused(
    local: LocalProvider, victim: User, browser: Browser
) -> None:
    local.signs_with = ECKey.generate_key("P-256", {"kid": "one"})
    assert browser.failure() == REFUSED


def test_a_token_signed_with_our_secret_is_refused_where_keys_are_due(
    local: LocalProvider, victim: User, browser: Browser
) -> None:
    local.algorithm, local.signs_with = "HS256", secret_key()
    assert browser.failure() == REFUSED


def test_a_token_signed_with_our_secret_counts_where_that_is_configured(
    local: LocalProvider, victim: User, browser: Browser, settings: Any
) -> None:
    """As LINE does it."""
    settings.SIGN_IN_PROVIDERS = (configured(local, algorithms=("HS256",)),)
    local.algorithm, local.signs_with = "HS256", secret_key()
    browser.come()
    assert browser.is_signed_in
    assert "/keys" not in local.asked


def test_user_info_of_somebody_else_is_refused(
    local: LocalProvider, victim: User, browser: Browser
) -> None:
    local.person = {"sub": "attacker"}
    local.more = {"sub": "person-1", "email": VICTIM, "email_verified": True}
    assert browser.failure() == REFUSED


def test_a_description_that_speaks_of_another_issuer_is_refused(
    local: LocalProvider, victim: User, browser: Browser, settings: Any
) -> None:
    settings.SIGN_IN_PROVIDERS = (configured(local, issuer=f"{local.issuer}/"),)
    answer = browser.client.post("/en/account/provider/ministry/start/")
    assert answer.headers["Location"] == "/en/account/provider/failed/"


def test_an_answer_counts_once(
    local: LocalProvider, victim: User, browser: Browser
) -> None:
    address = browser.back()
    browser.come(address)
    assert browser.is_signed_in
    browser.client.logout()
    assert browser.failure(address) == LOST


def test_an_answer_counts_in_the_browser_that_asked(
    local: LocalProvider, victim: User, browser: Browser
) -> None:
    """An attacker's own answer, opened by somebody else, signs nobody in."""
    assert Browser(local).failure(browser.back()) == LOST


def test_an_answer_ends_after_ten_minutes(
    local: LocalProvider,
    victim: User,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = browser.back()
    later = time.time() + 601
    monkeypatch.setattr(
        "allauth.socialaccount.internal.statekit.time.time", lambda: later
    )
    answer = browser.client.get(address)
    monkeypatch.undo()
    assert answer.headers["Location"] == "/en/account/provider/failed/"
    assert not browser.is_signed_in


def test_a_code_of_another_sign_in_does_not_fit(
    local: LocalProvider, victim: User, browser: Browser
) -> None:
    """PKCE and the nonce bind it to the browser that asked for it."""
    stolen = parse_qs(urlsplit(Browser(local).back()).query)["code"][0]
    own = browser.back()
    query = parse_qs(urlsplit(own).query)
    mixed = {"code": stolen, "state": query["state"][0]}
    assert browser.failure(f"/sign-in/ministry/?{urlencode(mixed)}") == REFUSED


def test_the_answer_of_another_issuer_is_refused(
    local: LocalProvider, victim: User, browser: Browser
) -> None:
    address = browser.back()
    query = {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
    query["iss"] = "https://evil.example"
    assert browser.failure(f"/sign-in/ministry/?{urlencode(query)}") == REFUSED


def test_nothing_of_our_request_reaches_the_provider(
    local: LocalProvider, browser: Browser
) -> None:
    act = "start/?scope=admin&auth_params=prompt%3Dnone&action=rerequest#"
    address = browser.leave(act, scope="admin")
    assert parse_qs(urlsplit(address).query).keys() == {
        "client_id",
        "redirect_uri",
        "scope",
        "response_type",
        "state",
        "nonce",
        "code_challenge",
        "code_challenge_method",
    }
    assert "admin" not in address


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example"])
def test_nobody_is_led_elsewhere(
    local: LocalProvider, victim: User, browser: Browser, elsewhere: str
) -> None:
    answer = browser.client.get(browser.back(next=elsewhere))
    assert answer.headers["Location"] == "/en/desk/"


def test_cancelled_at_the_provider(
    local: LocalProvider, victim: User, browser: Browser
) -> None:
    local.cancels = True
    assert browser.failure() == "You did not sign in with Ministry"


def test_provider_away(local: LocalProvider, victim: User, browser: Browser) -> None:
    address = browser.back()
    local.is_away = True
    assert browser.failure(address) == "Ministry does not answer"
    caches["default"].clear()
    page = Browser(local).client.post(
        "/en/account/provider/ministry/start/", follow=True
    )
    assert page.status_code == 503
    assert b"Ministry does not answer" in page.content


@pytest.mark.parametrize(
    "answer", [[], "text", {"issuer": 7}, {"authorization_endpoint": None}]
)
def test_an_answer_that_is_no_description_is_refused(
    local: LocalProvider,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
    answer: Any,
) -> None:
    monkeypatch.setattr(local, "describe", lambda: answer)
    page = browser.client.post("/en/account/provider/ministry/start/", follow=True)
    assert REFUSED.encode() in page.content


def test_starting_and_unlinking_need_our_own_page(local: LocalProvider) -> None:
    user = make_user(VICTIM, verified=True)
    link = linked(local, user)
    client = Client(enforce_csrf_checks=True)
    assert client.post("/en/account/provider/ministry/start/").status_code == 403
    assert client.get("/en/account/provider/ministry/start/").status_code == 405
    client.force_login(user)
    assert client.post("/en/account/provider/ministry/link/").status_code == 403
    path = f"/en/account/provider/unlink/{link.pk}/"
    assert client.post(path).status_code == 403
    assert SocialAccount.objects.exists()


def test_logs_hold_nothing_of_the_person(
    local: LocalProvider,
    victim: User,
    browser: Browser,
    caplog: pytest.LogCaptureFixture,
) -> None:
    local.person = {"sub": "3100600445635", "email": "me@example.org", "name": "Som"}
    local.alter = lambda claims: claims | {"aud": "another"}
    browser.failure()
    assert "Sign-in with ministry: refused" in caplog.text
    for secret in ("3100600445635", "me@example.org", "Som", "another"):
        assert secret not in caplog.text


def test_a_link_of_mine_is_not_taken_by_another(
    local: LocalProvider, victim: User, browser: Browser
) -> None:
    other = make_user("other@example.org", verified=True, language="en")
    browser.client.force_login(other)
    page = browser.come(browser.back("link"))
    assert b"Ministry is linked to another account here" in page.content
    assert SocialAccount.objects.get().user == victim


def test_nobody_unlinks_anothers(local: LocalProvider, victim: User) -> None:
    link = SocialAccount.objects.get()
    other = make_user("other@example.org", verified=True)
    client = Client()
    client.force_login(other)
    client.post(f"/en/account/provider/unlink/{link.pk}/")
    assert SocialAccount.objects.filter(pk=link.pk).exists()


def test_the_key_depends_on_provider_and_issuer(local: LocalProvider) -> None:
    one = configured(local)
    others = [
        configured(local, id="other"),
        configured(local, issuer="https://other.example"),
    ]
    assert len({key_of(one, "1"), *(key_of(other, "1") for other in others)}) == 3


def test_no_account_is_linked_by_an_address_that_has_none(local: LocalProvider) -> None:
    identity = identity_of(configured(local), {"sub": "1"})
    with pytest.raises(services.NotProven):
        services.link_known(email="nobody@example.org", identity=identity)
    assert not SocialAccount.objects.exists()
