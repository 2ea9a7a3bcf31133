"""What is published about the pinned packages (pip-audit, by their names and versions).

The list of advisories stands with a service; there is no copy that would stay true. Where
the service is not to be reached, or a mirror of packages answers in its place and knows
no advisory of any, that is what is said: neither passed nor failed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

NOT_ASKED = "not asked: no access to the advisory service; ask again where there is"
SECONDS = 120


def audit(base: Path) -> tuple[list[str], str]:
    command = [
        *(sys.executable, "-m", "pip_audit", "--requirement", "requirements.txt"),
        *("--disable-pip", "--require-hashes", "--progress-spinner", "off"),
        *("--timeout", "10", "--format", "json"),
    ]
    try:
        ran = subprocess.run(
            command,
            cwd=base,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return [], NOT_ASKED
    return read(ran.returncode, ran.stdout, ran.stderr)


def read(code: int, answer: str, trouble: str) -> tuple[list[str], str]:
    """``answer``: pip-audit's JSON; without one it did not come to asking, or stumbled."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        if is_unreachable(trouble):
            return [], NOT_ASKED
        return [f"pip-audit ended with {code}: {trouble[-300:]}"], "not asked"
    skipped = [row["name"] for row in packages if "skip_reason" in row]
    weak = [
        f"{row['name']} {row['version']}: {', '.join(one['id'] for one in row['vulns'])}"
        for row in packages
        if row.get("vulns")
    ]
    if len(skipped) == len(packages):
        return [], NOT_ASKED
    said = f"{len(packages) - len(skipped)} packages asked about"
    if skipped:
        said += f"; not known to the service: {', '.join(skipped)}"
    return weak, said


def is_unreachable(trouble: str) -> bool:
    words = ("connection", "connect", "timed out", "resolve", "proxy", "unreachable")
    return any(word in trouble.lower() for word in words)
