"""Heads that somebody kept bind the organiser, whose own key a bundle cannot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from awards.acts import METHOD_LOCKED
from awards.ledger import signing
from awards.ledger.models import Row, SignedHead
from awards.ledger.services import append
from awards.models import Round
from awards.record.due import make_due_heads
from judging.ballots.receipts import receipts_file, receipts_of
from judging.bundle.onefile import verifier_file
from judging.bundle.verify_here import verify_files
from judging.models import Judge
from judging.roof.tasks import OCCASIONS
from tests.awards.ledger.tampering import rewrite, tamper
from tests.judging.bundle.test_bundle import failing, files_of
from tests.judging.bundle.test_verifier_file import run
from tests.judging.bundles import zipped
from tests.judging.rounds import published_round

pytestmark = pytest.mark.django_db
Files = dict[str, bytes]


@pytest.fixture
def round_(tmp_path: Path) -> Iterator[Round]:
    signing.make_key(tmp_path / "signing.pem")
    with override_settings(SIGNING_KEY_FILE=tmp_path / "signing.pem"):
        yield published_round()


def published(round_: Round, folder: Path) -> Files:
    files = files_of(round_, folder)
    make_due_heads(OCCASIONS)
    return files


def site_key() -> bytes:
    return b"".join(map(signing.public_pem, signing.site_keys().public))


def kept(round_: Round) -> bytes:
    """As the site published them."""
    answer = Client().get(f"/api/v1/editions/{round_.edition.code}/record.json")
    return bytes(answer.content)


def test_heads_fit_the_bundle_they_were_signed_for(
    round_: Round, tmp_path: Path
) -> None:
    files = published(round_, tmp_path)
    newest = SignedHead.objects.filter(chain=round_.edition.code).latest("size")
    receipts = receipts_file(
        round_.edition, receipts_of(Judge.objects.earliest("pk")), newest
    )
    for heads in (kept(round_), newest.note.encode(), json.dumps(receipts).encode()):
        checks = verify_files(files, site_key(), heads)
        assert failing(checks) == []
        assert "heads" in {check.name for check in checks}


def test_ledger_written_anew_with_the_sites_own_key_is_found(
    round_: Round, tmp_path: Path
) -> None:
    """All of it is sound in itself: only what was signed before tells."""
    published(round_, tmp_path)
    heads, code = kept(round_), round_.edition.code
    second = Row.objects.get(chain=code, number=2)
    tamper(
        "UPDATE ledger_row SET at = at - interval '1 day' WHERE id = %s", [second.pk]
    )
    rewrite(code, 2, second.act)
    files = files_of(round_, tmp_path)
    assert failing(verify_files(files, site_key())) == []
    assert failing(verify_files(files, site_key(), heads)) == ["heads"]


def test_head_of_another_key_edition_or_root_is_found(
    round_: Round, tmp_path: Path
) -> None:
    files = published(round_, tmp_path)
    note = SignedHead.objects.filter(chain=round_.edition.code).latest("size").note
    lines = note.split("\n")
    for lie, words in (
        (note.replace(f"/{round_.edition.code}\n", "/other-2570\n"), "is of "),
        (note.replace(lines[2], "A" * 43 + "="), "not signed by this key"),
        ("nothing", "cannot be read"),
        ('{"heads": []}', "no head"),
        ('{"heads": 3}', "cannot be read"),
    ):
        (check,) = [
            one for one in verify_files(files, site_key(), lie.encode()) if not one.ok
        ]
        assert check.name == "heads"
        assert words in check.detail


def test_head_that_covers_more_than_the_bundle_is_said(
    round_: Round, tmp_path: Path
) -> None:
    files = published(round_, tmp_path)
    append(round_.edition.code, METHOD_LOCKED, None, {})
    make_due_heads(OCCASIONS)
    checks = verify_files(files, site_key(), kept(round_))
    assert failing(checks) == []
    (said,) = [one.detail for one in checks if one.name == "heads"]
    assert "covers more than this bundle has" in said


def test_program_that_is_handed_out_knows_heads_alone(
    round_: Round, tmp_path: Path
) -> None:
    bundle = zipped(published(round_, tmp_path), tmp_path / "bundle.zip")
    for name, content in (
        ("verify_result.py", verifier_file()),
        ("key.pem", site_key()),
        ("record.json", kept(round_)),
    ):
        (tmp_path / name).write_bytes(content)
    asked = ("verify_result.py", bundle, "--key", "key.pem", "--heads", "record.json")
    done = run(*asked, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ok    heads" in done.stdout
