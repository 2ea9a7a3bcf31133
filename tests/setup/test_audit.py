"""`make audit` finds what it is for: each part is lied to."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.audit import advisories, code, licences, sbom
from tests.audit.code import Finding, Reason

pytestmark = pytest.mark.once

BASE = Path(settings.BASE_DIR)
WEAK = Finding("B602", "awards/x.py", 3, "shell=True")
REASON = Reason("B602", "awards/x.py", "none")


def test_finding_without_a_reason_is_told() -> None:
    assert code.problems([WEAK], []) == ["awards/x.py:3 B602 shell=True"]
    assert code.problems([WEAK], [REASON]) == []


def test_reason_that_nothing_needs_is_told() -> None:
    assert code.problems([], [REASON]) == [
        "known.toml: nothing needs B602 in awards/x.py any more"
    ]


def test_reason_covers_its_place_and_rule_alone() -> None:
    elsewhere = Finding("B602", "judging/x.py", 3, "shell=True")
    other = Finding("B301", "awards/x.py", 3, "pickle")
    assert len(code.problems([WEAK, elsewhere, other], [REASON])) == 2


def test_every_reason_says_why_and_where_files_are() -> None:
    for reason in code.reasons():
        assert len(reason.why) > 15
        assert (BASE / reason.file).exists()


@pytest.mark.parametrize(
    ("terms", "allowed"),
    [
        ("mit", True),
        ("apache-2.0 or bsd-3-clause", True),
        ("gpl-3.0-only or mit", True),
        ("gpl-3.0-only", False),
        ("mit and gpl-2.0-or-later", False),
        ("agpl-3.0-only", False),
        ("bsd-3-clause and 0bsd and mit", True),
        ("lgpl-3.0-only", True),
        ("", False),
        ("own terms", False),
    ],
)
def test_what_may_be_shipped(terms: str, allowed: bool) -> None:
    assert licences.may_be_shipped(terms) is allowed


def test_every_pinned_package_may_be_shipped() -> None:
    wrong, said = licences.audit(BASE)
    assert wrong == []
    assert "psycopg" in said


def test_every_pinned_package_is_read() -> None:
    lines = (BASE / "requirements.txt").read_text().splitlines()
    pins = {re.split(r"[\[=]", line)[0] for line in lines if re.match(r"\w.*==", line)}
    assert len(licences.pinned(BASE / "requirements.txt")) == len(pins) > 100


def answer(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_published_weakness_is_told() -> None:
    weak = {"name": "django", "version": "1.0", "vulns": [{"id": "PYSEC-0"}]}
    fine = {"name": "celery", "version": "5", "vulns": []}
    assert advisories.read(1, answer(weak, fine), "")[0] == ["django 1.0: PYSEC-0"]


def test_service_that_is_away_is_neither_passed_nor_failed() -> None:
    skipped = {"name": "django", "skip_reason": "not found"}
    assert advisories.read(0, answer(skipped), "") == ([], advisories.NOT_ASKED)
    assert advisories.read(1, "", "ConnectionError") == ([], advisories.NOT_ASKED)
    assert advisories.read(1, "", "bad pin")[0] != []


def test_package_that_the_service_does_not_know_is_named() -> None:
    fine = {"name": "celery", "version": "5", "vulns": []}
    skipped = {"name": "own", "skip_reason": "not found"}
    assert advisories.read(0, answer(fine, skipped), "") == (
        [],
        "1 packages asked about; not known to the service: own",
    )


@pytest.mark.slow
def test_list_of_packages_is_whole_valid_and_the_same_again(tmp_path: Path) -> None:
    """`make sbom` in another folder."""
    made = [tmp_path / "one.json", tmp_path / "two.json"]
    for path in made:
        subprocess.run(["make", "sbom", f"SBOM={path}"], cwd=BASE, check=True)
    assert made[0].read_bytes() == made[1].read_bytes()
    assert sbom.problem_of(made[0].read_text()) == ""
    document = json.loads(made[0].read_text())
    components = {row["name"].lower(): row for row in document["components"]}
    pinned = licences.pinned(BASE / "requirements.txt")
    assert set(pinned) <= components.keys()
    silent = [name for name in pinned if not components[name]["licenses"]]
    assert all(licences.licence_of(name) is None for name in silent)


@pytest.mark.parametrize(
    ("terms", "written"),
    [
        ("mit", {"license": {"id": "MIT"}}),
        ("apache-2.0 or bsd-3-clause", {"expression": "Apache-2.0 OR BSD-3-Clause"}),
        ("mpl-2.0 and (mit or isc)", {"expression": "MPL-2.0 AND (MIT OR ISC)"}),
        ("bsd and mit", {"license": {"name": "bsd and mit"}}),
        ("own terms", {"license": {"name": "own terms"}}),
    ],
)
def test_licence_is_written_as_spdx_where_it_can_be(
    terms: str, written: dict[str, object]
) -> None:
    assert sbom.as_cyclonedx(terms) == written


def test_list_that_is_no_cyclonedx_is_found_out() -> None:
    wrong = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{}]}
    assert sbom.problem_of(json.dumps(wrong)) != ""
