"""The verifier that is handed out: one file, run beside whatever a stranger put there."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client, override_settings
from django.utils import translation

import awards.acts
import judging.acts
import nominations.acts
from awards.ledger import signing
from awards.ledger.acts import VALUES_ERASED, codes_of
from awards.ledger.erasable import NAMED, PERSONAL
from judging.bundle.onefile import sources, verifier_digest, verifier_file
from judging.bundle.verifier import ballots, reading, record
from tests.judging.bundle.test_bundle import files_of, lived_in_round
from tests.judging.bundle.test_bundle_archives import FILES
from tests.judging.bundles import summed, zipped

# What it may not need, and what lies beside it and in the folder it is begun in.
SHUT = """
import sys
class Shut:
    def find_spec(self, name, *rest):
        if name.split(".")[0] in {"django", "judging", "awards", "cryptography", "threadpoolctl"}:
            raise ImportError(name)
sys.meta_path.insert(0, Shut())
import runpy
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def run(
    *arguments: str | Path, cwd: Path, isolated: bool = True
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *(["-I"] if isolated else []), *map(str, arguments)]
    plain = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "COV"))
    }
    return subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, check=False, env=plain
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "verify_result.py").write_bytes(verifier_file())
    return tmp_path


@pytest.mark.django_db
def test_stranger_recomputes_it_with_nothing_but_python_and_numpy(home: Path) -> None:
    key = home / "signing.pem"
    signing.make_key(key)
    with override_settings(SIGNING_KEY_FILE=key):
        files = files_of(lived_in_round(), home)
        (home / "key.pem").write_bytes(
            signing.public_pem(signing.site_keys().public[0])
        )
    bundle = zipped(files, home / "bundle.zip")
    (home / "shut.py").write_text(SHUT)
    done = run(
        home / "shut.py",
        home / "verify_result.py",
        bundle,
        "--key",
        home / "key.pem",
        "--json",
        cwd=home,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    checks = json.loads(done.stdout)["checks"]
    assert all(check["ok"] for check in checks)
    assert {"signature", "seal", "ranking"} <= {check["name"] for check in checks}


@pytest.mark.parametrize("isolated", [True, False])
def test_nothing_beside_it_is_run(home: Path, isolated: bool) -> None:
    mark = home / "was-run"
    evil = f"open({str(mark)!r}, 'w').write('run')\n"
    for name in (
        "csv",
        "json",
        "zipfile",
        "ranking",
        "verifier",
        "sitecustomize",
        "subprocess",
        "os",
        "argparse",
    ):
        (home / f"{name}.py").write_text(evil)
    (home / "numpy").mkdir()
    (home / "numpy" / "__init__.py").write_text(evil)
    bundle = zipped(summed(FILES), home / "bundle.zip")
    done = run("verify_result.py", bundle, cwd=home, isolated=isolated)
    assert "The bundle is NOT sound." in done.stdout, done.stderr
    assert done.returncode == 1
    assert not mark.exists()
    assert not (home / "__pycache__").exists()


def test_missing_bundle_is_said_and_nothing_else(home: Path) -> None:
    done = run("verify_result.py", "nowhere.zip", cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere.zip" in done.stderr
    assert "Traceback" not in done.stderr


def test_file_is_always_the_same_and_holds_each_module_as_it_is() -> None:
    assert verifier_digest() == hashlib.sha256(verifier_file()).hexdigest()
    names: dict[str, object] = {"__name__": "elsewhere", "__file__": "verify_result.py"}
    exec(compile(verifier_file(), "verify_result.py", "exec"), names)
    assert names["SOURCES"] == sources()
    assert "judging" not in "".join(
        line for line in verifier_file().decode().splitlines() if "import " in line
    )


def test_head_of_the_file_says_what_it_needs_to_pipx_and_uv() -> None:
    head = verifier_file().decode().split("# ///\n")[0].removeprefix("# /// script\n")
    assert tomllib.loads(
        "".join(line.removeprefix("# ") for line in head.splitlines(keepends=True))
    ) == {
        "requires-python": ">=3.11",
        "dependencies": ["numpy"],
    }


def test_verifier_and_ledger_have_one_word_for_what_may_be_erased() -> None:
    assert record.PERSONAL == PERSONAL
    assert (VALUES_ERASED.code, NAMED) == (reading.ERASURE, reading.NAMED)


def test_every_act_that_the_verifier_knows_is_one_that_is_declared() -> None:
    known = {
        *record.OPEN,
        *record.DECISIONS,
        *record.SUBMITTED,
        *ballots.LEFT,
        ballots.JUDGED,
        record.SEAL,
    }
    declared = codes_of(
        (*awards.acts.ACTS, *nominations.acts.ACTS, *judging.acts.ACTS)
    ) | {VALUES_ERASED.code}
    assert known - declared == set()
    for theirs, ours in (
        (record.SUBMITTED, judging.acts.SUBMITTED),
        (record.DECISIONS, judging.acts.DECISIONS),
        (ballots.LEFT, nominations.acts.LEFT),
        ([ballots.JUDGED], [nominations.acts.ELIGIBILITY_DECIDED]),
    ):
        assert set(theirs) == codes_of(ours)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["th", "en"])
def test_page_tells_the_hash_of_the_file_that_it_hands_out(
    client: Client, language: str
) -> None:
    page = client.get(f"/{language}/verifier/").content.decode()
    assert verifier_digest() in page
    file = client.get("/verifier/verify_result.py")
    assert (
        hashlib.sha256(
            b"".join(file.streaming_content if file.streaming else [file.content])
        ).hexdigest()
        in page
    )
    assert file["Content-Type"].startswith("text/x-python")
    assert "attachment" in file["Content-Disposition"]
    translation.activate("en")


def test_verifier_in_the_browser_has_the_same_values_laid_open() -> None:
    script = Path(str(find("check/ledger.js"))).read_text()
    table = script.split("Object.entries({")[1].split("}).map")[0]
    constants = {"[SEAL]": record.SEAL, "[ERASURE]": reading.ERASURE}
    found = {
        constants.get(named, named.strip('"')): set(values.split())
        for named, values in re.findall(r'^ *(\S+): "([^"]+)",$', table, re.M)
    }
    assert found == {act: set(names) for act, names in record.OPEN.items()}
