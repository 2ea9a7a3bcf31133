"""Whether an address is known shows neither in what is said nor in the work that is done."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from awards.accounts.models import User
from awards.dsure.models import Subscriber
from awards.outbox.models import Message
from tests.factories import make_user, moment
from tests.judging.stage import edition_in_judging, judge_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each password that is hashed while the test runs."""
    made: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: Any, password: str, salt: str) -> str:
        made.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return made


def work_of(
    address: str, typed: dict[str, str], client: Client | None = None
) -> Counter[str]:
    """The statements of a request by what they do to which table; nothing of their values."""
    with CaptureQueriesContext(connection) as found:
        (client or Client()).post(address, typed)
    return Counter(
        re.sub(
            r'^\s*(?:WITH written AS \(\s*)?(\w+)[^"]*(?:"(\w+)".*)?$',
            r"\1 \2",
            re.sub(r"s\d+_x\d+", "", one["sql"]),
            flags=re.S,
        )
        for one in found
    )


def test_signing_up_does_the_same_for_a_known_address(hashed: list[str]) -> None:
    make_user("known@example.org", verified=True)
    typed = {
        "password1": "a-long-password-9",
        "name": "สมหญิง",
        "notice": "on",
        "news": "on",
    }
    hashed.clear()
    new = work_of("/en/account/signup/", {**typed, "email": "new@example.org"})
    hashed_new = list(hashed)
    hashed.clear()
    known = work_of("/en/account/signup/", {**typed, "email": "known@example.org"})
    assert hashed == hashed_new == ["a-long-password-9"]
    assert changes(new) == changes(known)
    assert abs(sum(new.values()) - sum(known.values())) <= 2
    assert User.objects.count() == 2
    assert Message.objects.count() == 2


def changes(work: Counter[str]) -> dict[str, int]:
    return {
        what: n
        for what, n in work.items()
        if what.startswith(("INSERT", "UPDATE", "DELETE"))
    }


def test_link_to_the_desk_does_the_same_for_a_stranger() -> None:
    judge = judge_of(edition_in_judging())
    known = work_of("/en/judge/link/", {"email": judge.user.email})
    unknown = work_of("/en/judge/link/", {"email": "nobody@example.org"})
    assert known == unknown
    assert Message.objects.count() == 2


def test_news_do_the_same_for_who_gets_them_already() -> None:
    Subscriber.objects.create(email="a@example.org", token="t", confirmed_at=moment())
    Subscriber.objects.create(email="b@example.org", token="u")
    work = [
        work_of("/en/dsure/subscribe/", {"email": f"{name}@example.org"})
        for name in "ab"
    ]
    assert abs(sum(work[0].values()) - sum(work[1].values())) <= 1
    assert Message.objects.count() == 2


def test_wrong_password_costs_one_hash_whoever_it_is_for(hashed: list[str]) -> None:
    make_user("known@example.org", password="a-long-password-9", verified=True)
    counts = []
    for email in ("known@example.org", "nobody@example.org"):
        hashed.clear()
        Client().post("/en/account/login/", {"login": email, "password": "wrong"})
        counts.append(len(hashed))
    assert counts[0] == counts[1] == 1
