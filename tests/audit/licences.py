"""The licences of all pinned packages that run, as they say them, against those that may
be shipped beside a program under Apache-2.0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

PERMISSIVE = {
    *("0bsd", "apache-2.0", "bsd-2-clause", "bsd-3-clause", "bsd", "cc0-1.0", "isc"),
    *("mit", "mit-0", "mit-cmu", "ofl-1.1", "psf-2.0", "zlib"),
}
# Their terms: docs/licences.md.
WEAK = {"lgpl", "lgpl-3.0-only", "mpl-2.0"}
# As classifiers and free texts spell them.
SPELLED = {
    "apache software license": "apache-2.0",
    "apache 2.0": "apache-2.0",
    "apache license 2.0": "apache-2.0",
    "bsd license": "bsd",
    "new bsd": "bsd-3-clause",
    "3-clause bsd license": "bsd-3-clause",
    "mit license": "mit",
    "python software foundation license": "psf-2.0",
    "psfl": "psf-2.0",
    "mozilla public license 2.0 (mpl 2.0)": "mpl-2.0",
    "gnu lesser general public license v3 (lgplv3)": "lgpl-3.0-only",
    "gnu lesser general public license v2 or later (lgplv2+)": "lgpl",
    "sil open font license 1.1 (ofl-1.1)": "ofl-1.1",
    "isc license (iscl)": "isc",
}
# Where what a package says of itself is missing or says too much, read in its files.
READ = {
    "py-svg-hush": ("mit", "its LICENSE file; it names none in its metadata"),
    "pypdfium2": ("apache-2.0", "its own files; the PDFium within is BSD-3-Clause"),
    "qrcode": ("bsd-3-clause", "its LICENSE file; one classifier says Proprietary"),
}
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==")


@dataclass(frozen=True)
class Licence:
    """``terms``: SPDX names in small letters, joined by "and" and "or"; "": not said."""

    package: str
    terms: str


def pinned(requirements: Path) -> list[str]:
    lines = requirements.read_text().splitlines()
    return sorted({match[1].lower() for line in lines if (match := PIN.match(line))})


def licence_of(package: str) -> Licence | None:
    """None where the package is for another system than this one."""
    try:
        said = distribution(package).metadata
    except PackageNotFoundError:
        return None
    if package in READ:
        return Licence(package, READ[package][0])
    if expression := said.get("License-Expression"):
        return Licence(package, expression.lower())
    rows = said.get_all("Classifier") or []
    named = [row.rpartition(" :: ")[2] for row in rows if row.startswith("License ::")]
    free = (said.get("License") or "").strip().splitlines()[:1]
    chosen = [word for word in named if word != "OSI Approved"] or free
    return Licence(package, " and ".join(spelled(word) for word in chosen))


def spelled(word: str) -> str:
    small = word.strip().lower()
    return SPELLED.get(small, small)


def may_be_shipped(terms: str) -> bool:
    """Any side of an "or", every side of an "and"; what is not known may not."""
    sides = re.split(r"\s+or\s+", terms.strip(" ()"))
    return any(
        all(
            part.strip(" ()") in PERMISSIVE | WEAK
            for part in re.split(r"\s+and\s+", side)
        )
        for side in sides
    )


def audit(base: Path) -> tuple[list[str], str]:
    packages = pinned(base / "requirements.txt")
    read = {package: licence_of(package) for package in packages}
    known = [licence for licence in read.values() if licence]
    elsewhere = [package for package, licence in read.items() if licence is None]
    wrong = [
        f"{one.package}: {one.terms or 'names no licence'}"
        for one in known
        if not may_be_shipped(one.terms)
    ]
    weak = [one.package for one in known if any(name in one.terms for name in WEAK)]
    said = f"{len(known)} packages read; LGPL or MPL: {', '.join(weak)}"
    if elsewhere:
        said += f"; of other systems and not read here: {', '.join(elsewhere)}"
    return wrong, said
