"""The second verifier, in the browser: it recomputes a published result by its own
arithmetic, and is told the same lies as the Python one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from playwright.sync_api import BrowserContext, Page, expect

from awards.ledger import signing
from awards.record.due import make_due_heads
from judging.bundle.gathering import signed_files
from judging.bundle.verifier.archive import LEDGER, RESULTS, SIGNATURE, SUMS
from judging.bundle.verify_here import verify_files
from judging.roof.tasks import OCCASIONS
from tests.browser.conftest import Site, axe_problems
from tests.judging.bundle.test_bundle import lived_in_round
from tests.judging.bundle.test_bundle_lies import (
    TOLD_BY_ACTS,
    dropped,
    moved,
    other_salt,
    other_scores,
    put,
    renamed,
    untrue_shortlists,
    without_scores,
    without_values,
)
from tests.judging.bundles import Files, changed, failing, sealed_again, zipped
from tests.judging.results.test_earlier import locked, returning_round, score
from tests.judging.rounds import publish

SOUND, NOT_SOUND = "The bundle is sound.", "The bundle is not sound."


@pytest.fixture
def true(site: Site, tmp_path: Path) -> Iterator[Files]:
    signing.make_key(tmp_path / "key.pem")
    with override_settings(SIGNING_KEY_FILE=tmp_path / "key.pem"):
        round_ = lived_in_round()
        files = signed_files(round_)
        make_due_heads(OCCASIONS)
        address = f"/api/v1/editions/{round_.edition.code}/record.json"
        (tmp_path / "record.json").write_bytes(Client().get(address).content)
        yield files


@pytest.fixture
def page(true: Files, open_context: Callable[..., BrowserContext]) -> Page:
    """Loaded, and from here on without a network."""
    context = open_context()
    page = context.new_page()
    page.goto("/en/verifier/")
    assert axe_problems(page) == []
    context.set_offline(True)
    return page


def signed_again(files: Files) -> Files:
    """By whoever holds the site's own key."""
    key = signing.site_keys().signing
    assert key is not None
    rest = {name: text for name, text in files.items() if name != SIGNATURE}
    return {**rest, SIGNATURE: key.sign(files[SUMS]).hex().encode() + b"\n"}


def verdict(page: Page, folder: Path, files: Files, heads: str = "") -> str:
    page.set_input_files("#bundle", zipped(files, folder / "bundle.zip"))
    page.set_input_files("#heads", [folder / heads] if heads else [])
    page.get_by_role("button", name="Check the bundle").click()
    expect(page.locator("#verdict")).not_to_be_empty()
    return page.locator("#verdict").inner_text()


def wrong(page: Page) -> list[str]:
    return page.locator("#found .check-wrong").all_inner_texts()


def test_true_bundle_is_sound_for_both_verifiers(
    page: Page, true: Files, tmp_path: Path
) -> None:
    assert failing(verify_files(true)) == []
    assert verdict(page, tmp_path, true, "record.json") == SOUND
    assert page.locator("#found .check-fine").count() == 15
    assert verdict(page, tmp_path, signed_again(sealed_again(true))) == SOUND


def test_every_lie_that_the_other_verifier_finds_is_found_here(
    page: Page, true: Files, tmp_path: Path
) -> None:
    """Sealed and signed anew by whoever holds the key."""
    lies = [(file, lie) for file, lie, _check in TOLD_BY_ACTS]
    ledger = (
        renamed,
        without_values,
        without_scores,
        other_scores,
        other_salt,
        dropped,
        moved,
    )
    lies += [(LEDGER, lie) for lie in ledger]
    unfound = []
    for number, (file, lie) in enumerate(lies):
        files = signed_again(sealed_again(changed(true, file, lie)))
        if not verdict(page, tmp_path, files).startswith(NOT_SOUND):
            unfound.append((number, file))
        assert "✓ The bundle is signed" in page.locator("#found").inner_text()
    for words, files in untrue_shortlists(true).items():
        whole = signed_again(sealed_again(files))
        if not verdict(page, tmp_path, whole).startswith(NOT_SOUND):
            unfound.append((0, words))
    assert unfound == []


def test_score_of_the_result_is_recomputed_to_the_sixth_decimal(
    page: Page, true: Files, tmp_path: Path
) -> None:
    first = json.loads(true[RESULTS])["categories"]["area-0"]["entries"][0]
    for by, sound in ((2e-6, False), (2e-7, True)):
        place = ("categories", "area-0", "entries", 0, "adjusted")
        lie = put(*place, to=first["adjusted"] + by)
        files = signed_again(sealed_again(changed(true, RESULTS, lie)))
        found = verdict(page, tmp_path, files)
        assert found.startswith(SOUND if sound else NOT_SOUND)


def test_result_with_strictness_known_beforehand_is_left_to_the_program(
    page: Page, true: Files, tmp_path: Path
) -> None:
    assert true
    round_ = returning_round()
    locked(round_, "edition")
    score(round_)
    publish(round_.edition)
    verdict(page, tmp_path, signed_files(round_))
    assert wrong(page) == []
    assert "how strict judges were before" in page.locator("#found").inner_text()


def test_ledger_written_anew_contradicts_heads_that_were_kept(
    page: Page, true: Files, tmp_path: Path
) -> None:
    kept = json.loads((tmp_path / "record.json").read_text())
    lie: dict[str, Any] = {"heads": [dict(kept["heads"][0])]}
    note = lie["heads"][0]["checkpoint"].split("\n")
    lie["heads"][0]["checkpoint"] = "\n".join([*note[:2], "A" * 43 + "=", *note[3:]])
    (tmp_path / "other.json").write_text(json.dumps(lie))
    assert verdict(page, tmp_path, true, "other.json").startswith(NOT_SOUND)
    [said] = wrong(page)
    assert "Not the audit log that your checkpoints were signed for" in said


def test_bundle_of_another_key_is_looked_at_no_further(
    page: Page, true: Files, tmp_path: Path
) -> None:
    other = {**true, SIGNATURE: b"00" * 64 + b"\n"}
    assert verdict(page, tmp_path, other).startswith(NOT_SOUND)
    assert wrong(page) == ["✗ The bundle is not signed with the key of this site."]


def test_what_is_no_bundle_is_said_and_accuses_nobody(
    page: Page, tmp_path: Path
) -> None:
    press_kit = {"winners.csv": b"reference\n"}
    assert verdict(page, tmp_path, press_kit) == "Nothing was checked."
    assert page.locator("#found li").all_inner_texts() == [
        "? The bundle could not be read. Select the ZIP as it was downloaded."
    ]
