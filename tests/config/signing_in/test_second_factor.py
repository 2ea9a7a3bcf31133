"""A second factor is asked for after the password or the link, and before anything is
told; codes pass once and wrong ones are counted.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import LazySettings
from django.core.cache import cache, caches
from django.test import Client

from awards.accounts.models import User
from awards.accounts.sign_in_links import issue_link
from awards.language.thai import thai_digits
from awards.outbox.models import Message
from config.people.personal_data import all_tables, erase_person
from tests.config.signing_in.factors import (
    PASSWORD,
    SECRET,
    add_app,
    add_codes,
    by_password,
    code_now,
    signed_in,
    wrong_code,
)
from tests.factories import make_user
from tests.secrecy.listening import listening

pytestmark = pytest.mark.django_db
CHECK = "/en/account/factors/check/"


@pytest.fixture
def member() -> User:
    user = make_user(
        "member@example.org", password=PASSWORD, verified=True, language="en"
    )
    add_app(user)
    return user


def test_password_alone_does_not_sign_in_and_the_code_does(member: User) -> None:
    client = Client()
    assert by_password(client, member, "/en/dsure/").headers["Location"] == CHECK
    assert not signed_in(client)
    assert client.post(CHECK, {"code": wrong_code()}).status_code == 200
    assert not signed_in(client)
    answer = client.post(CHECK, {"code": code_now()})
    assert answer.headers["Location"] == "/en/dsure/"
    assert signed_in(client)


def test_link_by_mail_asks_for_the_code_too(member: User) -> None:
    client = Client()
    link = issue_link(user=member, email=member.email, path="/en/dsure/")
    answer = client.post(f"/en/account/link/{link.token}/")
    assert answer.headers["Location"] == CHECK
    assert not signed_in(client)
    answer = client.post(CHECK, {"code": code_now()})
    assert answer.headers["Location"] == "/en/dsure/"
    assert signed_in(client)


def test_code_passes_once(member: User) -> None:
    first, second = Client(), Client()
    code = code_now(steps=1)
    for client, enters in ((first, True), (second, False)):
        by_password(client, member)
        client.post(CHECK, {"code": code})
        assert signed_in(client) == enters


def test_code_that_passed_does_not_pass_with_a_space_in_it(member: User) -> None:
    """The library forgets a code after half a minute; it is good for longer."""
    code = code_now(steps=1)
    typed = (code, f"{code[:3]} {code[3:]}", f"{code[:3]}-{code[3:]}")
    entered = []
    for spelling in typed:
        client = Client()
        by_password(client, member)
        client.post(CHECK, {"code": spelling})
        cache.delete(f"allauth.mfa.totp.used?user={member.pk}&code={code}")
        entered.append(signed_in(client))
    assert entered == [True, False, False]


def test_owner_is_told_once_of_a_code_that_was_used_twice(member: User) -> None:
    code = code_now(steps=1)
    with listening() as lines:
        for _ in range(3):
            client = Client()
            by_password(client, member)
            client.post(CHECK, {"code": code})
    mail = Message.objects.get(event="code_reused", recipient=member)
    assert "typed a second time" in mail.text
    assert code not in mail.text
    assert any(f"reused-code account={member.pk}" in line for line in lines)
    assert code not in "\n".join(lines)


def test_secret_under_a_key_that_is_gone_is_said_and_no_fault(
    member: User, settings: LazySettings
) -> None:
    add_codes(member)
    client = Client()
    by_password(client, member)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the site, long enough to be one"
    client.post(CHECK, {"code": code_now()})
    assert signed_in(client)
    settings.SECRET_KEY_FALLBACKS = []
    client = Client()
    by_password(client, member)
    page = client.post(CHECK, {"code": code_now(steps=1)}).content.decode()
    assert "can no longer read what your app was set up with" in page


def test_recovery_codes_and_challenges_cannot_be_guessed(member: User) -> None:
    """The library's: 320 bits behind ten codes, 256 in a challenge, each its own."""
    seeds = {RecoveryCodes.generate_seed() for _ in range(50)}
    assert len(seeds) == 50
    assert all(len(bytes.fromhex(seed)) >= 14 for seed in seeds)
    codes = add_codes(member)
    assert len(set(codes)) == 10
    assert all(len(code) >= 8 for code in codes)
    challenges = {
        json.loads(
            Client()
            .get(
                "/en/account/factors/passkeys/sign-in/",
                headers={"accept": "application/json"},
            )
            .content
        )["request_options"]["publicKey"]["challenge"]
        for _ in range(9)
    }
    assert len(challenges) == 9
    assert all(len(urlsafe_b64decode(f"{one}==")) >= 16 for one in challenges)


def test_right_code_is_not_tried_after_many_wrong_ones(member: User) -> None:
    client = Client()
    by_password(client, member)
    for _ in range(6):
        client.post(CHECK, {"code": wrong_code()})
    page = client.post(CHECK, {"code": code_now()}).content.decode()
    assert "Wait a quarter of an hour" in page
    assert not signed_in(client)
    caches["limits"].clear()
    client.post(CHECK, {"code": code_now()})
    assert signed_in(client)


@pytest.mark.parametrize("way", ["app", "recovery code"])
def test_code_passes_as_a_thai_keyboard_types_it(member: User, way: str) -> None:
    code = code_now() if way == "app" else add_codes(member)[0]
    client = Client()
    by_password(client, member)
    client.post(CHECK, {"code": f" {thai_digits(code[:3])} {thai_digits(code[3:])} "})
    assert signed_in(client)


def test_wrong_code_names_each_way_that_is_left(member: User) -> None:
    add_codes(member)
    client = Client()
    by_password(client, member)
    page = client.post(CHECK, {"code": wrong_code()}).content.decode()
    assert "a recovery code that you have not used yet" in page


def test_recovery_code_signs_in_once(member: User) -> None:
    code = add_codes(member)[0]
    for enters in (True, False):
        client = Client()
        by_password(client, member)
        client.post(CHECK, {"code": code})
        assert signed_in(client) == enters


def test_wrong_password_and_unknown_address_look_alike_with_a_factor(
    member: User,
) -> None:
    """Whether there is a factor is told to whoever knows the password, and nobody else."""
    shown = []
    for email in (member.email, "nobody@example.org"):
        answer = Client().post(
            "/en/account/login/", {"login": email, "password": "a wrong password"}
        )
        assert answer.status_code == 200
        page = answer.content.decode().replace(email, "…")
        shown.append(re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page))
    assert shown[0] == shown[1]


def test_challenge_for_a_passkey_names_no_account(member: User) -> None:
    page = Client().get(
        "/en/account/factors/passkeys/sign-in/", headers={"accept": "application/json"}
    )
    options = json.loads(page.content)["request_options"]["publicKey"]
    assert not options.get("allowCredentials")
    assert options["userVerification"] == "required"


def test_secret_of_an_app_is_encrypted_where_it_is_kept(member: User) -> None:
    kept = Authenticator.objects.get(user=member)
    assert SECRET not in json.dumps(kept.data)
    assert kept.wrap().validate_code(code_now())


def test_app_is_set_up_with_its_code_and_gives_recovery_codes_once() -> None:
    user = make_user(password=PASSWORD, verified=True, language="en")
    client = Client()
    by_password(client, user)
    page = client.get("/en/account/factors/app/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert secret
    assert secret[1] not in str(client.session.items())
    assert "data:image/svg+xml;base64," in page
    refused = client.post("/en/account/factors/app/", {"code": "no"}).content.decode()
    assert "This is not the code. Type the six digits that your app" in refused
    typed = thai_digits(code_now(secret[1]))
    added = client.post("/en/account/factors/app/", {"code": typed})
    assert added.headers["Location"] == "/en/account/factors/codes/"
    codes = re.findall(r"<code>(\d{8})</code>", client.get(added.url).content.decode())
    assert len(codes) == 10
    assert codes[0] not in client.get(added.url).content.decode()


def test_export_names_factors_without_secrets_and_erasure_takes_them(
    member: User,
) -> None:
    add_codes(member)
    kept = [row.data for row in Authenticator.objects.filter(user=member)]
    table = all_tables(member)["sign-in.second-factor"]
    assert [row["type"] for row in table] == ["totp", "recovery_codes"]
    said = json.dumps(table, default=str)
    for data in kept:
        for secret in ("secret", "seed"):
            assert secret not in data or data[secret] not in said
    erase_person(email=member.email)
    assert not Authenticator.objects.filter(user=member).exists()


def test_owner_is_told_of_a_new_device_and_not_twice_nor_at_first() -> None:
    user = make_user(password=PASSWORD, verified=True, language="en")
    laptop, phone = Client(), Client()

    def told() -> int:
        return Message.objects.filter(event="new_device", recipient=user).count()

    by_password(laptop, user)
    assert told() == 0  # the very first sign-in
    by_password(phone, user)
    assert told() == 1
    phone.post("/en/account/logout/")
    by_password(phone, user)
    assert told() == 1
    mail = Message.objects.get(event="new_device").text
    assert "/en/account/profile/#sessions" in mail
    assert "127.0.0.1/" not in mail.replace("http://127.0.0.1", "")
