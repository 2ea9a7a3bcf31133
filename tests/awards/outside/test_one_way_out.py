"""Nothing but ``awards.outside`` opens an HTTP connection to another site."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ROOM = "awards/outside/"
OPENS = {
    "urllib.request",
    "urllib3",
    "http.client",
    "requests",
    "httpx",
    "aiohttp",
    "socket",
    "boto3",
    "botocore",
    "smtplib",
    "imaplib",
    "poplib",
    "ftplib",
    "xmlrpc",
    "asyncio",
    "dns",
}
# What else speaks with a service, and which: each is named by the operator alone.
KNOWN = {
    "awards/outbox/domain_records.py": "asks the name server",
    "awards/outbox/line_carrier.py": "knows the errors of urllib3 alone",
    "awards/outbox/mailbox.py": "reads BOUNCE_MAILBOX",
    "awards/outbox/sending.py": "knows the errors of smtplib alone",
    "awards/outbox/smtp.py": "speaks with the mail server of EMAIL_URL",
    "awards/own_loop.py": "waits for what opens nothing",
    "awards/record/stamping.py": "knows the errors of requests alone",
    "awards/record/witnessing.py": "knows the errors of requests alone",
    "config/bench/mails.py": "of the benchmark, on loopback",
    "config/bench/measuring.py": "of the benchmark, on loopback",
    "config/bench/rush.py": "of the benchmark, on loopback",
    "config/build/serving.py": "waits for a server of its own, on loopback",
    "config/demonstration/__main__.py": "waits for a server of its own, on loopback",
    "config/providers/adapter.py": "hands a session of awards.outside to allauth",
    "config/providers/asking.py": "knows the errors of requests alone",
    "config/queue/workers.py": "asks for the machine's own name",
    "nominations/files/virus_scanner.py": "speaks with the scanner of CLAMD_URL",
}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def opens(source: str) -> set[str]:
    if not any(known.partition(".")[0] in source for known in OPENS):
        return set()  # reading a whole tree takes long
    return {
        known
        for name in imported(ast.parse(source))
        for known in OPENS
        if name == known or name.startswith(f"{known}.")
    }


def files_that_open() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for app in ("awards", "nominations", "judging", "config")
        for path in (ROOT / app).rglob("*.py")
        if opens(path.read_text())
    }


def test_nobody_else_opens_a_connection() -> None:
    found = {name for name in files_that_open() if not name.startswith(ROOM)}
    assert found == set(KNOWN)


@pytest.mark.parametrize(
    "source",
    [
        "import requests",
        "from urllib import request",
        "import urllib.request as r",
        "def f():\n    from http.client import HTTPSConnection",
        "import httpx",
    ],
)
def test_test_sees_who_would(source: str) -> None:
    assert opens(source)


def test_reading_an_address_is_no_connection() -> None:
    assert not opens("from urllib.parse import urlsplit\nfrom http import HTTPStatus")
