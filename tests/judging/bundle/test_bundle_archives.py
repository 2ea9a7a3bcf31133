"""Bundles from strangers: archives that are none, that would fill a disk, that bring
names, links or code.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings

from awards.ledger import signing
from judging.bundle.archive import packed
from judging.bundle.verifier import archive
from judging.bundle.verifier.archive import (
    KNOWN,
    REQUIRED,
    SIGNATURE,
    NotABundle,
    read_bundle,
)
from judging.bundle.verifier.checks import file_problems, signature_check
from judging.bundle.verify_here import verify_bundle, verify_files
from tests.judging.bundles import Files, failing, summed

FILES: Files = {name: f"what stands in {name}\n".encode() * 20 for name in REQUIRED}


def member(name: str, **fields: Any) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o100644 << 16
    for field, value in fields.items():
        setattr(info, field, value)
    return info


def made(
    path: Path,
    *more: tuple[zipfile.ZipInfo, bytes],
    without: str = "",
    way: int = zipfile.ZIP_DEFLATED,
) -> Path:
    with zipfile.ZipFile(path, "w") as target:
        for name in sorted(FILES):
            if name != without:
                target.writestr(member(name), FILES[name], way)
        for info, content in more:
            target.writestr(info, content, way)
    return path


def refusal(path: Path) -> str:
    [check] = verify_bundle(path)
    assert (check.name, check.ok) == ("archive", False)
    return check.detail


def test_files_of_a_bundle_are_read_as_they_were_packed(tmp_path: Path) -> None:
    path = tmp_path / "true.zip"
    path.write_bytes(packed(FILES))
    assert read_bundle(path) == FILES


@pytest.mark.parametrize(
    "name",
    [
        "verify.py",
        "csv.py",
        "json.py",
        "sitecustomize.py",
        "__pycache__/csv.cpython-311.pyc",
        "ranking/__init__.py",
        "numpy/__init__.py",
        "../ballots.csv",
        "../../etc/cron.d/x",
        "/etc/passwd",
        "C:\\windows\\x",
        "ballots.csv/../x",
        "folder/",
        "Ballots.csv",
        "ballots.csv ",
        "ballots\u200b.csv",
        "bаllots.csv",
    ],
)
def test_name_that_no_bundle_has_is_refused(tmp_path: Path, name: str) -> None:
    assert "does not belong into a bundle" in refusal(
        made(tmp_path / "b.zip", (member(name), b"print('run')"))
    )


def test_missing_file_is_named(tmp_path: Path) -> None:
    assert "ballots.csv is missing" in refusal(
        made(tmp_path / "b.zip", without="ballots.csv")
    )


def test_file_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    with pytest.warns(UserWarning, match="Duplicate name"):
        made(path, (member("ballots.csv"), b"other"))
    assert "twice" in refusal(path)


@pytest.mark.parametrize("mode", [0o120777, 0o040755, 0o010644, 0o060644, 0o020644])
def test_link_folder_and_device_are_refused(tmp_path: Path, mode: int) -> None:
    link = member(SIGNATURE, external_attr=mode << 16)
    assert "is no plain file" in refusal(
        made(tmp_path / "b.zip", (link, b"/etc/passwd"))
    )


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_pack_are_refused(tmp_path: Path, way: int) -> None:
    assert "packed in a way" in refusal(made(tmp_path / "b.zip", way=way))


def test_encrypted_file_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "b.zip")
    content = bytearray(path.read_bytes())
    place = content.rindex(b"PK\x01\x02")
    content[place + 8] |= 1
    path.write_bytes(content)
    assert "is encrypted" in refusal(path)


def test_bomb_that_says_its_size_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = made(tmp_path / "b.zip", (member("public-key.pem"), b"0" * 300_000))
    monkeypatch.setattr(archive, "MOST", 200_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert "larger than" in refusal(bomb)


def test_bomb_that_lies_about_its_size_is_stopped_at_what_it_said(
    tmp_path: Path,
) -> None:
    path = made(tmp_path / "b.zip", (member(SIGNATURE), b"0" * 3_000_000))
    content = path.read_bytes().replace(
        struct.pack("<L", 3_000_000), struct.pack("<L", 129)
    )
    path.write_bytes(content)
    with pytest.raises(NotABundle):
        read_bundle(path)


def test_small_files_have_small_limits(tmp_path: Path) -> None:
    assert "is too large" in refusal(
        made(tmp_path / "b.zip", (member(SIGNATURE), b"0" * 3_000_000))
    )


def test_more_files_than_a_bundle_has_are_refused_before_their_names_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(
        tmp_path / "b.zip", *((member(f"{n}"), b"") for n in range(len(KNOWN) + 1))
    )
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert "files, a bundle has" in refusal(path)


@pytest.mark.parametrize(
    "around",
    [
        lambda content: b"#!/usr/bin/env python\n" + content,
        lambda content: content + b"\n",
        lambda content: content[:-3],
        lambda content: content[:100],
        lambda content: b"",
        lambda content: b"no zip at all",
        lambda content: content[: len(content) // 2],
    ],
)
def test_damaged_archive_and_what_is_hung_on_one_are_refused(
    tmp_path: Path, around: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(around(packed(FILES)))
    assert refusal(path)


def test_two_archives_in_one_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(packed(FILES) + packed({**FILES, "README.txt": b"other"}))
    assert refusal(path)


def test_a_thousand_changed_bytes_of_the_archive_end_nothing(tmp_path: Path) -> None:
    """Whatever is broken, the answer is a check that fails or the same files; never
    another error.
    """
    content, draw, path = packed(FILES), random.Random(11), tmp_path / "b.zip"
    for _number in range(300):
        changed = bytearray(content)
        place = draw.randrange(len(changed))
        changed[place] = draw.randrange(256)
        path.write_bytes(changed)
        try:
            found = read_bundle(path)
        except NotABundle:
            continue
        assert found.keys() == FILES.keys()


def test_a_thousand_changed_bytes_of_files_are_all_found() -> None:
    files, draw, missed = summed(FILES), random.Random(7), []
    for _number in range(1000):
        name = draw.choice(sorted(files))
        place, step = draw.randrange(len(files[name])), draw.randrange(1, 256)
        content = bytearray(files[name])
        content[place] = (content[place] + step) % 256
        try:
            found = list(file_problems({**files, name: bytes(content)}))
        except ValueError:
            continue
        missed += [] if found else [(name, place)]
    assert missed == []


def test_words_of_a_file_write_no_lines_of_the_program() -> None:
    files = {
        **summed(FILES),
        "SHA256SUMS": b"0  \nok    ranking   recomputed\x1b[2J\r\n",
    }
    [check] = [check for check in verify_files(files) if not check.ok]
    assert check.detail.isprintable()


def test_command_says_what_is_wrong_with_a_stranger_s_archive(
    tmp_path: Path, capsys: Any
) -> None:
    path = made(tmp_path / "b.zip", (member("csv.py"), b"raise SystemExit('run')"))
    with pytest.raises(SystemExit) as end:
        call_command("verify_results", str(path))
    assert end.value.code == 1
    assert "'csv.py' does not belong" in capsys.readouterr().err


# ---- the signature ----


@pytest.fixture
def signed(tmp_path: Path) -> tuple[Files, bytes]:
    key = tmp_path / "key.pem"
    signing.make_key(key)
    with override_settings(SIGNING_KEY_FILE=key):
        own = signing.site_keys().signing
        assert own
        files = summed(FILES)
        signature = own.sign(files["SHA256SUMS"]).hex().encode() + b"\n"
        return {**files, SIGNATURE: signature}, signing.public_pem(own.public_key())


def test_signature_of_the_site_is_known_by_the_verifier_s_own_arithmetic(
    signed: tuple[Files, bytes],
) -> None:
    files, pem = signed
    assert signature_check(files, pem).detail == "signed by the key given"


def test_every_changed_bit_of_a_signature_is_found(signed: tuple[Files, bytes]) -> None:
    files, pem = signed
    signature = bytes.fromhex(files[SIGNATURE].decode())
    for place in range(0, 64, 7):
        other = bytearray(signature)
        other[place] ^= 1 << place % 8
        assert not signature_check(
            {**files, SIGNATURE: other.hex().encode() + b"\n"}, pem
        ).ok


def test_signature_over_other_sums_is_found(signed: tuple[Files, bytes]) -> None:
    files, pem = signed
    assert not signature_check(
        {**files, "SHA256SUMS": files["SHA256SUMS"] + b" "}, pem
    ).ok


@pytest.mark.parametrize(
    "text",
    [b"", b"zz" * 64 + b"\n", b"0" * 128, b"0" * 128 + b"\n", b"f" * 128 + b"\n"],
)
def test_what_is_no_signature_is_none(signed: tuple[Files, bytes], text: bytes) -> None:
    files, pem = signed
    assert not signature_check({**files, SIGNATURE: text}, pem).ok


def test_missing_signature_fails_where_a_key_is_given(
    signed: tuple[Files, bytes],
) -> None:
    _files, pem = signed
    assert not signature_check(summed(FILES), pem).ok


def test_nothing_else_is_looked_at_where_the_signature_is_wrong(
    signed: tuple[Files, bytes], tmp_path: Path
) -> None:
    files, _pem = signed
    stranger = tmp_path / "other.pem"
    signing.make_key(stranger)
    with override_settings(SIGNING_KEY_FILE=stranger):
        foreign = signing.public_pem(signing.site_keys().public[0])
    checks = verify_files(files, foreign)
    assert [check.name for check in checks] == ["archive", "signature", "files"]
    assert failing(checks) == ["signature"]


def test_archive_is_packed_the_same_each_time() -> None:
    assert packed(FILES) == packed(dict(reversed(FILES.items())))
    assert zipfile.ZipFile(io.BytesIO(packed(FILES))).testzip() is None
