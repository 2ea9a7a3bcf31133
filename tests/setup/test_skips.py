"""What tests/services.py makes of a skip, tried on a run of pytest of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BASE_DIR = Path(__file__).resolve().parents[2]
SAMPLE = """
import pytest

pytestmark = pytest.mark.once  # starts runs of its own

@pytest.mark.skip(reason="no Chromium found")
def test_by_mark(): ...

def test_inside():
    pytest.skip("no Redis here")

def test_without_a_tool():
    pytest.skip("no qpdf on this machine")

@pytest.mark.skip(reason="only root can")
def test_for_another_reason(): ...

@pytest.mark.xfail(reason="postgresql is slow")
def test_expected_to_fail():
    assert False
"""


@pytest.mark.parametrize(("ci", "failed", "skipped"), [("true", 3, 1), ("", 0, 4)])
def test_missing_service_is_a_failure_only_under_ci(
    tmp_path: Path, ci: str, failed: int, skipped: int
) -> None:
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    options = [
        "-p",
        "tests.services",
        "-p",
        "no:django",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-c",
        os.devnull,
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--rootdir", tmp_path, tmp_path],
        cwd=BASE_DIR,
        env={**os.environ, "CI": ci, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
    )
    counts = {
        word: int(number)
        for number, word in re.findall(
            r"(\d+) (failed|error|skipped|xfailed)", done.stdout
        )
    }
    assert counts.get("failed", 0) + counts.get("error", 0) == failed, done.stdout
    assert (counts["skipped"], counts["xfailed"]) == (skipped, 1), done.stdout
