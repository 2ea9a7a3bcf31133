"""What bandit finds in the code, but for what `known.toml` gives a reason for. A reason
that nothing needs any more is a problem too: it would hide the next finding.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOTS = ("awards", "nominations", "judging", "config", "manage.py")
KNOWN = Path(__file__).with_name("known.toml")


@dataclass(frozen=True)
class Finding:
    """``rule``: bandit's, such as B608."""

    rule: str
    file: str
    line: int
    said: str


@dataclass(frozen=True)
class Reason:
    """Why a rule does not matter below a folder or in a file; ``file`` "": anywhere."""

    rule: str
    file: str
    why: str

    def covers(self, finding: Finding) -> bool:
        return finding.rule == self.rule and finding.file.startswith(self.file)


def reasons(path: Path = KNOWN) -> list[Reason]:
    rows = tomllib.loads(path.read_text())["known"]
    return [
        Reason(row["rule"], file, row["why"])
        for row in rows
        for file in row.get("files", [""])
    ]


def found(base: Path) -> list[Finding]:
    """Everything that bandit says, the weak findings too."""
    command = [sys.executable, "-m", "bandit", "-q", "-r", *ROOTS, "-f", "json"]
    ran = subprocess.run(command, cwd=base, capture_output=True, text=True, check=False)
    document = json.loads(ran.stdout)
    if document["errors"]:
        raise SystemExit(f"bandit could not read: {document['errors']}")
    return [
        Finding(
            row["test_id"],
            row["filename"].removeprefix("./"),
            row["line_number"],
            row["issue_text"],
        )
        for row in document["results"]
    ]


def problems(findings: Iterable[Finding], known: Iterable[Reason]) -> list[str]:
    findings, known = list(findings), list(known)
    new = [
        f"{one.file}:{one.line} {one.rule} {one.said}"
        for one in findings
        if not any(reason.covers(one) for reason in known)
    ]
    idle = [
        f"known.toml: nothing needs {reason.rule} in {reason.file or 'the code'} any more"
        for reason in known
        if not any(reason.covers(one) for one in findings)
    ]
    return new + idle


def audit(base: Path) -> tuple[list[str], str]:
    findings = found(base)
    wrong = problems(findings, reasons())
    return wrong, f"{len(findings)} findings of bandit, {len(wrong)} without a reason"
