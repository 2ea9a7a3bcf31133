"""``python -m tests.audit.sbom FILE``: all packages that run, as CycloneDX, each with the
licence under which it says that it stands.

The same pins make the same file: nothing random, no moment. The list is cyclonedx-py's,
which knows no licence of what it reads in requirements.txt.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.spdx import fixup_id
from cyclonedx.validation.json import JsonStrictValidator

from tests.audit.licences import licence_of

BASE = Path(__file__).resolve().parents[2]
LIST = ["cyclonedx-py", "requirements", "requirements.txt", "--output-reproducible"]


def listed(base: Path = BASE) -> dict[str, Any]:
    program = str(Path(sys.executable).with_name(LIST[0]))
    command = [program, *LIST[1:], "--pyproject", "pyproject.toml", "--of", "JSON"]
    ran = subprocess.run(command, cwd=base, capture_output=True, check=True)
    document: dict[str, Any] = json.loads(ran.stdout)
    for component in document["components"]:
        component["licenses"] = licences_in(component["name"].lower())
    return document


def licences_in(package: str) -> list[dict[str, object]]:
    """Empty for a package of another system than this one."""
    found = licence_of(package)
    return [as_cyclonedx(found.terms)] if found and found.terms else []


def as_cyclonedx(terms: str) -> dict[str, object]:
    """As an expression of SPDX where every part is a name of theirs, else in words."""
    parts = re.split(r"(\s+(?:and|or)\s+|[()])", terms)
    written = [
        part.upper() if re.fullmatch(r"\s*(and|or|[()])?\s*", part) else fixup_id(part)
        for part in parts
    ]
    if None in written:
        return {"license": {"name": terms}}
    whole = "".join(part for part in written if part)
    return {"expression": whole} if len(parts) > 1 else {"license": {"id": whole}}


def problem_of(text: str) -> str:
    """Empty for a valid document."""
    version = SchemaVersion.from_version(json.loads(text)["specVersion"])
    problem = JsonStrictValidator(version).validate_str(text)
    return str(problem) if problem else ""


def main() -> None:
    target = Path(sys.argv[1])
    text = json.dumps(listed(), indent=2, sort_keys=True) + "\n"
    if problem := problem_of(text):
        raise SystemExit(f"no valid CycloneDX: {problem}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)


if __name__ == "__main__":
    main()
