"""What Lighthouse says of a page, read and judged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from config.gallery.lighthouse import (
    CATEGORIES,
    LighthouseProblem,
    installed,
    read_report,
)


def told(score: float = 1.0, shift: float = 0.0, **other: float) -> dict[str, Any]:
    audits = {
        "cumulative-layout-shift": {"numericValue": shift, "score": 1},
        "total-byte-weight": {"numericValue": 150 * 1024, "score": 1},
        "image-alt": {"score": 0},
        "notes": {"score": None},
    }
    refs = [{"id": "image-alt", "weight": 3}, {"id": "notes", "weight": 0}]
    categories = {
        name: {"score": other.get(name, score), "auditRefs": []} for name in CATEGORIES
    }
    categories["accessibility"]["auditRefs"] = refs
    return {"audits": audits, "categories": categories}


def test_four_figures_weight_and_what_to_mend_are_read() -> None:
    report = read_report(told(0.974))
    assert set(report.figures.values()) == {97}
    assert report.weight == 150
    assert report.low == ["image-alt"]
    assert report.line.split()[:4] == ["97"] * 4


@pytest.mark.parametrize("name", CATEGORIES)
def test_one_figure_below_is_enough_to_fail(name: str) -> None:
    assert read_report(told(0.95)).passes
    assert not read_report(told(0.95, **{name: 0.94})).passes


def test_a_page_kept_from_search_engines_is_not_judged_by_them() -> None:
    report = told(seo=0.66)
    report["audits"]["is-crawlable"] = {"score": 0}
    report["categories"]["seo"]["auditRefs"] = [{"id": "is-crawlable", "weight": 4}]
    assert read_report(report).passes
    report["categories"]["accessibility"]["score"] = 0.9
    assert not read_report(report).passes


def test_a_page_that_jumps_fails_whatever_its_figures() -> None:
    assert read_report(told(shift=0.019)).passes
    assert not read_report(told(shift=0.02)).passes


def test_a_machine_without_npm_is_told_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LighthouseProblem, match="npm is needed"):
        installed(tmp_path / "lighthouse")
