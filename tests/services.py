"""Hooks of pytest, taken in by conftest.py: what a test means that skips for want of a service."""

from __future__ import annotations

import os
import re

import pytest

SERVICES = re.compile(
    r"\b(chromium|browser|redis|postgresql|qpdf|poppler|openssl)\b", re.IGNORECASE
)


def _refuse_missing_service(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Where CI=true, everything is installed: a test that skips for want of a service
    hides a fault.
    """
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    expected_to_fail = hasattr(report, "wasxfail")
    if (
        os.environ.get("CI") == "true"
        and report.skipped
        and not expected_to_fail
        and SERVICES.search(reason)
    ):
        report.outcome = "failed"
        report.longrepr = f"skipped although CI=true: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    report = yield
    _refuse_missing_service(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):  # type: ignore[no-untyped-def]
    report = yield
    _refuse_missing_service(report)
    return report
