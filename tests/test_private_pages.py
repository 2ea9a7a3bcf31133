"""What stays with one person is kept by no cache, and no log or other page learns an
address that is a key.
"""

from __future__ import annotations

import logging
import re
from contextlib import suppress

import pytest
from django.urls import NoReverseMatch, reverse

from config.build.logs import Line as LogLine
from config.build.logs import without_secrets
from config.site.private_pages import SECRET_PARAMETERS
from tests.access import ROLES, Line, all_lines, parameters_by_name, patterns
from tests.factories import make_world
from tests.visits import Visitors, body, of_each_role, walk

pytestmark = pytest.mark.once  # pages are the same on any database


@pytest.mark.django_db
@of_each_role(ROLES[1:])
def test_no_answer_to_somebody_signed_in_is_kept(role: str) -> None:
    """But for those that are, byte for byte, the same for everybody."""
    asked = [one for one in walk(role).answers if one.line.method == "GET"]
    kept = [
        answer.line
        for answer in asked
        if "no-store" not in answer.headers.get("Cache-Control", "")
        and answer.line.name not in ("healthz", "readyz")
    ]
    visitors = Visitors(make_world())
    wrong = [str(line) for line in kept if not is_for_everybody(visitors, role, line)]
    assert len(kept) < len(asked) / 2
    assert wrong == [], "\n".join(wrong)


def is_for_everybody(visitors: Visitors, role: str, line: Line) -> bool:
    """Public, the same as without an account, and setting no cookie."""
    response = visitors.visit(role, line)
    return (
        "public" in response.headers.get("Cache-Control", "")
        and not response.cookies
        and undated(body(visitors.visit("anonymous", line))) == undated(body(response))
    )


def undated(content: bytes) -> bytes:
    """A feed without entries is dated by the moment it is asked for."""
    return re.sub(rb"<updated>.*?</updated>", b"", content)


@pytest.mark.django_db
def test_forms_signed_for_a_visitor_and_pages_whose_address_is_a_key_are_not_kept() -> (
    None
):
    visitors = Visitors(make_world())
    for line in all_lines():
        secret = bool(SECRET_PARAMETERS & set(parameters_by_name()[line.name]))
        if line.method != "GET" or (
            not secret and line.name not in ("account_login", "dsure:subscribe")
        ):
            continue
        response = visitors.visit("anonymous", line)
        assert "no-store" in response.headers["Cache-Control"], line
        if secret:
            assert response.headers["Referrer-Policy"] == "strict-origin", line


def secret_addresses() -> list[str]:
    """Each address with a key in it that is no uuid of a thing one has to be let into anyway."""
    found = []
    for name, _, parts in patterns():
        if SECRET_PARAMETERS & set(parts):
            # a uuid, of a thing that one has to be let into anyway
            with suppress(NoReverseMatch):
                found.append(
                    reverse(
                        name, kwargs=dict.fromkeys(parameters_by_name()[name], "S3cr3t")
                    )
                )
    return found


def test_log_shows_no_key() -> None:
    addresses = secret_addresses()
    assert len(addresses) >= 6
    for address in addresses:
        record = logging.makeLogRecord(
            {"msg": "Gone: %s?x=1", "args": (address,), "levelname": "WARNING"}
        )
        assert "S3cr3t" not in LogLine().format(record), address
    answer = '"GET /sign-in/thaid/?code=S3cr3t&state=S3cr3t HTTP/1.1" 302'
    assert without_secrets(answer) == '"GET /sign-in/thaid/?… HTTP/1.1" 302'
    line = f'"GET {addresses[0]} HTTP/1.1" 410 "https://site.example{addresses[1]}"'
    assert "S3cr3t" not in without_secrets(line)
    assert (
        without_secrets("/th/account/password/reset/key/done/")
        == "/th/account/password/reset/key/done/"
    )
