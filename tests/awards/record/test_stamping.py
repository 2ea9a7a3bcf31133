"""Heads are stamped by an authority (RFC 3161), which here stands on loopback; OpenSSL,
which shares no code with us, believes the stamps that are kept.
"""

from __future__ import annotations

import hashlib
import logging
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from awards.ledger.checkpoint import read_checkpoint
from awards.ledger.models import HeadStamp, SignedHead
from awards.models import Edition
from awards.own_loop import run_apart
from awards.record.stamping import (
    StampError,
    ask,
    away,
    stamp_due_heads,
    stamped_at,
    stamped_text,
)
from tests.awards.ledger.tampering import tamper
from tests.awards.outside.webserver import Site, says, web_site
from tests.awards.record.authority import SIGNING, Authority
from tests.factories import ago, ahead, make_edition, make_head

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority(settings: Settings, tmp_path: Path) -> Authority:
    made = Authority.made()
    settings.TIMESTAMP_ROOTS_FILE = made.write_root(tmp_path / "roots.pem")
    return made


@pytest.fixture
def site(settings: Settings, authority: Authority) -> Iterator[Site]:
    with web_site() as made:
        settings.OUTGOING_PRIVATE_ORIGINS = [made.url]
        settings.TIMESTAMP_URL = made.url
        stamps(made, authority)
        away.worked()
        yield made
        away.worked()


def stamps(site: Site, authority: Authority) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        says(content=authority.answer(site.sent[-1]))(handler)

    site.answer = answer


@pytest.fixture
def head() -> SignedHead:
    edition = make_edition("x-2570", opens_at=ago(days=3), closes_at=ahead(days=3))
    return make_head(edition)  # stamped by another authority already


def own(head: SignedHead) -> HeadStamp:
    return head.stamps.exclude(authority="stamps.example").get()


def test_head_is_stamped_once_and_the_stamp_is_shown(
    site: Site, head: SignedHead
) -> None:
    assert stamp_due_heads() == 1
    assert stamp_due_heads() == 0
    stamp = own(head)
    assert abs(stamp.at - timezone.now()) < timedelta(minutes=5)
    page = Client().get("/en/record/x-2570/").content.decode()
    assert stamp.authority in page
    told = Client().get("/api/v1/editions/x-2570/record.json").json()["heads"][0]
    tokens = [b64decode(one["token"]) for one in told["stamps"]]
    assert bytes(stamp.token) in tokens


def test_openssl_believes_the_stamp_for_what_the_site_publishes(
    site: Site, head: SignedHead, tmp_path: Path
) -> None:
    """As a stranger would: from the JSON, with the authority's root from elsewhere."""
    stamp_due_heads()
    told = Client().get("/api/v1/editions/x-2570/record.json").json()["heads"][0]
    text = read_checkpoint(told["checkpoint"]).head.text
    (tmp_path / "head.txt").write_text(text)
    (tmp_path / "stamp.der").write_bytes(b64decode(told["stamps"][-1]["token"]))
    command = ["openssl", "ts", "-verify", "-token_in", "-in", "stamp.der"]
    command += ["-data", "head.txt", "-CAfile", "roots.pem"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "Verification: OK" in done.stdout + done.stderr
    (tmp_path / "head.txt").write_text(text.replace("x-2570", "y-2570"))
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "Verification: OK" not in done.stdout + done.stderr


def test_authority_learns_a_hash_and_nothing_else(site: Site, head: SignedHead) -> None:
    stamp_due_heads()
    (sent,) = site.sent
    assert hashlib.sha256(stamped_text(head)).digest() in sent
    assert b"x-2570" not in sent


@pytest.mark.parametrize(
    "liar",
    [
        lambda: Authority.made("Somebody else"),
        lambda: Authority.made(usage=SIGNING),
        lambda: Authority.made(key=3),
    ],
    ids=["other root", "no stamping certificate", "same name, other key"],
)
def test_stamp_of_anybody_else_is_not_kept(
    site: Site, head: SignedHead, liar: object, settings: Settings, tmp_path: Path
) -> None:
    other = liar()  # type: ignore[operator]
    if (
        other.leaf.extensions.get_extension_for_oid(SIGNING.oid).value == SIGNING
    ):  # the root is believed, the certificate is for other things
        settings.TIMESTAMP_ROOTS_FILE = other.write_root(tmp_path / "other.pem")
    stamps(site, other)
    with pytest.raises(StampError):
        ask(settings.TIMESTAMP_URL, stamped_text(head))
    assert stamp_due_heads() == 0
    assert not head.stamps.exclude(authority="stamps.example").exists()


def test_stamp_of_other_words_is_not_believed(
    site: Site, head: SignedHead, settings: Settings
) -> None:
    stamp = ask(settings.TIMESTAMP_URL, b"other words")
    with pytest.raises(StampError, match="proves nothing"):
        stamped_at(stamp.token, stamped_text(head), settings.TIMESTAMP_ROOTS_FILE)


def test_answer_to_another_question_is_not_kept(
    site: Site, head: SignedHead, authority: Authority
) -> None:
    """A stamp that was given before is played again: its nonce is another."""
    stamp_due_heads()
    old = authority.answer(site.sent[-1])
    edition = Edition.objects.get(code="x-2570")
    newer = make_head(edition)
    site.answer = says(content=old)
    assert stamp_due_heads() == 0
    assert newer.stamps.exclude(authority="stamps.example").count() == 0


@pytest.mark.parametrize(
    "answer", [says(status=503), says(content=b""), says(content=b"0\x80" * 99)]
)
def test_authority_that_fails_is_asked_again_later(
    site: Site,
    head: SignedHead,
    authority: Authority,
    answer: object,
    caplog: pytest.LogCaptureFixture,
) -> None:
    site.answer = answer  # type: ignore[assignment]
    with caplog.at_level(logging.WARNING):
        assert stamp_due_heads() == 0
    stamps(site, authority)
    assert stamp_due_heads() == 1


def test_old_head_is_not_stamped_any_more(site: Site, head: SignedHead) -> None:
    tamper("UPDATE ledger_signedhead SET at = at - interval '31 days'")
    assert stamp_due_heads() == 0
    assert site.sent == []


def test_nobody_is_asked_until_an_authority_is_named(
    site: Site, head: SignedHead, settings: Settings
) -> None:
    settings.TIMESTAMP_URL = ""
    assert stamp_due_heads() == 0
    assert site.asked == []


def test_stamp_holds_after_its_certificate_has_ended(
    head: SignedHead, tmp_path: Path
) -> None:
    """Certificates are looked at as they were when the stamp was made."""
    then = timezone.now() - timedelta(days=20)  # before the authority's certificate
    early = Authority.made(at=then)
    roots = early.write_root(tmp_path / "roots.pem")
    token = token_by(early, stamped_text(head))
    with pytest.raises(StampError):
        stamped_at(token, stamped_text(head), roots)
    inside = Authority.made(at=timezone.now() - timedelta(days=5))
    roots = inside.write_root(tmp_path / "roots.pem")
    at = stamped_at(token_by(inside, stamped_text(head)), stamped_text(head), roots)
    assert at.date() == (timezone.now() - timedelta(days=5)).date()


def token_by(authority: Authority, content: bytes) -> bytes:
    from asn1crypto.tsp import TimeStampResp
    from pyhanko.sign.timestamps import TimeStamper

    digest = hashlib.sha256(content).digest()
    _nonce, request = TimeStamper().request_cms(digest, "sha256")
    answer = TimeStampResp.load(authority.answer(request.dump()))
    return bytes(answer["time_stamp_token"].dump())


def test_stamp_is_checked_where_a_loop_runs_already(
    authority: Authority, tmp_path: Path
) -> None:
    roots = authority.write_root(tmp_path / "roots.pem")
    token = token_by(authority, b"a head")

    async def checked() -> datetime:
        return stamped_at(token, b"a head", roots)

    assert run_apart(checked()).date() == timezone.now().date()
