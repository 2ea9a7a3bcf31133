"""The browser of a test process, started anew where it was lost."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext, Error

CLOSING = 60.0  # seconds


class Chromium:
    """``launch`` starts one with the argument it is given, by which its process is found."""

    def __init__(self, launch: Callable[[str], Browser]) -> None:
        self.launch = launch
        self.own = f"--of-tests={uuid4().hex}"
        self.running: Browser | None = None

    @property
    def browser(self) -> Browser:
        if self.running is None or not self.running.is_connected():
            self.running = self.launch(self.own)
        return self.running

    def close(self, context: BrowserContext, seconds: float = CLOSING) -> None:
        """A window that is closed in the middle of a navigation sometimes never says that
        it is: then the browser is ended, and the next test has another.
        """
        lost = threading.Event()
        waiting = threading.Timer(seconds, self.end, [lost])
        waiting.start()
        try:
            context.close()
        except Error:
            if not lost.is_set():
                raise
        finally:
            waiting.cancel()

    def end(self, lost: threading.Event) -> None:
        lost.set()
        for pid in self.pids():
            os.kill(pid, signal.SIGKILL)

    def pids(self) -> list[int]:
        """Chromium's own processes do not hand an argument on that they do not know."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                arguments = (process / "cmdline").read_bytes().split(b"\0")
            except OSError:  # it has ended
                continue
            if self.own.encode() in arguments:
                found.append(int(process.name))
        return found
