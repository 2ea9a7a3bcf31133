"""Pages in a real browser: Chromium on the machine, driven by Playwright, against a
server of our own on loopback.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import (
    BrowserContext,
    Page,
    Response,
    expect,
    sync_playwright,
)
from whitenoise import WhiteNoise

from awards.accounts.models import User
from config.build.assets import build
from tests.browser.chromium import Chromium
from tests.factories import World, make_world

CHROMIUM = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    "",
)
CALM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What Chromium says where a page's own headers refuse something of it, or are wrong.
REFUSED = (
    "Content Security Policy",
    "Trusted",
    "Permissions-Policy",
    "Permissions policy",
    "Cross-Origin-",
)
PATIENCE = 60_000  # milliseconds for a page or an element, on a machine with much to do
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    if not CHROMIUM:
        pytest.skip("no chromium on this machine")
    # Playwright keeps an event loop in this thread; Django would take the tests for
    # asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        running = Chromium(
            lambda own: playwright.chromium.launch(
                executable_path=CHROMIUM, args=[*CALM, own]
            )
        )
        yield running
        running.browser.close()


@pytest.fixture(scope="session")
def assets() -> Path:
    """The built style sheet and fonts, made again when their sources are newer."""
    target, source = (
        settings.VAR / "assets",
        settings.BASE_DIR / "config" / "styles",
    )
    built = target / "site.css"
    newest = max(sheet.stat().st_mtime for sheet in source.iterdir())
    if not built.exists() or built.stat().st_mtime < newest:
        build(target, source)
    return target


class Server(ThreadingMixIn, WSGIServer):
    """A few threads that live as long as the server, each with its connection, as on a
    site: what a connection has prepared is not planned again for every page.
    """

    THREADS = 6  # as many as a browser asks at once
    request_queue_size = 64

    def __init__(self, *args: Any) -> None:
        self.threads = ThreadPoolExecutor(self.THREADS)
        super().__init__(*args)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.threads.submit(self.process_request_thread, request, client_address)

    def server_close(self) -> None:
        """Each thread closes its connection, so that the database can be dropped."""
        super().server_close()
        together = threading.Barrier(self.THREADS)
        for _ in range(self.THREADS):
            self.threads.submit(closing, together)
        self.threads.shutdown()


def closing(together: threading.Barrier) -> None:
    together.wait()  # so that no thread takes two turns
    connections.close_all()


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """A test's output is no access log."""


class Site:
    """The running site: ``url`` has no slash at its end. ``stop`` and ``start`` keep the port."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.server = make_server(
            "127.0.0.1", self.port, self.application, Server, Quiet
        )
        self.port = self.server.server_port
        self.thread = threading.Thread(
            target=self.server.serve_forever,
            kwargs={"poll_interval": 0.02},
            daemon=True,
        )
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def whole(application: Any) -> Any:
    """What a page streams is read in its own thread, where its connection is."""

    def serve(environ: dict[str, Any], start_response: Any) -> Any:
        response = application(environ, start_response)
        content = list(response)
        getattr(response, "close", lambda: None)()
        return content

    return serve


@pytest.fixture
def site(transactional_db: None, assets: Path, quick_settings: None) -> Iterator[Site]:
    files = WhiteNoise(
        whole(get_wsgi_application()), prefix="/static/", autorefresh=True
    )
    for folder in (settings.BASE_DIR / "config" / "static", assets, *package_statics()):
        files.add_files(str(folder), prefix="/static/")
    running = Site(files)
    yield running
    running.stop()


def package_statics() -> list[Path]:
    """Static folders that packages carry (htmx)."""
    import django_htmx

    return [Path(django_htmx.__file__).parent / "static"]


@pytest.fixture
def world(site: Site) -> World:
    return make_world()


@pytest.fixture
def open_context(
    chromium: Chromium, site: Site
) -> Iterator[Callable[..., BrowserContext]]:
    """``open_context(color_scheme="dark", viewport=…)``: a browser window with cookies
    of its own. The worker of the offline page stays out unless asked for: a test that
    breaks the line does not see what passes through one.
    """
    opened: list[BrowserContext] = []

    def opening(**options: Any) -> BrowserContext:
        context = chromium.browser.new_context(
            base_url=site.url,
            **{"locale": "th-TH", "service_workers": "block", **options},
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield opening
    for context in opened:
        chromium.close(context)


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """One page at 1280 px. Anything on the console that is an error, or an exception in
    a script, fails the test.
    """
    page = open_context(viewport={"width": 1280, "height": 900}).new_page()
    troubles = troubles_of(page)
    yield page
    assert troubles == []


def troubles_of(page: Page) -> list[str]:
    """Filled from now on: exceptions in scripts, and what the page's own headers refuse."""
    troubles: list[str] = []
    kinds: dict[str, str] = {}

    def note(answer: Response) -> None:
        if answer.request.is_navigation_request():
            kinds[answer.url] = answer.headers.get("content-type", "")

    def is_page(address: str) -> bool:
        """Around a file the browser draws a page of its own, with styles of its own."""
        return kinds.get(address, "text/html").startswith("text/html")

    page.on("response", note)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "console",
        lambda said: (
            troubles.append(said.text)
            if any(words in said.text for words in REFUSED)
            and is_page(said.location.get("url", ""))
            else None
        ),
    )
    return troubles


def login(page: Page, user: User) -> None:
    """Signed in by a session made here; the sign-in page itself has tests of its own."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": str(session.session_key),
                "domain": "127.0.0.1",
                "path": "/",
            }
        ]
    )


def eventually(condition: Callable[[], Any]) -> None:
    """Waits for what the server does on its own; what the page shows is waited for by
    Playwright's ``expect``.
    """
    until = time.monotonic() + PATIENCE / 1000
    while not condition():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.05)


# the rules of axe that a colour scheme can change
COLOURS = (
    "color-contrast",
    "link-in-text-block",
)


def axe_problems(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds wrong on the page as it stands, one line each; ``rules``: only these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = page.evaluate(
        "options => axe.run(options).then(found => found.violations)", options
    )
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
