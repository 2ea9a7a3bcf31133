"""The database, the store or the disk's room is away: said at once, in both languages,
with nothing half-written.
"""

from __future__ import annotations

import errno
import logging
import os
import resource
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError

from awards.files.storage import WholeFileStorage
from config.build.logs import Away
from config.build.serving import served
from config.site import away


@contextmanager
def disk_with_room_for(size: int) -> Iterator[None]:
    """Whatever is written to a file beyond so many bytes fails, as on a disk that is full."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.fixture(autouse=True)
def _awake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(away, "_rest_until", 0.0)


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    storage = WholeFileStorage(location=tmp_path)
    with (
        disk_with_room_for(100_000),
        pytest.raises(OSError, match="File too large") as full,
    ):
        storage.save("entries/plan.pdf", ContentFile(b"x" * 1_000_000))
    assert full.value.errno == errno.EFBIG
    assert away.has_no_room(full.value)
    assert files_in(tmp_path) == []
    assert (
        storage.save("entries/plan.pdf", ContentFile(b"x" * 1000)) == "entries/plan.pdf"
    )


def test_name_that_is_taken_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    storage = WholeFileStorage(location=tmp_path, file_permissions_mode=0o600)
    storage.save("plan.pdf", ContentFile(b"first"))
    name = storage._save("plan.pdf", ContentFile(b"second"))
    assert name != "plan.pdf"
    assert (tmp_path / "plan.pdf").read_bytes() == b"first"
    assert (tmp_path / name).read_bytes() == b"second"
    assert len(files_in(tmp_path)) == 2
    assert (tmp_path / name).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("connection refused"), 503),
        (InterfaceError("connection already closed"), 503),
        (ConnectionResetError("the store"), 503),
        (OSError(errno.ENOSPC, "No space left on device"), 507),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), 507),
        (OSError(errno.EACCES, "Permission denied"), None),
        (ValueError("a fault of ours"), None),
    ],
)
def test_what_is_away_has_a_page_of_its_own(
    error: Exception, status: int | None
) -> None:
    answer = away.answer_for(error)
    assert (answer and answer.status_code) == status
    if answer:
        assert "no-store" in answer.headers["Cache-Control"]
        assert 'lang="th"' in answer.content.decode()
        assert 'lang="en"' in answer.content.decode()
        assert ("Retry-After" in answer.headers) == (status == 503)


def test_a_statement_that_failed_does_not_close_the_house() -> None:
    error = OperationalError("deadlock detected")
    error.__cause__ = psycopg.errors.DeadlockDetected()
    answer = away.answer_for(error)
    assert answer
    assert answer.status_code == 503
    assert away._rest_until == 0.0


def test_log_of_an_outage_is_a_line_and_not_a_page_for_each_reader(
    caplog: pytest.LogCaptureFixture,
) -> None:
    error = OperationalError("connection refused\nmore of it")
    record = logging.LogRecord(
        "django.request",
        logging.ERROR,
        "",
        0,
        "Error: /",
        (),
        (OperationalError, error, None),
    )
    other = logging.LogRecord(
        "django.request",
        logging.ERROR,
        "",
        0,
        "x",
        (),
        (ValueError, ValueError(), None),
    )
    away_filter = Away()
    assert [away_filter.filter(record) for _ in range(3)] == [False] * 3
    assert away_filter.filter(other)
    (said,) = [line.message for line in caplog.records]
    assert "connection refused" in said
    assert "more of it" not in said


@pytest.mark.slow
def test_site_whose_database_is_away_answers_503_and_its_health() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    nobody = f"postgresql://awards:none@127.0.0.1:{port}/awards"
    with served(
        "config.wsgi",
        DATABASE_URL=nobody,
        REDIS_URL="",
        PYTHONWARNINGS=os.environ.get("PYTHONWARNINGS", ""),
    ) as site:
        for path in ("/th/", "/en/account/login/", "/th/winners/", "/th/"):
            with pytest.raises(urllib.error.HTTPError) as answered:
                urllib.request.urlopen(site.url + path, timeout=120)
            assert (path, answered.value.code) == (path, 503)
            assert answered.value.headers["Retry-After"] == str(away.RETRY_AFTER)
            assert "Not available for a moment" in answered.value.read().decode()
            answered.value.close()
        with urllib.request.urlopen(f"{site.url}/healthz", timeout=120) as answer:
            assert answer.status == 200
        with pytest.raises(urllib.error.HTTPError) as answered:
            urllib.request.urlopen(f"{site.url}/readyz", timeout=120)
        assert b"database" in answered.value.read()
        answered.value.close()
