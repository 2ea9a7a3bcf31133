"""The most memory that processes had."""

from __future__ import annotations

from pathlib import Path

KB_IN_MB = 1024


def forget_peak(pids: list[int]) -> float:
    """Counts the highest memory of these processes from now; MB that they have."""
    for pid in pids:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    return peak_of(pids)


def peak_of(pids: list[int]) -> float:
    """MB, the highest since it was forgotten, of these processes together."""
    return sum(high_water(pid) for pid in pids) / KB_IN_MB


def high_water(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0
