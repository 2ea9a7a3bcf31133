"""The first operator is named on the server, and comes in by a mailed link."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from awards.accounts.models import User
from awards.accounts.people import is_proven
from awards.outbox.models import Message
from tests.factories import make_user

pytestmark = pytest.mark.django_db
BASE_DIR = Path(__file__).resolve().parents[3]


def name(email: str) -> dict[str, object]:
    out = StringIO()
    call_command("name_operator", email, "--json", stdout=out)
    found: dict[str, object] = json.loads(out.getvalue())
    return found


def test_a_new_operator_comes_in_by_the_mailed_link(client: Client) -> None:
    assert name("First@Example.org") == {"email": "first@example.org", "created": True}
    person = User.objects.get(email="first@example.org")
    assert person.is_operator
    assert not is_proven(person)
    message = Message.objects.get(to_email="first@example.org")
    assert message.priority == Message.URGENT
    (link,) = re.findall(rf"{re.escape(settings.SITE_URL)}(/\S+/key/\S+)", message.text)
    page = client.get(link, follow=True)
    password = {
        "password1": "a-long-one-of-ours-9",
        "password2": "a-long-one-of-ours-9",
    }
    client.post(page.request["PATH_INFO"], password, follow=True)
    person.refresh_from_db()
    assert is_proven(person)
    client.post(
        "/en/account/login/",
        {"login": "first@example.org", "password": "a-long-one-of-ours-9"},
    )
    assert client.get("/en/manage/new/").status_code in (200, 404)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_known_person_is_named_and_told(django_user_model: type[User]) -> None:
    person = make_user("known@example.org")
    assert name("known@example.org") == {"email": "known@example.org", "created": False}
    person.refresh_from_db()
    assert person.is_operator
    name("known@example.org")
    assert User.objects.count() == 1


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(CommandError, match="nobody"):
        call_command("name_operator", "nobody")


def test_createsuperuser_makes_an_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a-long-one-of-ours-9")
    call_command(
        "createsuperuser", "--noinput", "--email", "su@example.org", stdout=StringIO()
    )
    assert User.objects.get(email="su@example.org").is_operator


def test_command_on_a_database_that_is_away_says_so_in_one_line(tmp_path: Path) -> None:
    environment = {
        "PATH": "/usr/bin:/bin",
        "DATABASE_URL": f"postgresql://nobody@/none?host={tmp_path}",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check_invariants"],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("the database does not answer")
    assert done.stderr.count("\n") == 1
