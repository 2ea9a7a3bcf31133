"""What was measured, kept to be compared with: machine, commit and rows of each run."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from config.bench.measuring import Figures

# What is compared, with its head; less is better.
COMPARED = {"p50": "p50 ms", "p95": "p95 ms", "cpu": "CPU ms", "queries": "queries"}
HEAD = f"{'before → after':42} {'p50 ms':>20} {'p95 ms':>20} {'CPU ms':>20} {'queries':>14}"


def document_of(sizes: Mapping[str, int], figures: Sequence[Figures]) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": machine(),
        "sizes": dict(sizes),
        "rows": [asdict(row) for row in figures],
    }


def keep(document: Mapping[str, Any]) -> Path:
    """In ``var/bench.json``, which the next run replaces, and in a file of its own."""
    text = json.dumps(document, indent=1)
    folder = settings.VAR / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    (settings.VAR / "bench.json").write_text(text)
    moment = str(document["at"]).replace(":", "").replace("+0000", "")
    kept = folder / f"{moment}-{document['commit'].replace(' ', '-')}.json"
    kept.write_text(text)
    return kept


def commit() -> str:
    """With "changed" behind it where files differ; "unknown" outside a checkout."""
    try:
        name, changed = (
            subprocess.run(
                ["git", *words],
                cwd=settings.BASE_DIR,
                capture_output=True,
                text=True,
                check=True,
            ).stdout.strip()
            for words in (["rev-parse", "--short=10", "HEAD"], ["status", "--short"])
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{name} changed" if changed else name


def machine() -> dict[str, object]:
    """As far as figures of two machines must not be compared."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = [line.partition(":")[2] for line in lines if line.startswith("model name")]
    return (names or [platform.processor()])[0].strip()


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """A line for each row that both runs have: before, after and by how much."""
    if before.get("machine") != after["machine"]:
        yield "Measured on another machine: only the multiples of bare say something."
    yield f"{before.get('commit', 'unknown')} → {after['commit']}"
    yield HEAD
    known = {row["name"]: row for row in before["rows"]}
    for row in after["rows"]:
        if found := known.get(row["name"]):
            cells = [change(found.get(name), row[name]) for name in COMPARED]
            widths = (20, 20, 20, 14)
            told = " ".join(f"{one:>{w}}" for one, w in zip(cells, widths, strict=True))
            yield f"{row['name']:42} {told}"


def change(before: float | None, after: float | None) -> str:
    if before is None or after is None:
        return ""
    ratio = f" ×{after / before:.2f}" if before else ""
    return f"{before:g} → {after:g}{ratio}"
