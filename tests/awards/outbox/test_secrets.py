"""What opens a door stands in a mail until it is delivered, and nowhere of ours after that."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from awards.dsure.subscriptions.services import subscribe
from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Message
from config.people.personal_data import export_person
from judging.jury.invitations import invite_judge, send_sign_in_link
from tests.factories import make_edition, make_user
from tests.judging.stage import edition_in_judging, judge_of

pytestmark = pytest.mark.django_db
WAYS = (
    "judge/invitation",
    "judge/sign-in",
    "confirm-email",
    "reset/key",
    "subscription",
)
SIGNUP = {
    "email": "new@example.org",
    "password1": "a-long-password-9",
    "name": "สมหญิง",
    "notice": "on",
}


@pytest.fixture
def links(settings: Any, tmp_path: Path) -> list[str]:
    """One mail of each kind that lets its reader in, queued; the secret part of each link."""
    settings.EMAIL_FILE_PATH = tmp_path
    settings.EMAIL_BACKEND = "awards.outbox.filebased.EmailBackend"
    invite_judge(edition=make_edition(), email="asked@example.org", actor=None)
    send_sign_in_link(email=judge_of(edition_in_judging()).user.email)
    subscribe(email="news@example.org", language="en")
    Client().post("/en/account/signup/", SIGNUP)
    make_user("member@example.org", password="a-long-password-9", verified=True)
    Client().post("/en/account/password/reset/", {"email": "member@example.org"})
    texts = "\n".join(Message.objects.values_list("text", flat=True))
    found = [re.search(rf"{way}/([^\s/]+)", texts) for way in WAYS]
    assert all(found), texts
    return [
        one[1].partition("-")[2] if "reset" in way else one[1]
        for way, one in zip(WAYS, found, strict=True)
        if one
    ]


def stored() -> str:
    return json.dumps(
        list(
            Message.objects.values(
                "text", "html", "headers", "secrets", "dedupe_key", "subject"
            )
        )
    )


def test_delivered_mail_holds_its_link_and_the_outbox_none(
    links: list[str], tmp_path: Path
) -> None:
    assert all(link in stored() for link in links)
    assert deliver_messages().sent == 5
    assert [link for link in links if link in stored()] == []
    sent = (
        b"".join(path.read_bytes() for path in tmp_path.iterdir())
        .replace(b"=\n", b"")
        .decode()
    )
    assert all(link in sent for link in links)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_dropped_mail_keeps_no_link_either(links: list[str]) -> None:
    for message in Message.objects.all():
        message.finish("dropped")  # type: ignore[arg-type]
    assert [link for link in links if link in stored()] == []


def test_copy_of_a_persons_data_opens_no_door(links: list[str], tmp_path: Path) -> None:
    target = tmp_path / "copy.zip"
    export_person(email="asked@example.org", target=target)
    with zipfile.ZipFile(target) as archive:
        copy = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "judge/invitation/…" in copy
    assert [link for link in links if link in copy] == []
