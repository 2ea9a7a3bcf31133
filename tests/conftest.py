"""For every test: the services it may use, and what a missing one means."""

from __future__ import annotations

import os
import re

import pytest

# A test that loses the last moments in a power cut loses nothing. Read by libpq, so it holds for every connection.
os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")

SERVICES = re.compile(r"\b(chromium|browser|redis|postgresql)\b", re.IGNORECASE)


def _refuse_missing_service(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Where CI=true, everything is installed: a test that skips for want of a service hides a fault."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    expected_to_fail = hasattr(report, "wasxfail")
    if os.environ.get("CI") == "true" and report.skipped and not expected_to_fail and SERVICES.search(reason):
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


@pytest.fixture(scope="session", autouse=True)
def queue_of_our_own() -> None:
    """Wake-ups of tests do not reach the worker of a demonstration that runs in this folder."""
    from config.celery import app

    if not os.environ.get("REDIS_URL"):
        app.conf.broker_url = "memory://"
