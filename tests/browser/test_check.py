"""Check my ballot: the page tells a bundle as it was published from one that was changed,
whoever changed it, and sends nothing anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import BrowserContext, Page, expect

from awards.ledger import signing
from awards.ledger.heads import newest_head
from awards.ledger.models import Row, Value
from awards.ledger.services import commit_to
from awards.record.due import make_due_heads
from judging.ballots.receipts import receipts_file, receipts_of
from judging.bundle.archive import packed
from judging.bundle.gathering import signed_files
from judging.bundle.verifier.checks import sums_of
from judging.bundle.verifier.reading import canonical, sha256
from judging.models import Judge
from judging.roof.tasks import OCCASIONS
from tests.browser.conftest import Site, axe_problems
from tests.judging.rounds import published_round

Files = dict[str, bytes]


@pytest.fixture
def files(site: Site, tmp_path: Path) -> Any:
    """A published bundle, and the receipts of one of its judges beside it."""
    signing.make_key(tmp_path / "key.pem")
    with override_settings(SIGNING_KEY_FILE=tmp_path / "key.pem"):
        round_ = published_round()
        made = signed_files(round_)
        make_due_heads(OCCASIONS)
        judge = Judge.objects.filter(edition=round_.edition).earliest("pk")
        head = newest_head(round_.edition.code)
        told = receipts_file(round_.edition, receipts_of(judge), head)
        (tmp_path / "receipts.json").write_text(json.dumps(told))
        yield made


@pytest.fixture
def page(site: Site, open_context: Callable[..., BrowserContext], files: Files) -> Page:
    """Loaded, and from here on without a network."""
    context = open_context()
    page = context.new_page()
    page.goto("/en/check/")
    assert axe_problems(page) == []
    context.set_offline(True)
    return page


def check(page: Page, folder: Path, files: Files) -> str:
    """The verdict: what the page says of these files and the receipts."""
    (folder / "bundle.zip").write_bytes(packed(files))
    return verdict_on(page, folder)


def resealed(files: Files) -> Files:
    """As somebody without the key would: every checksum fits."""
    rest = {name: text for name, text in files.items() if "SHA256SUMS" not in name}
    return {
        **rest,
        "SHA256SUMS": sums_of(rest),
        "SHA256SUMS.sig": files["SHA256SUMS.sig"],
    }


def told_otherwise(files: Files, number: int, change: Callable[[Any], None]) -> Files:
    """A row of the ledger changed, and all after it linked anew."""
    lines, previous = [], "0" * 64
    for line in files["ledger.jsonl"].decode().splitlines():
        row = json.loads(line)
        if row["number"] == number:
            change(row)
        row["previous"] = previous
        content = {key: row[key] for key in row if key not in ("hash", "values")}
        row["hash"] = previous = sha256(canonical(content).encode())
        lines.append(canonical(row))
    return resealed({**files, "ledger.jsonl": "\n".join([*lines, ""]).encode()})


def test_receipts_are_found_in_what_was_published(
    page: Page, files: Files, tmp_path: Path
) -> None:
    assert (
        check(page, tmp_path, files)
        == "Everything that could be checked is as it was given."
    )
    found = page.locator("#found").inner_text()
    given = json.loads((tmp_path / "receipts.json").read_text())["receipts"]
    assert len(given) > 3
    for one in given:
        assert (
            f"Row {one['row']} is in the table of ballots with the same scores: it counts"
            in found
        )
    assert "The first" in found
    assert "signed checkpoint" in found
    assert page.locator(".check-wrong, #found .check-open").count() == 0


def test_changed_scores_are_found_though_every_link_fits(
    page: Page, files: Files, tmp_path: Path
) -> None:
    one = json.loads((tmp_path / "receipts.json").read_text())["receipts"][0]

    def change(row: Any) -> None:
        opened = row["values"]["scores"]
        opened["value"] = {**opened["value"], "impact": "0.5"}
        row["commitments"]["scores"] = commit_to(opened["value"], opened["salt"])

    assert "not as it was given" in check(
        page, tmp_path, told_otherwise(files, one["row"], change)
    )
    found = page.locator(".check-wrong").all_inner_texts()
    assert "✗ The bundle is not signed with the key of this site." in found
    assert any("does not appear in the audit log" in line for line in found)
    assert any("are not those of your signed checkpoint" in line for line in found)


def test_scores_shown_otherwise_than_committed_are_found(
    page: Page, files: Files, tmp_path: Path
) -> None:
    receipts = json.loads((tmp_path / "receipts.json").read_text())["receipts"]
    row = Row.objects.get(number=receipts[0]["row"], hash=receipts[0]["hash"])
    lines = files["ledger.jsonl"].decode().splitlines()
    told = json.loads(lines[row.number - 1])
    told["values"]["scores"]["value"]["impact"] = "0.5"
    lines[row.number - 1] = canonical(told)
    changed = resealed({**files, "ledger.jsonl": "\n".join([*lines, ""]).encode()})
    assert "not as it was given" in check(page, tmp_path, changed)
    wrong = page.locator("#found .check-wrong").all_inner_texts()
    assert any(f"Row {row.number} binds other scores" in line for line in wrong)


@pytest.mark.parametrize("name", ["ballots.csv", "protocol.json"])
def test_changed_file_is_found(
    page: Page, files: Files, tmp_path: Path, name: str
) -> None:
    changed = {**files, name: files[name].replace(b"8", b"9", 1)}
    assert "not as it was given" in check(page, tmp_path, changed)
    assert (
        "A file of the bundle does not match its checksum."
        in page.locator("#found").inner_text()
    )


def test_row_that_was_left_out_is_found(
    page: Page, files: Files, tmp_path: Path
) -> None:
    lines = files["ledger.jsonl"].decode().splitlines()
    changed = resealed(
        {**files, "ledger.jsonl": "\n".join([*lines[:-5], lines[-1], ""]).encode()}
    )
    assert "not as it was given" in check(page, tmp_path, changed)
    assert "The audit log is broken at row" in page.locator("#found").inner_text()


def test_what_stands_in_the_mail_can_be_typed(
    page: Page, files: Files, tmp_path: Path
) -> None:
    one = json.loads((tmp_path / "receipts.json").read_text())["receipts"][0]
    (tmp_path / "bundle.zip").write_bytes(packed(files))
    page.set_input_files("#bundle", tmp_path / "bundle.zip")
    for name in ("row", "hash", "salt"):
        page.fill(f"#{name}", str(one[name]))
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#verdict")).to_contain_text("as it was given")
    assert (
        f"Row {one['row']} binds these scores: " in page.locator("#found").inner_text()
    )
    page.fill("#salt", "0" * 32)
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#verdict")).to_contain_text("not as it was given")


def test_entrant_shows_what_was_received_and_what_was_published(
    page: Page, files: Files, tmp_path: Path
) -> None:
    """Of two rows that bind a text: as entries' receipts have them."""
    rows = [json.loads(line) for line in files["ledger.jsonl"].decode().splitlines()]
    told = next(row for row in rows if row["act"] == "list-published")
    reference = told["values"]["lines"]["value"][0][2]
    row = next(row for row in rows if row["act"] == "list-frozen")
    salt = Value.objects.get(number=row["number"], name="moment").salt
    one = {
        "reference": reference,
        "row": row["number"],
        "hash": row["hash"],
        "name": "moment",
        "value": Value.objects.get(number=row["number"], name="moment").value,
        "salt": salt,
    }
    (tmp_path / "receipts.json").write_text(json.dumps({"receipts": [one]}))
    assert "as it was given" in check(page, tmp_path, files)
    found = page.locator("#found").inner_text()
    assert f"{reference} is in the published list of winners" in found
    assert f"Row {row['number']} binds the content that was received" in found
    other = {**one, "value": "0" * 64, "reference": "SCSA-0000"}
    (tmp_path / "receipts.json").write_text(json.dumps({"receipts": [other]}))
    assert "not as it was given" in check(page, tmp_path, files)
    found = page.locator("#found").inner_text()
    assert "binds other content than this" in found
    assert "SCSA-0000 is not in the published list" in found


UNREAD = "Your receipts were not checked."


def verdict_on(page: Page, folder: Path) -> str:
    """Of the two files that lie there."""
    page.set_input_files("#bundle", folder / "bundle.zip")
    page.set_input_files("#receipt", folder / "receipts.json")
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#verdict")).not_to_be_empty()
    return page.locator("#verdict").inner_text()


def test_what_is_no_bundle_is_said_and_accuses_nobody(
    page: Page, tmp_path: Path
) -> None:
    press_kit = packed({"winners.csv": b"reference\n"})
    no_zip = b"no ZIP at all, but long enough to be one"
    for content in (b"", no_zip, b"PK" * 40, press_kit):
        (tmp_path / "bundle.zip").write_bytes(content)
        assert verdict_on(page, tmp_path) == UNREAD
        said = page.locator("#found").inner_text()
        assert (
            said
            == "? The bundle could not be read. Select the ZIP as it was downloaded."
        )


NO_RECEIPTS = (
    "",
    "null",
    "[1e999, NaN",
    '{"receipts": {}}',
    '{"receipts": []}',
    '{"receipts": [7]}',
    '{"receipts": [{"row": 1e30, "hash": ""}]}',
    '{"answers": {"problem": "the content of an entry, not its row"}}',
)


def test_what_holds_no_receipts_shows_nothing_to_be_right(
    page: Page, files: Files, tmp_path: Path
) -> None:
    (tmp_path / "bundle.zip").write_bytes(packed(files))
    for text in NO_RECEIPTS:
        (tmp_path / "receipts.json").write_text(text)
        assert verdict_on(page, tmp_path) == UNREAD
        assert "This file holds no receipts." in page.locator("#found").inner_text()


def test_receipts_of_another_edition_accuse_nobody(
    page: Page, files: Files, tmp_path: Path
) -> None:
    told = json.loads((tmp_path / "receipts.json").read_text()) | {"chain": "elsewhere"}
    (tmp_path / "receipts.json").write_text(json.dumps(told))
    assert check(page, tmp_path, files) == UNREAD
    assert "of another edition: elsewhere" in page.locator("#found").inner_text()


def test_a_row_may_be_typed_in_thai_digits(
    page: Page, files: Files, tmp_path: Path
) -> None:
    one = json.loads((tmp_path / "receipts.json").read_text())["receipts"][0]
    (tmp_path / "bundle.zip").write_bytes(packed(files))
    page.set_input_files("#bundle", tmp_path / "bundle.zip")
    page.fill(
        "#row", str(one["row"]).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    )
    page.fill("#hash", one["hash"].upper())
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#verdict")).to_have_text(
        "Everything that could be checked is as it was given."
    )
