"""A browser that stops answering costs itself, and no test."""

from __future__ import annotations

import os
import signal

from tests.browser.chromium import Chromium
from tests.browser.conftest import Site


def test_a_window_that_never_closes_is_ended_and_the_next_opens(
    chromium: Chromium, site: Site
) -> None:
    stuck = chromium.browser.new_context()
    stuck.new_page()
    [pid] = chromium.pids()
    os.kill(pid, signal.SIGSTOP)
    chromium.close(stuck, seconds=0.5)
    context = chromium.browser.new_context(base_url=site.url)
    page = context.new_page()
    answer = page.goto("/healthz")
    assert answer is not None
    assert answer.ok
    assert chromium.pids() != [pid]
    chromium.close(context)
