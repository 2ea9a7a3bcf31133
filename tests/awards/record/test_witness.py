"""A witness outside finds whatever is done to the ledger with all rights to the database
and the site's own key: rewritten, truncated, forked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from awards.acts import LIST_PUBLISHED, METHOD_LOCKED
from awards.ledger import signing
from awards.ledger.checkpoint import keys_in, read_checkpoint
from awards.ledger.heads import sign_head
from awards.ledger.models import Cosignature, Occasion, SignedHead
from awards.ledger.services import append
from awards.models import Edition
from awards.record.cosignatures import NotWitnessedError, store_cosignatures
from awards.record.due import make_due_heads
from awards.record.witnessing import (
    CannotTellError,
    LiesError,
    Memory,
    NotThereError,
    cosigned_text,
    own_key_line,
    witness,
)
from judging.roof.tasks import OCCASIONS
from tests.awards.ledger.tampering import rewrite, tamper
from tests.awards.outside.webserver import says, web_site
from tests.factories import ago, ahead, made_up, make_edition

pytestmark = pytest.mark.django_db
RECORD = "/api/v1/editions/x-2570/record/"


@pytest.fixture
def edition(settings: Settings, tmp_path: Path) -> Edition:
    """Published, five rows under its head."""
    settings.SIGNING_KEY_FILE = tmp_path / "key.pem"
    signing.make_key(settings.SIGNING_KEY_FILE)
    edition = make_edition("x-2570", opens_at=ago(days=3), closes_at=ahead(days=3))
    more(edition, METHOD_LOCKED)
    return edition


def more(edition: Edition, act: object) -> None:
    for number in range(4):
        append(edition.code, made_up("said"), None, {"n": number})
    append(edition.code, act, None, {})  # type: ignore[arg-type]
    make_due_heads(OCCASIONS)


def site(address: str) -> bytes:
    """What the site that is watched answers."""
    answer = Client().get(address)
    if answer.status_code != 200:
        raise NotThereError(f"{answer.status_code}")
    return bytes(answer.content)


def look(tmp_path: Path) -> int:
    """One visit of the witness: how many rows it signs."""
    keys = [key.public_bytes_raw() for key in signing.site_keys().public]
    return witness(Memory(tmp_path / "witness", RECORD), keys, site).head.size


def without_heads() -> None:
    """The site's own memory of what it signed is taken away: it would refuse else."""
    tamper("DELETE FROM ledger_signedhead")


def test_witness_signs_a_record_that_grows(edition: Edition, tmp_path: Path) -> None:
    assert look(tmp_path) == 5
    assert look(tmp_path) == 5
    more(edition, LIST_PUBLISHED)
    assert look(tmp_path) == 10


def truncate(edition: Edition) -> None:
    tamper("DELETE FROM ledger_row WHERE number > 3")
    without_heads()
    sign_head(edition.code, 3, Occasion.LOCKED)


def fork(edition: Edition) -> None:
    rewrite(edition.code, 2, "other")
    without_heads()
    sign_head(edition.code, 5, Occasion.LOCKED)


def rewrite_and_go_on(edition: Edition) -> None:
    rewrite(edition.code, 2, "other")
    without_heads()
    sign_head(edition.code, 5, Occasion.LOCKED)
    more(edition, LIST_PUBLISHED)


def leave_out_and_go_on(edition: Edition) -> None:
    """As if row 4 had never been; the rows after it close up."""
    tamper("DELETE FROM ledger_row WHERE number = 4")
    tamper("UPDATE ledger_row SET number = 4 WHERE number = 5")
    tamper("DELETE FROM ledger_value WHERE number = 4")
    tamper("UPDATE ledger_value SET number = 4 WHERE number = 5")
    tamper("UPDATE ledger_chain SET length = 4")
    rewrite(edition.code, 4, METHOD_LOCKED.code)
    without_heads()
    more(edition, LIST_PUBLISHED)


@pytest.mark.parametrize(
    ("lie", "word"),
    [
        (truncate, "truncated"),
        (fork, "forked"),
        (rewrite_and_go_on, "rewritten"),
        (leave_out_and_go_on, "not known any more"),
    ],
)
def test_lie_in_the_database_is_found_from_outside(
    edition: Edition, tmp_path: Path, lie: Callable[[Edition], None], word: str
) -> None:
    look(tmp_path)
    lie(edition)
    with pytest.raises(LiesError, match=word):
        look(tmp_path)
    with pytest.raises(LiesError, match=word):  # what was seen stays in memory
        look(tmp_path)


def test_other_key_is_found(
    edition: Edition, tmp_path: Path, settings: Settings
) -> None:
    look(tmp_path)
    keys = [key.public_bytes_raw() for key in signing.site_keys().public]
    settings.SIGNING_KEY_FILE = tmp_path / "other.pem"
    signing.make_key(settings.SIGNING_KEY_FILE)
    without_heads()
    sign_head(edition.code, 5, Occasion.LOCKED)
    with pytest.raises(LiesError, match="not signed with the key given"):
        witness(Memory(tmp_path / "witness", RECORD), keys, site)


def test_record_of_another_edition_is_found(edition: Edition, tmp_path: Path) -> None:
    look(tmp_path)
    other = make_edition("y-2570", opens_at=ago(days=3), closes_at=ahead(days=3))
    more(other, METHOD_LOCKED)
    keys = [key.public_bytes_raw() for key in signing.site_keys().public]

    def elsewhere(address: str) -> bytes:
        return site(address.replace("x-2570", "y-2570"))

    with pytest.raises(LiesError, match="it was"):
        witness(Memory(tmp_path / "witness", RECORD), keys, elsewhere)


@pytest.mark.parametrize("answer", [b"", b"\xff", b"<html>", b'{"hashes": 1}'])
def test_what_is_no_record_is_said(
    edition: Edition, tmp_path: Path, answer: bytes
) -> None:
    keys = [key.public_bytes_raw() for key in signing.site_keys().public]
    memory = Memory(tmp_path / "witness", RECORD)
    with pytest.raises(CannotTellError):
        witness(memory, keys, lambda address: answer)
    look(tmp_path)
    more(edition, LIST_PUBLISHED)
    with pytest.raises(CannotTellError):
        witness(
            memory,
            keys,
            lambda address: answer if "consistency" in address else site(address),
        )


def handed_back(tmp_path: Path) -> str:
    key = signing.site_keys().signing
    assert key is not None
    shown = witness(
        Memory(tmp_path / "witness", RECORD),
        [key.public_key().public_bytes_raw()],
        site,
    )
    return cosigned_text(shown, key)


def test_signature_of_a_witness_is_added_once_and_shown(
    edition: Edition, tmp_path: Path
) -> None:
    text, key = handed_back(tmp_path), signing.site_keys().signing
    assert key is not None
    line = own_key_line(key)
    ((name, _key),) = keys_in(line)
    assert store_cosignatures(text=text, witnesses=line) == [name]
    assert store_cosignatures(text=text, witnesses=line) == []
    row = Cosignature.objects.get()
    assert abs(row.at - datetime.now(UTC)).total_seconds() < 60
    shown = read_checkpoint(site(f"{RECORD}checkpoint").decode())
    assert row.line in shown.text
    assert name in Client().get("/en/record/x-2570/").content.decode()


def test_signature_that_does_not_fit_is_not_added(
    edition: Edition, tmp_path: Path
) -> None:
    text, key = handed_back(tmp_path), signing.site_keys().signing
    assert key is not None
    line = own_key_line(key)
    moved = SignedHead.objects.get().note
    for given, words in (
        ("nothing", "no blank line"),
        (moved, "did not sign"),
        (text.replace("\n5\n", "\n4\n"), "no checkpoint that this site signed"),
    ):
        with pytest.raises(NotWitnessedError, match=words):
            store_cosignatures(text=given, witnesses=line)
    assert not Cosignature.objects.exists()


def test_command_adds_what_the_other_command_wrote(
    edition: Edition, tmp_path: Path
) -> None:
    key = signing.site_keys().signing
    assert key is not None
    (tmp_path / "back.txt").write_text(handed_back(tmp_path))
    out = StringIO()
    call_command(
        "take_witness", tmp_path / "back.txt", "--key", own_key_line(key), stdout=out
    )
    assert Cosignature.objects.get().name in out.getvalue()
    (tmp_path / "back.txt").write_text("nothing")
    with pytest.raises(CommandError, match="no blank line"):
        call_command("take_witness", tmp_path / "back.txt", "--key", own_key_line(key))


def test_command_asks_only_hosts_that_are_named(
    edition: Edition, tmp_path: Path
) -> None:
    pem = b"".join(map(signing.public_pem, signing.site_keys().public))
    (tmp_path / "site.pem").write_bytes(pem)
    address = f"https://awards.example.org{RECORD}checkpoint"
    with pytest.raises(CommandError, match="OUTGOING_HOSTS") as refused:
        call_command(
            "witness", address, "--key", tmp_path / "site.pem", "--keep", tmp_path
        )
    assert refused.value.returncode == 2


def test_command_watches_over_http(
    edition: Edition, tmp_path: Path, settings: Settings
) -> None:
    pem = b"".join(map(signing.public_pem, signing.site_keys().public))
    (tmp_path / "site.pem").write_bytes(pem)
    asked = ("--key", tmp_path / "site.pem", "--keep", tmp_path)
    with web_site() as watched:
        settings.OUTGOING_PRIVATE_ORIGINS = [watched.url]
        watched.answer = says(content=site(f"{RECORD}checkpoint"))
        address, out = f"{watched.url}{RECORD}checkpoint", tmp_path / "back.txt"
        call_command("witness", address, *asked, "--out", out, stdout=StringIO())
        fork(edition)
        watched.answer = says(content=site(f"{RECORD}checkpoint"))
        with pytest.raises(CommandError, match="CONTRADICTION: two ledgers") as lie:
            call_command("witness", address, *asked, stdout=StringIO())
        watched.answer = says(status=500)
        with pytest.raises(CommandError, match="answers 500") as away:
            call_command("witness", address, *asked, stdout=StringIO())
    assert (lie.value.returncode, away.value.returncode) == (1, 2)
    assert len(read_checkpoint(out.read_text()).signatures) == 2
